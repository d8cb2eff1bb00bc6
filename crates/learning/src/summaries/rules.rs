//! Which summary sheets a learner has earned.

use std::collections::HashMap;

use assess::success::Required;
use catalogue::courses::{Section, Step, StepId};
use catalogue::library::ItemId;

use crate::progress::StepState;

/// A sheet, and what gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Earned<'a> {
    pub(super) item: ItemId,
    /// The title of the step or of the section that it sums up.
    pub(super) of: &'a str,
}

type States = HashMap<StepId, StepState>;

fn is_done(states: &States, step: &Step) -> bool {
    states.get(&step.id).is_some_and(|state| state.is_done())
}

/// The sheet of a step, once it is done.
pub fn of_step(step: &Step, states: &States) -> Option<ItemId> {
    step.summary.filter(|_| is_done(states, step))
}

/// The sheet of a section, once it has ended: every step that counts is done; every step when none counts. Nobody waits
/// for what the learner is let off.
pub fn of_section(part: &Section, states: &States) -> Option<ItemId> {
    let wanted = || part.steps.iter().filter(|step| step.waived.is_none());
    let counts = |step: &&Step| step.required != Required::Nothing;
    let some_count = wanted().any(|step| counts(&step));
    let mut steps = wanted().filter(|step| !some_count || counts(step));
    part.summary
        .filter(|_| wanted().next().is_some() && steps.all(|step| is_done(states, step)))
}

/// What a learner has earned of a course, in its order; each sheet once.
pub(super) fn earned<'a>(path: &'a [Section], states: &States) -> Vec<Earned<'a>> {
    let mut all: Vec<Earned<'a>> = Vec::new();
    for part in path {
        let steps = part
            .steps
            .iter()
            .map(|step| (of_step(step, states), step.title.as_str()));
        let whole = (of_section(part, states), part.title.as_str());
        for (item, of) in steps.chain([whole]) {
            if let Some(item) = item.filter(|item| all.iter().all(|known| known.item != *item)) {
                all.push(Earned { item, of });
            }
        }
    }
    all
}

#[cfg(test)]
mod cases {
    use Required::{Done, Nothing};
    use platform::html::Modality;
    use uuid::Uuid;

    use super::*;
    use crate::progress::Status;

    fn step(number: u128, required: Required, summary: Option<u128>) -> Step {
        let id = StepId(Uuid::from_u128(number));
        Step {
            required,
            summary: summary.map(|item| ItemId(Uuid::from_u128(item))),
            ..Step::plain(id, format!("Étape {number}"), Modality::SelfPaced, 10)
        }
    }

    fn part(summary: Option<u128>, steps: Vec<Step>) -> Section {
        Section {
            title: "Partie".to_owned(),
            summary: summary.map(|item| ItemId(Uuid::from_u128(item))),
            steps,
        }
    }

    #[test]
    fn a_sheet_is_earned_when_what_it_sums_up_ends() {
        let path = [
            part(
                Some(100),
                vec![
                    step(1, Done, Some(101)),
                    step(2, Done, None),
                    step(3, Nothing, Some(103)),
                ],
            ),
            part(Some(101), vec![step(4, Nothing, None), step(5, Nothing, None)]),
            part(Some(102), Vec::new()),
        ];
        let cases: [(&[u128], &[u128]); 6] = [
            (&[], &[]),
            (&[1], &[101]),
            (&[1, 2], &[101, 100]),
            (&[2, 3], &[103]),
            (&[4], &[]),
            (&[4, 5, 1], &[101]),
        ];
        for (done, expected) in cases {
            let state = StepState {
                status: Status::Done,
                percent: None,
                seconds: 0,
                done_at: None,
                minutes: None,
                hidden: false,
            };
            let states = done
                .iter()
                .map(|id| (StepId(Uuid::from_u128(*id)), state))
                .collect();
            let found: Vec<u128> = earned(&path, &states)
                .iter()
                .map(|one| one.item.0.as_u128())
                .collect();
            assert_eq!(found, expected, "{done:?}");
        }
        let begun = StepState {
            status: Status::Started,
            percent: None,
            seconds: 0,
            done_at: None,
            minutes: None,
            hidden: false,
        };
        assert!(earned(&path, &HashMap::from([(StepId(Uuid::from_u128(1)), begun)])).is_empty());
    }
}
