//! Decimal numbers, exact, and how people type them.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Digits of a number that count.
const MOST_DIGITS: usize = 18;
/// Powers of ten a number may have.
const FARTHEST: i32 = 40;
/// Characters that are read of a number.
pub const LONGEST_NUMBER: usize = 100;

/// An exact decimal number: up to 18 digits that count, from 10⁻⁴⁰ to 10⁵⁸. Written « 1234.5 » or « 16e-20 ».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Decimal {
    digits: i64,
    power: i32,
}

impl Decimal {
    /// Nought.
    pub const ZERO: Self = Self { digits: 0, power: 0 };
    /// One.
    pub const ONE: Self = Self { digits: 1, power: 0 };

    /// `digits` × 10^`power`; nothing when it is out of bounds.
    pub fn new(digits: i64, power: i32) -> Option<Self> {
        Self::narrow(i128::from(digits), power)
    }

    /// Reads « 1 234,5 », « 1234.5 », « −3 », « 1.6e-19 » and nothing after it.
    pub fn read(typed: &str) -> Option<Self> {
        match Self::split(typed)? {
            (number, "") => Some(number),
            _ => None,
        }
    }

    /// Reads a number and gives what follows it: its unit.
    pub fn split(typed: &str) -> Option<(Self, &str)> {
        let typed = typed.trim();
        if typed.len() > LONGEST_NUMBER {
            return None;
        }
        let (minus, rest) = sign(typed);
        let (digits, places, rest) = plain(rest)?;
        let (power, rest) = exponent(rest);
        let digits = if minus { -digits } else { digits };
        let number = Self::narrow(digits, power.checked_sub(places)?)?;
        Some((number, rest.trim()))
    }

    fn narrow(mut digits: i128, mut power: i32) -> Option<Self> {
        if digits == 0 {
            return Some(Self::ZERO);
        }
        while digits % 10 == 0 {
            digits /= 10;
            power = power.checked_add(1)?;
        }
        let few = digits.unsigned_abs() < 10u128.pow(18);
        let near = (-FARTHEST..=FARTHEST).contains(&power);
        let digits = i64::try_from(digits).ok()?;
        (few && near).then_some(Self { digits, power })
    }

    /// Their product, kept whole for a comparison.
    pub(super) fn times(self, other: Self) -> Wide {
        Wide {
            digits: i128::from(self.digits) * i128::from(other.digits),
            power: self.power + other.power,
        }
    }

    /// Their sum, when it can be kept.
    pub fn plus(self, other: Self) -> Option<Self> {
        let power = self.power.min(other.power);
        let raised = |one: Self| -> Option<i128> {
            let by = u32::try_from(one.power - power).ok()?;
            i128::from(one.digits).checked_mul(10i128.checked_pow(by)?)
        };
        Self::narrow(raised(self)?.checked_add(raised(other)?)?, power)
    }

    /// Its opposite.
    pub const fn negated(self) -> Self {
        Self {
            digits: -self.digits,
            power: self.power,
        }
    }

    /// Half of it, when it can be kept.
    pub fn half(self) -> Option<Self> {
        Self::narrow(i128::from(self.digits) * 5, self.power - 1)
    }

    /// One divided by it, when that can be written exactly.
    pub fn inverse(self) -> Option<Self> {
        (0u32..=18).find_map(|places| {
            let scaled = 10i64.checked_pow(places)?;
            let exact = self.digits != 0 && scaled % self.digits == 0;
            exact
                .then(|| Self::new(scaled / self.digits, -self.power - i32::try_from(places).ok()?))
                .flatten()
        })
    }

    /// It times ten that many times, cut towards nought; nothing when it is too large. By 3: thousandths.
    pub fn shifted(self, places: i32) -> Option<i64> {
        let power = self.power.checked_add(places)?;
        match u32::try_from(power) {
            Ok(power) => self.digits.checked_mul(10i64.checked_pow(power)?),
            Err(_) => Some(
                10i64
                    .checked_pow(power.unsigned_abs())
                    .map_or(0, |ten| self.digits / ten),
            ),
        }
    }

    /// Whether it is below nought.
    pub const fn is_negative(self) -> bool {
        self.digits < 0
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.times(Self::ONE).compare(other.times(Self::ONE))
    }
}

/// A product of two, exact.
#[derive(Clone, Copy)]
pub(super) struct Wide {
    digits: i128,
    power: i32,
}

impl Wide {
    pub(super) fn compare(self, other: Self) -> Ordering {
        let signs = self.digits.signum().cmp(&other.digits.signum());
        if signs != Ordering::Equal || self.digits == 0 {
            return signs;
        }
        if self.power < other.power {
            return other.compare(self).reverse();
        }
        let by = u32::try_from(self.power - other.power).ok();
        let raised = by
            .and_then(|by| 10i128.checked_pow(by))
            .and_then(|ten| self.digits.checked_mul(ten));
        match raised {
            Some(raised) => raised.cmp(&other.digits),
            // Too large to be written: farther from nought than any other.
            None => self.digits.cmp(&0),
        }
    }
}

fn sign(typed: &str) -> (bool, &str) {
    if let Some(rest) = typed.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        return (true, rest.trim_start());
    }
    (false, typed.strip_prefix('+').unwrap_or(typed).trim_start())
}

/// Digits, how many stand after the mark of decimals, and the rest. A space or an apostrophe between digits groups them; of a
/// comma and a point, the last is the mark.
fn plain(typed: &str) -> Option<(i128, i32, &str)> {
    let end = number_end(typed);
    let (number, rest) = typed.split_at(end);
    let mark = number.rfind([',', '.']);
    let (mut digits, mut places, mut seen) = (0i128, 0i32, 0usize);
    for (at, sign) in number.char_indices() {
        let Some(digit) = sign.to_digit(10) else {
            let repeated = Some(at) != mark && mark.is_some_and(|mark| number[mark..].starts_with(sign));
            if matches!(sign, ',' | '.') && (repeated || (Some(at) != mark && !grouped(number, at))) {
                return None;
            }
            continue;
        };
        seen += 1;
        digits = digits * 10 + i128::from(digit);
        if digits >= 10i128.pow(36) {
            return None;
        }
        places += i32::from(mark.is_some_and(|mark| at > mark));
    }
    (seen > 0 && seen <= 2 * MOST_DIGITS).then_some((digits, places, rest))
}

/// Where the number ends: spaces belong to it only between digits.
fn number_end(typed: &str) -> usize {
    let mut end = 0;
    for (at, sign) in typed.char_indices() {
        match sign {
            '0'..='9' => end = at + 1,
            ',' | '.' if typed[at + 1..].starts_with(|next: char| next.is_ascii_digit()) => end = at + 1,
            ',' | '.' if at > 0 && at == end => return at + 1,
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'
                if at == end && three_digits(&typed[at + sign.len_utf8()..]) =>
            {
                end = at + sign.len_utf8();
            }
            _ => break,
        }
    }
    end
}

/// Whether exactly three digits come, as in « 1 234 ».
fn three_digits(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Whether this comma or point stands before a group of three digits.
fn grouped(number: &str, at: usize) -> bool {
    three_digits(&number[at + 1..])
}

/// A power of ten, « e-19 », and the rest.
fn exponent(typed: &str) -> (i32, &str) {
    let read = || {
        let rest = typed.strip_prefix(['e', 'E'])?;
        let (minus, rest) = match rest.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix('+').unwrap_or(rest)),
        };
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let power: i32 = rest[..length].parse().ok().filter(|power| *power <= 99)?;
        Some((if minus { -power } else { power }, &rest[length..]))
    };
    read().unwrap_or((0, typed))
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.power > 20 || self.power < -20 {
            return write!(out, "{}e{}", self.digits, self.power);
        }
        let minus = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let Ok(places) = usize::try_from(-self.power) else {
            let zeros = "0".repeat(usize::try_from(self.power).unwrap_or(0));
            return write!(out, "{minus}{digits}{zeros}");
        };
        if places == 0 {
            return write!(out, "{minus}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = padded.split_at(padded.len() - places);
        write!(out, "{minus}{whole}.{part}")
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Decimal {
    type Error = String;
    fn try_from(stored: String) -> Result<Self, String> {
        Self::read(&stored).ok_or_else(|| format!("not a number: {stored:.40}"))
    }
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn as_people_type_them() {
        let cases = [
            ("1\u{202f}234,5", Some("1234.5"), ""),
            ("1 234,5", Some("1234.5"), ""),
            ("1234.5", Some("1234.5"), ""),
            ("1.234,5", Some("1234.5"), ""),
            ("1,234.5", Some("1234.5"), ""),
            ("1.234.567,5", Some("1234567.5"), ""),
            ("1.2.3", None, ""),
            ("1,2,3", None, ""),
            ("1 234 567", Some("1234567"), ""),
            ("1 23", Some("1"), "23"),
            ("-3", Some("-3"), ""),
            ("\u{2212}3", Some("-3"), ""),
            ("+0,50", Some("0.5"), ""),
            (",5", Some("0.5"), ""),
            ("12.", Some("12"), ""),
            ("1/2", Some("1"), "/2"),
            ("3 km", Some("3"), "km"),
            ("3km", Some("3"), "km"),
            ("12 %", Some("12"), "%"),
            ("1,5 €", Some("1.5"), "€"),
            ("1.6e-19", Some("0.00000000000000000016"), ""),
            ("2e3", Some("2000"), ""),
            ("2 eV", Some("2"), "eV"),
            ("-0", Some("0"), ""),
            ("", None, ""),
            ("abc", None, ""),
            ("-", None, ""),
            (".", None, ""),
            ("1e99", None, ""),
            ("12345678901234567890", None, ""),
        ];
        for (typed, expected, rest) in cases {
            let seen = Decimal::split(typed);
            let text = seen.map(|(number, _)| number.to_string());
            assert_eq!(text.as_deref(), expected, "{typed}");
            assert_eq!(seen.map_or("", |(_, rest)| rest), rest, "{typed}");
        }
    }

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        (-999_999_999i64..999_999_999, -30i32..30)
            .prop_map(|(digits, power)| Decimal::new(digits, power).unwrap())
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(typed in "[-+0-9 ,.eE\u{202f}'a-z%é]{0,30}") {
            if let Some((number, _)) = Decimal::split(&typed) {
                prop_assert_eq!(Decimal::read(&number.to_string()), Some(number));
            }
        }

        #[test]
        fn written_then_read(number in any_decimal()) {
            prop_assert_eq!(Decimal::read(&number.to_string()), Some(number));
            prop_assert_eq!(number.negated().negated(), number);
        }

        #[test]
        fn the_order_is_that_of_floats(one in any_decimal(), other in any_decimal()) {
            let float = |number: Decimal| number.to_string().parse::<f64>().unwrap();
            if float(one) != float(other) {
                prop_assert_eq!(one < other, float(one) < float(other));
            }
        }

        #[test]
        fn a_sum_taken_back(one in -999_999i64..999_999, other in -999_999i64..999_999, power in -6i32..6) {
            let (one, other) = (Decimal::new(one, power).unwrap(), Decimal::new(other, 0).unwrap());
            let sum = one.plus(other).unwrap();
            prop_assert_eq!(sum.plus(other.negated()), Some(one));
            prop_assert_eq!(sum.half().and_then(|half| half.plus(half)), Some(sum));
        }
    }
}
