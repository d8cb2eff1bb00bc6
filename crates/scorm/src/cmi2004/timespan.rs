use std::fmt;

use serde::{Deserialize, Serialize};

/// Hundredths of a second in a second, a minute, an hour, a day.
const SECOND: u64 = 100;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// A twelfth of 365.25 days.
const MONTH: u64 = DAY * 1_461 / 48;
/// Significant digits of a number: timeinterval(second,10,2).
const DIGITS: usize = 10;

/// A duration, in hundredths of a second: timeinterval(second,10,2). RTE 4.1.1.7.
///
/// Months and years have no fixed length: they are kept apart and written back as they came; only
/// [`Timespan::centiseconds`] gives them one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Timespan {
    /// Years count for twelve.
    months: u64,
    /// What is said in days and less.
    centiseconds: u64,
}

impl Timespan {
    /// A duration in hundredths of a second.
    pub fn from_centiseconds(centiseconds: u64) -> Self {
        Self {
            months: 0,
            centiseconds,
        }
    }

    /// The duration in hundredths of a second, a year being of 365.25 days and a month its twelfth.
    pub fn centiseconds(self) -> u64 {
        self.months
            .saturating_mul(MONTH)
            .saturating_add(self.centiseconds)
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            months: self.months.saturating_add(other.months),
            centiseconds: self.centiseconds.saturating_add(other.centiseconds),
        }
    }

    /// Reads `P[yY][mM][dD][T[hH][mM][s[.s]S]]`: at least one number, whole except for one or two decimals of a second;
    /// none is bounded by the next, and zeros may lead.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (date, time) = match rest.split_once('T') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None if rest.is_empty() => return None,
            None => (rest, ""),
        };
        let [years, months, days] = numbers(date, ['Y', 'M', 'D'])?;
        let [hours, minutes, seconds] = numbers(time, ['H', 'M', 'S'])?;
        let centiseconds = [
            whole(days)?.checked_mul(DAY)?,
            whole(hours)?.checked_mul(HOUR)?,
            whole(minutes)?.checked_mul(MINUTE)?,
            hundredths(seconds)?,
        ];
        Some(Self {
            months: whole(years)? * 12 + whole(months)?,
            centiseconds: centiseconds.into_iter().sum(),
        })
    }
}

/// The numbers before each unit, in the order of the units; « 0 » for one that is not there.
fn numbers(text: &str, units: [char; 3]) -> Option<[&str; 3]> {
    let mut found = ["0"; 3];
    let mut rest = text;
    for (number, unit) in found.iter_mut().zip(units) {
        if let Some((before, after)) = rest.split_once(unit) {
            *number = before;
            rest = after;
        }
    }
    rest.is_empty().then_some(found)
}

fn whole(digits: &str) -> Option<u64> {
    let digital = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !digital || digits.trim_start_matches('0').len() > DIGITS {
        return None;
    }
    digits.parse().ok()
}

/// Seconds with one or two decimals, or none, in hundredths.
fn hundredths(seconds: &str) -> Option<u64> {
    let (seconds, fraction) = match seconds.split_once('.') {
        Some((seconds, fraction)) => match fraction.len() {
            1 => (seconds, whole(fraction)? * 10),
            2 => (seconds, whole(fraction)?),
            _ => return None,
        },
        None => (seconds, 0),
    };
    Some(whole(seconds)? * SECOND + fraction)
}

impl fmt::Display for Timespan {
    /// Without what is zero; `PT0H0M0S`, the value that RTE 4.2.25 gives at first, when all is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.centiseconds % DAY;
        if *self == Self::default() {
            return f.write_str("PT0H0M0S");
        }
        f.write_str("P")?;
        part(f, self.months / 12, 'Y')?;
        part(f, self.months % 12, 'M')?;
        part(f, self.centiseconds / DAY, 'D')?;
        if time == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        part(f, time / HOUR, 'H')?;
        part(f, time % HOUR / MINUTE, 'M')?;
        match (time % MINUTE / SECOND, time % SECOND) {
            (seconds, 0) => part(f, seconds, 'S'),
            (seconds, fraction) if fraction % 10 == 0 => write!(f, "{seconds}.{}S", fraction / 10),
            (seconds, fraction) => write!(f, "{seconds}.{fraction:02}S"),
        }
    }
}

fn part(f: &mut fmt::Formatter<'_>, number: u64, unit: char) -> fmt::Result {
    if number == 0 {
        Ok(())
    } else {
        write!(f, "{number}{unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::Timespan;

    #[test]
    fn reads_what_the_notation_allows_and_writes_it_shortest() {
        for (text, written) in [
            ("PT0S", "PT0H0M0S"),
            ("P0Y0M0DT0H0M0S", "PT0H0M0S"),
            ("PT01H059M020S", "PT1H59M20S"),
            ("PT65M", "PT1H5M"),
            ("P0Y029DT0H", "P29D"),
            ("PT25H", "P1DT1H"),
            ("PT6.3S", "PT6.3S"),
            ("PT6.34S", "PT6.34S"),
            ("PT0.05S", "PT0.05S"),
            ("P5Y6M4DT12H30M58.55S", "P5Y6M4DT12H30M58.55S"),
            ("P18M", "P1Y6M"),
            ("P1YT1S", "P1YT1S"),
            ("P0000000000000001Y", "P1Y"),
        ] {
            assert_eq!(
                Timespan::parse(text).map(|span| span.to_string()).as_deref(),
                Some(written),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            "P",
            "T",
            "PT",
            "1Y",
            "P1YT",
            "P1Y6M14D4H",
            "PT1.5M",
            "PT1.5H",
            "PT6.345S",
            "PT6.S",
            "PT.5S",
            "PT6",
            "P1M1Y",
            "PT1S1M",
            "P1W",
            "P-1D",
            "-P1D",
            "p1d",
            "P 1D",
            "P1D ",
            "PTS",
            "P99999999999D",
            "PT٣S",
            "00:01:00",
        ] {
            assert_eq!(Timespan::parse(text), None, "{text}");
        }
    }

    #[test]
    fn sums() {
        for (one, other, sum, centiseconds) in [
            ("PT1M", "PT1H59M20S", "PT2H20S", 722_000),
            ("PT0.99S", "PT0.01S", "PT1S", 100),
            ("P1Y11M", "P1M", "P2Y", 2 * 36_525 * 86_400),
            ("PT0S", "PT0S", "PT0H0M0S", 0),
        ] {
            let [one, other] = [one, other].map(|text| Timespan::parse(text).unwrap());
            assert_eq!(one.plus(other).to_string(), sum);
            assert_eq!(one.plus(other).centiseconds(), centiseconds, "{sum}");
        }
    }
}
