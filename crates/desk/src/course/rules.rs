//! How far a learner is with a course.

use std::collections::HashMap;

use catalogue::courses::{Section, Step, StepId};
use learning::progress::{Status, StepState};

/// Where a learner stands with the whole course.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    /// Steps done.
    pub(crate) done: u32,
    /// Every step.
    pub(crate) all: u32,
    /// Estimated minutes of what is done.
    pub(crate) minutes_done: u32,
    /// Estimated minutes of the rest.
    pub(crate) minutes_left: u32,
    /// The first step not done that opens something here, with its number.
    pub(crate) next: Option<(u32, &'a Step)>,
}

/// Adds up a course.
pub(crate) fn standing<'a>(path: &'a [Section], states: &HashMap<StepId, StepState>) -> Standing<'a> {
    let mut sum = Standing {
        done: 0,
        all: 0,
        minutes_done: 0,
        minutes_left: 0,
        next: None,
    };
    for step in path.iter().flat_map(|part| &part.steps) {
        sum.all += 1;
        if is_done(states, step.id) {
            sum.done += 1;
            sum.minutes_done += step.minutes;
        } else {
            sum.minutes_left += step.minutes;
            if sum.next.is_none() && step.item.is_some() {
                sum.next = Some((sum.all, step));
            }
        }
    }
    sum
}

/// Whether a step is done.
pub(crate) fn is_done(states: &HashMap<StepId, StepState>, step: StepId) -> bool {
    states
        .get(&step)
        .is_some_and(|state| state.status == Status::Done)
}

#[cfg(test)]
mod cases {
    use assess::success::Required;
    use catalogue::library::ItemId;
    use platform::html::Modality;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_done_and_what_comes_next() {
        let step = |number: u128, item: bool| Step {
            id: StepId(Uuid::from_u128(number)),
            title: "Étape".to_owned(),
            modality: Modality::SelfPaced,
            minutes: 10,
            item: item.then(|| ItemId(Uuid::from_u128(9))),
            required: Required::Done,
        };
        let path = [Section {
            title: "Tout".to_owned(),
            steps: vec![step(1, true), step(2, false), step(3, true)],
        }];
        let state = |status| StepState {
            status,
            percent: None,
            seconds: 0,
            done_at: None,
        };
        let mut states = HashMap::new();
        let cases = [
            (None, (0, 0, 30, Some(1))),
            (Some((1, Status::Started)), (0, 0, 30, Some(1))),
            (Some((1, Status::Done)), (1, 10, 20, Some(3))),
            (Some((3, Status::Done)), (2, 20, 10, None)),
            (Some((2, Status::Done)), (3, 30, 0, None)),
        ];
        for (change, expected) in cases {
            if let Some((number, status)) = change {
                states.insert(StepId(Uuid::from_u128(number)), state(status));
            }
            let sum = standing(&path, &states);
            let next = sum.next.map(|(number, _)| number);
            assert_eq!((sum.done, sum.minutes_done, sum.minutes_left, next), expected);
            assert_eq!(sum.all, 3);
        }
    }
}
