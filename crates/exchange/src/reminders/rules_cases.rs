//! When one is reminded, as tables of cases.

use jiff::Timestamp;
use jiff::civil::datetime;
use jiff::tz::TimeZone;

use super::rules::{Coming, Lead, Leads, What, words};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn coming(begins: &str, leads: &[Lead], quiet: Option<(u8, u8)>) -> Coming {
    Coming {
        at: at(begins),
        since: Timestamp::UNIX_EPOCH,
        leads: Leads::of(leads.iter().copied()),
        quiet,
        zone: TimeZone::get("Europe/Paris").unwrap(),
    }
}

#[test]
fn one_is_told_so_long_before_and_not_at_night() {
    let night = Some((21, 7));
    let cases = [
        (
            "2026-11-24T18:30:00+01:00",
            Lead::Week,
            night,
            "2026-11-17T18:30:00+01:00",
        ),
        (
            "2026-11-24T18:30:00+01:00",
            Lead::Day,
            night,
            "2026-11-23T18:30:00+01:00",
        ),
        (
            "2026-11-24T18:30:00+01:00",
            Lead::Hour,
            night,
            "2026-11-24T17:30:00+01:00",
        ),
        // At night: in the morning.
        (
            "2026-11-24T22:30:00+01:00",
            Lead::Day,
            night,
            "2026-11-24T07:00:00+01:00",
        ),
        (
            "2026-11-24T06:30:00+01:00",
            Lead::Week,
            night,
            "2026-11-17T07:00:00+01:00",
        ),
        (
            "2026-11-24T07:45:00+01:00",
            Lead::Hour,
            night,
            "2026-11-24T07:00:00+01:00",
        ),
        // In the morning it would be too late: the evening before.
        (
            "2026-11-24T07:15:00+01:00",
            Lead::Hour,
            night,
            "2026-11-23T20:30:00+01:00",
        ),
        (
            "2026-11-24T06:00:00+01:00",
            Lead::Hour,
            night,
            "2026-11-23T20:30:00+01:00",
        ),
        (
            "2026-11-24T22:30:00+01:00",
            Lead::Hour,
            night,
            "2026-11-24T20:30:00+01:00",
        ),
        (
            "2026-11-24T06:00:00+01:00",
            Lead::Hour,
            None,
            "2026-11-24T05:00:00+01:00",
        ),
        (
            "2026-11-24T06:00:00+01:00",
            Lead::Hour,
            Some((9, 9)),
            "2026-11-24T05:00:00+01:00",
        ),
        // Quiet at work.
        (
            "2026-11-24T14:00:00+01:00",
            Lead::Hour,
            Some((9, 17)),
            "2026-11-24T08:30:00+01:00",
        ),
        // The night when clocks change keeps the hour of the day.
        (
            "2026-10-25T18:30:00+01:00",
            Lead::Day,
            night,
            "2026-10-24T18:30:00+02:00",
        ),
    ];
    for (begins, lead, quiet, expected) in cases {
        assert_eq!(
            coming(begins, &[lead], quiet).moment(lead),
            Some(at(expected)),
            "{lead:?} before {begins}"
        );
    }
}

#[test]
fn of_several_the_nearest_is_told_and_none_that_is_stale() {
    let all = [Lead::Week, Lead::Day, Lead::Hour];
    let one = coming("2026-11-24T18:30:00+01:00", &all, Some((21, 7)));
    let since = |since: &str| Coming {
        since: at(since),
        ..one.clone()
    };
    let cases = [
        (one.clone(), "2026-11-17T18:29:00+01:00", None),
        (one.clone(), "2026-11-17T18:30:00+01:00", Some(Lead::Week)),
        (one.clone(), "2026-11-18T00:30:00+01:00", Some(Lead::Week)),
        (one.clone(), "2026-11-18T00:31:00+01:00", None),
        (one.clone(), "2026-11-23T18:30:00+01:00", Some(Lead::Day)),
        (one.clone(), "2026-11-24T17:30:00+01:00", Some(Lead::Hour)),
        (one.clone(), "2026-11-24T18:29:00+01:00", Some(Lead::Hour)),
        (one.clone(), "2026-11-24T18:30:00+01:00", None),
        // Planned after it should have been told.
        (
            since("2026-11-23T19:00:00+01:00"),
            "2026-11-23T19:01:00+01:00",
            None,
        ),
        (
            since("2026-11-23T19:00:00+01:00"),
            "2026-11-24T17:30:00+01:00",
            Some(Lead::Hour),
        ),
        (
            since("2026-11-24T18:00:00+01:00"),
            "2026-11-24T18:05:00+01:00",
            None,
        ),
        (
            coming("2026-11-24T18:30:00+01:00", &[], None),
            "2026-11-24T17:30:00+01:00",
            None,
        ),
    ];
    for (coming, now, expected) in cases {
        assert_eq!(coming.due(at(now)), expected, "{now}");
    }
}

#[test]
fn words_name_the_day() {
    let when = datetime(2026, 11, 24, 18, 30, 0, 0);
    let said = |what| words(what, "Ma page", when).replace(['\u{202f}', '\u{a0}'], " ");
    assert_eq!(
        said(What::Plan),
        "vous avez prévu « Ma page » le mardi 24 novembre à 18 h 30"
    );
    assert_eq!(
        said(What::Class),
        "rendez-vous le mardi 24 novembre à 18 h 30 : « Ma page »"
    );
}

#[test]
fn choices_are_read_back() {
    for bits in 0..8 {
        assert_eq!(Leads::from_bits(bits).bits(), bits);
    }
    for lead in Lead::ALL {
        assert_eq!(Lead::parse(lead.code()), Some(lead));
        assert!(Leads::of([lead]).has(lead));
    }
    assert!(What::Plan.usual() == Leads::of([Lead::Day]) && What::Class.usual() == Leads::of([Lead::Hour]));
}
