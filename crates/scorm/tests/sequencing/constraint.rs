//! Constrained choice: SB.2.9 with `preventActivation` and `constrainChoice`, SN 3.3.

use scorm::plan::PostAction::ExitParent;

use crate::build::{Sequenced, cluster, leaf, plan};
use crate::walk::walk;

#[test]
fn sb_2_9_6_prevented_activation_is_lifted_by_flow_or_by_choosing_the_cluster_itself() {
    let plan = plan([
        leaf("a"),
        cluster("c", [leaf("b"), leaf("d")]).mode(|mode| mode.prevent_activation = true),
        leaf("e"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice d: SB.2.9-6",
            "choice c: b",
            "choice d: d",
            "choice e: e",
            "choice d: SB.2.9-6",
        ],
    );
}

#[test]
fn sb_2_9_6_the_common_ancestor_itself_prevents_nothing() {
    // `c` has ended, and is where one stands: its children are reached from there.
    let plan = plan([
        cluster("c", [leaf("a"), leaf("b").post("attempted", ExitParent)])
            .mode(|mode| mode.prevent_activation = true),
        leaf("d"),
    ]);
    walk(&plan, &["start: a", "continue: b", "!exit: -", "choice a: a"]);
}

#[test]
fn sb_2_9_8_a_constrained_cluster_lets_go_to_its_neighbours() {
    let plan = plan([
        cluster("c1", [leaf("a")]),
        cluster("c2", [leaf("b")]),
        cluster("c3", [leaf("c"), leaf("d")]).mode(|mode| mode.constrain_choice = true),
        cluster("c4", [leaf("e"), cluster("c5", [leaf("f")])]),
        leaf("g"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice c: c",
            "choice a: SB.2.9-8",
            "choice g: SB.2.9-8",
            "choice d: d",
            "choice b: b",
            "choice d: d",
            "choice f: f",
            "choice a: a",
        ],
    );
}

#[test]
fn sb_2_9_8_the_nearest_constraint_alone_counts_and_its_neighbour_may_be_above() {
    let inner = cluster("in", [leaf("b")]).mode(|mode| mode.constrain_choice = true);
    let plan = plan([
        leaf("a"),
        cluster("out", [leaf("x"), inner]).mode(|mode| mode.constrain_choice = true),
        cluster("next", [leaf("c")]),
        leaf("d"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice b: b",
            "choice d: SB.2.9-8",
            "choice in: b",
            "choice c: c",
        ],
    );
}

#[test]
fn sb_2_9_8_what_is_above_is_next_only_where_it_begins_there() {
    let held = || cluster("c", [leaf("x"), leaf("y")]).mode(|mode| mode.constrain_choice = true);
    let cases = [
        // It begins with the constrained one itself, or with the one before.
        (plan([held(), leaf("a")]), "start: x", "choice root: x"),
        (plan([leaf("a"), held()]), "start: a", "choice root: a"),
        (
            plan([leaf("a"), leaf("b"), held()]),
            "start: a",
            "choice root: SB.2.9-8",
        ),
        (
            plan([leaf("a"), cluster("d", [held()])]),
            "start: a",
            "choice d: x",
        ),
        (
            plan([leaf("a"), leaf("b"), cluster("d", [held()])]),
            "start: a",
            "choice root: SB.2.9-8",
        ),
    ];
    for (plan, start, line) in cases {
        walk(&plan, &[start, "choice y: y", line]);
    }
}

#[test]
fn sb_2_9_8_a_leaf_constrains_nothing() {
    let plan = plan([
        cluster("c", [leaf("a").mode(|mode| mode.constrain_choice = true)]),
        cluster("e", [leaf("b")]),
        cluster("f", [leaf("d")]),
    ]);
    walk(&plan, &["start: a", "choice d: d"]);
}
