//! `/regions`.

use std::collections::HashMap;

use jiff::civil::Date;
use platform::html::fr;
use platform::http::{Query, Response, Routes, State, View, Within};
use platform::{Error, Result, Site};
use training::sessions::{self, CreateSession, Span, days, period};

use super::{rules, views};

/// Whose year the figures count: the national office's.
const ZONE: &str = "Europe/Paris";

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().get::<CreateSession, _>("/regions", page)
}

async fn page(
    State(site): State<Site>,
    within: Within<CreateSession>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let now = site.clock().now();
    let (today, _) = days(now, now, ZONE)?;
    let first = |year: i16| -> Result<_> {
        let day = Date::new(year, 1, 1).map_err(|error| Error::internal("the first day of a year", error))?;
        Ok(period(day, 1, ZONE)?.0)
    };
    let mut tx = site.db().read().await?;
    let begun = sessions::first_start(&mut tx).await?;
    let begun = begun
        .map(|at| Ok::<_, Error>(days(at, at, ZONE)?.0.year()))
        .transpose()?;
    let years = rules::years(begun, today.year());
    let typed = query.get("annee").map_or("", String::as_str);
    let year = rules::chosen(typed, &years, today.year());
    let span = Span {
        now,
        underway: first(today.year() - 2)?,
        year: (first(year)?, first(year + 1)?),
        oldest: first(year - 2)?,
    };
    let found = sessions::by_region(&mut tx, &within, span).await?;
    drop(tx);
    Ok(view.page(&views::page(
        &found,
        &fr::date_words_with_year(today),
        (year, &years),
    )))
}
