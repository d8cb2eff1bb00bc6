//! What several parts come to, and which moments are believed.

use jiff::{SignedDuration, Timestamp};
use scorm::cmi12::LessonStatus;

use crate::progress::{Observed, Status};

/// How long after the end of the access what happened before it may still arrive: a phone finds its network again.
pub const GRACE: SignedDuration = SignedDuration::from_mins(30);

/// What a learner's attempt at a part came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The part.
    pub sco: String,
    /// Its status, by our own replay.
    pub status: LessonStatus,
    /// Its score, 0 to 100, when there is one.
    pub score: Option<f64>,
    /// The time that it reported, in seconds.
    pub seconds: i64,
}

impl Standing {
    /// Finished, and well enough.
    pub fn done(&self) -> bool {
        matches!(self.status, LessonStatus::Completed | LessonStatus::Passed)
    }
}

/// The step is done when every part is; its percentage is the mean of the parts that are scored; times add up. Parts that
/// the version in force no longer has don't count.
pub fn roll_up(parts: &[String], standings: &[Standing]) -> Observed {
    let counted: Vec<&Standing> = parts
        .iter()
        .filter_map(|part| standings.iter().find(|standing| standing.sco == *part))
        .collect();
    let done = counted.len() == parts.len() && counted.iter().all(|standing| standing.done());
    let scores: Vec<f64> = counted.iter().filter_map(|standing| standing.score).collect();
    let percent = (!scores.is_empty()).then(|| {
        let many = u32::try_from(scores.len()).unwrap_or(u32::MAX);
        scores.iter().sum::<f64>() / f64::from(many)
    });
    Observed {
        status: if done { Status::Done } else { Status::Started },
        percent,
        seconds: counted.iter().map(|standing| standing.seconds).sum(),
    }
}

/// Whether an operation is taken: before the end of the access always; in the minutes after it, what happened before.
pub(super) fn in_time(said: i64, ends: Timestamp, now: Timestamp) -> bool {
    now < ends || (now < ends + GRACE && said < ends.as_millisecond())
}

/// A browser's clock is believed between the launch and now.
pub(super) fn believed(said: i64, launched: Timestamp, now: Timestamp) -> i64 {
    let (from, to) = (launched.as_millisecond(), now.as_millisecond());
    said.clamp(from, to.max(from))
}

#[cfg(test)]
mod cases {
    use super::*;

    fn standing(sco: &str, status: LessonStatus, score: Option<f64>, seconds: i64) -> Standing {
        Standing {
            sco: sco.to_owned(),
            status,
            score,
            seconds,
        }
    }

    #[test]
    fn a_step_is_done_when_every_part_is() {
        use LessonStatus::{Browsed, Completed, Failed, Incomplete, Passed};
        let parts = ["a".to_owned(), "b".to_owned()];
        let a = |status| standing("a", status, Some(80.0), 10);
        let b = |status, score| standing("b", status, score, 5);
        let gone = standing("gone", Failed, Some(0.0), 100);
        let cases = [
            (vec![], Status::Started, None, 0),
            (vec![a(Passed)], Status::Started, Some(80.0), 10),
            (
                vec![a(Passed), b(Incomplete, None)],
                Status::Started,
                Some(80.0),
                15,
            ),
            (vec![a(Passed), b(Completed, None)], Status::Done, Some(80.0), 15),
            (
                vec![a(Completed), b(Passed, Some(40.0)), gone],
                Status::Done,
                Some(60.0),
                15,
            ),
            (
                vec![a(Passed), b(Failed, Some(20.0))],
                Status::Started,
                Some(50.0),
                15,
            ),
            (vec![a(Passed), b(Browsed, None)], Status::Started, Some(80.0), 15),
        ];
        for (standings, status, percent, seconds) in cases {
            let seen = roll_up(&parts, &standings);
            assert_eq!(
                (seen.status, seen.percent, seen.seconds),
                (status, percent, seconds),
                "{standings:?}"
            );
        }
    }

    #[test]
    fn the_end_of_the_access_is_kept_with_grace() {
        let at = |seconds: i64| Timestamp::from_second(seconds).unwrap();
        let ends = at(10_000);
        let cases = [
            (9_000, 9_999, true),
            (20_000, 9_999, true),
            (9_000, 10_000, true),
            (10_000, 10_000, false),
            (9_999, 11_799, true),
            (9_999, 11_800, false),
        ];
        for (said, now, taken) in cases {
            assert_eq!(in_time(said * 1000, ends, at(now)), taken, "{said} {now}");
        }
    }

    #[test]
    fn a_wrong_clock_stays_inside_the_launch() {
        let at = |seconds: i64| Timestamp::from_second(seconds).unwrap();
        for (said, expected) in [(5, 10), (15, 15), (99, 20)] {
            assert_eq!(believed(said * 1000, at(10), at(20)), expected * 1000);
        }
    }
}
