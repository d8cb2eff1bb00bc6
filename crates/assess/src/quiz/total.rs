//! What a whole quiz comes to.

use std::cmp::Ordering;

use crate::questions::{Outcome, Points, Score};

/// What an attempt comes to, exact: thousandths of a point earned of those at stake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Earned; never below nought over the whole.
    pub earned: i64,
    /// At stake.
    pub whole: i64,
    /// Questions that wait for a person.
    pub to_grade: usize,
}

impl Total {
    /// Of questions and what each came to.
    pub fn of<'a>(questions: impl IntoIterator<Item = (Points, &'a Score)>) -> Self {
        let mut total = Self::default();
        for (points, score) in questions {
            total.earned += points.earned(score.share);
            total.whole += i64::from(points.0);
            total.to_grade += usize::from(score.outcome == Outcome::ToGrade);
        }
        total.earned = total.earned.clamp(0, total.whole);
        total
    }

    /// Whether it reaches this percentage, exactly. Nothing at stake reaches none.
    pub fn reaches(self, percent: u8) -> bool {
        self.whole > 0 && i128::from(self.earned) * 100 >= i128::from(self.whole) * i128::from(percent)
    }

    /// In hundredths of a percent, rounded down: 70 % is never shown of what is below it.
    pub fn percent_hundredths(self) -> Option<u32> {
        (self.whole > 0)
            .then(|| i128::from(self.earned) * 10_000 / i128::from(self.whole))
            .and_then(|hundredths| u32::try_from(hundredths).ok())
    }

    /// Which of two is the better, as parts of their wholes.
    pub fn compare(self, other: Self) -> Ordering {
        let crossed = |one: Self, other: Self| i128::from(one.earned) * i128::from(other.whole.max(1));
        crossed(self, other).cmp(&crossed(other, self))
    }
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::questions::Share;

    type Scored<'a> = &'a [(u32, &'a Score)];

    fn scored(share: Share, outcome: Outcome) -> Score {
        Score {
            share,
            outcome,
            ..Score::unanswered()
        }
    }

    #[test]
    fn points_weigh_and_the_whole_is_never_below_nought() {
        let right = scored(Share::ALL, Outcome::Right);
        let third = scored(Share::of(1, 3), Outcome::Partly);
        let lost = scored(-Share::ALL, Outcome::Wrong);
        let waiting = scored(Share::NONE, Outcome::ToGrade);
        let cases: [(Scored<'_>, i64, i64, usize, Option<u32>); 6] = [
            (&[], 0, 0, 0, None),
            (&[(1, &right), (3, &lost)], 0, 4000, 0, Some(0)),
            (&[(3, &right), (1, &lost)], 2000, 4000, 0, Some(5000)),
            (&[(1, &third), (1, &third), (1, &third)], 999, 3000, 0, Some(3330)),
            (&[(3, &third)], 1000, 3000, 0, Some(3333)),
            (&[(1, &right), (1, &waiting)], 1000, 2000, 1, Some(5000)),
        ];
        for (questions, earned, whole, to_grade, percent) in cases {
            let total = Total::of(
                questions
                    .iter()
                    .map(|(points, score)| (Points::whole(*points), *score)),
            );
            assert_eq!(
                total,
                Total {
                    earned,
                    whole,
                    to_grade
                }
            );
            assert_eq!(total.percent_hundredths(), percent);
        }
        let just_below = Total {
            earned: 69_999,
            whole: 100_000,
            to_grade: 0,
        };
        assert!(!just_below.reaches(70) && just_below.percent_hundredths() == Some(6999));
        assert!(
            Total {
                earned: 7,
                whole: 10,
                to_grade: 0
            }
            .reaches(70)
        );
        assert!(!Total::default().reaches(0));
    }
}
