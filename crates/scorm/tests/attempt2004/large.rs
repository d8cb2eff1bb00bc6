//! The largest that a manifest may hold: no more of the stack is taken than for a small one.

use scorm::manifest::MOST_ITEMS;
use scorm::navigation::NavigationRequest;
use scorm::plan::{Activity, Combination, Condition, Content, Plan, PreAction, Rule, Term};
use scorm::sequencing::{Outcome, Sequencer};

use crate::tree;

/// An activity that is skipped, unless it is the last one.
fn skipped(place: usize) -> Activity {
    let mut activity = Activity {
        identifier: format!("a{place}"),
        content: Some(Content::default()),
        ..Activity::default()
    };
    if place < MOST_ITEMS {
        activity.sequencing.pre.push(Rule {
            combination: Combination::All,
            conditions: vec![Term {
                condition: Condition::Always,
                not: false,
                objective: None,
                threshold: 0.0,
            }],
            action: PreAction::Skip,
        });
    }
    activity
}

#[test]
fn thousands_that_are_skipped_lead_to_the_last_one() {
    let mut root = Activity {
        children: (1..=MOST_ITEMS).map(skipped).collect(),
        ..Activity::default()
    };
    root.sequencing.mode.flow = true;
    let plan = Plan {
        root,
        objectives_global_to_system: true,
        shared_data_global_to_system: true,
    };
    let mut sequencer = Sequencer::new(tree(&plan), 1);
    assert_eq!(
        sequencer.navigate(&NavigationRequest::Start),
        Outcome::Delivered(MOST_ITEMS)
    );
}
