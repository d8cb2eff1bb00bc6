//! The pages of corrections: the queue and its lists, one work.

pub(super) mod list;
mod notes;
pub(super) mod offline;
pub(super) mod one;
pub(super) mod second;
mod share;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use learning::gradings::{State, Waiting};
use people::directory::Identity;
use platform::html::{Page, fr};
use platform::{Error, PersonId, Result};
use uuid::Uuid;

fn base(title: impl Into<String>) -> Page {
    Page::new(title).crumb("Accueil", "/").work()
}

/// « mardi 10 novembre, 18 h 05 », as the clocks of a region show it.
fn moment(at: Timestamp, zone: &str) -> Result<String> {
    let zone = TimeZone::get(zone).map_err(|error| Error::internal("a session's zone", error))?;
    Ok(fr::moment_words(at.to_zoned_datetime(zone).datetime()))
}

/// The name of who handed a work in, or what stands for it while it is corrected without the name: another work of the same
/// person may have brought their card.
pub(super) fn who(line: &Waiting, cards: &HashMap<PersonId, Arc<Identity>>) -> String {
    name(line, State::Waiting, cards)
}

/// Whether a name may be read: once it is published, or where it was never hidden.
pub(super) fn is_named(line: &Waiting, state: State) -> bool {
    state == State::Published || !line.anonymous
}

/// The name, or what stands for it, in a list.
fn name(line: &Waiting, state: State, cards: &HashMap<PersonId, Arc<Identity>>) -> String {
    match cards.get(&line.person).filter(|_| is_named(line, state)) {
        Some(card) if line.together => format!("{} et son groupe", card.full_name()),
        Some(card) => card.full_name(),
        None => code(line.id.0),
    }
}

/// What stands for a name that isn't shown: « Copie 3F2A ».
pub(super) fn code(id: Uuid) -> String {
    let hex = id.simple().to_string();
    format!(
        "Copie {}",
        hex.chars().skip(28).collect::<String>().to_uppercase()
    )
}
