use std::fmt;

use serde::{Deserialize, Serialize};

/// A CMITimespan: a length of time, in hundredths of a second. RTE 3.4.1.
///
/// Written `HHHH:MM:SS.SS`, it cannot pass 9999 hours: sums stop at `9999:59:59.99`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timespan {
    centiseconds: u64,
}

impl Timespan {
    /// The longest one that the notation can write.
    pub const MAX: Self = Self {
        centiseconds: ((9_999 * 60 + 59) * 60 + 59) * 100 + 99,
    };

    /// A length in hundredths of a second, cut at [`Timespan::MAX`].
    pub fn from_centiseconds(centiseconds: u64) -> Self {
        Self { centiseconds }.min(Self::MAX)
    }

    /// The length in hundredths of a second.
    pub fn centiseconds(self) -> u64 {
        self.centiseconds
    }

    /// The sum, cut at [`Timespan::MAX`].
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::from_centiseconds(self.centiseconds.saturating_add(other.centiseconds))
    }

    /// Reads `HHHH:MM:SS.SS`: two to four digits of hours, two of minutes, two of seconds, then one or two decimals.
    ///
    /// Minutes up to 99 are taken, as the conformance suite does; seconds stay under 60.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let mut parts = whole.split(':');
        let hours = digits(parts.next()?, 2, 4)?;
        let minutes = digits(parts.next()?, 2, 2)?;
        let seconds = digits(parts.next()?, 2, 2)?;
        if parts.next().is_some() || seconds > 59 {
            return None;
        }
        let hundredths = match fraction {
            None => 0,
            Some(one) if one.len() == 1 => digits(one, 1, 1)? * 10,
            Some(two) => digits(two, 2, 2)?,
        };
        Some(Self::from_centiseconds(
            ((hours * 60 + minutes) * 60 + seconds) * 100 + hundredths,
        ))
    }
}

/// Reads between `least` and `most` ASCII digits.
pub(super) fn digits(text: &str, least: usize, most: usize) -> Option<u64> {
    let right = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

impl fmt::Display for Timespan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, hundredths) = (self.centiseconds / 100, self.centiseconds % 100);
        write!(
            f,
            "{:04}:{:02}:{:02}",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60
        )?;
        if hundredths == 0 {
            Ok(())
        } else {
            write!(f, ".{hundredths:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_notation_allows() {
        for (text, centiseconds) in [
            ("00:00:00", 0),
            ("0000:00:00.5", 50),
            ("00:01:30.25", 9_025),
            ("9999:59:59.99", Timespan::MAX.centiseconds()),
            ("0001:75:00", 810_000),
        ] {
            assert_eq!(
                Timespan::parse(text).map(Timespan::centiseconds),
                Some(centiseconds),
                "{text}"
            );
        }
        for text in [
            "",
            "1:00:00",
            "00:00",
            "00:00:60",
            "00:00:00.",
            "00:00:00.123",
            "10000:00:00",
            "00:00:00:00",
            "PT1H",
            "-1:00:00",
            "00:٠0:00",
        ] {
            assert_eq!(Timespan::parse(text), None, "{text}");
        }
    }

    #[test]
    fn writes_four_digits_of_hours_and_stops_at_the_longest() {
        assert_eq!(Timespan::from_centiseconds(9_025).to_string(), "0000:01:30.25");
        assert_eq!(Timespan::MAX.plus(Timespan::MAX).to_string(), "9999:59:59.99");
    }
}
