//! Flow: SB.2.1 to SB.2.3, and the requests that flow: SB.2.5, SB.2.7, SB.2.8.

use scorm::plan::PreAction::{Disabled, HiddenFromChoice, Skip, StopForwardTraversal};

use crate::build::{Sequenced, cluster, leaf, of, plan};
use crate::walk::walk;

#[test]
fn sb_2_1_past_the_last_activity_the_session_ends() {
    let plain = plan([leaf("a"), cluster("c", [leaf("b")])]);
    walk(&plain, &["start: a", "continue: b", "continue: end"]);
    let skipped = plan([leaf("a"), cluster("c", [leaf("b")]).pre("always", Skip)]);
    walk(&skipped, &["start: a", "continue: end"]);
    let all = plan([leaf("a").pre("always", Skip), leaf("b").pre("always", Skip)]);
    walk(&all, &["start: end"]);
}

#[test]
fn sb_2_1_before_the_first_activity_there_is_nothing() {
    let plan = plan([cluster("c", [leaf("a"), leaf("b")])]);
    walk(&plan, &["start: a", "previous: SB.2.1-3"]);
}

#[test]
fn sb_2_1_flow_goes_in_and_out_of_clusters_both_ways() {
    let plan = plan([
        cluster("c", [cluster("d", [leaf("a"), leaf("b")])]),
        cluster("e", [leaf("f"), leaf("g")]),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "continue: b",
            "continue: f",
            "previous: b",
            "previous: a",
        ],
    );
}

#[test]
fn sb_2_1_4_forward_only_is_entered_backward_by_its_first_child_and_goes_no_way_back() {
    let forward = |children| cluster("c", children).mode(|mode| mode.forward_only = true);
    let plan_of = |children| plan([leaf("x"), forward(children), leaf("d")]);
    let plain = plan_of(vec![leaf("a"), leaf("b")]);
    walk(
        &plain,
        &[
            "start: x",
            "continue: a",
            "continue: b",
            "previous: NB.2.1-5",
            "continue: d",
            "previous: a",
        ],
    );
    // Skipped whole, it is left the way that flow came.
    let skipped = plan_of(vec![leaf("a").pre("always", Skip), leaf("b").pre("always", Skip)]);
    walk(&skipped, &["start: x", "continue: d", "previous: x"]);
    let half = plan_of(vec![leaf("a").pre("always", Skip), leaf("b")]);
    walk(&half, &["start: x", "continue: b", "continue: d", "previous: b"]);
}

#[test]
fn sb_2_1_4_forward_only_is_that_of_the_cluster_where_flow_turns() {
    // The parent of the current activity lets one go back; the one above it, met on the way, doesn't.
    let plan =
        of(cluster("root", [leaf("x"), cluster("c", [leaf("a")])]).mode(|mode| mode.forward_only = true));
    walk(&plan, &["start: x", "continue: a", "previous: SB.2.1-4"]);
}

#[test]
fn sb_2_2_1_flow_stops_at_a_cluster_that_does_not_flow() {
    let closed = || cluster("c", [leaf("b")]).mode(|mode| mode.flow = false);
    walk(
        &plan([leaf("a"), closed(), leaf("d")]),
        &[
            "start: a",
            "continue: SB.2.7-2",
            "choice d: d",
            "previous: SB.2.8-2",
        ],
    );
    walk(&plan([closed()]), &["start: SB.2.5-3"]);
}

#[test]
fn sb_2_2_2_flow_stops_at_a_disabled_activity_but_not_at_a_skipped_or_hidden_one() {
    let between = |action| plan([leaf("a"), leaf("b").pre("always", action), leaf("c")]);
    walk(&between(Disabled), &["start: a", "continue: SB.2.2-2"]);
    walk(&between(Skip), &["start: a", "continue: c", "previous: a"]);
    walk(
        &between(HiddenFromChoice),
        &["start: a", "continue: b", "continue: c"],
    );
    walk(
        &between(StopForwardTraversal),
        &["start: a", "continue: b", "continue: c"],
    );
    // Skip is asked first.
    let both = plan([
        leaf("a"),
        leaf("b").pre("always", Disabled).pre("always", Skip),
        leaf("c"),
    ]);
    walk(&both, &["start: a", "continue: c"]);
}

#[test]
fn sb_2_5_a_root_that_does_not_flow_starts_nothing_and_lets_the_learner_choose() {
    let plan = of(cluster("root", [leaf("a"), leaf("b")]).mode(|mode| mode.flow = false));
    walk(
        &plan,
        &["start: -", "choice b: b", "continue: NB.2.1-4", "choice a: a"],
    );
}

#[test]
fn sb_2_5_a_root_alone_is_the_content() {
    walk(&of(leaf("root")), &["start: root", "exit: end", "reopen: root"]);
}

#[test]
fn sb_2_7_and_sb_2_8_ask_flow_of_the_parent() {
    let plan = plan([
        cluster("c", [leaf("a"), leaf("b")]).mode(|mode| mode.flow = false),
        leaf("d"),
    ]);
    walk(
        &plan,
        &[
            "start: SB.2.5-3",
            "choice a: a",
            "continue: NB.2.1-4",
            "previous: NB.2.1-5",
            "choice d: d",
        ],
    );
}
