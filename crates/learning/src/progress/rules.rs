//! How what is observed changes where a learner stands.

use std::collections::HashMap;

use assess::progression::{Progression, Stood};
use assess::success::{self, Reached, Required, Verdict};
use catalogue::courses::{self, Access, Section, Step, StepId};
use jiff::Timestamp;
use jiff::civil::Date;

/// How far a learner is with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Begun.
    Started,
    /// Done.
    Done,
}

impl Status {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Done => "done",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Started, Self::Done]
            .into_iter()
            .find(|status| status.code() == code)
    }
}

/// Where a learner stands with a step; a step that was never opened has no state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepState {
    /// How far.
    pub status: Status,
    /// The best percentage, 0 to 100, when there is one.
    pub percent: Option<f64>,
    /// Time reported by the content, in seconds.
    pub seconds: i64,
    /// When it was done first.
    pub done_at: Option<Timestamp>,
    /// The estimated minutes of the step when it was done first, as the store tells them.
    pub minutes: Option<u32>,
    /// The percentage isn't shown to the learner: their quiz shows no result.
    pub hidden: bool,
}

impl StepState {
    /// Whether the learner has done the step.
    pub fn is_done(&self) -> bool {
        self.status == Status::Done
    }
}

/// What was just observed of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// How far.
    pub status: Status,
    /// The percentage now, 0 to 100, when there is one.
    pub percent: Option<f64>,
    /// The whole time reported by the content so far, in seconds.
    pub seconds: i64,
}

/// What is done stays done, the best percentage counts, time never goes back.
pub fn merge(before: Option<StepState>, seen: Observed, now: Timestamp) -> StepState {
    let percent = seen
        .percent
        .filter(|p| p.is_finite())
        .map(|p| p.clamp(0.0, 100.0));
    let seconds = seen.seconds.max(0);
    let Some(before) = before else {
        return StepState {
            status: seen.status,
            percent,
            seconds,
            done_at: (seen.status == Status::Done).then_some(now),
            minutes: None,
            hidden: false,
        };
    };
    let status = before.status.max(seen.status);
    let best = match (before.percent, percent) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    };
    let done_at = before.done_at.or((status == Status::Done).then_some(now));
    StepState {
        status,
        percent: best,
        seconds: before.seconds.max(seconds),
        done_at,
        minutes: before.minutes,
        hidden: before.hidden,
    }
}

/// The same of what was graded here: the percentage is the one of now, once there is one.
pub(super) fn result(before: Option<StepState>, seen: Observed, now: Timestamp) -> StepState {
    let merged = merge(before, seen, now);
    let percent = merge(None, seen, now).percent.or(merged.percent);
    StepState { percent, ..merged }
}

/// The minutes that a step counts for: once it is done, those that were estimated then.
pub fn minutes_of(step: &Step, state: Option<&StepState>) -> u32 {
    state.and_then(|state| state.minutes).unwrap_or(step.minutes)
}

/// Whether a learner has done their part of a step that a tutor validates.
pub fn waits_for_tutor(step: &Step, state: Option<&StepState>) -> bool {
    step.marked_by_tutor() && state.is_some_and(|state| state.status == Status::Started)
}

/// Whether a step that should have been done before `today` is late: not when it is done, when nobody wants it any more, or
/// when it waits for the tutor.
pub fn is_late(step: &Step, state: Option<&StepState>, due: Date, today: Date) -> bool {
    let done = state.is_some_and(|state| state.is_done());
    today > due && !done && step.waived.is_none() && !waits_for_tutor(step, state)
}

/// What counts of a state for success: the percentage of a step in progress counts for nothing yet.
pub fn reached(state: Option<&StepState>) -> Reached {
    state.map_or_else(Reached::default, |state| Reached {
        done_at: state.done_at.filter(|_| state.is_done()),
        percent: state.percent,
    })
}

/// The percentage cut to whole, so that nothing is shown as reached that wasn't.
pub fn whole(percent: f64) -> u32 {
    (0..=100)
        .rev()
        .find(|whole| f64::from(*whole) <= percent)
        .unwrap_or(0)
}

/// Which steps are open to a learner, in the order of the course. What they have begun stays open.
pub fn accesses(
    progression: Progression,
    path: &[Section],
    states: &HashMap<StepId, StepState>,
) -> Vec<(StepId, Access)> {
    courses::accesses(progression, path, |step| Stood {
        begun: states.contains_key(&step),
        reached: reached(states.get(&step)),
    })
}

/// Whether the course is passed. `ends` is the end of the learner's own access.
pub fn verdict(
    path: &[Section],
    states: &HashMap<StepId, StepState>,
    ends: Timestamp,
    now: Timestamp,
) -> Verdict {
    let steps: Vec<(Required, Reached)> = path
        .iter()
        .flat_map(|part| &part.steps)
        .map(|step| (step.required, reached(states.get(&step.id))))
        .collect();
    success::verdict(&steps, ends, now)
}

#[cfg(test)]
mod cases {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_step_is_late_while_it_is_the_learners_turn() {
        use catalogue::courses::Completion;
        use jiff::civil::date;
        use platform::html::Modality;

        let state = |status| StepState {
            status,
            percent: None,
            seconds: 0,
            done_at: None,
            minutes: None,
            hidden: false,
        };
        let (begun, done) = (state(Status::Started), state(Status::Done));
        let alone = Step {
            completion: Completion::Done,
            ..Step::plain(
                StepId(platform::ids::Uuid::nil()),
                "Un".to_owned(),
                Modality::SelfPaced,
                10,
            )
        };
        let tutored = Step {
            completion: Completion::Tutor,
            ..alone.clone()
        };
        let (due, on, after) = (date(2026, 11, 3), date(2026, 11, 3), date(2026, 11, 4));
        for (step, state, today, late) in [
            (&alone, None, on, false),
            (&alone, None, after, true),
            (&alone, Some(&begun), after, true),
            (&alone, Some(&done), after, false),
            (&tutored, None, after, true),
            (&tutored, Some(&begun), after, false),
            (&tutored, Some(&done), after, false),
        ] {
            assert_eq!(
                is_late(step, state, due, today),
                late,
                "{:?} {state:?} {today}",
                step.completion
            );
        }
    }

    #[test]
    fn what_is_earned_is_never_lost() {
        use Status::{Done, Started};
        let seen = |status, percent, seconds| Observed {
            status,
            percent,
            seconds,
        };
        let first = merge(None, seen(Started, None, 10), at(1));
        assert_eq!(
            first,
            StepState {
                status: Started,
                percent: None,
                seconds: 10,
                done_at: None,
                minutes: None,
                hidden: false,
            }
        );
        let done = merge(Some(first), seen(Done, Some(80.0), 70), at(2));
        assert_eq!(
            done,
            StepState {
                status: Done,
                percent: Some(80.0),
                seconds: 70,
                done_at: Some(at(2)),
                minutes: None,
                hidden: false,
            }
        );
        let again = merge(Some(done), seen(Started, Some(40.0), 20), at(3));
        assert_eq!(again, done, "a second, poorer visit takes nothing away");
        let better = merge(Some(done), seen(Done, Some(120.0), -5), at(4));
        assert_eq!(
            (better.percent, better.seconds, better.done_at),
            (Some(100.0), 70, Some(at(2)))
        );
        assert_eq!(merge(None, seen(Done, Some(f64::NAN), 0), at(5)).percent, None);
        let graded = |percent| result(Some(done), seen(Started, percent, 0), at(6));
        assert_eq!(
            (graded(Some(40.0)).status, graded(Some(40.0)).percent),
            (Done, Some(40.0))
        );
        assert_eq!(graded(None), done, "nothing new");
    }
}
