//! French as documents write it: days in words, durations, the numbers that the administration gives to organisations.

use jiff::civil::Date;

/// The narrow no-break space: inside « », before `; : ! ? %`, between a number and its unit.
pub const NARROW: char = '\u{202f}';
/// The no-break space: inside a date or a reference, which a line does not cut.
pub const FIXED: char = '\u{a0}';

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

/// « 2 novembre 2026 », « 1er novembre 2026 », on one line.
#[must_use]
pub fn date(date: Date) -> String {
    let day = if date.day() == 1 {
        "1er".to_owned()
    } else {
        date.day().to_string()
    };
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .unwrap_or(&"");
    format!("{day}{FIXED}{month}{FIXED}{}", date.year())
}

/// « 25 min », « 1 h », « 4 h 30 », « 1 200 h », from minutes.
#[must_use]
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest}{NARROW}min"),
        (hours, 0) => format!("{}{NARROW}h", number(hours)),
        (hours, rest) => format!("{}{NARROW}h{NARROW}{rest:02}", number(hours)),
    }
}

/// « 1 200 ».
#[must_use]
pub fn number(value: u32) -> String {
    grouped(&value.to_string(), NARROW)
}

/// « 123 456 789 00012 », from fourteen digits however they are spaced; anything else is as it was given.
#[must_use]
pub fn siret(text: &str) -> String {
    let digits: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    if digits.len() != 14 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let (siren, establishment) = digits.split_at(9);
    format!("{}{FIXED}{establishment}", grouped(siren, FIXED))
}

/// The digits by three from the right.
fn grouped(digits: &str, space: char) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(space);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_words() {
        let cases = [
            (2026, 11, 2, "2\u{a0}novembre\u{a0}2026"),
            (2026, 8, 1, "1er\u{a0}août\u{a0}2026"),
            (2028, 2, 29, "29\u{a0}février\u{a0}2028"),
            (2026, 12, 31, "31\u{a0}décembre\u{a0}2026"),
        ];
        for (year, month, day, words) in cases {
            assert_eq!(date(jiff::civil::date(year, month, day)), words);
        }
    }

    #[test]
    fn durations_and_numbers() {
        let cases = [
            (0, "0\u{202f}min"),
            (25, "25\u{202f}min"),
            (60, "1\u{202f}h"),
            (65, "1\u{202f}h\u{202f}05"),
            (270, "4\u{202f}h\u{202f}30"),
            (72_000, "1\u{202f}200\u{202f}h"),
            (u32::MAX, "71\u{202f}582\u{202f}788\u{202f}h\u{202f}15"),
        ];
        for (minutes, words) in cases {
            assert_eq!(duration(minutes), words);
        }
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(number(999), "999");
    }

    #[test]
    fn a_siret_is_grouped_when_it_is_one() {
        let shown = "123\u{a0}456\u{a0}789\u{a0}00012";
        assert_eq!(siret("12345678900012"), shown);
        assert_eq!(siret("123 456 789 00012"), shown);
        for other in ["", "123", "1234567890001é", "en cours", "123456789000123"] {
            assert_eq!(siret(other), other);
        }
    }
}
