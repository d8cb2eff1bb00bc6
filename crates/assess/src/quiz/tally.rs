//! What the answers to a question come to, over many tries: exact sums, which can be added and taken back, and what authors
//! read of them.

use std::ops::{AddAssign, Neg};

use super::total::Total;
use crate::questions::{Outcome, Points, Score};

/// Shares are summed in ten-thousandths: their squares over thousands of millions of tries still hold in 64 bits.
const SCALE: u32 = 10_000;

/// With fewer answers than this, figures say nothing yet.
pub const ENOUGH: i64 = 20;

/// Sums over tries: of what a question earned, and of what the rest of the same try did, in ten-thousandths of their points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many tries asked it.
    pub answers: i64,
    /// How many of them left it without an answer.
    pub blank: i64,
    /// How many earned all of it.
    pub right: i64,
    /// What it earned.
    pub share: i64,
    /// The square of that.
    pub share_squared: i64,
    /// What the other questions of the try earned; nothing when it was alone.
    pub rest: i64,
    /// The square of that.
    pub rest_squared: i64,
    /// One times the other.
    pub product: i64,
}

impl Tally {
    /// As a row of numbers.
    pub const fn to_row(self) -> [i64; 8] {
        let (counts, sums) = ([self.answers, self.blank, self.right], [self.share, self.rest]);
        let squares = [self.share_squared, self.rest_squared, self.product];
        [
            counts[0], counts[1], counts[2], sums[0], squares[0], sums[1], squares[1], squares[2],
        ]
    }

    /// From a row of numbers.
    pub const fn from_row(row: [i64; 8]) -> Self {
        let [
            answers,
            blank,
            right,
            share,
            share_squared,
            rest,
            rest_squared,
            product,
        ] = row;
        Self {
            answers,
            blank,
            right,
            share,
            share_squared,
            rest,
            rest_squared,
            product,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let (mine, theirs) = (self.to_row(), other.to_row());
        *self = Self::from_row(std::array::from_fn(|at| mine[at].saturating_add(theirs[at])));
    }
}

impl Neg for Tally {
    type Output = Self;

    fn neg(self) -> Self {
        Self::from_row(self.to_row().map(i64::saturating_neg))
    }
}

/// What a try that is over brings to each of its questions, in their order; nothing while a person still has to grade it, or
/// when nothing is at stake.
pub fn tallies(parts: &[(Points, Score)]) -> Vec<Tally> {
    let total = Total::of(parts.iter().map(|(points, score)| (*points, score)));
    if total.to_grade > 0 || total.whole == 0 {
        return Vec::new();
    }
    let own = |(points, score): &(Points, Score)| points.earned(score.share);
    let earned: i64 = parts.iter().map(own).sum();
    let (scale, most) = (Points(SCALE), i64::from(SCALE));
    let each = |part: &(Points, Score)| {
        let others = total.whole - i64::from(part.0.0);
        let rest = match others {
            0 => 0,
            others => ((earned - own(part)) * most)
                .div_euclid(others)
                .clamp(-most, most),
        };
        let share = scale.earned(part.1.share);
        Tally {
            answers: 1,
            blank: i64::from(part.1.outcome == Outcome::Unanswered),
            right: i64::from(part.1.outcome == Outcome::Right),
            share,
            share_squared: share * share,
            rest,
            rest_squared: rest * rest,
            product: share * rest,
        }
    };
    parts.iter().map(each).collect()
}

/// What authors read of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many tries asked it.
    pub answers: i64,
    /// The mean of what it earned, in thousandths, rounded down and never below nought.
    pub success: i64,
    /// How it sorts those who know from those who don't, in thousandths, from −1 to 1: the correlation of what the question
    /// earned and of what the rest of the try did (item-rest; point-biserial where a question is right or wrong). None when one
    /// of them never varies, or with too few answers.
    pub sorting: Option<i64>,
}

impl Figures {
    /// Of the sums of each quiz that asks it: quizzes are compared within themselves, since one may be harder than another.
    /// None when nobody has answered yet.
    pub fn of(quizzes: &[Tally]) -> Option<Self> {
        let mut all = Tally::default();
        quizzes.iter().for_each(|one| all += *one);
        if all.answers <= 0 {
            return None;
        }
        let success = (all.share * 1000).div_euclid(all.answers * i64::from(SCALE));
        Some(Self {
            answers: all.answers,
            success: success.clamp(0, 1000),
            sorting: sorting(quizzes),
        })
    }

    /// What to do about it. As usual in item analysis: clearly below 0 something is wrong (near 0, twenty answers may say it by
    /// chance), below 0.2 it hardly sorts; what nearly everyone knows needn't sort, and what nobody knows is asked badly. Where
    /// sorting isn't known, nothing is said of it.
    pub fn verdict(&self) -> Verdict {
        match self.sorting {
            _ if self.answers < ENOUGH => Verdict::Wait,
            Some(sorting) if sorting < -100 => Verdict::Check,
            _ if self.success < 50 => Verdict::Weak,
            Some(sorting) if sorting >= 200 => Verdict::Good,
            _ if self.success >= 950 => Verdict::Easy,
            Some(_) => Verdict::Weak,
            None => Verdict::Unsorted,
        }
    }
}

/// The pooled correlation, over the quizzes whose rest varies: where it doesn't, nothing is known of who knows.
#[expect(clippy::cast_precision_loss, reason = "a coefficient of three decimals")]
fn sorting(quizzes: &[Tally]) -> Option<i64> {
    let (mut answers, mut together, mut share, mut rest) = (0, 0.0, 0.0, 0.0);
    for one in quizzes.iter().filter(|one| one.answers > 0) {
        let count = i128::from(one.answers);
        // The count times a sum of products, less the product of the sums: exact.
        let spread = |product: i64, (left, right): (i64, i64)| {
            let exact = count * i128::from(product) - i128::from(left) * i128::from(right);
            exact as f64 / count as f64
        };
        let varies = spread(one.rest_squared, (one.rest, one.rest));
        if varies <= 0.0 {
            continue;
        }
        answers += one.answers;
        rest += varies;
        share += spread(one.share_squared, (one.share, one.share));
        together += spread(one.product, (one.share, one.rest));
    }
    if answers < ENOUGH || share <= 0.0 {
        return None;
    }
    let thousandths = (together / (share * rest).sqrt() * 1000.0).round();
    (-1000..=1000)
        .find(|one: &i64| *one as f64 >= thousandths)
        .or(Some(1000))
}

/// What authors should do about a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Too few answers to say.
    Wait,
    /// It sorts backwards: the key may be wrong.
    Check,
    /// It hardly sorts, or nobody knows it.
    Weak,
    /// Nearly everyone knows it: it has nobody to sort.
    Easy,
    /// Enough answers, and nothing beside them that tells who knows: alone in its quiz, say.
    Unsorted,
    /// It sorts: nothing to do.
    Good,
}

impl Verdict {
    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Check => "check",
            Self::Weak => "weak",
            Self::Easy => "easy",
            Self::Unsorted => "unsorted",
            Self::Good => "good",
        }
    }
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::questions::Share;

    fn score(share: Share) -> Score {
        Score {
            share,
            outcome: match share {
                Share::ALL => Outcome::Right,
                _ => Outcome::Wrong,
            },
            ..Score::unanswered()
        }
    }

    /// Tries of a question of one point among others of three: whether it was right, and the percentage of the rest.
    fn of(pairs: &[(bool, i64)]) -> Tally {
        let mut all = Tally::default();
        for (right, rest) in pairs {
            let own = if *right { Share::ALL } else { Share::NONE };
            let parts = [
                (Points::whole(1), score(own)),
                (Points::whole(3), score(Share::of(*rest, 100))),
            ];
            all += tallies(&parts)[0];
        }
        all
    }

    #[test]
    fn a_try_brings_what_each_question_earned_and_the_rest_did() {
        let parts = [
            (Points::whole(1), score(Share::ALL)),
            (Points::whole(2), score(Share::of(1, 2))),
            (Points::whole(2), Score::unanswered()),
        ];
        let found: Vec<_> = tallies(&parts)
            .iter()
            .map(|one| (one.blank, one.right, one.share, one.rest, one.product))
            .collect();
        let expected = [
            (0, 1, 10_000, 2_500, 25_000_000),
            (0, 0, 5_000, 3_333, 16_665_000),
            (1, 0, 0, 6_666, 0),
        ];
        assert_eq!(found, expected);
        let waits = Score {
            outcome: Outcome::ToGrade,
            ..Score::unanswered()
        };
        let waiting = [(Points::whole(1), score(Share::ALL)), (Points::whole(1), waits)];
        assert_eq!(tallies(&waiting), [], "a person still has to grade it");
        assert_eq!(tallies(&[(Points(0), score(Share::ALL))]), []);
        let alone = tallies(&[(Points::whole(1), score(-Share::ALL))]);
        assert_eq!((alone[0].share, alone[0].rest), (-10_000, 0));
        let mut back = of(&[(true, 40), (false, 10)]);
        back += -of(&[(true, 40), (false, 10)]);
        assert_eq!(back, Tally::default(), "what is taken back leaves nothing");
        let row = of(&[(true, 40), (false, 10), (true, 70)]);
        assert_eq!(Tally::from_row(row.to_row()), row);
    }

    #[test]
    fn who_knows_is_told_from_who_does_not() {
        type Pairs<'a> = &'a [(bool, i64)];
        // Each is repeated ten times.
        let cases: [(Pairs<'_>, i64, Option<i64>, Verdict); 9] = [
            (&[(true, 90), (false, 10)], 500, Some(1000), Verdict::Good),
            (&[(false, 90), (true, 10)], 500, Some(-1000), Verdict::Check),
            (&[(true, 50), (false, 50)], 500, None, Verdict::Unsorted),
            (&[(true, 90), (true, 10)], 1000, None, Verdict::Easy),
            (&[(false, 90), (false, 10)], 0, None, Verdict::Weak),
            // Worked out by hand: cov 0.05, deviations 0.5 and √0.05.
            (
                &[(true, 80), (true, 40), (false, 60), (false, 20)],
                500,
                Some(447),
                Verdict::Good,
            ),
            (
                &[(true, 50), (false, 50), (true, 60), (false, 58)],
                500,
                Some(110),
                Verdict::Weak,
            ),
            (&[(true, 90)], 1000, None, Verdict::Wait),
            (&[], 0, None, Verdict::Wait),
        ];
        for (pairs, success, sorting, verdict) in cases {
            let found = Figures::of(&[of(&pairs.repeat(10))]);
            let Some(found) = found else {
                assert_eq!(pairs, []);
                continue;
            };
            assert_eq!(
                (found.success, found.sorting, found.verdict()),
                (success, sorting, verdict),
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn what_to_do_is_said_of_what_is_known() {
        use Verdict::{Check, Easy, Good, Unsorted, Wait, Weak};
        for (answers, success, sorting, expected) in [
            (19, 1000, None, Wait),
            (19, 500, Some(-900), Wait),
            (20, 1000, None, Easy),
            (20, 950, None, Easy),
            (20, 950, Some(199), Easy),
            (20, 950, Some(-100), Easy),
            (20, 950, Some(-101), Check),
            (20, 950, Some(200), Good),
            (20, 949, None, Unsorted),
            (20, 50, None, Unsorted),
            (20, 49, None, Weak),
            (20, 49, Some(400), Weak),
            (20, 500, Some(199), Weak),
            (20, 500, Some(200), Good),
            (20, 500, Some(-101), Check),
        ] {
            let figures = Figures {
                answers,
                success,
                sorting,
            };
            assert_eq!(figures.verdict(), expected, "{figures:?}");
        }
    }

    #[test]
    fn quizzes_are_compared_within_themselves() {
        let sorts = [(true, 90), (false, 80)].repeat(10);
        let easy = of(&sorts);
        // A hard quiz, where those who get it right have low totals beside the easy one's.
        let hard = of(&[(true, 30), (false, 20), (true, 30)].repeat(10));
        assert_eq!(Figures::of(&[easy, hard]).and_then(|one| one.sorting), Some(1000));
        // Alone in its quiz, it counts for its success and says nothing of who knows.
        let mut alone = Tally::default();
        for share in [Share::ALL, Share::NONE, Share::NONE, Share::NONE] {
            alone += tallies(&[(Points::whole(1), score(share))])[0];
        }
        let both = Figures::of(&[easy, alone]).unwrap();
        assert_eq!((both.answers, both.success, both.sorting), (24, 458, Some(1000)));
        assert_eq!(Figures::of(&[alone]).unwrap().sorting, None);
    }
}
