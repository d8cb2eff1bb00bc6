//! When the same session comes again, and what it is called.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::{ToSpan as _, Unit};
use platform::html::fr;

/// Sessions of a series opened at once, the first included.
pub(super) const MOST: usize = 12;
/// Weeks between two of them.
pub(super) const LONGEST_WEEKS: u32 = 26;

/// How often a session comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rhythm {
    /// Each month, on the same weekday: the first Monday.
    SameWeekday,
    /// Each month, on the same day: the 2nd, or the last of a shorter month.
    SameDay,
    /// Every so many weeks.
    Weeks(u32),
}

impl Rhythm {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::SameWeekday => "jour",
            Self::SameDay => "quantieme",
            Self::Weeks(_) => "semaines",
        }
    }

    /// Reads it back; the weeks as they were typed.
    pub(super) fn parse(code: &str, weeks: &str) -> Option<Self> {
        match code {
            "jour" => Some(Self::SameWeekday),
            "quantieme" => Some(Self::SameDay),
            "semaines" => {
                let weeks = weeks.parse().ok()?;
                (1..=LONGEST_WEEKS).contains(&weeks).then_some(Self::Weeks(weeks))
            }
            _ => None,
        }
    }

    /// The first day of the `nth` session after one that begins on this day.
    pub(crate) fn nth(self, first: Date, nth: usize) -> Date {
        let nth = i64::try_from(nth).unwrap_or(i64::MAX);
        let found = match self {
            Self::Weeks(weeks) => first.checked_add((nth * i64::from(weeks)).weeks()),
            Self::SameDay => first.checked_add(nth.months()),
            Self::SameWeekday => first
                .first_of_month()
                .checked_add(nth.months())
                .and_then(|month| month.nth_weekday_of_month(rank(first), first.weekday())),
        };
        found.unwrap_or(Date::MAX)
    }

    /// The number of the first session that comes again after today, 1 for the one that follows.
    pub(super) fn next(self, first: Date, today: Date) -> usize {
        let mut all = 1..;
        all.find(|nth| self.nth(first, *nth) > today).unwrap_or(1)
    }

    /// « chaque mois, le premier lundi ».
    pub(super) fn words(self, first: Date) -> String {
        match self {
            Self::SameWeekday => {
                let rank = match rank(first) {
                    1 => "premier",
                    2 => "deuxième",
                    3 => "troisième",
                    4 => "quatrième",
                    _ => "dernier",
                };
                let date = fr::date_words(first);
                let weekday = date.split(' ').next().unwrap_or_default();
                format!("Chaque mois, le {rank} {weekday}")
            }
            Self::SameDay => {
                let date = fr::day_month(first);
                let day = date.split(' ').next().unwrap_or_default();
                format!("Chaque mois, le {day}")
            }
            Self::Weeks(_) => {
                let date = fr::date_words(first);
                let weekday = date.split(' ').next().unwrap_or_default();
                format!("Un {weekday}, après un nombre de semaines")
            }
        }
    }
}

/// Which weekday of its month a day is; a fifth one is the last, which each month has.
fn rank(day: Date) -> i8 {
    match (day.day() - 1) / 7 + 1 {
        5 => -1,
        rank => rank,
    }
}

/// The first day to propose for a copy: the same weekday of a month to come.
pub(crate) fn copied(from: Date, today: Date) -> Date {
    let months = from
        .until((Unit::Month, today))
        .map_or(0, |span| span.get_months());
    let at_least = usize::try_from(months).unwrap_or(0);
    (at_least.max(1)..at_least + 3)
        .map(|nth| Rhythm::SameWeekday.nth(from, nth))
        .find(|first| *first > today)
        .unwrap_or(from)
}

/// What the references of a series begin with: the first one's, without its month when it ends with it.
pub(crate) fn stem(reference: &str, first: Date) -> String {
    let month = first.strftime("-%Y-%m").to_string();
    let stem = reference.strip_suffix(&month).unwrap_or(reference);
    // Room for a month and a number within forty signs.
    stem.chars().take(28).collect()
}

/// « FB-2026-12 », then « FB-2026-12-2 » when it is taken.
pub(crate) fn reference(stem: &str, first: Date, taken: &HashSet<String>) -> String {
    let plain = format!("{stem}{}", first.strftime("-%Y-%m"));
    let mut numbered = (2..).map(|number| format!("{plain}-{number}"));
    match taken.contains(&plain) {
        false => plain,
        true => numbered.find(|one| !taken.contains(one)).unwrap_or(plain),
    }
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_session_comes_again() {
        use Rhythm::{SameDay, SameWeekday, Weeks};
        let cases: &[(Rhythm, Date, &[Date])] = &[
            // The first Monday.
            (
                SameWeekday,
                date(2026, 11, 2),
                &[date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 1)],
            ),
            // The fifth Monday is the last one of months that have four.
            (
                SameWeekday,
                date(2026, 11, 30),
                &[
                    date(2026, 12, 28),
                    date(2027, 1, 25),
                    date(2027, 2, 22),
                    date(2027, 3, 29),
                ],
            ),
            (
                SameDay,
                date(2026, 11, 2),
                &[date(2026, 12, 2), date(2027, 1, 2), date(2027, 2, 2)],
            ),
            // A shorter month doesn't shorten those that follow.
            (
                SameDay,
                date(2026, 12, 31),
                &[date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)],
            ),
            (
                Weeks(2),
                date(2026, 12, 21),
                &[date(2027, 1, 4), date(2027, 1, 18)],
            ),
            (
                Weeks(26),
                date(2026, 11, 2),
                &[date(2027, 5, 3), date(2027, 11, 1)],
            ),
        ];
        for (rhythm, first, expected) in cases {
            let found: Vec<Date> = (1..=expected.len()).map(|nth| rhythm.nth(*first, nth)).collect();
            assert_eq!(found, *expected, "{rhythm:?} from {first}");
        }
    }

    #[test]
    fn what_is_over_is_not_proposed_again() {
        let first = date(2026, 11, 2);
        let cases = [
            (Rhythm::SameWeekday, date(2026, 10, 1), 1),
            (Rhythm::SameWeekday, date(2026, 12, 6), 1),
            (Rhythm::SameWeekday, date(2026, 12, 7), 2),
            (Rhythm::SameDay, date(2028, 11, 2), 25),
            (Rhythm::Weeks(4), date(2026, 11, 30), 2),
        ];
        for (rhythm, today, expected) in cases {
            assert_eq!(rhythm.next(first, today), expected, "{rhythm:?} on {today}");
        }
    }

    #[test]
    fn a_rhythm_is_read_and_said() {
        let monday = date(2026, 11, 2);
        let cases = [
            (
                "jour",
                "",
                Some(Rhythm::SameWeekday),
                "Chaque mois, le premier lundi",
            ),
            ("quantieme", "", Some(Rhythm::SameDay), "Chaque mois, le 2"),
            (
                "semaines",
                "6",
                Some(Rhythm::Weeks(6)),
                "Un lundi, après un nombre de semaines",
            ),
            ("semaines", "0", None, ""),
            ("semaines", "27", None, ""),
            ("semaines", "", None, ""),
            ("chaque jour", "1", None, ""),
        ];
        for (code, weeks, expected, words) in cases {
            let found = Rhythm::parse(code, weeks);
            assert_eq!(found, expected, "{code} {weeks}");
            assert!(found.is_none_or(|rhythm| rhythm.code() == code && rhythm.words(monday) == words));
        }
        assert_eq!(
            Rhythm::SameWeekday.words(date(2026, 11, 30)),
            "Chaque mois, le dernier lundi"
        );
        assert_eq!(Rhythm::SameDay.words(date(2027, 2, 1)), "Chaque mois, le 1er");
    }

    #[test]
    fn a_copy_is_of_a_month_to_come() {
        let cases = [
            // The first Monday of the month after.
            (date(2026, 11, 2), date(2026, 10, 20), date(2026, 12, 7)),
            (date(2026, 11, 2), date(2026, 11, 28), date(2026, 12, 7)),
            // An old one isn't proposed in the past.
            (date(2026, 2, 2), date(2026, 11, 28), date(2026, 12, 7)),
            (date(2026, 2, 2), date(2026, 12, 7), date(2027, 1, 4)),
            (date(2025, 6, 30), date(2026, 11, 30), date(2026, 12, 28)),
        ];
        for (from, today, expected) in cases {
            assert_eq!(copied(from, today), expected, "{from} on {today}");
        }
    }

    #[test]
    fn references_are_unique_and_readable() {
        let first = date(2026, 11, 2);
        let taken: HashSet<String> = ["FB-2026-12", "FB-2026-12-2", "A1-2026-12"]
            .map(str::to_owned)
            .into();
        let cases = [
            ("FB-2026-11", date(2027, 1, 4), "FB-2027-01"),
            ("FB-2026-11", date(2026, 12, 7), "FB-2026-12-3"),
            ("A1", date(2026, 12, 7), "A1-2026-12-2"),
            ("A1", date(2027, 1, 4), "A1-2027-01"),
            ("FB-2026-10", date(2027, 1, 4), "FB-2026-10-2027-01"),
        ];
        for (reference_of_first, day, expected) in cases {
            assert_eq!(reference(&stem(reference_of_first, first), day, &taken), expected);
        }
        let long = reference(&stem(&"x".repeat(40), first), date(2027, 1, 4), &taken);
        assert!(long.chars().count() <= 40, "{long}");
    }
}
