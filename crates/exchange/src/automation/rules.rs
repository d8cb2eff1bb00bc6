//! When something leaves, for whom it holds: what asks, what simulates and what says the next moment decide by this alone.

use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use platform::{Error, Result};

/// What makes a message leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trigger {
    /// Somebody is enrolled.
    Enrolled,
    /// The morning when the session begins.
    Starts,
    /// The morning before a class.
    Class,
    /// The morning when half of the time is gone.
    Half,
    /// The morning, so many days before a step should be done that isn't.
    Deadline(i32),
    /// So many days without opening anything, while something is left to open.
    Idle(i32),
    /// A percentage under this one where one starts from.
    Below(u8),
    /// Above this one.
    Above(u8),
    /// A try at a quiz under what passes.
    Failed,
    /// Work handed in so many days ago that nobody has corrected.
    Waiting(i32),
    /// The morning of the last day.
    Ends,
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    Learner,
    Tutors,
}

/// How far back what isn't of a day is looked for: a server may be away for a week-end, an old session isn't flooded.
pub(super) const REACH: SignedDuration = SignedDuration::from_hours(3 * 24);

/// When what is of a day leaves, by the clocks of the region.
const MORNING: i8 = 8;

/// What is known of one learner and of what a rule looks at.
#[derive(Clone, Debug, Default)]
pub(super) struct Fact {
    /// When it happened, or will.
    pub(super) at: Timestamp,
    /// The day by which a step should be done.
    pub(super) due: Option<Date>,
    /// What a quiz came to.
    pub(super) percent: Option<f64>,
    /// What passes, for a quiz that is marked.
    pub(super) pass: Option<u8>,
    /// Whether it says where one starts from.
    pub(super) positions: bool,
}

/// Since when someone is there, and when the messages of their session were given back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life {
    pub(super) joined: Timestamp,
    pub(super) resumed: Option<Timestamp>,
}

impl Trigger {
    /// Whether it speaks of a day (« demain »), so that another day it would be false.
    const fn of_a_day(self) -> bool {
        matches!(self, Self::Starts | Self::Class | Self::Deadline(_) | Self::Ends)
    }

    /// How many days before and after its moment what it looks at may lie, widely.
    pub(super) const fn around(self) -> (i64, i64) {
        match self {
            Self::Enrolled | Self::Below(_) | Self::Above(_) | Self::Failed => (1, 1),
            Self::Starts | Self::Half => (2, 2),
            Self::Class | Self::Ends => (1, 3),
            Self::Deadline(days) => (2, days as i64 + 3),
            Self::Idle(days) | Self::Waiting(days) => (days as i64 + 2, 2 - days as i64),
        }
    }
}

fn zoned(error: jiff::Error) -> Error {
    Error::internal("the moment of a message", error)
}

fn morning(day: Date, zone: &TimeZone) -> Result<Timestamp> {
    let at = day
        .to_datetime(time(MORNING, 0, 0, 0))
        .to_zoned_datetime(zone.clone());
    Ok(at.map_err(zoned)?.timestamp())
}

/// When it leaves, if it does.
///
/// # Errors
/// When a day is out of every calendar.
pub(super) fn moment(trigger: Trigger, fact: &Fact, zone: &TimeZone) -> Result<Option<Timestamp>> {
    let day = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
    let before = |date: Date, days: i32| date.checked_sub(days.days()).map_err(zoned);
    Ok(Some(match trigger {
        Trigger::Enrolled => fact.at,
        Trigger::Starts | Trigger::Half => morning(day(fact.at), zone)?,
        Trigger::Class => morning(before(day(fact.at), 1)?, zone)?,
        Trigger::Ends => morning(day(fact.at.checked_sub(1.millisecond()).map_err(zoned)?), zone)?,
        Trigger::Deadline(days) => match fact.due {
            Some(due) => morning(before(due, days)?, zone)?,
            None => return Ok(None),
        },
        Trigger::Idle(days) | Trigger::Waiting(days) => {
            let later = fact.at.to_zoned_datetime(zone.clone()).checked_add(days.days());
            later.map_err(zoned)?.timestamp()
        }
        Trigger::Below(_) | Trigger::Above(_) | Trigger::Failed => match holds(trigger, fact) {
            true => fact.at,
            false => return Ok(None),
        },
    }))
}

/// Whether what a quiz came to alarms.
pub(super) fn holds(trigger: Trigger, fact: &Fact) -> bool {
    let Some(percent) = fact.percent else {
        return false;
    };
    match trigger {
        Trigger::Below(least) => fact.positions && percent < f64::from(least),
        Trigger::Above(most) => fact.positions && percent > f64::from(most),
        Trigger::Failed => !fact.positions && fact.pass.is_some_and(|pass| percent < f64::from(pass)),
        _ => true,
    }
}

/// From when a moment isn't too old to be told now.
pub(super) fn since(trigger: Trigger, now: Timestamp, zone: &TimeZone) -> Timestamp {
    let midnight = || {
        let day = now.to_zoned_datetime(zone.clone()).start_of_day().ok()?;
        day.timestamp().checked_sub(1.millisecond()).ok()
    };
    let back = now.checked_sub(REACH).unwrap_or(Timestamp::MIN);
    match trigger.of_a_day() {
        true => midnight().unwrap_or(back),
        false => back,
    }
}

/// When words about a day stop being true: at its end, by the clocks of the region.
pub(super) fn until(trigger: Trigger, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let end = now.to_zoned_datetime(zone.clone()).end_of_day().ok()?;
    trigger.of_a_day().then_some(end.timestamp())
}

/// Whether a moment falls in a stretch (not its first instant), for somebody who was there, unless it fell in a pause.
pub(super) fn falls(moment: Timestamp, (after, until): (Timestamp, Timestamp), life: Life) -> bool {
    moment > after
        && moment <= until
        && moment >= life.joined
        && life.resumed.is_none_or(|resumed| moment > resumed)
}

/// The last acts before each stretch of so many days without any; `acts` in order.
pub(super) fn silences(
    acts: &[Timestamp],
    days: i32,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Vec<Timestamp>> {
    let mut all = Vec::new();
    for (at, act) in acts.iter().enumerate() {
        let fact = Fact {
            at: *act,
            ..Fact::default()
        };
        let next = acts.get(at + 1).copied().unwrap_or(now);
        if moment(Trigger::Idle(days), &fact, zone)?.is_some_and(|moment| moment <= next) {
            all.push(*act);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod cases {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    #[test]
    fn each_moment_is_of_the_clocks_of_the_region() {
        let reunion = TimeZone::get("Indian/Reunion").unwrap();
        for (trigger, fact, zone, expected) in [
            (
                Trigger::Enrolled,
                "2026-11-29T10:00:00Z",
                paris(),
                "2026-11-29T10:00:00Z",
            ),
            (
                Trigger::Starts,
                "2026-11-29T23:00:00Z",
                paris(),
                "2026-11-30T07:00:00Z",
            ),
            (
                Trigger::Starts,
                "2026-11-29T20:00:00Z",
                reunion.clone(),
                "2026-11-30T04:00:00Z",
            ),
            (
                Trigger::Class,
                "2026-12-04T13:00:00Z",
                paris(),
                "2026-12-03T07:00:00Z",
            ),
            // A class just after midnight, on La Réunion, is still the day before in Paris.
            (
                Trigger::Class,
                "2026-12-03T20:30:00Z",
                reunion,
                "2026-12-03T04:00:00Z",
            ),
            // The clocks go back on the 25th of October: eight in the morning is another instant.
            (
                Trigger::Class,
                "2026-10-25T13:00:00Z",
                paris(),
                "2026-10-24T06:00:00Z",
            ),
            (
                Trigger::Class,
                "2026-10-26T13:00:00Z",
                paris(),
                "2026-10-25T07:00:00Z",
            ),
            (
                Trigger::Half,
                "2026-12-04T13:00:00Z",
                paris(),
                "2026-12-04T07:00:00Z",
            ),
            // It closes at midnight: the last day is the one before.
            (
                Trigger::Ends,
                "2026-12-04T23:00:00Z",
                paris(),
                "2026-12-04T07:00:00Z",
            ),
            (
                Trigger::Idle(15),
                "2026-11-29T10:00:00Z",
                paris(),
                "2026-12-14T10:00:00Z",
            ),
            (
                Trigger::Waiting(3),
                "2026-10-24T10:00:00Z",
                paris(),
                "2026-10-27T11:00:00Z",
            ),
        ] {
            let fact = Fact {
                at: at(fact),
                ..Fact::default()
            };
            assert_eq!(
                moment(trigger, &fact, &zone).unwrap(),
                Some(at(expected)),
                "{trigger:?} {fact:?}"
            );
        }
        let due = Fact {
            due: Some("2026-12-09".parse().unwrap()),
            ..Fact::default()
        };
        for (days, expected) in [(7, "2026-12-02T07:00:00Z"), (2, "2026-12-07T07:00:00Z")] {
            assert_eq!(
                moment(Trigger::Deadline(days), &due, &paris()).unwrap(),
                Some(at(expected))
            );
        }
        assert_eq!(
            moment(Trigger::Deadline(7), &Fact::default(), &paris()).unwrap(),
            None
        );
    }

    #[test]
    fn what_a_quiz_came_to_alarms_or_not() {
        let (below, above, failed) = (Trigger::Below(20), Trigger::Above(80), Trigger::Failed);
        for (trigger, percent, pass, positions, expected) in [
            (below, Some(19.9), None, true, true),
            (below, Some(20.0), None, true, false),
            (below, Some(5.0), None, false, false),
            (below, None, None, true, false),
            (above, Some(80.0), None, true, false),
            (above, Some(80.1), None, true, true),
            (failed, Some(69.9), Some(70), false, true),
            (failed, Some(70.0), Some(70), false, false),
            (failed, Some(0.0), None, false, false),
            (failed, Some(0.0), Some(70), true, false),
        ] {
            let fact = Fact {
                percent,
                pass,
                positions,
                ..Fact::default()
            };
            assert_eq!(holds(trigger, &fact), expected, "{trigger:?} {fact:?}");
            assert_eq!(moment(trigger, &fact, &paris()).unwrap().is_some(), expected);
        }
    }

    #[test]
    fn what_is_of_a_day_is_told_that_day_and_the_rest_for_three() {
        let now = at("2026-11-29T10:00:00Z");
        assert_eq!(
            since(Trigger::Class, now, &paris()),
            at("2026-11-28T22:59:59.999Z")
        );
        assert_eq!(
            since(Trigger::Enrolled, now, &paris()),
            at("2026-11-26T10:00:00Z")
        );
    }

    #[test]
    fn nobody_is_told_of_before_they_came_nor_of_what_fell_in_a_pause() {
        let (after, until) = (at("2026-11-20T00:00:00Z"), at("2026-11-29T10:00:00Z"));
        for (moment, joined, resumed, expected) in [
            ("2026-11-25T07:00:00Z", "2026-11-01T00:00:00Z", None, true),
            ("2026-11-29T10:00:00Z", "2026-11-01T00:00:00Z", None, true),
            ("2026-11-29T10:00:01Z", "2026-11-01T00:00:00Z", None, false),
            ("2026-11-20T00:00:00Z", "2026-11-01T00:00:00Z", None, false),
            ("2026-11-25T07:00:00Z", "2026-11-25T08:00:00Z", None, false),
            ("2026-11-25T07:00:00Z", "2026-11-25T07:00:00Z", None, true),
            (
                "2026-11-25T07:00:00Z",
                "2026-11-01T00:00:00Z",
                Some("2026-11-25T07:00:00Z"),
                false,
            ),
            (
                "2026-11-25T07:00:00Z",
                "2026-11-01T00:00:00Z",
                Some("2026-11-24T07:00:00Z"),
                true,
            ),
        ] {
            let life = Life {
                joined: at(joined),
                resumed: resumed.map(at),
            };
            assert_eq!(
                falls(at(moment), (after, until), life),
                expected,
                "{moment} {joined} {resumed:?}"
            );
        }
    }

    #[test]
    fn each_silence_counts_once_from_its_last_act() {
        let acts: Vec<Timestamp> = [
            "2026-10-01T10:00:00Z",
            "2026-10-10T10:00:00Z",
            "2026-10-26T11:00:00Z",
            "2026-11-10T10:00:00Z",
        ]
        .map(at)
        .to_vec();
        let found = |now: &str| silences(&acts, 15, at(now), &paris()).unwrap();
        assert_eq!(
            found("2026-11-29T10:00:00Z"),
            [at("2026-10-10T10:00:00Z"), at("2026-11-10T10:00:00Z")]
        );
        assert_eq!(found("2026-11-20T10:00:00Z"), [at("2026-10-10T10:00:00Z")]);
        assert_eq!(
            silences(&[], 15, at("2026-11-20T10:00:00Z"), &paris()).unwrap(),
            []
        );
    }
}
