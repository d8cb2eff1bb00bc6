//! A course's path as one learner has it.

use std::collections::HashMap;

use assess::success::Required;
use catalogue::courses::{Section, Step, StepId, Waiver};
use jiff::civil::Date;
use platform::html::fr;

use crate::progress::{Status, StepState};

/// How one learner's path differs from their course's.
#[derive(Clone, Debug, Default)]
pub struct Adaptation {
    /// What they are let off.
    pub waived: HashMap<StepId, Waiver>,
    /// The days by which they should have done steps.
    pub dates: HashMap<StepId, Date>,
    /// The part that they alone have.
    pub added: Option<Section>,
}

type States = HashMap<StepId, StepState>;

/// The path of a learner who stands there. What they have done counts, whatever they are let off; what they are let off
/// asks nothing of them, and nothing waits for it.
pub fn adapted(path: &[Section], adaptation: &Adaptation, states: &States) -> Vec<Section> {
    let mut own: Vec<Section> = path.iter().chain(&adaptation.added).cloned().collect();
    let titles: HashMap<StepId, String> = listed(&own)
        .filter(|step| path_waits(&own, step.id))
        .map(|step| (step.id, step.title.clone()))
        .collect();
    for step in own.iter_mut().flat_map(|part| &mut part.steps) {
        step.due_on = adaptation.dates.get(&step.id).copied();
        if states
            .get(&step.id)
            .is_some_and(|state| state.status == Status::Done)
        {
            continue;
        }
        step.waived = adaptation
            .waived
            .get(&step.id)
            .cloned()
            .or_else(|| by_score(step, &titles, states));
        if step.waived.is_some() {
            step.required = Required::Nothing;
        }
    }
    let waived: Vec<StepId> = listed(&own)
        .filter(|step| step.waived.is_some())
        .map(|step| step.id)
        .collect();
    for step in own.iter_mut().flat_map(|part| &mut part.steps) {
        let before = step.waits.len();
        step.waits.retain(|wait| !waived.contains(&wait.on));
        if step.any_wait && step.waits.len() < before {
            step.waits.clear();
        }
    }
    own
}

fn listed(path: &[Section]) -> impl Iterator<Item = &Step> {
    path.iter().flat_map(|part| &part.steps)
}

/// Whether who comes to enough at this step is let off another.
fn path_waits(path: &[Section], on: StepId) -> bool {
    listed(path).any(|step| step.waived_from.is_some_and(|from| from.on == on))
}

/// « 85 % à « Où j’en suis » ».
fn by_score(step: &Step, titles: &HashMap<StepId, String>, states: &States) -> Option<Waiver> {
    let from = step.waived_from?;
    let state = states
        .get(&from.on)
        .filter(|state| state.status == Status::Done)?;
    let percent = state
        .percent
        .filter(|percent| *percent >= f64::from(from.percent))?;
    let whole = (0..=100).rev().find(|whole| f64::from(*whole) <= percent)?;
    Some(Waiver {
        reason: format!("{} à {}", fr::percent(whole), fr::quote(titles.get(&from.on)?)),
        instead: None,
    })
}

/// Whether a path lets some learners off steps by itself.
pub(super) fn lets_off(path: &[Section]) -> bool {
    listed(path).any(|step| step.waived_from.is_some())
}
