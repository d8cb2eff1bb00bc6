//! What is left of a course, as [`spread`](learning::planning::spread) takes it.

use std::collections::{HashMap, HashSet};

use assess::progression::Progression;
use catalogue::courses::{Step, StepId};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use learning::planning::{Planned, Stretch, Todo};
use platform::html::Modality;
use platform::{Error, Result};

use super::plans::remaining;
use crate::own::Own;
use crate::words::due;

/// What is left of a course.
pub(super) struct Left {
    /// The steps that have no moment yet, in the order of the course, those whose moment others give too.
    pub(super) steps: Vec<(StepId, Todo)>,
    /// When those that have one are over.
    pub(super) known: HashMap<StepId, Timestamp>,
    /// Those that somebody is to give a date first.
    pub(super) undated: Vec<String>,
    /// How many are planned already.
    pub(super) planned: usize,
}

/// What is left. `plans`: all that the learner planned, of this course and of others; what is past and wasn't done is planned
/// anew.
pub(super) fn left(own: &Own, plans: &[Planned], now: Timestamp) -> Result<Left> {
    let (enrolment, session) = (&own.followed.enrolment, &own.followed.session);
    let zone = TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
    let mine = |one: &&Planned| one.enrolment == enrolment.id && one.plan.at > now;
    let planned: HashMap<StepId, Stretch> = plans
        .iter()
        .filter(mine)
        .map(|one| (one.plan.step, one.stretch()))
        .collect();
    let mut known: HashMap<StepId, Timestamp> = HashMap::new();
    for date in &own.around.dates {
        let ends = known.entry(date.step).or_insert(date.ends_at);
        *ends = date.ends_at.max(*ends);
    }
    let mut left = Left {
        steps: Vec::new(),
        known: HashMap::new(),
        undated: Vec::new(),
        planned: 0,
    };
    let undone = undone(own);
    for step in remaining(own) {
        if let Some((_, ends)) = planned.get(&step.id) {
            known.insert(step.id, *ends);
            left.planned += 1;
        } else if meets(step) || step.window.is_some() {
            if meets(step) {
                left.undated.push(step.title.clone());
            }
            let todo = Todo {
                given: true,
                ..Todo::default()
            };
            left.steps.push((step.id, todo));
        } else {
            let end = match due(session, enrolment, step)? {
                Some(day) => Some(midnight_after(day, &zone)?),
                None => None,
            };
            // One that is done is enough where one is.
            let is_undone = |id: &StepId| undone.iter().any(|other| other.id == *id);
            let enough = step.any_wait && step.waits.iter().any(|wait| !is_undone(&wait.on));
            let after = match enough && own.edition.course.progression != Progression::Constrained {
                true => Vec::new(),
                false => waits(own, &undone, step),
            };
            let todo = Todo {
                minutes: step.minutes,
                after,
                any: step.any_wait && own.edition.course.progression != Progression::Constrained,
                before: None,
                due: end,
                given: false,
            };
            left.steps.push((step.id, todo));
        }
    }
    // What was planned and waits for a step comes after it.
    for step in undone.iter().filter(|step| planned.contains_key(&step.id)) {
        let Some((begins, _)) = planned.get(&step.id) else {
            continue;
        };
        for on in waits(own, &undone, step) {
            if let Some((_, todo)) = left.steps.iter_mut().find(|(id, _)| *id == on) {
                todo.before = Some(todo.before.map_or(*begins, |before| before.min(*begins)));
            }
        }
    }
    left.known = known;
    Ok(left)
}

/// People meet for it, at a date that somebody gives.
fn meets(step: &Step) -> bool {
    matches!(step.modality, Modality::Live | Modality::OnSite)
}

fn midnight_after(day: jiff::civil::Date, zone: &TimeZone) -> Result<Timestamp> {
    let next = day.saturating_add(1.day()).to_zoned_datetime(zone.clone());
    next.map(|next| next.timestamp())
        .map_err(|error| Error::internal("a step's day", error))
}

/// The steps that count and aren't done, in the order of the course.
fn undone(own: &Own) -> Vec<&Step> {
    let done = |step: &Step| own.states.get(&step.id).is_some_and(|state| state.is_done());
    let steps = own.edition.path.iter().flat_map(|part| &part.steps);
    steps.filter(|step| step.counts() && !done(step)).collect()
}

/// What a step waits for and isn't done: what its conditions name, and all that comes before it where the order binds.
fn waits(own: &Own, undone: &[&Step], step: &Step) -> Vec<StepId> {
    let mut named: HashSet<StepId> = step.waits.iter().map(|wait| wait.on).collect();
    if own.edition.course.progression == Progression::Constrained {
        named.extend(
            undone
                .iter()
                .take_while(|other| other.id != step.id)
                .map(|other| other.id),
        );
    }
    undone
        .iter()
        .map(|other| other.id)
        .filter(|id| named.contains(id))
        .collect()
}
