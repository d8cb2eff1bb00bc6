//! Amounts, exact: shares of a question and points of a quiz are whole numbers of a small unit, never floats.

use std::iter::Sum;
use std::ops::{Add, Neg};

use serde::{Deserialize, Serialize};

/// A part of a question's points, from −1 to 1 for one answer. Kept as a whole number of 1/2,520,000: a half to a tenth, a
/// twentieth and every thousandth are exact, and so is what a file of another platform writes « 33.33333 % ».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Share(i64);

/// Units in one.
const UNITS: i64 = 2_520_000;

/// How far from a simple fraction a percentage is still meant to be it, in units: 0.01 %.
const NEAR: i64 = UNITS / 10_000;

impl Share {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All of it.
    pub const ALL: Self = Self(UNITS);

    /// `part` of `whole`, to the nearest unit; nothing of an empty whole. The whole is below 2³¹.
    pub const fn of(part: i64, whole: i64) -> Self {
        if whole <= 0 {
            return Self(0);
        }
        Self(
            part.saturating_mul(UNITS)
                .saturating_add(whole / 2)
                .div_euclid(whole),
        )
    }

    /// From thousandths.
    pub const fn thousandths(thousandths: i64) -> Self {
        Self(thousandths.saturating_mul(UNITS / 1000))
    }

    /// From a percentage in hundred-thousandths of a percent, as files write it; « 33.33 » and « 14.2857 » are a third and
    /// a seventh.
    pub fn percentage(hundred_thousandths: i64) -> Self {
        let near = Self::of(hundred_thousandths.clamp(-100_000_000, 100_000_000), 10_000_000);
        let simple = (2..=10).map(|whole| {
            let part = (near.0 * whole + UNITS / 2).div_euclid(UNITS);
            Self(part * UNITS / whole)
        });
        simple
            .min_by_key(|one| (one.0 - near.0).abs())
            .filter(|one| (one.0 - near.0).abs() <= NEAR)
            .unwrap_or(near)
    }

    /// The percentage, in hundred-thousandths of a percent, to the nearest.
    pub const fn as_percentage(self) -> i64 {
        (self.0.saturating_mul(10_000_000))
            .saturating_add(UNITS / 2)
            .div_euclid(UNITS)
    }

    /// This share of a part that weighs `weight` in `whole`.
    pub fn weighed(self, weight: u32, whole: u32) -> Self {
        let whole = i128::from(whole.max(1));
        let part = (i128::from(self.0) * i128::from(weight) + whole / 2).div_euclid(whole);
        Self(i64::try_from(part).unwrap_or(0))
    }

    /// Whether it is one answer's: from −1 to 1.
    pub fn is_one_answers(self) -> bool {
        (-Self::ALL..=Self::ALL).contains(&self)
    }

    /// From units, as [`Self::units`] gives them.
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// In units, for exact comparisons.
    pub const fn units(self) -> i64 {
        self.0
    }
}

impl Add for Share {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Neg for Share {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, Add::add)
    }
}

/// What a question weighs, in thousandths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Points(pub u32);

impl Points {
    /// The most one question weighs: a thousand points.
    pub const MOST: Self = Self(1_000_000);

    /// Whole points.
    pub const fn whole(points: u32) -> Self {
        Self(points.saturating_mul(1000))
    }

    /// What a share of it comes to, in thousandths of a point, to the nearest.
    pub fn earned(self, share: Share) -> i64 {
        let units = i128::from(UNITS);
        let part = (i128::from(self.0) * i128::from(share.0) + units / 2).div_euclid(units);
        i64::try_from(part).unwrap_or(0)
    }
}

impl Default for Points {
    fn default() -> Self {
        Self::whole(1)
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn simple_fractions_are_exact() {
        for whole in 1..=10 {
            assert_eq!(
                (0..whole).map(|_| Share::of(1, whole)).sum::<Share>(),
                Share::ALL,
                "{whole}"
            );
        }
        let cases = [
            (3_333_333, Share::of(1, 3)),
            (3_333_000, Share::of(1, 3)),
            (3_330_000, Share::thousandths(333)),
            (1_428_571, Share::of(1, 7)),
            (-1_666_667, Share::of(-1, 6)),
            (1_250_000, Share::of(1, 8)),
            (10_000_000, Share::ALL),
            (0, Share::NONE),
            (500_000, Share::thousandths(50)),
        ];
        for (read, expected) in cases {
            assert_eq!(Share::percentage(read), expected, "{read}");
        }
        assert_eq!(Share::of(1, 3).as_percentage(), 3_333_333);
    }

    #[test]
    fn points_round_once() {
        let cases = [
            (1000, Share::of(1, 3), 333),
            (3000, Share::of(1, 3), 1000),
            (1500, -Share::of(1, 2), -750),
        ];
        for (points, share, expected) in cases {
            assert_eq!(Points(points).earned(share), expected);
        }
    }
}
