//! Words that several pages share: where a session stands, its days.

use catalogue::courses::Step;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::Result;
use platform::html::{State, fr};
use training::enrolment::Enrolment;
use training::sessions::{self, Phase, TrainingSession, days, local, phase};

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

/// « du lundi 4 janvier au mardi 2 février 2027 »: the years differ or are one.
pub(crate) fn days_with_year(first: Date, last: Date) -> String {
    match first.year() == last.year() {
        true => format!("{} {}", fr::days(first, last), last.year()),
        false => fr::days(first, last),
    }
}

/// The day it is in a session's region.
///
/// # Errors
/// When the zone is unknown.
pub fn today(session: &TrainingSession, now: Timestamp) -> Result<Date> {
    Ok(local(session, now)?.date())
}

/// The instant at which that day ends.
///
/// # Errors
/// When the zone is unknown.
pub fn midnight(session: &TrainingSession, now: Timestamp) -> Result<Timestamp> {
    Ok(sessions::period(today(session, now)?, 1, &session.zone)?.1)
}

/// The date by which a learner should have done a step, when their course says one, or somebody did for them, and their access
/// lasts until then.
///
/// # Errors
/// When the zone is unknown.
pub fn due(session: &TrainingSession, enrolment: &Enrolment, step: &Step) -> Result<Option<Date>> {
    if let Some(day) = step.due_on {
        return sessions::within(session.starts_at, enrolment.ends_at, &session.zone, day);
    }
    let date = |day| sessions::due(session.starts_at, enrolment.ends_at, &session.zone, day);
    step.due_day.map(date).transpose()
}
