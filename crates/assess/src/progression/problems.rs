//! The steps that no learner could ever open.

use super::{Condition, Opens, Progression, Step};
use crate::success::Required;

/// What keeps a step from ever opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Each of these waits for the next, and the last for the first.
    Circle(Vec<usize>),
    /// What this step wants can't be true at once.
    Contradiction(usize),
    /// It waits for a step that never opens.
    Behind {
        /// The step.
        step: usize,
        /// The one that it waits for.
        waits_for: usize,
    },
}

/// The steps that no learner can ever open, each with the reason; in the order of the course.
pub fn problems(progression: Progression, steps: &[Step]) -> Vec<Problem> {
    let opened = reachable(progression, steps);
    let mut problems: Vec<Problem> = Vec::new();
    for place in (0..steps.len()).filter(|place| !opened[*place]) {
        if contradicts(&steps[place].opens) {
            problems.push(Problem::Contradiction(place));
            continue;
        }
        let stuck = |one: usize| -> Vec<usize> {
            let waits = waits(progression, steps, one).into_iter();
            waits
                .filter(|on| !opened.get(*on).copied().unwrap_or(false))
                .collect()
        };
        let told = |one: &Problem| matches!(one, Problem::Circle(circle) if circle.contains(&place));
        match circle(place, stuck) {
            Some(circle) if !problems.iter().any(told) => problems.push(Problem::Circle(circle)),
            Some(_) => {}
            None => {
                let waits_for = stuck(place).first().copied();
                problems.extend(waits_for.map(|waits_for| Problem::Behind {
                    step: place,
                    waits_for,
                }));
            }
        }
    }
    problems
}

/// Which steps some learner can open, whatever they come to at those that they can open.
pub(super) fn reachable(progression: Progression, steps: &[Step]) -> Vec<bool> {
    let mut opened = vec![false; steps.len()];
    loop {
        let mut more = false;
        for place in 0..steps.len() {
            if opened[place] {
                continue;
            }
            let there = |on: &usize| opened.get(*on).copied().unwrap_or(false);
            let Opens { conditions, any } = &steps[place].opens;
            let in_order = ordered(progression, steps, place).iter().all(there);
            let mut wanted = conditions.iter().map(|condition| &condition.on);
            let free = if *any && !conditions.is_empty() {
                wanted.any(there)
            } else {
                wanted.all(there) && !contradicts(&steps[place].opens)
            };
            if in_order && free {
                opened[place] = true;
                more = true;
            }
        }
        if !more {
            return opened;
        }
    }
}

/// The steps that the order of the course puts before this one.
fn ordered(progression: Progression, steps: &[Step], place: usize) -> Vec<usize> {
    let before = steps.iter().enumerate().take(place);
    let counts = before.filter(|(_, step)| step.required != Required::Nothing);
    match progression {
        Progression::Constrained => counts.map(|(before, _)| before).collect(),
        Progression::Free | Progression::Guided => Vec::new(),
    }
}

/// The steps that this one waits for.
fn waits(progression: Progression, steps: &[Step], place: usize) -> Vec<usize> {
    let mut waits = ordered(progression, steps, place);
    waits.extend(steps[place].opens.conditions.iter().map(|condition| condition.on));
    waits
}

fn contradicts(opens: &Opens) -> bool {
    let conditions = &opens.conditions;
    let apart = |a: &Condition, b: &Condition| a.on == b.on && !a.wants.goes_with(b.wants);
    !opens.any && conditions.iter().any(|a| conditions.iter().any(|b| apart(a, b)))
}

/// The shortest circle of waits through a step, from its first place.
fn circle(place: usize, waits: impl Fn(usize) -> Vec<usize>) -> Option<Vec<usize>> {
    let mut from: Vec<(usize, Option<usize>)> = vec![(place, None)];
    let mut next = 0;
    while let Some((here, _)) = from.get(next).copied() {
        for on in waits(here) {
            if on == place {
                let mut back: Vec<usize> = Vec::new();
                let mut at = Some(next);
                while let Some((here, before)) = at.and_then(|at| from.get(at)).copied() {
                    back.push(here);
                    at = before;
                }
                back.reverse();
                let first = back.iter().enumerate().min_by_key(|(_, place)| **place)?.0;
                back.rotate_left(first);
                return Some(back);
            }
            if !from.iter().any(|(known, _)| *known == on) {
                from.push((on, Some(next)));
            }
        }
        next += 1;
    }
    None
}
