//! Choice: NB.2.1 (choice), SB.2.4, SB.2.9; and jump: SB.2.13.

use scorm::plan::PostAction::{Continue, ExitParent};
use scorm::plan::PreAction::{Disabled, HiddenFromChoice, Skip, StopForwardTraversal};

use crate::build::{Sequenced, cluster, leaf, of, plan};
use crate::walk::walk;

#[test]
fn nb_2_1_10_choice_is_asked_of_the_parent() {
    let plan = plan([
        cluster("c", [leaf("a"), leaf("b")]).mode(|mode| mode.choice = false),
        leaf("d"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice b: NB.2.1-10",
            "choice d: d",
            "choice c: a",
            "choice x: NB.2.1-11",
        ],
    );
}

#[test]
fn nb_2_1_8_from_a_leaf_that_cannot_be_left_nothing_is_chosen_not_even_itself() {
    let plan = plan([leaf("a").mode(|mode| mode.choice_exit = false), leaf("b")]);
    walk(
        &plan,
        &[
            "start: a",
            "choice b: NB.2.1-8",
            "choice a: NB.2.1-8",
            "choice root: NB.2.1-8",
            "continue: b",
        ],
    );
}

#[test]
fn nb_2_1_8_from_a_cluster_that_cannot_be_left_only_what_it_holds_is_chosen() {
    let plan = plan([
        cluster("c", [leaf("a"), cluster("e", [leaf("b")])]).mode(|mode| mode.choice_exit = false),
        leaf("d"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice d: NB.2.1-8",
            "choice root: NB.2.1-8",
            "choice c: NB.2.1-8",
            "choice b: b",
            "choice e: b",
            "!exit: -",
            "choice d: NB.2.1-8",
            "choice a: a",
        ],
    );
}

#[test]
fn sb_2_9_7_what_has_ended_holds_nobody() {
    let held = leaf("a").mode(|mode| mode.choice_exit = false);
    let plan = plan([cluster("c", [held]), cluster("e", [leaf("b")])]);
    walk(
        &plan,
        &["start: a", "choice b: NB.2.1-8", "exit: -", "choice b: b"],
    );
}

#[test]
fn sb_2_9_3_nothing_hidden_nor_inside_what_is_hidden_is_chosen() {
    let plan = plan([
        leaf("a"),
        cluster("c", [leaf("b")]).pre("always", HiddenFromChoice),
        leaf("d").pre("attempted", HiddenFromChoice),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice b: SB.2.9-3",
            "choice c: SB.2.9-3",
            "choice d: d",
            "choice d: SB.2.9-3",
        ],
    );
}

#[test]
fn sb_2_4_forward_only_and_stop_forward_hold_among_siblings() {
    let forward =
        of(cluster("root", [leaf("a"), leaf("b"), leaf("c")]).mode(|mode| mode.forward_only = true));
    walk(&forward, &["start: a", "choice c: c", "choice b: SB.2.4-2"]);
    let stop = plan([
        leaf("a"),
        leaf("b").pre("not completed", StopForwardTraversal),
        leaf("c"),
    ]);
    walk(
        &stop,
        &[
            "start: a",
            "choice b: b",
            "incomplete, choice c: SB.2.4-1",
            "choice a: a",
            "choice c: SB.2.4-1",
            "choice b: b",
            "completed, choice c: c",
        ],
    );
}

#[test]
fn sb_2_9_stop_forward_holds_on_the_way_down_and_only_forward() {
    let plan = plan([
        cluster("c", [leaf("a")]),
        cluster("e", [leaf("b"), cluster("f", [leaf("d")])]).pre("always", StopForwardTraversal),
        leaf("g"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice b: SB.2.4-1",
            "choice d: SB.2.4-1",
            // Itself, it is reached; what is inside it isn't, but by flow.
            "choice e: b",
            "choice g: g",
            "choice b: b",
            "choice a: a",
        ],
    );
}

#[test]
fn sb_2_9_9_a_chosen_cluster_that_leads_nowhere_is_where_one_then_stands() {
    let plan = plan([
        leaf("a"),
        cluster("c", [leaf("b")]).mode(|mode| mode.flow = false),
        leaf("d"),
    ]);
    walk(
        &plan,
        &["start: a", "choice c: SB.2.9-9", "choice b: b", "choice d: d"],
    );
}

#[test]
fn sb_2_9_9_before_anything_is_delivered_it_changes_nothing() {
    let still = |id, children| cluster(id, children).mode(|mode| mode.flow = false);
    let plan = of(still("root", vec![leaf("a"), still("c", vec![leaf("b")])]));
    walk(
        &plan,
        &[
            "start: -",
            "choice c: SB.2.9-9",
            "continue: NB.2.1-2",
            "choice a: a",
        ],
    );
}

#[test]
fn sb_2_9_a_chosen_cluster_flows_to_its_first_open_leaf_or_beyond_it() {
    let plan = plan([
        leaf("a"),
        cluster("c", [leaf("b").pre("always", Skip), leaf("d")]),
        cluster("e", [leaf("f").pre("always", Skip)]),
        leaf("g"),
    ]);
    walk(
        &plan,
        &["start: a", "choice c: d", "choice e: g", "choice root: a"],
    );
}

#[test]
fn sb_2_9_from_a_cluster_that_has_ended_its_children_are_below() {
    // `b` sends away from `c`, which becomes the current activity; its children are chosen from there.
    let plan = plan([
        cluster("c", [leaf("a"), leaf("b").post("attempted", ExitParent)]),
        leaf("d"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "choice b: b",
            "!exit: -",
            "choice a: a",
            "choice d: d",
        ],
    );
}

#[test]
fn tb_2_2_a_post_condition_wins_over_a_choice() {
    let plan = plan([leaf("a").post("always", Continue), leaf("b"), leaf("c")]);
    walk(&plan, &["start: a", "choice c: b"]);
}

#[test]
fn sb_2_13_a_jump_knows_no_rule_but_those_of_delivery() {
    let plan = plan([
        leaf("a").mode(|mode| mode.choice_exit = false),
        cluster("c", [leaf("b").pre("always", HiddenFromChoice)]).mode(|mode| {
            mode.choice = false;
            mode.flow = false;
        }),
        cluster("e", [leaf("d")]).pre("always", Disabled),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "!jump b: b",
            "!jump a: a",
            "!jump c: DB.1.1-1",
            "jump a: a",
        ],
    );
    walk(&plan, &["start: a", "!jump d: DB.1.1-3", "jump a: a"]);
}
