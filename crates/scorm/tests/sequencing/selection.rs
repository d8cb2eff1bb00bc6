//! Selection and order of children: SR.1, SR.2.

use std::collections::BTreeSet;

use scorm::plan::{Activity, PostAction, Randomization, Timing};

use crate::build::{Sequenced, cluster, leaf, of, plan};
use crate::walk::{Learner, walk};

const LEAVES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// A cluster that selects and reorders six leaves; its last child retries it while it isn't passed.
fn drawn(randomization: Randomization) -> Activity {
    cluster("m", LEAVES.map(leaf)).sequence(|it| it.randomization = randomization)
}

/// The children that the table of contents shows, in its order of the manifest.
fn shown(learner: &Learner) -> Vec<&'static str> {
    let lines = learner.offer().lines;
    let shown = LEAVES
        .iter()
        .enumerate()
        .filter(|(index, _)| lines[2 + index].visible);
    shown.map(|(_, leaf)| *leaf).collect()
}

/// What « continue » opens, from where the learner is to `z`.
fn flowed(learner: &mut Learner) -> Vec<String> {
    let mut opened = Vec::new();
    while learner.place() != "z" {
        opened.push(learner.place());
        learner.request("continue");
    }
    opened
}

#[test]
fn sr_1_as_many_children_as_asked_are_kept_in_their_order() {
    for (count, kept) in [
        (Some(1), 1),
        (Some(3), 3),
        (Some(6), 6),
        (Some(9), 6),
        (Some(0), 6),
        (None, 6),
    ] {
        let selects = drawn(Randomization {
            selection: Timing::Once,
            select_count: count,
            ..Randomization::default()
        });
        let mut learner = Learner::open(&plan([selects, leaf("z")]));
        let shown = shown(&learner);
        assert_eq!(shown.len(), kept, "{count:?}");
        assert_eq!(flowed(&mut learner), shown, "{count:?}");
    }
}

#[test]
fn sr_1_never_selects_nothing_whatever_the_count() {
    let never = drawn(Randomization {
        select_count: Some(2),
        reorder: true,
        ..Randomization::default()
    });
    let mut learner = Learner::open(&plan([never, leaf("z")]));
    assert_eq!(flowed(&mut learner), LEAVES);
}

#[test]
fn sr_1_what_is_not_selected_is_neither_chosen_nor_jumped_to_and_counts_for_nothing() {
    let selects = drawn(Randomization {
        selection: Timing::Once,
        select_count: Some(2),
        ..Randomization::default()
    });
    let plan = plan([selects, leaf("z")]);
    let mut learner = Learner::open(&plan);
    let kept = shown(&learner);
    let gone = LEAVES.iter().find(|leaf| !kept.contains(leaf)).unwrap();
    learner.walk(&[&format!("choice {gone}: SB.2.9-2")]);
    let mut learner = Learner::open(&plan);
    learner.walk(&[&format!("jump {gone}: NB.2.1-11")]);
    let mut learner = Learner::open(&plan);
    flowed(&mut learner);
    assert_eq!(learner.standing("m"), "completed satisfied ?");
}

#[test]
fn sr_1_once_stays_and_each_new_attempt_draws_again() {
    for (timing, changes) in [(Timing::Once, false), (Timing::OnEachNewAttempt, true)] {
        let selects = drawn(Randomization {
            selection: timing,
            select_count: Some(3),
            ..Randomization::default()
        });
        let mut learner = Learner::open(&plan([selects, leaf("z")]));
        let mut draws = BTreeSet::new();
        for _ in 0..8 {
            draws.insert(shown(&learner));
            flowed(&mut learner);
            learner.request("choice m");
        }
        assert_eq!(draws.len() > 1, changes, "{timing:?}: {draws:?}");
    }
}

#[test]
fn sr_2_children_are_put_in_another_order_all_of_them() {
    for (timing, changes) in [(Timing::Once, false), (Timing::OnEachNewAttempt, true)] {
        let reorders = drawn(Randomization {
            randomization: timing,
            reorder: true,
            ..Randomization::default()
        });
        let mut learner = Learner::open(&plan([reorders, leaf("z")]));
        let mut orders = BTreeSet::new();
        for _ in 0..8 {
            let order = flowed(&mut learner);
            assert_eq!(
                order.iter().map(String::as_str).collect::<BTreeSet<_>>(),
                BTreeSet::from(LEAVES)
            );
            orders.insert(order);
            learner.request("choice m");
        }
        assert_eq!(orders.len() > 1, changes, "{timing:?}: {orders:?}");
    }
    let asked_not = drawn(Randomization {
        randomization: Timing::OnEachNewAttempt,
        ..Randomization::default()
    });
    assert_eq!(flowed(&mut Learner::open(&plan([asked_not, leaf("z")]))), LEAVES);
}

#[test]
fn sr_2_a_new_order_is_one_of_the_same_children_when_they_are_selected_once() {
    let both = drawn(Randomization {
        selection: Timing::Once,
        select_count: Some(3),
        randomization: Timing::OnEachNewAttempt,
        reorder: true,
    });
    let mut learner = Learner::open(&plan([both, leaf("z")]));
    let kept = shown(&learner);
    for _ in 0..4 {
        flowed(&mut learner);
        learner.request("choice m");
        assert_eq!(shown(&learner), kept);
    }
}

#[test]
fn sr_1_and_sr_2_an_attempt_that_is_suspended_keeps_its_children() {
    let draws = drawn(Randomization {
        selection: Timing::OnEachNewAttempt,
        select_count: Some(3),
        randomization: Timing::OnEachNewAttempt,
        reorder: true,
    });
    let plan = plan([draws, leaf("z")]);
    let mut learner = Learner::open(&plan);
    let (place, kept) = (learner.place(), shown(&learner));
    learner.walk(&["suspendAll: end", &format!("reopen: {place}")]);
    assert_eq!(shown(&learner), kept);
    learner.walk(&["suspend, choice z: z", &format!("choice {place}: {place}")]);
    assert_eq!(shown(&learner), kept);
}

#[test]
fn sr_1_a_retry_of_the_whole_draws_again() {
    let leaves = LEAVES.map(|id| leaf(id).post("not satisfied", PostAction::RetryAll));
    let root = cluster("root", leaves).sequence(|it| {
        it.randomization = Randomization {
            selection: Timing::OnEachNewAttempt,
            select_count: Some(1),
            ..Randomization::default()
        };
    });
    let mut learner = walk(&of(root), &[]);
    learner.request("start");
    let mut opened = BTreeSet::new();
    for _ in 0..20 {
        opened.insert(learner.place());
        learner.say("failed");
        learner.request("continue");
    }
    assert!(opened.len() > 2, "{opened:?}");
}
