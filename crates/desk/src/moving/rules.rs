//! What a move is, what is refused in it, each refusal in a sentence.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};
use platform::html::fr;
use training::sessions::Territory;

use crate::wizard::shifted;
use crate::words::days_with_year;

/// The longest session, in days.
const LONGEST: i32 = 366;

/// The first and the last day of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Period {
    pub(super) fn days(self) -> u32 {
        u32::try_from((self.last - self.first).get_days() + 1).unwrap_or(1)
    }

    pub(super) fn contains(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// As many days, from another first one.
    pub(super) fn from(self, first: Date) -> Self {
        let last = first.saturating_add((self.last - self.first).get_days().days());
        Self { first, last }
    }
}

/// Why a last day is refused.
pub(super) fn last_fault(period: Period) -> Option<String> {
    if period.last < period.first {
        return Some(format!(
            "Le dernier jour vient après le premier, le {}.",
            fr::date_words_with_year(period.first)
        ));
    }
    ((period.last - period.first).get_days() >= LONGEST)
        .then(|| "Une session dure 366 jours au plus\u{202f}: rapprochez le dernier jour.".to_owned())
}

/// A day, with its year when that isn't this one.
fn day_words(day: Date, today: Date) -> String {
    match day.year() == today.year() {
        true => fr::date_words(day),
        false => fr::date_words_with_year(day),
    }
}

/// « du lundi 4 janvier au mardi 2 février 2027 »: the year once, when it isn't this one.
pub(super) fn days_words(period: Period, today: Date) -> String {
    let (first, last) = (period.first, period.last);
    match first.year() == today.year() {
        true => fr::days(first, last),
        false => days_with_year(first, last),
    }
}

/// From when to when, with the year when that isn't this one.
pub(super) fn range_words((from, to): (DateTime, DateTime), today: Date) -> String {
    if from.date().year() == today.year() && to.date().year() == today.year() {
        return fr::range(from, to);
    }
    let day = |at: DateTime| fr::date_words_with_year(at.date());
    match from.date() == to.date() {
        true => format!("{}, {}", day(from), fr::time_range(from.time(), to.time())),
        false => format!(
            "du {}, {}, au {}, {}",
            day(from),
            fr::time_words(from.time()),
            day(to),
            fr::time_words(to.time())
        ),
    }
}

/// Why the new day of a class is refused.
pub(super) fn day_fault(day: Date, period: Period, today: Date) -> Option<String> {
    (!period.contains(day)).then(|| {
        format!(
            "Le {} est hors de la session, qui va {}.",
            day_words(day, today),
            days_words(period, today)
        )
    })
}

/// What is said of a date that was to move and no longer may.
pub(super) fn held(title: &str, day: Date, why: &str) -> String {
    format!(
        "{} reste au {}. {why} Rien n’a été écrit\u{202f}: relisez les autres dates, puis continuez.",
        fr::quote(title),
        fr::date_words_with_year(day)
    )
}

/// What is said of a class that followed the first day, but not as far: week-ends and holidays are passed over. A day that
/// was chosen goes without saying.
pub(super) fn nudged(
    title: &str,
    (was, day): (Date, Date),
    (before, after): (Period, Period),
    territory: Territory,
) -> Option<String> {
    let there = was.saturating_add((after.first - before.first).get_days().days());
    let moved = day == followed(was, before, after, territory) && day != was && day != there;
    moved.then(|| {
        format!(
            "{} tomberait le {}\u{202f}: c’est le {} qui est retenu.",
            fr::quote(title),
            fr::date_words_with_year(there),
            fr::date_words_with_year(day)
        )
    })
}

/// What is said of two meetings at one hour.
pub(super) fn at_once(one: &str, other: &str, day: Date) -> String {
    format!(
        "{} et {} ont lieu en même temps, le {}.",
        fr::quote(one),
        fr::quote(other),
        fr::date_words_with_year(day)
    )
}

/// Why a session may not leave a date that keeps its place.
pub(super) fn left_out(title: &str, day: Date, period: Period) -> Option<String> {
    (!period.contains(day)).then(|| {
        format!(
            "{} reste au {}\u{202f}: la session doit contenir ce jour.",
            fr::quote(title),
            fr::date_words_with_year(day)
        )
    })
}

/// The same distance from another first day, moved off week-ends and holidays.
pub(super) fn followed(day: Date, before: Period, after: Period, territory: Territory) -> Date {
    if before.first == after.first {
        return day;
    }
    shifted(day, before.first, after.first, after.days(), territory)
}

/// What to think of before moving a session, seen on a day.
pub(super) fn cautions(before: Period, after: Period, today: Date) -> Vec<String> {
    let mut all = Vec::new();
    if before.contains(today) && after.first > today {
        all.push(format!(
            "La session est déjà commencée. Jusqu’au {}, ses apprenants n’auront plus accès au parcours.",
            fr::date_words_with_year(after.first)
        ));
    }
    if after.last < today && before.last >= today {
        all.push(format!(
            "Le {} est passé\u{202f}: le parcours se ferme aussitôt. Ce qui a été fait reste lisible.",
            fr::date_words_with_year(after.last)
        ));
    }
    all
}

/// « 18:00 », as a form has it.
pub(super) fn typed_hour(at: Time) -> String {
    at.strftime("%H:%M").to_string()
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    const NOVEMBER: Period = Period {
        first: date(2026, 11, 2),
        last: date(2026, 12, 1),
    };

    fn period(first: Date, last: Date) -> Period {
        Period { first, last }
    }

    #[test]
    fn a_session_is_a_day_to_a_year() {
        let first = NOVEMBER.first;
        let cases = [
            (
                date(2026, 11, 1),
                Some("Le dernier jour vient après le premier, le lundi 2 novembre 2026."),
            ),
            (date(2026, 11, 2), None),
            (date(2027, 11, 2), None),
            (
                date(2027, 11, 3),
                Some("Une session dure 366 jours au plus\u{202f}: rapprochez le dernier jour."),
            ),
        ];
        for (last, expected) in cases {
            assert_eq!(last_fault(period(first, last)).as_deref(), expected, "{last}");
        }
        assert_eq!(NOVEMBER.days(), 30);
        assert_eq!(
            NOVEMBER.from(date(2027, 2, 1)),
            period(date(2027, 2, 1), date(2027, 3, 2))
        );
    }

    #[test]
    fn a_class_is_inside_its_session() {
        let outside = "Le mercredi 2 décembre est hors de la session, qui va du lundi 2 novembre au mardi 1er décembre.";
        let cases = [
            (date(2026, 11, 2), None),
            (date(2026, 12, 1), None),
            (date(2026, 12, 2), Some(outside)),
        ];
        for (day, expected) in cases {
            assert_eq!(day_fault(day, NOVEMBER, NOVEMBER.first).as_deref(), expected);
            assert_eq!(left_out("Ma page", day, NOVEMBER).is_some(), expected.is_some());
        }
    }

    #[test]
    fn a_year_is_said_when_it_is_another() {
        let (this, next) = (date(2026, 11, 2), date(2027, 1, 4));
        let march = period(date(2027, 1, 4), date(2027, 3, 2));
        let cases = [
            (NOVEMBER, this, "du lundi 2 novembre au mardi 1er décembre"),
            (NOVEMBER, next, "du lundi 2 novembre au mardi 1er décembre 2026"),
            (march, this, "du lundi 4 janvier au mardi 2 mars 2027"),
            (march, next, "du lundi 4 janvier au mardi 2 mars"),
            (
                period(this, next),
                this,
                "du lundi 2 novembre 2026 au lundi 4 janvier 2027",
            ),
        ];
        for (period, today, expected) in cases {
            assert_eq!(days_words(period, today), expected);
        }
        let hours = |day: Date| (day.at(9, 0, 0, 0), day.at(12, 30, 0, 0));
        let cases = [
            (
                this,
                this,
                "lundi 2 novembre, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30",
            ),
            (
                next,
                this,
                "lundi 4 janvier 2027, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30",
            ),
            (
                this,
                next,
                "lundi 2 novembre 2026, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30",
            ),
        ];
        for (day, today, expected) in cases {
            assert_eq!(range_words(hours(day), today), expected);
        }
        assert_eq!(
            day_fault(next, NOVEMBER, this).as_deref(),
            Some(
                "Le lundi 4 janvier 2027 est hors de la session, qui va du lundi 2 novembre au mardi 1er décembre."
            )
        );
    }

    #[test]
    fn a_class_that_is_not_where_it_was_expected_is_said() {
        let saturday = date(2026, 11, 7);
        let said = "«\u{202f}Ma page\u{202f}» tomberait le samedi 14 novembre 2026\u{202f}: c’est le lundi 16 novembre 2026 qui est retenu.";
        let later = NOVEMBER.from(date(2026, 11, 9));
        let cases = [
            (later, date(2026, 11, 16), Some(said)),
            (later, date(2026, 11, 14), None),
            // Chosen by hand.
            (later, date(2026, 11, 18), None),
            (later, saturday, None),
            // The first day stays: whoever moves the class says where.
            (NOVEMBER, date(2026, 11, 16), None),
        ];
        for (after, day, expected) in cases {
            let found = nudged("Ma page", (saturday, day), (NOVEMBER, after), Territory::France);
            assert_eq!(found.as_deref(), expected, "{day}");
        }
    }

    #[test]
    fn a_class_follows_the_first_day() {
        let cases = [
            (NOVEMBER, date(2026, 11, 10)),
            // The first day stays: nothing moves.
            (period(NOVEMBER.first, date(2026, 12, 20)), date(2026, 11, 10)),
            (NOVEMBER.from(date(2026, 11, 9)), date(2026, 11, 17)),
            // The 11th of November is a holiday.
            (NOVEMBER.from(date(2026, 11, 3)), date(2026, 11, 12)),
            (NOVEMBER.from(date(2026, 10, 26)), date(2026, 11, 3)),
        ];
        for (after, expected) in cases {
            let found = followed(date(2026, 11, 10), NOVEMBER, after, Territory::France);
            assert_eq!(found, expected, "{after:?}");
        }
    }

    #[test]
    fn what_closes_is_said() {
        let later = NOVEMBER.from(date(2026, 12, 7));
        let shorter = period(NOVEMBER.first, date(2026, 11, 20));
        let cases = [
            (later, date(2026, 10, 20), ""),
            (
                later,
                date(2026, 11, 10),
                "La session est déjà commencée. Jusqu’au lundi 7 décembre 2026",
            ),
            (later, date(2026, 12, 20), ""),
            (shorter, date(2026, 11, 20), ""),
            (
                shorter,
                date(2026, 11, 21),
                "Le vendredi 20 novembre 2026 est passé",
            ),
            (shorter, date(2026, 12, 2), ""),
        ];
        for (after, today, expected) in cases {
            let found = cautions(NOVEMBER, after, today).join(" ");
            assert_eq!(found.is_empty(), expected.is_empty(), "{today}: {found}");
            assert!(found.starts_with(expected), "{today}: {found}");
        }
    }
}
