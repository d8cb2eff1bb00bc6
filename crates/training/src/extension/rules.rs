//! Until when an access may be extended.

use jiff::ToSpan as _;
use jiff::civil::Date;
use platform::html::FormErrors;
use platform::html::fr;

/// What is proposed: so many days more.
const USUAL: i64 = 7;
/// The longest time that may be given at once, in days from today.
const LONGEST: i64 = 366;

/// Why a suspended access isn't extended.
pub(super) const SUSPENDED: &str = "Cet accès est suspendu\u{202f}: rendez-le d’abord depuis la page de l’inscription. Le temps qui restait sera rendu, et vous pourrez ensuite le prolonger.";

/// What is said when somebody gave as much time or more in the same moment.
pub(super) fn overtaken(last: Date) -> String {
    format!(
        "Quelqu’un vient de prolonger jusqu’au {}\u{202f}: rien de plus n’a été écrit, et aucun autre e-mail n’est parti. Choisissez un jour après celui-là, ou laissez ainsi.",
        fr::date_words_with_year(last)
    )
}

/// The last day that the form proposes: a week more than now, or than the end that is already agreed.
pub(super) fn proposed(last: Date, today: Date) -> Date {
    later(last.max(today), USUAL)
}

/// From the day after the end agreed (or today, when that is over) to a year from now.
pub(super) fn bounds(last: Date, today: Date) -> (Date, Date) {
    let first = later(last, 1).max(today);
    (first, later(today, LONGEST).max(first))
}

fn later(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(Date::MAX)
}

/// Reads the new last day.
pub(super) fn read(typed: &str, last: Date, today: Date, errors: &mut FormErrors) -> Option<Date> {
    let (first, latest) = bounds(last, today);
    let day: Option<Date> = typed.trim().parse().ok();
    let day = day.filter(|day| (first..=latest).contains(day));
    if day.is_none() {
        let message = format!(
            "Choisissez un jour entre le {} et le {}\u{202f}: un accès se prolonge, il ne se raccourcit pas.",
            fr::date_words_with_year(first),
            fr::date_words_with_year(latest)
        );
        errors.add("date", "Nouveau dernier jour", message);
    }
    day
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_more_from_whichever_is_later() {
        let cases = [
            (date(2026, 12, 1), date(2026, 11, 24), date(2026, 12, 8)),
            (date(2026, 12, 1), date(2026, 12, 20), date(2026, 12, 27)),
        ];
        for (last, today, expected) in cases {
            assert_eq!(proposed(last, today), expected);
        }
    }

    #[test]
    fn an_access_is_extended_never_shortened() {
        let last = date(2026, 12, 1);
        let cases = [
            ("2026-12-02", date(2026, 11, 24), true),
            ("2026-12-01", date(2026, 11, 24), false),
            ("2026-11-30", date(2026, 11, 24), false),
            ("2026-12-19", date(2026, 12, 20), false),
            ("2026-12-20", date(2026, 12, 20), true),
            ("2027-12-21", date(2026, 12, 20), true),
            ("2027-12-22", date(2026, 12, 20), false),
            ("", date(2026, 11, 24), false),
            ("8/12/2026", date(2026, 11, 24), false),
        ];
        for (typed, today, taken) in cases {
            let mut errors = FormErrors::default();
            let day = read(typed, last, today, &mut errors);
            assert_eq!(day.is_some(), taken, "{typed} on {today}");
            assert_eq!(errors.is_empty(), taken, "{typed} on {today}");
        }
    }
}
