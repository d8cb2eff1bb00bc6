//! `/regions`.

use jiff::civil::Date;
use platform::html::fr;
use platform::http::{Response, Routes, State, View, Within};
use platform::{Error, Result, Site};
use training::sessions::{self, CreateSession, days, period};

use super::views;

/// Whose year the figures count: the national office's.
const ZONE: &str = "Europe/Paris";

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().get::<CreateSession, _>("/regions", page)
}

async fn page(State(site): State<Site>, within: Within<CreateSession>, view: View) -> Result<Response> {
    let now = site.clock().now();
    let (today, _) = days(now, now, ZONE)?;
    let first = |year: i16| -> Result<_> {
        let day = Date::new(year, 1, 1).map_err(|error| Error::internal("the first day of a year", error))?;
        Ok(period(day, 1, ZONE)?.0)
    };
    let (since, oldest) = (first(today.year())?, first(today.year() - 2)?);
    let mut tx = site.db().read().await?;
    let found = sessions::by_region(&mut tx, &within, (now, since, oldest)).await?;
    drop(tx);
    Ok(view.page(&views::page(
        &found,
        &fr::date_words_with_year(today),
        today.year(),
    )))
}
