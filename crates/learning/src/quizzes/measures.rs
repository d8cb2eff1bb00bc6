//! How a question sorts those who know from those who don't.

use super::store::AnsweredOnce;

/// With fewer answers than this, figures say nothing yet.
pub(super) const ENOUGH: i64 = 20;

/// The share of a question that its learners earned, from 0 to 1: its facility.
pub(super) fn facility(of: &AnsweredOnce) -> f64 {
    of.share.clamp(0.0, 1.0)
}

/// The item-total correlation (Pearson's r of what the question and the whole try earned; the point-biserial correlation where a
/// question is right or wrong). None where one of them never varies.
pub(super) fn discrimination(of: &AnsweredOnce) -> Option<f64> {
    let varies = |squared: f64, mean: f64| squared - mean * mean;
    let (share, whole) = (
        varies(of.share_squared, of.share),
        varies(of.whole_squared, of.whole),
    );
    // Below this it is the rounding of floats.
    if share < 1e-9 || whole < 1e-9 {
        return None;
    }
    let together = of.product - of.share * of.whole;
    Some((together / (share * whole).sqrt()).clamp(-1.0, 1.0))
}

/// What authors should do about a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Advice {
    /// Too few answers to say.
    Wait,
    /// It sorts backwards: the key may be wrong.
    Check,
    /// It hardly sorts.
    Weak,
    /// Nothing to do.
    Good,
}

/// As usual in item analysis: below 0 something is wrong, below 0.2 it hardly sorts. What everyone knows needn't sort.
pub(super) fn advice(of: &AnsweredOnce) -> Advice {
    match discrimination(of) {
        _ if of.count < ENOUGH => Advice::Wait,
        Some(r) if r < 0.0 => Advice::Check,
        Some(r) if r < 0.2 && facility(of) < 0.95 => Advice::Weak,
        _ => Advice::Good,
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    /// Means of pairs: what the question earned, and the whole try.
    fn of(pairs: &[(f64, f64)]) -> AnsweredOnce {
        let count = i64::try_from(pairs.len()).unwrap();
        let mean = |each: fn(&(f64, f64)) -> f64| {
            pairs.iter().map(each).sum::<f64>() / f64::from(i32::try_from(count).unwrap())
        };
        AnsweredOnce {
            count,
            share: mean(|one| one.0),
            whole: mean(|one| one.1),
            product: mean(|one| one.0 * one.1),
            share_squared: mean(|one| one.0 * one.0),
            whole_squared: mean(|one| one.1 * one.1),
            ..AnsweredOnce::default()
        }
    }

    #[test]
    fn who_knows_is_told_from_who_does_not() {
        type Pairs<'a> = &'a [(f64, f64)];
        let cases: [(Pairs<'_>, Option<f64>); 5] = [
            (&[(1.0, 0.9), (0.0, 0.1)], Some(1.0)),
            (&[(0.0, 0.9), (1.0, 0.1)], Some(-1.0)),
            (&[(1.0, 0.5), (0.0, 0.5)], None),
            (&[(1.0, 0.9), (1.0, 0.1)], None),
            // Worked out by hand: cov 0.05, deviations 0.5 and √0.05.
            (
                &[(1.0, 0.8), (1.0, 0.4), (0.0, 0.6), (0.0, 0.2)],
                Some(0.447_213_6),
            ),
        ];
        for (pairs, expected) in cases {
            let found = discrimination(&of(pairs));
            match (found, expected) {
                (Some(found), Some(expected)) => {
                    assert!((found - expected).abs() < 1e-6, "{found} {pairs:?}")
                }
                (found, expected) => assert_eq!(found, expected, "{pairs:?}"),
            }
        }
    }

    #[test]
    fn advice_waits_for_answers() {
        let many = |pairs: &[(f64, f64)], times: usize| of(&pairs.repeat(times));
        let (sorts, backwards) = ([(1.0, 0.9), (0.0, 0.1)], [(0.0, 0.9), (1.0, 0.1)]);
        let hardly = [(1.0, 0.5), (0.0, 0.5), (1.0, 0.6), (0.0, 0.58)];
        for (answered, expected) in [
            (many(&sorts, 9), Advice::Wait),
            (many(&sorts, 10), Advice::Good),
            (many(&backwards, 10), Advice::Check),
            (many(&hardly, 5), Advice::Weak),
            (many(&[(1.0, 0.2), (1.0, 0.9)], 10), Advice::Good),
        ] {
            assert_eq!(advice(&answered), expected, "{answered:?}");
        }
    }
}
