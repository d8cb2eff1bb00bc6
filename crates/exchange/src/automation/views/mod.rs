//! The pages of automatic messages and of alerts.

mod alerts;
mod journal;
mod list;
mod one;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use platform::html::{Page, fr};
use platform::{Error, Result};
use training::sessions::TrainingSession;

use super::routes::Ground;

pub(super) use alerts::alerts;
pub(super) use journal::journal;
pub(super) use list::{list, of_course};
pub(super) use one::one;

/// The name of the list of a session.
const TITLE: &str = "Messages automatiques";

fn local(at: Timestamp, zone: &str) -> Result<DateTime> {
    let zone = TimeZone::get(zone).map_err(|error| Error::internal("a region's zone", error))?;
    Ok(at.to_zoned_datetime(zone).datetime())
}

/// « Vendredi 4 décembre à 8 h ».
fn when(at: Timestamp, zone: &str) -> Result<String> {
    Ok(fr::capitalise(&fr::moment_words(local(at, zone)?)))
}

fn of_session(page: Page, session: &TrainingSession) -> Page {
    page.crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), format!("/sessions/{}", session.id))
}

fn crumbs(page: Page, ground: &Ground) -> Page {
    match &ground.session {
        Some(session) => of_session(page, session),
        None => page
            .crumb("Accueil", "/")
            .crumb("Parcours", "/parcours")
            .crumb(ground.title.as_str(), format!("/parcours/{}", ground.course)),
    }
}
