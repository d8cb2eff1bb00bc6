//! Dates, times and durations in words. Dates are already in the zone of the reader or of the session.

use super::NARROW;
use jiff::civil::{Date, DateTime, Time, Weekday};
use maud::{Markup, PreEscaped, Render};
use memchr::memmem;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 10 décembre », « 1er décembre ».
#[must_use]
pub fn day_month(date: Date) -> String {
    format!("{} {}", day(date), month(date))
}

/// « jeudi 10 décembre ».
#[must_use]
pub fn date_words(date: Date) -> String {
    format!("{} {}", weekday(date), day_month(date))
}

/// « jeudi 10 décembre 2026 ».
#[must_use]
pub fn date_words_with_year(date: Date) -> String {
    format!("{} {}", date_words(date), date.year())
}

/// « novembre 2026 ».
#[must_use]
pub fn month_year(date: Date) -> String {
    format!("{} {}", month(date), date.year())
}

/// « jeudi 10 décembre » as markup, with the « er » of the first of the month raised.
#[must_use]
pub fn date(date: Date) -> Markup {
    rich(&date_words(date))
}

/// « 9 h 30 », « 9 h », « 0 h ».
#[must_use]
pub fn time_words(time: Time) -> String {
    match time.minute() {
        0 => format!("{}{NARROW}h", time.hour()),
        minute => format!("{}{NARROW}h{NARROW}{minute:02}", time.hour()),
    }
}

/// « mardi 10 novembre, 18 h 05 ».
#[must_use]
pub fn moment_words(at: DateTime) -> String {
    format!("{}, {}", date_words(at.date()), time_words(at.time()))
}

/// « 9 h – 12 h 30 ».
#[must_use]
pub fn time_range(start: Time, end: Time) -> String {
    format!("{}\u{a0}–\u{a0}{}", time_words(start), time_words(end))
}

/// « jeudi 10 décembre, 9 h – 12 h 30 »; over several days, « du jeudi 10 décembre, 9 h, au vendredi 11 décembre, 12 h ».
#[must_use]
pub fn range(start: DateTime, end: DateTime) -> String {
    if start.date() == end.date() {
        return format!(
            "{}, {}",
            date_words(start.date()),
            time_range(start.time(), end.time())
        );
    }
    format!(
        "du {}, {}, au {}, {}",
        date_words(start.date()),
        time_words(start.time()),
        date_words(end.date()),
        time_words(end.time())
    )
}

/// « du lundi 2 novembre au mardi 1er décembre »; the first year is written when they differ.
#[must_use]
pub fn days(start: Date, end: Date) -> String {
    if start == end {
        return format!("le {}", date_words(start));
    }
    if start.year() == end.year() {
        return format!("du {} au {}", date_words(start), date_words(end));
    }
    format!(
        "du {} au {}",
        date_words_with_year(start),
        date_words_with_year(end)
    )
}

/// « 25 min », « 1 h », « 1 h 30 ».
#[must_use]
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest}{NARROW}min"),
        (hours, 0) => format!("{hours}{NARROW}h"),
        (hours, rest) => format!("{hours}{NARROW}h{NARROW}{rest:02}"),
    }
}

/// A text of ours as markup, where each « 1er » has its letters raised.
#[must_use]
pub fn rich(text: &str) -> Markup {
    if memmem::find(text.as_bytes(), b"1er").is_none() {
        return text.render();
    }
    let escaped = text.render().into_string();
    let mut out = String::with_capacity(escaped.len() + 16);
    let mut rest = escaped.as_str();
    while let Some(at) = rest.find("1er") {
        let (before, after) = (&rest[..at], &rest[at + 3..]);
        let alone = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        out.push_str(before);
        out.push_str(if alone { "1<sup>er</sup>" } else { "1er" });
        rest = after;
    }
    out.push_str(rest);
    PreEscaped(out)
}

fn day(date: Date) -> String {
    if date.day() == 1 {
        "1er".to_owned()
    } else {
        date.day().to_string()
    }
}

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as on, time as at};

    #[test]
    fn dates_in_words() {
        for (day, expected) in [
            (on(2026, 12, 10), "jeudi 10 décembre"),
            (on(2026, 12, 1), "mardi 1er décembre"),
            (on(2026, 11, 21), "samedi 21 novembre"),
            (on(2028, 2, 29), "mardi 29 février"),
        ] {
            assert_eq!(date_words(day), expected);
        }
        assert_eq!(date_words_with_year(on(2026, 8, 1)), "samedi 1er août 2026");
        assert_eq!(month_year(on(2026, 11, 2)), "novembre 2026");
        assert_eq!(
            date(on(2026, 12, 1)).into_string(),
            "mardi 1<sup>er</sup> décembre"
        );
    }

    #[test]
    fn times_and_durations() {
        for (time, expected) in [
            (at(9, 30, 0, 0), "9\u{202f}h\u{202f}30"),
            (at(9, 5, 0, 0), "9\u{202f}h\u{202f}05"),
            (at(0, 0, 0, 0), "0\u{202f}h"),
        ] {
            assert_eq!(time_words(time), expected);
        }
        for (minutes, expected) in [
            (0, "0\u{202f}min"),
            (25, "25\u{202f}min"),
            (60, "1\u{202f}h"),
            (90, "1\u{202f}h\u{202f}30"),
            (605, "10\u{202f}h\u{202f}05"),
        ] {
            assert_eq!(duration(minutes), expected);
        }
    }

    #[test]
    fn ranges() {
        let start = on(2026, 12, 10).at(9, 0, 0, 0);
        assert_eq!(
            range(start, on(2026, 12, 10).at(12, 30, 0, 0)),
            "jeudi 10 décembre, 9\u{202f}h\u{a0}–\u{a0}12\u{202f}h\u{202f}30"
        );
        assert_eq!(
            range(start, on(2026, 12, 11).at(12, 0, 0, 0)),
            "du jeudi 10 décembre, 9\u{202f}h, au vendredi 11 décembre, 12\u{202f}h"
        );
        assert_eq!(
            days(on(2026, 11, 2), on(2026, 12, 1)),
            "du lundi 2 novembre au mardi 1er décembre"
        );
        assert_eq!(days(on(2026, 11, 2), on(2026, 11, 2)), "le lundi 2 novembre");
        assert_eq!(
            days(on(2026, 12, 7), on(2027, 1, 5)),
            "du lundi 7 décembre 2026 au mardi 5 janvier 2027"
        );
    }

    #[test]
    fn only_a_lone_1er_is_raised_and_the_rest_is_escaped() {
        assert_eq!(rich("le 1er, <b>").into_string(), "le 1<sup>er</sup>, &lt;b&gt;");
        assert_eq!(rich("21er 1ere").into_string(), "21er 1ere");
    }
}
