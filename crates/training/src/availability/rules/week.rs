//! The parts of a week in which someone usually works.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time, Weekday};
use platform::html::fr;

/// The days of a week, in the order of forms.
pub const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "lundi"),
    (Weekday::Tuesday, "mardi"),
    (Weekday::Wednesday, "mercredi"),
    (Weekday::Thursday, "jeudi"),
    (Weekday::Friday, "vendredi"),
    (Weekday::Saturday, "samedi"),
    (Weekday::Sunday, "dimanche"),
];

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Until 13 h.
    Morning,
    /// From 13 h to 18 h.
    Afternoon,
    /// From 18 h on.
    Evening,
}

impl Part {
    /// The three, in order.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// In a form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "matin",
            Self::Afternoon => "apres-midi",
            Self::Evening => "soir",
        }
    }

    /// As shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Morning => "matin",
            Self::Afternoon => "après-midi",
            Self::Evening => "soir",
        }
    }

    /// From when to when, on a day.
    fn on(self, day: Date) -> (DateTime, DateTime) {
        let noon = day.at(13, 0, 0, 0);
        let evening = day.at(18, 0, 0, 0);
        let midnight = day.saturating_add(1.day()).to_datetime(Time::midnight());
        match self {
            Self::Morning => (day.to_datetime(Time::midnight()), noon),
            Self::Afternoon => (noon, evening),
            Self::Evening => (evening, midnight),
        }
    }
}

/// The parts of a week in which someone usually works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HalfDays(i64);

impl HalfDays {
    /// As stored.
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits & 0x1f_ffff)
    }

    /// To store.
    pub const fn bits(self) -> i64 {
        self.0
    }

    /// With one more.
    #[must_use]
    pub fn with(self, day: Weekday, part: Part) -> Self {
        Self(self.0 | bit(day, part))
    }

    /// Whether this one is among them.
    pub fn has(self, day: Weekday, part: Part) -> bool {
        self.0 & bit(day, part) != 0
    }

    /// Nothing was said.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of what lasts from one moment to another falls in them.
    pub fn hold(self, from: DateTime, to: DateTime) -> bool {
        let to = to.max(from.saturating_add(1.minute()));
        let days = from
            .date()
            .series(1.day())
            .take_while(|day| day.to_datetime(Time::midnight()) < to);
        days.take(31).all(|day| {
            Part::ALL.into_iter().all(|part| {
                let (begins, ends) = part.on(day);
                ends <= from || begins >= to || self.has(day.weekday(), part)
            })
        })
    }

    /// « lundi matin et après-midi, jeudi soir ».
    pub fn words(self) -> String {
        let days = WEEK.iter().filter_map(|(day, name)| {
            let parts = Part::ALL.into_iter().filter(|part| self.has(*day, *part));
            let parts: Vec<String> = parts.map(|part| part.label().to_owned()).collect();
            (!parts.is_empty()).then(|| format!("{name} {}", fr::series(&parts, "et")))
        });
        days.collect::<Vec<_>>().join(", ")
    }
}

fn bit(day: Weekday, part: Part) -> i64 {
    1 << (i64::from(day.to_monday_zero_offset()) * 3 + part as i64)
}

#[cfg(test)]
mod cases {
    use jiff::Timestamp;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn what_lasts_falls_in_the_parts_that_it_touches() {
        let tuesday = date(2026, 11, 10);
        let week = HalfDays::default()
            .with(Weekday::Tuesday, Part::Morning)
            .with(Weekday::Tuesday, Part::Evening)
            .with(Weekday::Wednesday, Part::Morning);
        let at = |hour, minute| tuesday.at(hour, minute, 0, 0);
        let next = |hour| date(2026, 11, 11).at(hour, 0, 0, 0);
        let cases = [
            (at(9, 0), at(12, 30), true),
            (at(9, 0), at(13, 0), true),
            (at(9, 0), at(13, 1), false),
            (at(12, 59), at(12, 59), true),
            (at(13, 0), at(13, 0), false),
            (at(17, 59), at(19, 0), false),
            (at(18, 0), at(23, 59), true),
            (at(18, 0), next(0), true),
            (at(22, 0), next(9), true),
            (at(22, 0), next(14), false),
            (next(9), next(12), true),
        ];
        for (from, to, expected) in cases {
            assert_eq!(week.hold(from, to), expected, "{from} – {to}");
        }
    }

    #[test]
    fn parts_are_those_of_the_zone_whatever_the_season() {
        // Noon is an hour earlier in world time in summer: 11 h 30 stays a morning, 13 h an afternoon.
        let cases = [
            ("Europe/Paris", "2026-10-24T09:30:00Z", true),
            ("Europe/Paris", "2026-10-24T11:00:00Z", false),
            ("Europe/Paris", "2026-10-31T11:00:00Z", true),
            ("Europe/Paris", "2026-10-31T12:00:00Z", false),
            ("Europe/Paris", "2027-03-27T11:30:00Z", true),
            ("Europe/Paris", "2027-04-03T11:30:00Z", false),
            ("America/Cayenne", "2026-10-24T15:30:00Z", true),
            ("America/Cayenne", "2026-10-24T02:00:00Z", false),
        ];
        let mornings = HalfDays::default().with(Weekday::Saturday, Part::Morning);
        for (zone, at, expected) in cases {
            let at: Timestamp = at.parse().unwrap();
            let local = at.to_zoned_datetime(TimeZone::get(zone).unwrap()).datetime();
            assert_eq!(mornings.hold(local, local), expected, "{at} in {zone}");
        }
    }

    #[test]
    fn a_week_is_stored_whole_and_said_in_words() {
        let all = WEEK
            .iter()
            .flat_map(|(day, _)| Part::ALL.map(|part| (*day, part)));
        let mut seen = HalfDays::default();
        for (day, part) in all {
            let one = HalfDays::default().with(day, part);
            assert!(!seen.has(day, part) && HalfDays::from_bits(one.bits()) == one);
            seen = seen.with(day, part);
        }
        assert_eq!(seen, HalfDays::from_bits(i64::MAX));
        let few = HalfDays::default()
            .with(Weekday::Monday, Part::Afternoon)
            .with(Weekday::Monday, Part::Morning)
            .with(Weekday::Thursday, Part::Evening);
        assert_eq!(few.words(), "lundi matin et après-midi, jeudi soir");
        assert!(HalfDays::default().words().is_empty() && HalfDays::default().is_empty());
    }
}
