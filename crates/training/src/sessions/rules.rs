//! When a session runs, in its region's zone. [`clock`]: the hour of a class; [`holidays`].

pub(super) mod clock;
pub(super) mod holidays;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use platform::{Error, Result};

use super::TrainingSession;

/// From the first instant of the first day to the end of the last one, in the region's zone.
///
/// # Errors
/// When the zone is unknown or the days are out of the calendar.
pub fn period(first: Date, days: u32, zone: &str) -> Result<(Timestamp, Timestamp)> {
    let fault = |error: jiff::Error| Error::internal("a session's period", error);
    let zone = TimeZone::get(zone).map_err(fault)?;
    let after = first.checked_add(i64::from(days).days()).map_err(fault)?;
    let start = first.to_zoned_datetime(zone.clone()).map_err(fault)?;
    let end = after.to_zoned_datetime(zone).map_err(fault)?;
    Ok((start.timestamp(), end.timestamp()))
}

/// The first and the last day, as a reader of the zone sees them; an end at midnight belongs to the day before.
///
/// # Errors
/// When the zone is unknown.
pub fn days(starts: Timestamp, ends: Timestamp, zone: &str) -> Result<(Date, Date)> {
    let zone = TimeZone::get(zone).map_err(|error| Error::internal("a session's zone", error))?;
    let last = ends.checked_sub(1.millisecond()).unwrap_or(ends);
    Ok((
        starts.to_zoned_datetime(zone.clone()).date(),
        last.to_zoned_datetime(zone).date(),
    ))
}

/// An instant as the clocks of a session's region show it.
///
/// # Errors
/// When the zone is unknown.
pub fn local(session: &TrainingSession, at: Timestamp) -> Result<DateTime> {
    let zone = TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
    Ok(at.to_zoned_datetime(zone).datetime())
}

/// The date of a day of a session, 1 for its first; never after the end of the access.
///
/// # Errors
/// When the zone is unknown.
pub fn due(starts: Timestamp, ends: Timestamp, zone: &str, day: u32) -> Result<Date> {
    let (first, last) = days(starts, ends, zone)?;
    let date = first.saturating_add(i64::from(day.saturating_sub(1)).days());
    Ok(date.min(last))
}

/// A day that somebody gave, while the access lasts until then: what comes after it isn't told.
///
/// # Errors
/// When the zone is unknown.
pub fn within(starts: Timestamp, ends: Timestamp, zone: &str, day: Date) -> Result<Option<Date>> {
    let (_, last) = days(starts, ends, zone)?;
    Ok((day <= last).then_some(day))
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not begun.
    Coming,
    /// Open.
    Open,
    /// Over: content closed, results readable.
    Over,
}

/// Where a session stands now.
pub fn phase(starts: Timestamp, ends: Timestamp, now: Timestamp) -> Phase {
    if now < starts {
        Phase::Coming
    } else if now < ends {
        Phase::Open
    } else {
        Phase::Over
    }
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_that_was_given_is_told_while_the_access_lasts() {
        let (starts, ends): (Timestamp, Timestamp) = (
            "2026-11-02T00:00:00+01:00".parse().unwrap(),
            "2026-11-21T00:00:00+01:00".parse().unwrap(),
        );
        let day = |day| jiff::civil::date(2026, 11, day);
        for (given, told) in [(19, true), (20, true), (21, false), (30, false)] {
            let found = within(starts, ends, "Europe/Paris", day(given)).unwrap();
            assert_eq!(found, told.then_some(day(given)), "{given}");
        }
    }

    #[test]
    fn a_step_is_due_on_a_day_of_the_session() {
        let first = jiff::civil::date(2026, 11, 2);
        for zone in ["Europe/Paris", "America/Guadeloupe", "Indian/Reunion"] {
            let (starts, ends) = period(first, 30, zone).unwrap();
            for (day, expected) in [(1, 2), (10, 11), (29, 30)] {
                let due = due(starts, ends, zone, day).unwrap();
                assert_eq!(due, jiff::civil::date(2026, 11, expected), "{day} in {zone}");
            }
            let late = due(starts, ends, zone, 60).unwrap();
            assert_eq!(late, jiff::civil::date(2026, 12, 1), "the last day, in {zone}");
        }
    }

    #[test]
    fn a_period_is_whole_days_of_its_zone() {
        let cases = [
            ("Europe/Paris", "2026-11-01T23:00:00Z", "2026-12-01T23:00:00Z"),
            ("Indian/Reunion", "2026-11-01T20:00:00Z", "2026-12-01T20:00:00Z"),
            ("America/Cayenne", "2026-11-02T03:00:00Z", "2026-12-02T03:00:00Z"),
        ];
        for (zone, start, end) in cases {
            let (starts, ends) = period(date(2026, 11, 2), 30, zone).unwrap();
            assert_eq!(starts.to_string(), start, "{zone}");
            assert_eq!(ends.to_string(), end, "{zone}");
            assert_eq!(
                days(starts, ends, zone).unwrap(),
                (date(2026, 11, 2), date(2026, 12, 1)),
                "{zone}"
            );
        }
        assert!(period(date(2026, 11, 2), 30, "Nulle/Part").is_err());
    }

    #[test]
    fn a_change_of_hour_inside_keeps_whole_days() {
        let (starts, ends) = period(date(2026, 10, 20), 10, "Europe/Paris").unwrap();
        assert_eq!(ends.duration_since(starts).as_hours(), 241);
    }

    #[test]
    fn a_session_opens_and_closes_at_the_instant() {
        let (starts, ends) = period(date(2026, 11, 2), 30, "Europe/Paris").unwrap();
        let cases = [
            (starts - 1.millisecond(), Phase::Coming),
            (starts, Phase::Open),
            (ends - 1.millisecond(), Phase::Open),
            (ends, Phase::Over),
        ];
        for (now, expected) in cases {
            assert_eq!(phase(starts, ends, now), expected);
        }
    }
}
