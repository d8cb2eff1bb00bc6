//! `/assistance/bilan`: a month of requests, as a page, a spreadsheet and a document. Nobody is named in it.

use std::collections::HashMap;

use documents::{Report, report};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use platform::html::fr;
use platform::http::{Query, Response, State, View, Within, print, send_pdf, send_workbook};
use platform::{Error, Result, Site};

use super::super::rules::summary::Summary;
use super::super::store;
use super::super::views::summary as views;
use super::super::{CountTickets, FRANCE};

/// The month asked for, by its first day: this one when none is.
fn month(query: &HashMap<String, String>, today: Date) -> Date {
    let typed = query
        .get("mois")
        .and_then(|typed| format!("{typed}-01").parse::<Date>().ok());
    typed
        .filter(|first| *first <= today && first.year() >= 2020)
        .unwrap_or(today)
        .first_of_month()
}

fn begins(day: Date) -> Result<Timestamp> {
    let zone = TimeZone::get(FRANCE).map_err(|error| Error::internal("a zone", error))?;
    let zoned = day.to_zoned_datetime(zone);
    Ok(zoned
        .map_err(|error| Error::internal("a month", error))?
        .timestamp())
}

async fn load(
    site: &Site,
    within: &Within<CountTickets>,
    query: &HashMap<String, String>,
) -> Result<(Date, Summary)> {
    let now = site.clock().now();
    let zone = TimeZone::get(FRANCE).map_err(|error| Error::internal("a zone", error))?;
    let month = month(query, now.to_zoned_datetime(zone).date());
    let span = (begins(month)?, begins(month.saturating_add(1.month()))?);
    let counted = store::counted(&mut site.db().read().await?, within, span).await?;
    Ok((month, Summary::of(&counted, now)))
}

pub(super) async fn page(
    State(site): State<Site>,
    within: Within<CountTickets>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let (month, summary) = load(&site, &within, &query).await?;
    Ok(view.page(&views::page(month, &summary, site.clock().now())))
}

fn made(site: &Site, month: Date, summary: &Summary) -> Report {
    let zone = TimeZone::get(FRANCE).unwrap_or(TimeZone::UTC);
    Report {
        title: format!("Bilan de l’assistance, {}", fr::month_year(month)),
        platform: site.config().site_name.clone(),
        about: views::about(summary),
        tables: views::tables(summary),
        printed: site.clock().now().to_zoned_datetime(zone).date(),
    }
}

fn name(month: Date, ending: &str) -> String {
    format!("Bilan assistance {}.{ending}", month.strftime("%Y-%m"))
}

pub(super) async fn document(
    State(site): State<Site>,
    within: Within<CountTickets>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let (month, summary) = load(&site, &within, &query).await?;
    let made = made(&site, month, &summary);
    let bytes = print(move || report(&made)).await?;
    Ok(send_pdf(bytes, &name(month, "pdf")))
}

pub(super) async fn workbook(
    State(site): State<Site>,
    within: Within<CountTickets>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let (month, summary) = load(&site, &within, &query).await?;
    let made = made(&site, month, &summary);
    let bytes = print(move || documents::workbook(&made)).await?;
    Ok(send_workbook(bytes, &name(month, "xlsx")))
}
