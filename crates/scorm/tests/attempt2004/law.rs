//! What holds after anything that is done.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use scorm::attempt2004::{Attempt, Stage};
use scorm::plan::Timing;
use scorm::sequencing::{ObjectiveState, State, Tree};

use crate::any_plan::plan;
use crate::any_steps::{request, steps};
use crate::{open, start, take, tree};

type Held = Result<(), TestCaseError>;

/// One path is active, from the root down: to the current activity, or to one above it once it has ended.
pub fn one_path_is_active(tree: &Tree, state: &State) -> Held {
    let active: Vec<usize> = (0..tree.len())
        .filter(|at| state.activities[*at].active)
        .collect();
    let path = state.current.map_or_else(Vec::new, |current| tree.path(current));
    prop_assert!(path.starts_with(&active), "{:?} of {:?}", active, path);
    Ok(())
}

/// What is suspended is so up to the root, and waits: nothing is current.
fn the_suspended_waits(tree: &Tree, state: &State) -> Held {
    if let Some(suspended) = state.suspended {
        prop_assert_eq!(state.current, None);
        prop_assert!(tree.upward(suspended).all(|at| state.activities[at].suspended));
    }
    Ok(())
}

/// Available children are the manifest's, each once: all of them, or as many as are selected.
fn children_are_of_the_tree(tree: &Tree, state: &State) -> Held {
    for (place, activity) in state.activities.iter().enumerate() {
        let all = &tree.node(place).children;
        let controls = tree.sequencing(place).randomization;
        let count = controls
            .select_count
            .filter(|count| *count > 0 && controls.selection != Timing::Never);
        let expected = count.map_or(all.len(), |count| all.len().min(count as usize));
        let Some(children) = &activity.children else {
            continue;
        };
        let mut once = children.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), children.len());
        prop_assert_eq!(children.len(), expected);
        prop_assert!(children.iter().all(|child| all.contains(child)));
    }
    Ok(())
}

fn amounts_are_in_bounds(state: &State) -> Held {
    let local = state.activities.iter().flat_map(|activity| &activity.objectives);
    let right = |one: &ObjectiveState| {
        one.measure.is_none_or(|measure| (-1.0..=1.0).contains(&measure))
            && one.progress.is_none_or(|amount| (0.0..=1.0).contains(&amount))
    };
    for objective in local.chain(state.shared.values()) {
        prop_assert!(right(objective), "{:?}", objective);
    }
    Ok(())
}

/// What is shown is what is open, and what is open is the current activity, under way.
fn what_is_open_is_current(attempt: &Attempt, state: &State) -> Held {
    let delivered = attempt.delivered().map(|delivered| delivered.place);
    prop_assert_eq!(delivered.is_some(), attempt.stage() == Stage::Content);
    if let Some(place) = delivered {
        prop_assert_eq!(state.current, Some(place));
        prop_assert!(state.activities[place].active && attempt.tree().is_leaf(place));
    }
    prop_assert_eq!(attempt.exception().is_some(), attempt.stage() == Stage::Refused);
    Ok(())
}

/// Once what was asked for is done, content's own is kept of attempts that go on alone.
fn what_is_kept_goes_on(attempt: &Attempt, state: &State) -> Held {
    for (place, kept) in &attempt.snapshot().saved.kept {
        let activity = &state.activities[*place];
        prop_assert!(activity.suspended || activity.active);
        prop_assert_eq!(activity.attempts, kept.attempt);
    }
    Ok(())
}

/// A line that can be chosen is shown; the current one is one.
fn what_is_offered_is_shown(attempt: &Attempt, state: &State) -> Held {
    let offer = attempt.offer();
    prop_assert_eq!(offer.lines.len(), attempt.tree().len());
    for line in &offer.lines {
        prop_assert!(line.visible || !line.selectable);
        prop_assert_eq!(line.current, state.current == Some(line.place));
    }
    let begun = state.current.is_some();
    prop_assert!(begun || !(offer.r#continue || offer.previous || offer.exit_all || offer.suspend_all));
    Ok(())
}

/// All of it.
pub fn holds(attempt: &Attempt) -> Held {
    let (tree, state) = (attempt.tree(), attempt.sequencer().state());
    prop_assert!(state.fits(tree));
    one_path_is_active(tree, state)?;
    the_suspended_waits(tree, state)?;
    children_are_of_the_tree(tree, state)?;
    amounts_are_in_bounds(state)?;
    what_is_open_is_current(attempt, state)?;
    what_is_kept_goes_on(attempt, state)?;
    what_is_offered_is_shown(attempt, state)
}

proptest! {
    #[test]
    fn any_step_keeps_the_law(plan in plan(), seed: u32, steps in steps(0..12), asked in request()) {
        let mut api = open(&tree(&plan), start(seed));
        let attempts = |attempt: &Attempt| -> Vec<u32> {
            attempt.sequencer().state().activities.iter().map(|one| one.attempts).collect()
        };
        let mut before = attempts(api.attempt());
        for (at, step) in (0..).zip(&steps) {
            take(&mut api, step, at);
            holds(api.attempt())?;
            let now = attempts(api.attempt());
            prop_assert!(now.iter().zip(&before).all(|(now, before)| now >= before), "{:?} {:?}", before, now);
            before = now;
        }
        let looked = api.attempt().snapshot();
        api.attempt().refusal(&asked);
        prop_assert_eq!(api.attempt().snapshot(), looked);
    }
}
