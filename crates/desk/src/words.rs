//! Words that several pages share: where a session stands, its days.

use catalogue::courses::Step;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use learning::progress::{Status, StepState};
use platform::html::{State, fr};
use platform::{Error, Result};
use training::enrolment::Enrolment;
use training::sessions::{self, Phase, TrainingSession, days, phase};

/// Where a session stands, with icon and word.
pub fn phase_state(session: &TrainingSession, now: Timestamp) -> State {
    match phase(session.starts_at, session.ends_at, now) {
        Phase::Coming => State::todo("À venir").icon("calendar-days"),
        Phase::Open => State::now("Ouverte"),
        Phase::Over => State::done("Terminée"),
    }
}

/// « du lundi 2 novembre au mardi 1er décembre », in the session's region's zone.
///
/// # Errors
/// When the zone is unknown.
pub fn session_days(session: &TrainingSession) -> Result<String> {
    let (first, last) = days(session.starts_at, session.ends_at, &session.zone)?;
    Ok(fr::days(first, last))
}

/// An instant as the clocks of a session's region show it.
///
/// # Errors
/// When the zone is unknown.
pub fn local(session: &TrainingSession, at: Timestamp) -> Result<DateTime> {
    let zone = TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
    Ok(at.to_zoned_datetime(zone).datetime())
}

/// The day it is in a session's region.
///
/// # Errors
/// When the zone is unknown.
pub fn today(session: &TrainingSession, now: Timestamp) -> Result<Date> {
    Ok(local(session, now)?.date())
}

/// Where someone stands with a step, in icon and word, with the percentage when there is one.
pub fn step_state(state: Option<&StepState>) -> State {
    let figure = state.and_then(|state| state.percent).map(|percent| {
        let whole = (0..=100).rev().find(|whole| f64::from(*whole) <= percent);
        format!(", {}", fr::percent(whole.unwrap_or(0)))
    });
    let figure = figure.unwrap_or_default();
    match state.map(|state| state.status) {
        Some(Status::Done) => State::done(format!("Terminée{figure}")),
        Some(Status::Started) => State::now(format!("En cours{figure}")),
        None => State::todo("À faire"),
    }
}

/// The date by which a learner should have done a step, when its course says one.
///
/// # Errors
/// When the zone is unknown.
pub fn due(session: &TrainingSession, enrolment: &Enrolment, step: &Step) -> Result<Option<Date>> {
    let date = |day| sessions::due(session.starts_at, enrolment.ends_at, &session.zone, day);
    step.due_day.map(date).transpose()
}
