//! What is proposed, what is refused, each refusal in a sentence.

use jiff::ToSpan as _;
use jiff::civil::{Date, Time, time};
use platform::html::Modality;
use training::sessions::Territory;

/// A session's length unless another is chosen.
pub(super) const DAYS: u32 = 30;

/// « 2026-11-02 », « 02/11/2026 ».
pub(crate) fn day(typed: &str) -> Option<Date> {
    if let Ok(date) = typed.parse::<Date>() {
        return Some(date);
    }
    Date::strptime("%d/%m/%Y", typed).ok()
}

/// « 18:30 », « 18 h 30 », « 9h ».
pub(crate) fn hour(typed: &str) -> Option<Time> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (hours, minutes) = plain.split_once([':', 'h', 'H'])?;
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    Time::new(
        hours.parse().ok()?,
        minutes.get(..2).unwrap_or(minutes).parse().ok()?,
        0,
        0,
    )
    .ok()
}

/// Days of a session, 1 to 366.
pub(super) fn length(typed: &str) -> Option<u32> {
    typed.parse().ok().filter(|days| (1..=366).contains(days))
}

/// The Monday after next week begins, so that there is time to enrol.
pub(super) fn first_day(today: Date) -> Date {
    let since_monday = i64::from(today.weekday().to_monday_zero_offset());
    today.checked_add((14 - since_monday).days()).unwrap_or(today)
}

/// A working day of the session, near the `offset`th one: a week-end or a holiday gives way to the day after, else before.
fn working_day(first: Date, days: u32, offset: i64, territory: Territory) -> Date {
    let last = last_day(first, days);
    let day = first
        .checked_add(offset.days())
        .unwrap_or(last)
        .clamp(first, last);
    let works = |day: &Date| !territory.rests(*day);
    let after = day.series(1.day()).take_while(|day| *day <= last).find(works);
    let before = || day.series(-1.day()).take_while(|day| *day >= first).find(works);
    after.or_else(before).unwrap_or(day)
}

/// When the `nth` class or half-day of its kind may be: the ninth day at 18 h, the nineteenth at 9 h, then a week apart.
pub(super) fn proposal(
    first: Date,
    days: u32,
    modality: Modality,
    nth: usize,
    territory: Territory,
) -> (Date, Time) {
    let later = 7 * i64::try_from(nth).unwrap_or(0);
    match modality {
        Modality::Live => (working_day(first, days, 8 + later, territory), time(18, 0, 0, 0)),
        _ => (working_day(first, days, 18 + later, territory), time(9, 0, 0, 0)),
    }
}

/// The same day of another session, moved off week-ends and holidays.
pub(crate) fn shifted(date: Date, from: Date, to: Date, days: u32, territory: Territory) -> Date {
    working_day(to, days, i64::from((date - from).get_days()), territory)
}

/// « RSF-2026-11 »: initials of the words that count, the month; then a number when it is taken.
pub(super) fn reference(title: &str, first: Date, attempt: u32) -> String {
    let fold = |c: char| match c {
        'é' | 'è' | 'ê' | 'É' | 'È' | 'Ê' => 'E',
        'à' | 'â' | 'À' | 'Â' => 'A',
        'ç' | 'Ç' => 'C',
        'î' | 'Î' => 'I',
        'ô' | 'Ô' => 'O',
        c => c.to_ascii_uppercase(),
    };
    let words = title.split(|c: char| !c.is_alphanumeric());
    let initials: String = words
        .filter(|word| word.chars().count() > 2)
        .filter_map(|word| word.chars().next().map(fold))
        .filter(char::is_ascii_alphanumeric)
        .take(4)
        .collect();
    let initials = if initials.is_empty() { "S" } else { &initials };
    let month = first.strftime("%Y-%m");
    match attempt {
        0 | 1 => format!("{initials}-{month}"),
        n => format!("{initials}-{month}-{n}"),
    }
}

/// Why a reference is refused.
pub(crate) fn reference_fault(reference: &str, taken: bool) -> Option<&'static str> {
    if reference.is_empty() {
        Some("Donnez une référence à la session.")
    } else if reference.chars().count() > 40 || reference.chars().any(char::is_control) {
        Some("Quarante caractères au plus.")
    } else if taken {
        Some("Une autre session porte déjà cette référence. Choisissez-en une autre.")
    } else {
        None
    }
}

/// Whether a day is one of a session's.
pub(super) fn inside(day: Date, first: Date, days: u32) -> bool {
    (first..=last_day(first, days)).contains(&day)
}

/// The last day of so many.
pub(crate) fn last_day(first: Date, days: u32) -> Date {
    first.checked_add((i64::from(days) - 1).days()).unwrap_or(first)
}

#[cfg(test)]
mod cases {
    use jiff::civil::{Weekday, date};

    use super::*;

    const HERE: Territory = Territory::France;

    #[test]
    fn days_and_hours_are_read_as_people_write_them() {
        assert_eq!(day("2026-11-02"), Some(date(2026, 11, 2)));
        assert_eq!(day("02/11/2026"), Some(date(2026, 11, 2)));
        assert_eq!(day("2026-02-30"), None);
        for (typed, expected) in [
            ("18:30", Some(time(18, 30, 0, 0))),
            ("18 h 30", Some(time(18, 30, 0, 0))),
            ("9h", Some(time(9, 0, 0, 0))),
            ("25:00", None),
            ("", None),
            ("midi", None),
        ] {
            assert_eq!(hour(typed), expected, "{typed}");
        }
        assert_eq!(
            (length("30"), length("0"), length("-3"), length("400")),
            (Some(30), None, None, None)
        );
    }

    #[test]
    fn proposals_are_weekdays_of_the_session() {
        let first = date(2026, 11, 2);
        assert_eq!(
            proposal(first, 30, Modality::Live, 0, HERE),
            (date(2026, 11, 10), time(18, 0, 0, 0))
        );
        assert_eq!(
            proposal(first, 30, Modality::OnSite, 0, HERE),
            (date(2026, 11, 20), time(9, 0, 0, 0))
        );
        let saturday = proposal(date(2026, 11, 6), 30, Modality::Live, 0, HERE).0;
        assert_eq!(saturday, date(2026, 11, 16));
        assert_eq!(
            proposal(first, 5, Modality::OnSite, 0, HERE).0,
            date(2026, 11, 6),
            "never after the end"
        );
        for start in 0..14 {
            let first = first.checked_add(start.days()).unwrap();
            for days in [1, 7, 30] {
                let (day, _) = proposal(first, days, Modality::OnSite, 0, HERE);
                assert!(inside(day, first, days), "{first} {days}");
            }
        }
    }

    #[test]
    fn a_date_of_another_session_is_a_working_day() {
        let (from, wednesday) = (date(2026, 11, 2), date(2026, 11, 11));
        let cases = [
            // Nine days later, as it was.
            (wednesday, date(2026, 12, 7), 30, date(2026, 12, 16)),
            // A Saturday gives way to Monday; Christmas and the week-end after it too.
            (date(2026, 11, 7), date(2026, 12, 7), 30, date(2026, 12, 14)),
            (date(2026, 11, 20), date(2026, 12, 7), 30, date(2026, 12, 28)),
            // Nothing later in the session: the working day before.
            (date(2026, 11, 20), date(2026, 12, 7), 19, date(2026, 12, 24)),
            // None at all.
            (from, date(2026, 12, 25), 1, date(2026, 12, 25)),
            // Before the first day, it begins with it.
            (date(2026, 10, 30), date(2026, 12, 7), 30, date(2026, 12, 7)),
        ];
        for (day, to, days, expected) in cases {
            assert_eq!(
                shifted(day, from, to, days, HERE),
                expected,
                "{day} to {to}, {days} days"
            );
        }
        let there = shifted(
            date(2026, 12, 19),
            date(2026, 12, 1),
            date(2027, 12, 2),
            30,
            Territory::Reunion,
        );
        assert_eq!(there, date(2027, 12, 21), "the abolition of slavery, on a Monday");
    }

    #[test]
    fn references_come_from_the_title() {
        let first = date(2026, 11, 2);
        assert_eq!(
            reference("Réussir ma stratégie Facebook", first, 1),
            "RSF-2026-11"
        );
        assert_eq!(reference("École", first, 3), "E-2026-11-3");
        assert_eq!(reference("…", first, 1), "S-2026-11");
    }

    #[test]
    fn a_session_ends_with_its_last_day() {
        let first = date(2026, 11, 2);
        assert_eq!(last_day(first, 30), date(2026, 12, 1));
        assert!(inside(first, first, 30) && inside(date(2026, 12, 1), first, 30));
        assert!(!inside(date(2026, 12, 2), first, 30) && !inside(date(2026, 11, 1), first, 30));
    }

    #[test]
    fn the_first_day_is_a_monday_to_come() {
        for start in 0..14 {
            let today = date(2026, 11, 2).checked_add(start.days()).unwrap();
            let first = first_day(today);
            assert_eq!(first.weekday(), Weekday::Monday);
            assert!((8..=14).contains(&(first - today).get_days()), "{today}");
        }
    }
}
