//! An hour that someone typed, on the clocks of a region: some nights it doesn't exist, or comes twice.

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan as _};
use platform::html::fr;

/// From when to when a class of so many minutes is, on the clocks of the zone.
///
/// # Errors
/// A sentence, when clocks jump over that hour or show it twice.
pub fn meeting(day: Date, at: Time, minutes: u32, zone: &TimeZone) -> Result<(Timestamp, Timestamp), String> {
    let found = zone.to_ambiguous_timestamp(day.to_datetime(at));
    let change = match found.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some("d’été et cette heure n’existe pas"),
        AmbiguousOffset::Fold { .. } => Some("d’hiver et cette heure a lieu deux fois"),
    };
    if let Some(change) = change {
        return Err(format!(
            "{}, {}\u{202f}: les horloges passent à l’heure {change}. Choisissez une autre heure.",
            fr::capitalise(&format!("le {}", fr::date_words_with_year(day))),
            fr::time_words(at)
        ));
    }
    let out = |_| "Donnez une date du calendrier, par exemple le 02/11/2026.".to_owned();
    let start = found.compatible().map_err(out)?;
    let end = start
        .checked_add(i64::from(minutes.max(1)).minutes())
        .map_err(out)?;
    Ok((start, end))
}

#[cfg(test)]
mod cases {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn an_hour_is_the_one_of_the_region() {
        let cases = [
            ("Europe/Paris", "2026-11-20T08:00:00Z"),
            ("America/Miquelon", "2026-11-20T12:00:00Z"),
            ("America/Guadeloupe", "2026-11-20T13:00:00Z"),
            ("America/Martinique", "2026-11-20T13:00:00Z"),
            ("America/Cayenne", "2026-11-20T12:00:00Z"),
            ("Indian/Reunion", "2026-11-20T05:00:00Z"),
            ("Indian/Mayotte", "2026-11-20T06:00:00Z"),
            ("Pacific/Noumea", "2026-11-19T22:00:00Z"),
            ("Pacific/Tahiti", "2026-11-20T19:00:00Z"),
        ];
        for (name, expected) in cases {
            let zone = TimeZone::get(name).unwrap();
            let (start, end) = meeting(date(2026, 11, 20), time(9, 0, 0, 0), 210, &zone).unwrap();
            assert_eq!(start.to_string(), expected, "{name}");
            assert_eq!(end.duration_since(start).as_mins(), 210, "{name}");
        }
    }

    #[test]
    fn summer_is_elsewhere_or_never() {
        let cases = [
            ("Europe/Paris", "2027-07-01T07:00:00Z"),
            ("America/Miquelon", "2027-07-01T11:00:00Z"),
            ("America/Guadeloupe", "2027-07-01T13:00:00Z"),
            ("Indian/Reunion", "2027-07-01T05:00:00Z"),
            ("Pacific/Noumea", "2027-06-30T22:00:00Z"),
        ];
        for (name, expected) in cases {
            let zone = TimeZone::get(name).unwrap();
            let (start, _) = meeting(date(2027, 7, 1), time(9, 0, 0, 0), 60, &zone).unwrap();
            assert_eq!(start.to_string(), expected, "{name}");
        }
    }

    #[test]
    fn an_hour_that_clocks_skip_or_repeat_is_told() {
        let skipped = "Le dimanche 28 mars 2027, 2\u{202f}h\u{202f}30\u{202f}: les horloges passent à l’heure d’été et cette heure n’existe pas. Choisissez une autre heure.";
        let twice = "Le dimanche 31 octobre 2027, 2\u{202f}h\u{202f}30\u{202f}: les horloges passent à l’heure d’hiver et cette heure a lieu deux fois. Choisissez une autre heure.";
        let cases = [
            (
                "Europe/Paris",
                date(2027, 3, 28),
                time(2, 30, 0, 0),
                Some(skipped),
            ),
            ("Europe/Paris", date(2027, 3, 28), time(1, 59, 0, 0), None),
            ("Europe/Paris", date(2027, 3, 28), time(3, 0, 0, 0), None),
            ("Europe/Paris", date(2027, 10, 31), time(2, 30, 0, 0), Some(twice)),
            ("Europe/Paris", date(2027, 10, 31), time(3, 0, 0, 0), None),
            ("Indian/Reunion", date(2027, 3, 28), time(2, 30, 0, 0), None),
            ("America/Guadeloupe", date(2027, 10, 31), time(2, 30, 0, 0), None),
            ("Pacific/Noumea", date(2027, 3, 28), time(2, 30, 0, 0), None),
        ];
        for (name, day, at, expected) in cases {
            let found = meeting(day, at, 90, &TimeZone::get(name).unwrap());
            assert_eq!(found.err().as_deref(), expected, "{name} {day} {at}");
        }
    }

    #[test]
    fn a_class_over_a_change_of_clocks_keeps_its_length() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let (start, end) = meeting(date(2027, 3, 28), time(1, 0, 0, 0), 180, &zone).unwrap();
        assert_eq!(end.duration_since(start).as_mins(), 180);
        let local = |at: Timestamp| at.to_zoned_datetime(zone.clone()).time();
        assert_eq!((local(start), local(end)), (time(1, 0, 0, 0), time(5, 0, 0, 0)));
    }
}
