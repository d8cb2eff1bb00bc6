//! What several parts come to, and which moments are believed.

use std::collections::BTreeMap;

use catalogue::courses::Completion;
use jiff::{SignedDuration, Timestamp};
use scorm::attempt2004;
use scorm::cmi12::{LessonStatus, Session};

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
    /// What a session says of its part.
    pub(super) fn of_part(sco: &str, session: &Session) -> Self {
        Self {
            sco: sco.to_owned(),
            status: session.lesson_status(),
            score: session.score_raw(),
            seconds: i64::try_from(session.total_time().centiseconds() / 100).unwrap_or(i64::MAX),
        }
    }

    /// Finished, and well enough.
    pub fn done(&self) -> bool {
        matches!(self.status, LessonStatus::Completed | LessonStatus::Passed)
    }

    /// Finished, however well.
    fn over(&self) -> bool {
        self.done() || self.status == LessonStatus::Failed
    }
}

/// A package of SCORM 2004 in the words of SCORM 1.2: what is completed and satisfied is passed, what is completed and not
/// satisfied is failed; where only one of the two is known, it decides.
pub(super) fn package_status(standing: &attempt2004::Standing, begun: bool) -> LessonStatus {
    match (standing.completed, standing.satisfied) {
        (Some(true), Some(false)) => LessonStatus::Failed,
        (Some(true) | None, Some(true)) => LessonStatus::Passed,
        (Some(true), None) => LessonStatus::Completed,
        _ if begun => LessonStatus::Incomplete,
        _ => LessonStatus::NotAttempted,
    }
}

/// The step is done when every part is; its percentage is the mean of the parts that are scored; times add up. Parts that
/// the version in force no longer has don't count. What ends the step says what is enough of each.
pub fn roll_up<T: AsRef<str>>(completion: Completion, parts: &[T], standings: &[Standing]) -> Observed {
    let counted: Vec<&Standing> = parts
        .iter()
        .filter_map(|part| standings.iter().find(|standing| standing.sco == part.as_ref()))
        .collect();
    let scores: Vec<f64> = counted.iter().filter_map(|standing| standing.score).collect();
    let percent = (!scores.is_empty()).then(|| {
        let many = u32::try_from(scores.len()).unwrap_or(u32::MAX);
        scores.iter().sum::<f64>() / f64::from(many)
    });
    let every = |enough: fn(&Standing) -> bool| {
        counted.len() == parts.len() && counted.iter().all(|standing| enough(standing))
    };
    let done = match completion {
        Completion::Seen => true,
        Completion::Done => every(Standing::done),
        Completion::Over => every(Standing::over),
        // Lessons without a mark can't be passed: one part that is tells, the others have to be done.
        Completion::Passed => {
            every(Standing::done) && counted.iter().any(|one| one.status == LessonStatus::Passed)
        }
        Completion::Score(least) => every(|_| true) && percent >= Some(f64::from(least)),
        Completion::Tutor | Completion::Watched(_) => false,
    };
    Observed {
        status: if done { Status::Done } else { Status::Started },
        percent,
        seconds: counted.iter().map(|standing| standing.seconds).sum(),
    }
}

/// Puts what changed from before to after in what is there now: what is new or different is set, what is gone is removed.
pub(super) fn merge<T: Clone + PartialEq>(
    there: &mut BTreeMap<String, T>,
    before: &BTreeMap<String, T>,
    after: &BTreeMap<String, T>,
) {
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        there.remove(name);
    }
    for (name, value) in after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value))
    {
        there.insert(name.clone(), value.clone());
    }
}

/// Whether an operation is taken: before the end of the access always; in the minutes after it, what happened before. A
/// launch ends with a suspension, by the server's clock: once the access is given back, what was done before the suspension is
/// still taken of it, what was done since is another launch's.
pub(super) fn in_time(said: i64, (ends, paused): (Timestamp, Option<Timestamp>), now: Timestamp) -> bool {
    let open = now < ends || (now < ends + GRACE && said < ends.as_millisecond());
    open && paused.is_none_or(|paused| now < paused || said < paused.as_millisecond())
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
    fn a_package_is_judged_by_what_is_known() {
        use LessonStatus::{Completed, Failed, Incomplete, NotAttempted, Passed};
        let (yes, no) = (Some(true), Some(false));
        let cases = [
            (None, None, false, NotAttempted),
            (None, None, true, Incomplete),
            (yes, None, true, Completed),
            (yes, yes, true, Passed),
            (yes, no, true, Failed),
            (None, yes, true, Passed),
            (no, yes, true, Incomplete),
            (no, no, true, Incomplete),
            (None, no, true, Incomplete),
        ];
        for (completed, satisfied, begun, expected) in cases {
            let standing = attempt2004::Standing {
                completed,
                satisfied,
                ..attempt2004::Standing::default()
            };
            assert_eq!(
                package_status(&standing, begun),
                expected,
                "{completed:?} {satisfied:?} {begun}"
            );
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
            let seen = roll_up(Completion::Done, &parts, &standings);
            assert_eq!(
                (seen.status, seen.percent, seen.seconds),
                (status, percent, seconds),
                "{standings:?}"
            );
        }
    }

    #[test]
    fn what_another_package_wrote_meanwhile_stays() {
        let map = |pairs: &[(&str, i32)]| -> BTreeMap<String, i32> {
            pairs
                .iter()
                .map(|&(name, value)| (name.to_owned(), value))
                .collect()
        };
        let cases: [(&[_], &[_], &[_], &[_]); 5] = [
            (&[], &[], &[("a", 1)], &[("a", 1)]),
            (&[("a", 1)], &[("a", 1)], &[("a", 2)], &[("a", 2)]),
            (&[("a", 1), ("b", 9)], &[("a", 1)], &[], &[("b", 9)]),
            (&[("a", 5)], &[("a", 1)], &[("a", 1)], &[("a", 5)]),
            (
                &[("b", 9)],
                &[("b", 1)],
                &[("a", 1), ("b", 1)],
                &[("a", 1), ("b", 9)],
            ),
        ];
        for (there, before, after, expected) in cases {
            let mut merged = map(there);
            merge(&mut merged, &map(before), &map(after));
            assert_eq!(merged, map(expected), "{there:?}: {before:?} became {after:?}");
        }
    }

    #[test]
    fn a_score_is_of_every_part() {
        let parts = ["a", "b"];
        let a = standing("a", LessonStatus::Incomplete, Some(90.0), 1);
        let b = |score| standing("b", LessonStatus::Incomplete, score, 1);
        for (standings, expected) in [
            (vec![a.clone()], Status::Started),
            (vec![a.clone(), b(None)], Status::Done),
            (vec![a.clone(), b(Some(50.0))], Status::Done),
            (vec![a, b(Some(49.0))], Status::Started),
            (vec![b(None)], Status::Started),
        ] {
            let seen = roll_up(Completion::Score(70), &parts, &standings);
            assert_eq!(seen.status, expected, "{standings:?}");
        }
    }

    #[test]
    fn what_ends_the_step_decides() {
        use Completion::{Done, Over, Score, Seen, Tutor};
        use LessonStatus::{Completed, Failed, Incomplete, Passed};
        let cases = [
            (Over, Failed, Status::Done),
            (Over, Incomplete, Status::Started),
            (Over, Passed, Status::Done),
            (Done, Failed, Status::Started),
            (Done, Completed, Status::Done),
            (Done, Passed, Status::Done),
            (Completion::Passed, Completed, Status::Started),
            (Completion::Passed, Failed, Status::Started),
            (Completion::Passed, Passed, Status::Done),
            (Score(75), Incomplete, Status::Done),
            (Score(76), Passed, Status::Started),
            (Seen, Incomplete, Status::Done),
            (Tutor, Passed, Status::Started),
        ];
        for (completion, status, expected) in cases {
            let seen = roll_up(completion, &["a"], &[standing("a", status, Some(75.0), 10)]);
            assert_eq!(
                (seen.status, seen.percent),
                (expected, Some(75.0)),
                "{completion:?} {status:?}"
            );
        }
        let with = |lesson, quiz| {
            roll_up(
                Completion::Passed,
                &["A", "B"],
                &[standing("A", lesson, None, 5), standing("B", quiz, None, 5)],
            )
        };
        for (lesson, quiz, expected) in [
            (Completed, Passed, Status::Done),
            (Completed, Completed, Status::Started),
            (Incomplete, Passed, Status::Started),
            (Completed, Failed, Status::Started),
        ] {
            assert_eq!(with(lesson, quiz).status, expected, "{lesson:?} {quiz:?}");
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
            assert_eq!(in_time(said * 1000, (ends, None), at(now)), taken, "{said} {now}");
        }
    }

    #[test]
    fn a_launch_ends_with_a_suspension() {
        let at = |seconds: i64| Timestamp::from_second(seconds).unwrap();
        let (ends, paused) = (at(90_000), at(10_000));
        let cases = [
            // Given back at 50,000: what waited on the telephone.
            (9_999, 50_000, true),
            (10_000, 50_000, false),
            (30_000, 50_000, false),
            (60_000, 60_001, false),
            (9_999, 91_799, true),
            (9_999, 91_800, false),
        ];
        for (said, now, taken) in cases {
            let found = in_time(said * 1000, (ends, Some(paused)), at(now));
            assert_eq!(found, taken, "{said} {now}");
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
