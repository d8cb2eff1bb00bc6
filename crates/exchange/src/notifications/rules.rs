//! When a mail leaves.

use jiff::civil::time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use platform::{Error, Result};

/// How a kind of news is told by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByMail {
    /// At once, but for the quiet hours.
    Now,
    /// In the mail of the day.
    Daily,
    /// Not at all: it is read under the bell.
    Never,
}

impl ByMail {
    pub(super) const ALL: [Self; 3] = [Self::Now, Self::Daily, Self::Never];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Daily => "daily",
            Self::Never => "never",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Now => "Tout de suite",
            Self::Daily => "Une fois par jour",
            Self::Never => "Jamais",
        }
    }
}

/// The clocks of somebody: their region's, or the national office's.
///
/// # Errors
/// When the zone is unknown.
pub(super) fn zone(name: Option<&str>) -> Result<TimeZone> {
    TimeZone::get(name.unwrap_or("Europe/Paris")).map_err(|error| Error::internal("a region's zone", error))
}

/// The hours of somebody, from 0 to 23.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    /// When the mail of the day leaves.
    pub(super) daily: u8,
    /// From, until: no mail in between.
    pub(super) quiet: Option<(u8, u8)>,
}

impl Default for Hours {
    fn default() -> Self {
        Self {
            daily: 18,
            quiet: Some((21, 7)),
        }
    }
}

/// Whether an hour is in a stretch that may pass midnight; one that begins and ends at the same hour is empty.
fn within((from, until): (u8, u8), hour: u8) -> bool {
    match from <= until {
        true => (from..until).contains(&hour),
        false => hour >= from || hour < until,
    }
}

/// The next time that the clocks of a zone show this hour, after this instant.
fn next(now: Timestamp, hour: u8, zone: &TimeZone) -> Option<Timestamp> {
    let hour = i8::try_from(hour).ok()?;
    let today = now.to_zoned_datetime(zone.clone());
    [0, 1, 2].into_iter().find_map(|days| {
        let day = today.date().checked_add(days.days()).ok()?;
        let at = day
            .to_datetime(time(hour, 0, 0, 0))
            .to_zoned_datetime(zone.clone())
            .ok()?
            .timestamp();
        (at > now).then_some(at)
    })
}

/// When a mail about something told now leaves; none: never. The mail of the day isn't held back by quiet hours: its hour
/// was chosen.
pub(super) fn due(by: ByMail, hours: Hours, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let hour = u8::try_from(now.to_zoned_datetime(zone.clone()).hour()).unwrap_or_default();
    match by {
        ByMail::Never => None,
        ByMail::Daily => next(now, hours.daily, zone),
        ByMail::Now => match hours.quiet {
            Some(quiet) if within(quiet, hour) => next(now, quiet.1, zone),
            _ => Some(now),
        },
    }
}

/// How long what was read is kept.
pub(super) const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_mail_leaves_when_its_reader_wants_it() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let reunion = TimeZone::get("Indian/Reunion").unwrap();
        let hours = Hours::default();
        let none = Hours { quiet: None, ..hours };
        let day = Hours {
            quiet: Some((9, 17)),
            ..hours
        };
        let empty = Hours {
            quiet: Some((9, 9)),
            ..hours
        };
        let cases = [
            (
                ByMail::Now,
                hours,
                "2026-11-29T10:00:00Z",
                &paris,
                Some("2026-11-29T10:00:00Z"),
            ),
            // 22 h in Paris: in the morning.
            (
                ByMail::Now,
                hours,
                "2026-11-29T21:00:00Z",
                &paris,
                Some("2026-11-30T06:00:00Z"),
            ),
            (
                ByMail::Now,
                hours,
                "2026-11-30T05:59:00Z",
                &paris,
                Some("2026-11-30T06:00:00Z"),
            ),
            (
                ByMail::Now,
                hours,
                "2026-11-30T06:00:00Z",
                &paris,
                Some("2026-11-30T06:00:00Z"),
            ),
            // 23 h in La Réunion already.
            (
                ByMail::Now,
                hours,
                "2026-11-29T19:00:00Z",
                &reunion,
                Some("2026-11-30T03:00:00Z"),
            ),
            (
                ByMail::Now,
                none,
                "2026-11-29T22:00:00Z",
                &paris,
                Some("2026-11-29T22:00:00Z"),
            ),
            (
                ByMail::Now,
                day,
                "2026-11-29T10:00:00Z",
                &paris,
                Some("2026-11-29T16:00:00Z"),
            ),
            (
                ByMail::Now,
                empty,
                "2026-11-29T08:30:00Z",
                &paris,
                Some("2026-11-29T08:30:00Z"),
            ),
            (
                ByMail::Daily,
                hours,
                "2026-11-29T10:00:00Z",
                &paris,
                Some("2026-11-29T17:00:00Z"),
            ),
            (
                ByMail::Daily,
                hours,
                "2026-11-29T17:00:00Z",
                &paris,
                Some("2026-11-30T17:00:00Z"),
            ),
            // The night when clocks change.
            (
                ByMail::Daily,
                hours,
                "2026-10-24T17:00:00Z",
                &paris,
                Some("2026-10-25T17:00:00Z"),
            ),
            (ByMail::Never, hours, "2026-11-29T10:00:00Z", &paris, None),
        ];
        for (by, hours, now, zone, expected) in cases {
            let expected = expected.map(|at| at.parse::<Timestamp>().unwrap());
            assert_eq!(
                due(by, hours, now.parse().unwrap(), zone),
                expected,
                "{by:?} {now}"
            );
        }
    }

    #[test]
    fn codes_are_read_back() {
        for by in ByMail::ALL {
            assert_eq!(ByMail::parse(by.code()), Some(by));
        }
        assert_eq!(ByMail::parse("push"), None);
    }
}
