//! The time that a suspension keeps, the places that may be set, the sessions that someone may move to.

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use platform::html::FormErrors;
use platform::html::fr;
use platform::{Error, Result};

use crate::enrolment::places::Places;
use crate::sessions::{Phase, days, period, phase};

/// The most places of a session.
const MOST: u32 = 9_999;

/// From when on time is used up: not before the session begins.
pub(super) fn counted_from(starts: Timestamp, now: Timestamp) -> Timestamp {
    starts.max(now)
}

/// When an access ends that was suspended and is given back at instants: as many days after that day as it had left, at the
/// end of the day, as every access does. Given back at once, it ends when it did.
///
/// # Errors
/// When the zone is unknown, or the end out of the calendar.
pub(super) fn given_back(
    (suspended, back): (Timestamp, Timestamp),
    left: SignedDuration,
    zone: &str,
) -> Result<Timestamp> {
    let out = |error| Error::internal("the end of an access", error);
    let ended = suspended.checked_add(left).map_err(out)?;
    let (day, last) = days(suspended, ended, zone)?;
    let (back, _) = days(back, back, zone)?;
    let last = back
        .checked_add((last - day).get_days().max(0).days())
        .map_err(out)?;
    Ok(period(last, 1, zone)?.1)
}

/// « 12 jours », « 5 heures », « moins d’une heure ».
pub fn time_left(left: SignedDuration) -> String {
    let hours = u64::try_from(left.as_hours()).unwrap_or(0);
    match (hours / 24, hours) {
        (0, 0) => "moins d’une heure".to_owned(),
        (0, hours) => fr::count(hours, "heure", "heures"),
        (days, _) => fr::count(days, "jour", "jours"),
    }
}

/// Reads a number of places of a session in which so many are taken; nothing typed: no limit. What is wrong is said of the
/// field « places ».
pub fn read_places(typed: &str, taken: u32, errors: &mut FormErrors) -> Option<u32> {
    let typed: String = typed.chars().filter(|one| !one.is_whitespace()).collect();
    if typed.is_empty() {
        return None;
    }
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    let places = typed
        .parse()
        .ok()
        .filter(|many| digits && (1..=MOST).contains(many));
    let why = match places {
        None => format!(
            "écrivez un nombre entre 1 et {}, ou laissez vide s’il n’y a pas de limite",
            fr::number(u64::from(MOST))
        ),
        Some(many) if many < taken => too_few(taken),
        Some(_) => return places,
    };
    errors.add("places", "Nombre de places", why);
    None
}

fn too_few(taken: u32) -> String {
    let people = fr::count(
        u64::from(taken),
        "personne est déjà inscrite",
        "personnes sont déjà inscrites",
    );
    format!("{people}\u{202f}: gardez au moins autant de places, ou retirez d’abord quelqu’un de la session")
}

/// Where someone stands with a session that they could move to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Been {
    /// They never were in it.
    Never,
    /// They are in it.
    Inside,
    /// They were, and left.
    Left,
}

/// Why someone can't move to a session of their course, said to who chooses it.
pub(super) fn refused(
    (starts, ends): (Timestamp, Timestamp),
    places: Places,
    been: Been,
    now: Timestamp,
) -> Option<&'static str> {
    match been {
        Been::Inside => Some("Cette personne est déjà inscrite à cette session."),
        Been::Left => Some(
            "Cette personne a déjà été inscrite à cette session, puis retirée. Réinscrivez-la depuis la page de cette session, dans «\u{202f}Retirées\u{202f}», puis retirez-la de celle-ci.",
        ),
        Been::Never if phase(starts, ends, now) == Phase::Over => {
            Some("Cette session est terminée\u{202f}: choisissez-en une autre.")
        }
        Been::Never if places.is_full() => Some(
            "Cette session est complète\u{202f}: augmentez son nombre de places, ou choisissez-en une autre.",
        ),
        Been::Never => None,
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    #[test]
    fn time_left_is_said_in_whole_days_then_hours() {
        let cases = [
            (0, "moins d’une heure"),
            (59, "moins d’une heure"),
            (60, "1 heure"),
            (23 * 60 + 59, "23 heures"),
            (24 * 60, "1 jour"),
            (12 * 24 * 60, "12 jours"),
        ];
        for (minutes, said) in cases {
            assert_eq!(time_left(SignedDuration::from_mins(minutes)), said, "{minutes}");
        }
    }

    #[test]
    fn what_is_given_back_ends_with_a_day() {
        let (paris, reunion) = ("Europe/Paris", "Indian/Reunion");
        // Suspended, when it ended, given back, when it ends.
        let cases = [
            // Given back five minutes later: same end.
            (
                "2026-11-12T09:00:00Z",
                "2026-11-22T23:00:00Z",
                "2026-11-12T09:05:00Z",
                paris,
                "2026-11-22T23:00:00Z",
            ),
            (
                "2026-11-12T09:00:00Z",
                "2026-11-12T23:00:00Z",
                "2026-11-12T22:59:00Z",
                paris,
                "2026-11-12T23:00:00Z",
            ),
            // Three days later, whatever the hour: three more.
            (
                "2026-11-12T09:00:00Z",
                "2026-11-22T23:00:00Z",
                "2026-11-15T06:00:00Z",
                paris,
                "2026-11-25T23:00:00Z",
            ),
            (
                "2026-11-12T09:00:00Z",
                "2026-11-22T23:00:00Z",
                "2026-11-15T22:00:00Z",
                paris,
                "2026-11-25T23:00:00Z",
            ),
            // Past midnight there.
            (
                "2026-11-12T09:00:00Z",
                "2026-11-13T20:00:00Z",
                "2026-11-12T21:00:00Z",
                reunion,
                "2026-11-14T20:00:00Z",
            ),
            // An end that wasn't a whole day becomes one.
            (
                "2026-11-12T09:00:00Z",
                "2026-11-22T12:00:00Z",
                "2026-11-12T09:05:00Z",
                paris,
                "2026-11-22T23:00:00Z",
            ),
            // Over a change of clocks.
            (
                "2027-03-26T09:00:00Z",
                "2027-03-27T23:00:00Z",
                "2027-03-27T09:00:00Z",
                paris,
                "2027-03-28T22:00:00Z",
            ),
        ];
        for (suspended, ended, back, zone, expected) in cases {
            let [suspended, ended, back] =
                [suspended, ended, back].map(|at| at.parse::<Timestamp>().unwrap());
            let left = ended.duration_since(suspended);
            let found = given_back((suspended, back), left, zone).unwrap();
            assert_eq!(found.to_string(), expected, "{suspended} to {ended}, back {back}");
        }
    }

    #[test]
    fn time_is_not_used_before_the_session_begins() {
        for (now, from) in [(9, 10), (10, 10), (11, 11)] {
            assert_eq!(counted_from(at(10), at(now)), at(from), "{now}");
        }
    }

    #[test]
    fn places_are_a_number_that_holds_who_is_in() {
        let cases = [
            ("", 3, Some(None)),
            ("  ", 3, Some(None)),
            ("3", 3, Some(Some(3))),
            (" 12 ", 3, Some(Some(12))),
            ("1\u{202f}200", 3, Some(Some(1200))),
            ("9999", 0, Some(Some(9999))),
            ("2", 3, None),
            ("0", 0, None),
            ("10000", 0, None),
            ("-4", 0, None),
            ("+4", 0, None),
            ("4,5", 0, None),
            ("douze", 0, None),
            ("99999999999999999999", 0, None),
        ];
        for (typed, taken, expected) in cases {
            let mut errors = FormErrors::default();
            let places = read_places(typed, taken, &mut errors);
            assert_eq!(errors.is_empty(), expected.is_some(), "{typed}");
            assert_eq!(places, expected.flatten(), "{typed}");
        }
    }

    #[test]
    fn someone_moves_to_a_session_that_runs_and_has_room() {
        let (room, full) = (
            Places {
                capacity: Some(2),
                taken: 1,
            },
            Places {
                capacity: Some(2),
                taken: 2,
            },
        );
        let cases = [
            (room, Been::Never, 9, true),
            (room, Been::Never, 19, true),
            (Places::default(), Been::Never, 10, true),
            (room, Been::Never, 20, false),
            (full, Been::Never, 10, false),
            (room, Been::Inside, 10, false),
            (room, Been::Left, 10, false),
        ];
        for (places, been, now, may) in cases {
            let why = refused((at(10), at(20)), places, been, at(now));
            assert_eq!(why.is_none(), may, "{places:?}, {been:?}, {now}");
        }
    }
}
