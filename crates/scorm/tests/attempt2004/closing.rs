//! A launch left in any way, and the next one.

use proptest::prelude::*;
use scorm::attempt2004::{Api2004, Attempt, Called, Saved, Shared, Stage, Start};
use scorm::navigation::NavigationRequest;

use crate::any_plan::{open_plan, plan};
use crate::any_steps::{Step, steps};
use crate::law::holds;
use crate::{kept, open, play, start, tree};

/// What the next launch begins with, kept in between.
fn next(saved: &Saved, shared: &Shared) -> Start {
    Start {
        saved: Some(kept(saved)),
        shared: kept(shared),
        ..start(9)
    }
}

/// Whether content is open, and neither it nor the learner asked for its end.
fn is_at_work(attempt: &Attempt) -> bool {
    attempt.delivered().is_some() && !attempt.leaving()
}

fn get(api: &mut Api2004, element: &str) -> String {
    api.call(Called::Initialize, "", "", 0);
    api.call(Called::GetValue, element, "", 0)
}

proptest! {
    #[test]
    fn any_closing_is_opened_again(plan in plan(), seed: u32, visits in prop::collection::vec(steps(0..6), 1..4)) {
        let tree = tree(&plan);
        let mut first = start(seed);
        for steps in &visits {
            let (attempt, _) = play(&tree, first, steps);
            let at_work = is_at_work(&attempt).then(|| attempt.delivered().map(|one| one.place));
            let (standing, saved, shared) = attempt.closed();
            prop_assert_eq!(saved.time, standing.time);
            first = next(&saved, &shared);
            let api = open(&tree, first.clone());
            holds(api.attempt())?;
            let again = api.attempt();
            match at_work {
                Some(place) if again.stage() == Stage::Content => {
                    prop_assert_eq!(again.delivered().map(|one| one.place), place);
                }
                // A rule closed it meanwhile.
                Some(_) => prop_assert_eq!(again.exception(), Some("DB.1.1-3")),
                None => {}
            }
        }
    }

    #[test]
    fn any_closing_of_an_open_plan_opens_on_something(plan in open_plan(), seed: u32, visits in prop::collection::vec(steps(0..6), 1..4)) {
        let tree = tree(&plan);
        let mut first = start(seed);
        for steps in &visits {
            let (attempt, _) = play(&tree, first, steps);
            let (at_work, choosing) = (is_at_work(&attempt), attempt.sequencer().state().current.is_some());
            let (_, saved, shared) = attempt.closed();
            first = next(&saved, &shared);
            let mut api = open(&tree, first.clone());
            match api.attempt().stage() {
                Stage::Content => {
                    let entry = get(&mut api, "cmi.entry");
                    prop_assert!(!at_work || entry != "ab-initio", "{}", entry);
                }
                Stage::Waiting => {
                    prop_assert!(choosing && !at_work);
                    let offer = api.attempt().offer();
                    prop_assert!(offer.exit_all && (offer.r#continue || offer.lines.iter().any(|line| line.selectable)));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    #[test]
    fn any_closing_counts_once(plan in plan(), steps in steps(0..8)) {
        let tree = tree(&plan);
        let (attempt, _) = play(&tree, start(3), &steps);
        let (standing, saved, shared) = attempt.closed();
        let begun = Attempt::new(tree, next(&saved, &shared));
        prop_assert_eq!(begun.closed(), (standing, saved, shared));
    }
}

/// The learner was choosing, and leaves by the one way that no control offers then.
#[test]
fn what_is_suspended_while_choosing_opens_again() {
    let plan = serde_json::json!({ "root": { "identifier": "a0", "sequencing": { "mode": { "flow": true, "choice": false } }, "children": [
        { "identifier": "a1", "content": { "href": "a.html" } }, { "identifier": "a2", "content": { "href": "b.html" } },
    ] } });
    let tree = tree(&serde_json::from_value(plan).unwrap());
    let asked = |request| Step::Act(scorm::log::Act::Navigate(request));
    let steps = [
        asked(NavigationRequest::Exit),
        Step::Act(scorm::log::Act::Unload),
        asked(NavigationRequest::SuspendAll),
    ];
    let (attempt, _) = play(&tree, start(1), &steps);
    assert_eq!(attempt.stage(), Stage::Ended);
    let (_, saved, shared) = attempt.closed();
    let api = open(&tree, next(&saved, &shared));
    assert_eq!(api.attempt().delivered().map(|one| one.place), Some(1));
}
