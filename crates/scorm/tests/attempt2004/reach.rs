//! What is drawn is worth drawing: every stage, most refusals and each kind of tracking are reached now and then.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use scorm::attempt2004::{Attempt, Stage};
use scorm::sequencing::ActivityState;

use crate::any_plan::plan;
use crate::any_steps::steps;
use crate::{open, start, take, tree};

/// Attempts within which all is reached: as many as a property draws in a longer run.
const MOST_DRAWN: u32 = 2_000;

#[test]
fn what_is_drawn_reaches_everything() {
    #[rustfmt::skip]
    let all = BTreeSet::from([
        "content", "choosing", "refused", "ended", "again", "drawn", "rolled up", "shared", "kept", "data", "suspended",
        "stale", "asset", "DB.1.1-1", "DB.1.1-3", "NB.2.1-1", "NB.2.1-3", "NB.2.1-4", "NB.2.1-5", "NB.2.1-8", "NB.2.1-10",
        "NB.2.1-11", "NB.2.1-12", "SB.2.1-3", "SB.2.2-2", "SB.2.4-1", "SB.2.5-3", "SB.2.7-2", "SB.2.8-2", "SB.2.9-2",
        "SB.2.9-3", "SB.2.9-6", "SB.2.9-9", "SB.2.13-1",
    ].map(str::to_owned));
    let mut runner = TestRunner::deterministic();
    let drawn = (plan(), steps(4..12));
    let mut reached = BTreeSet::new();
    for seed in 0..MOST_DRAWN {
        let (plan, steps) = drawn.new_tree(&mut runner).unwrap().current();
        let mut api = open(&tree(&plan), start(seed));
        for step in &steps {
            take(&mut api, step, 0);
            note(api.attempt(), &mut reached);
        }
        if all.is_subset(&reached) {
            return;
        }
    }
    panic!("not reached in {MOST_DRAWN}: {:?}", all.difference(&reached));
}

fn note(attempt: &Attempt, reached: &mut BTreeSet<String>) {
    let stage = match attempt.stage() {
        Stage::Waiting => "waiting",
        Stage::Content => "content",
        Stage::Choosing => "choosing",
        Stage::Refused => "refused",
        Stage::Ended => "ended",
    };
    let (tree, snapshot) = (attempt.tree(), attempt.snapshot());
    let state = &snapshot.saved.sequencing;
    let any = |holds: fn(&ActivityState) -> bool| state.activities.iter().any(holds);
    let rolled = state.activities.iter().enumerate().any(|(place, activity)| {
        !tree.is_leaf(place)
            && activity
                .objectives
                .iter()
                .any(|one| one.measure.is_some() && one.progress.is_some())
    });
    let asset = attempt.delivered().is_some_and(|one| {
        let content = tree.node(one.place).activity.content.as_ref();
        content.is_some_and(|content| content.kind == scorm::plan::ActivityType::Asset)
    });
    for (word, holds) in [
        (stage, true),
        ("again", any(|one| one.attempts > 2)),
        ("drawn", any(|one| one.children.is_some())),
        ("stale", any(|one| one.stale_objectives)),
        ("suspended", state.suspended.is_some()),
        ("rolled up", rolled),
        ("shared", state.shared.values().any(|one| one.satisfied.is_some())),
        ("kept", !snapshot.saved.kept.is_empty()),
        ("data", !snapshot.saved.data.is_empty()),
        ("asset", asset),
    ] {
        if holds {
            reached.insert(word.to_owned());
        }
    }
    reached.extend(attempt.exception().map(str::to_owned));
}
