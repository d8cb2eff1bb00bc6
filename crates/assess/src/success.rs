//! When a course is passed: each step says what it must come to, all of it before the access ends.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a step must come to for the course to be passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// Nothing: the step helps, it doesn't count.
    Nothing,
    /// Done: followed, attended.
    #[default]
    Done,
    /// Done, with strictly more than this percentage (0 to 99).
    Above(u8),
}

/// What a learner came to at a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reached {
    /// When it was done, if it was.
    pub done_at: Option<Timestamp>,
    /// The percentage, 0 to 100, where there is one.
    pub percent: Option<f64>,
}

/// Where a learner stands with the whole course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is required: nothing is passed or failed.
    Unruled,
    /// Everything required was met; the instant is that of the last step needed.
    Passed(Timestamp),
    /// Not yet, and there is time left.
    Underway,
    /// The access ended before everything was met.
    Missed,
}

/// Whether a step came to what is required, before the access ends.
pub fn met(required: Required, reached: Reached, ends: Timestamp) -> bool {
    let in_time = reached.done_at.is_some_and(|at| at < ends);
    match required {
        Required::Nothing => true,
        Required::Done => in_time,
        Required::Above(least) => {
            in_time && reached.percent.is_some_and(|percent| percent > f64::from(least))
        }
    }
}

/// Where a learner stands at an instant. `ends` is the end of their own access.
pub fn verdict(steps: &[(Required, Reached)], ends: Timestamp, now: Timestamp) -> Verdict {
    let counted = || {
        steps
            .iter()
            .filter(|(required, _)| *required != Required::Nothing)
    };
    if counted().next().is_none() {
        return Verdict::Unruled;
    }
    if !counted().all(|(required, reached)| met(*required, *reached, ends)) {
        return if now < ends {
            Verdict::Underway
        } else {
            Verdict::Missed
        };
    }
    let last = counted().filter_map(|(_, reached)| reached.done_at).max();
    last.map_or(Verdict::Underway, Verdict::Passed)
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn reached(done: Option<i64>, percent: Option<f64>) -> Reached {
        Reached {
            done_at: done.map(at),
            percent,
        }
    }

    #[test]
    fn a_step_is_met_in_time_and_strictly_above() {
        use Required::{Above, Done, Nothing};
        let cases = [
            (Nothing, None, None, true),
            (Done, None, Some(100.0), false),
            (Done, Some(99), None, true),
            (Done, Some(100), None, false),
            (Above(70), Some(50), Some(70.0), false),
            (Above(70), Some(50), Some(70.5), true),
            (Above(70), Some(100), Some(100.0), false),
            (Above(70), None, Some(100.0), false),
            (Above(0), Some(50), Some(0.0), false),
            (Above(0), Some(50), Some(0.1), true),
            (Above(0), Some(50), None, false),
            (Above(0), Some(50), Some(f64::NAN), false),
        ];
        for (required, done, percent, expected) in cases {
            let seen = met(required, reached(done, percent), at(100));
            assert_eq!(seen, expected, "{required:?} {done:?} {percent:?}");
        }
    }

    #[test]
    fn the_course_of_annexe_1() {
        use Required::{Above, Done, Nothing};
        let rule = [Nothing, Above(0), Above(0), Done, Done, Above(70), Above(70)];
        let all = [None, Some(20.0), Some(80.0), None, None, Some(75.0), Some(71.0)];
        let with = |change: Option<(usize, Option<i64>, Option<f64>)>| {
            let mut steps: Vec<(Required, Reached)> = Vec::new();
            for (second, (required, percent)) in (1..).zip(rule.iter().zip(all)) {
                steps.push((*required, reached(Some(second), percent)));
            }
            if let Some((index, done, percent)) = change {
                steps[index].1 = reached(done, percent);
            }
            steps
        };
        let cases = [
            (None, 50, Verdict::Passed(at(7))),
            (None, 500, Verdict::Passed(at(7))),
            (Some((0, None, None)), 50, Verdict::Passed(at(7))),
            (Some((1, Some(2), Some(0.0))), 50, Verdict::Underway),
            (Some((3, None, None)), 99, Verdict::Underway),
            (Some((3, None, None)), 100, Verdict::Missed),
            (Some((5, Some(6), Some(70.0))), 100, Verdict::Missed),
            (Some((6, Some(101), Some(90.0))), 100, Verdict::Missed),
            (Some((3, Some(60), None)), 100, Verdict::Passed(at(60))),
        ];
        for (change, now, expected) in cases {
            assert_eq!(
                verdict(&with(change), at(100), at(now)),
                expected,
                "{change:?} {now}"
            );
        }
        let extended = verdict(&with(Some((6, Some(101), Some(90.0)))), at(200), at(150));
        assert_eq!(
            extended,
            Verdict::Passed(at(101)),
            "an extension moves the end of the rule too"
        );
    }

    #[test]
    fn nothing_required_is_neither_passed_nor_missed() {
        assert_eq!(verdict(&[], at(100), at(200)), Verdict::Unruled);
        let idle = [(Required::Nothing, Reached::default())];
        assert_eq!(verdict(&idle, at(100), at(200)), Verdict::Unruled);
    }

    fn any_step() -> impl Strategy<Value = (Required, Reached)> {
        let required = prop_oneof![
            Just(Required::Nothing),
            Just(Required::Done),
            (0u8..100).prop_map(Required::Above)
        ];
        let came_to = (prop::option::of(0i64..300), prop::option::of(0.0f64..100.0));
        (required, came_to).prop_map(|(required, (done, percent))| (required, reached(done, percent)))
    }

    proptest! {
        #[test]
        fn more_time_never_takes_success_away(steps in prop::collection::vec(any_step(), 0..8), ends in 1i64..300, more in 0i64..300, now in 0i64..600) {
            if let Verdict::Passed(when) = verdict(&steps, at(ends), at(now)) {
                prop_assert!(when < at(ends));
                prop_assert_eq!(verdict(&steps, at(ends + more), at(now)), Verdict::Passed(when));
            }
        }
    }
}
