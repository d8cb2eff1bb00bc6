//! How far a learner is with a course.

use std::collections::HashMap;

use catalogue::courses::{Access, Edition, Step, StepId};
use learning::progress::{StepState, accesses, minutes_of};

/// Where a learner stands with the whole course.
#[derive(Clone, Debug)]
pub(crate) struct Standing<'a> {
    /// Steps done.
    pub(crate) done: u32,
    /// Every step that is wanted of them: no opinion that the course doesn't require.
    pub(crate) all: u32,
    /// Estimated minutes of what is done.
    pub(crate) minutes_done: u32,
    /// Estimated minutes of the rest.
    pub(crate) minutes_left: u32,
    /// The first step not done that opens something here and is open, with its number among those.
    pub(crate) next: Option<(u32, &'a Step)>,
    /// Which steps are open.
    pub(crate) accesses: Vec<(StepId, Access)>,
}

impl Standing<'_> {
    /// Whether a step is open.
    pub(crate) fn access(&self, step: StepId) -> Option<&Access> {
        self.accesses
            .iter()
            .find(|(id, _)| *id == step)
            .map(|(_, access)| access)
    }
}

/// Adds up a course.
pub(crate) fn standing<'a>(edition: &'a Edition, states: &HashMap<StepId, StepState>) -> Standing<'a> {
    let path = &edition.path;
    let accesses = accesses(edition.course.progression, path, states);
    let mut sum = Standing {
        done: 0,
        all: 0,
        minutes_done: 0,
        minutes_left: 0,
        next: None,
        accesses: Vec::new(),
    };
    let steps = path.iter().flat_map(|part| &part.steps);
    for (step, (_, access)) in steps.zip(&accesses) {
        if !step.counts() {
            continue;
        }
        sum.all += 1;
        if is_done(states, step.id) {
            sum.done += 1;
            sum.minutes_done += minutes_of(step, states.get(&step.id));
        } else {
            sum.minutes_left += step.minutes;
            // What waits for a tutor only waits once it was opened.
            let for_learner = step.opens_here() && !(step.marked_by_tutor() && states.contains_key(&step.id));
            if sum.next.is_none() && for_learner && access.why().is_none() {
                sum.next = Some((sum.all, step));
            }
        }
    }
    Standing { accesses, ..sum }
}

/// Whether a step is done.
pub(crate) fn is_done(states: &HashMap<StepId, StepState>, step: StepId) -> bool {
    states.get(&step).is_some_and(|state| state.is_done())
}

#[cfg(test)]
mod cases {
    use assess::progression::{Progression, Wants};
    use assess::success::Required;
    use catalogue::courses::{Completion, Course, CourseId, Offer, Section, Wait};
    use catalogue::library::{ItemId, ItemKind};
    use learning::progress::Status;
    use platform::html::Modality;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_done_and_what_comes_next() {
        let step = |number: u128, item: bool| Step {
            item: item.then(|| ItemId(Uuid::from_u128(9))),
            kind: item.then_some(ItemKind::Scorm),
            completion: Completion::usual(item.then_some(ItemKind::Scorm), Required::Done),
            ..Step::plain(StepId(Uuid::from_u128(number)), "Étape", Modality::SelfPaced, 10)
        };
        let mut last = step(4, true);
        last.waits = vec![Wait {
            on: StepId(Uuid::from_u128(2)),
            wants: Wants::Done,
        }];
        let edition = Edition {
            course: Course {
                id: CourseId(Uuid::from_u128(1)),
                title: "Tout".to_owned(),
                summary: String::new(),
                objectives: String::new(),
                progression: Progression::Free,
                offer: Offer::Published,
            },
            path: vec![Section {
                title: "Tout".to_owned(),
                summary: None,
                steps: vec![step(1, true), step(2, false), step(3, true), last],
            }],
        };
        let state = |status| StepState {
            status,
            percent: None,
            seconds: 0,
            done_at: (status == Status::Done).then_some(jiff::Timestamp::UNIX_EPOCH),
            minutes: (status == Status::Done).then_some(10),
            hidden: false,
        };
        let mut states = HashMap::new();
        let cases = [
            (None, (0, 0, 40, Some(1))),
            (Some((1, Status::Started)), (0, 0, 40, Some(1))),
            (Some((1, Status::Done)), (1, 10, 30, Some(3))),
            (Some((3, Status::Done)), (2, 20, 20, None)),
            (Some((2, Status::Done)), (3, 30, 10, Some(4))),
            (Some((4, Status::Done)), (4, 40, 0, None)),
        ];
        for (change, expected) in cases {
            if let Some((number, status)) = change {
                states.insert(StepId(Uuid::from_u128(number)), state(status));
            }
            let sum = standing(&edition, &states);
            let next = sum.next.map(|(number, _)| number);
            assert_eq!((sum.done, sum.minutes_done, sum.minutes_left, next), expected);
            assert_eq!(sum.all, 4);
        }
    }
}
