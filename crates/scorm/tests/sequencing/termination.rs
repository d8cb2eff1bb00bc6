//! Termination: TB.2.1 to TB.2.3, UP.3, UP.4.

use scorm::plan::PostAction::{Continue, ExitAll, ExitParent, Previous, Retry, RetryAll};
use scorm::plan::PreAction::Skip;
use scorm::plan::{ChildSet, RollupAction};

use crate::build::{Sequenced, cluster, leaf, of, plan};
use crate::walk::walk;

#[test]
fn tb_2_1_the_highest_cluster_whose_exit_rule_holds_ends_with_all_inside() {
    let any = |id, children| cluster(id, children).rolls(ChildSet::Any, "satisfied", RollupAction::Satisfied);
    let plan = plan([
        any(
            "out",
            vec![
                any("in", vec![leaf("a"), leaf("b")]).exits("satisfied"),
                leaf("c"),
            ],
        )
        .exits("satisfied"),
        leaf("d"),
    ]);
    walk(&plan, &["start: a", "failed, continue: b", "passed, continue: d"]);
}

#[test]
fn tb_2_1_an_exit_rule_of_the_root_ends_everything() {
    let plan = of(cluster("root", [leaf("a"), leaf("b")]).exits("attempted"));
    walk(&plan, &["start: a", "continue: end"]);
}

#[test]
fn tb_2_1_exit_rules_of_the_activity_itself_are_not_asked() {
    let plan = plan([leaf("a").exits("always"), leaf("b")]);
    walk(&plan, &["start: a", "continue: b"]);
}

#[test]
fn tb_2_2_each_post_condition() {
    let with = |action| {
        plan([
            leaf("x"),
            cluster("c", [leaf("a").post("satisfied", action), leaf("b")]),
            leaf("d"),
        ])
    };
    let cases = [
        (Continue, "passed, !exit: b"),
        (Previous, "passed, continue: x"),
        (ExitParent, "passed, continue: d"),
        (ExitAll, "passed, continue: end"),
        (Retry, "passed, continue: a"),
        (RetryAll, "passed, continue: x"),
    ];
    for (action, line) in cases {
        walk(&with(action), &["start: x", "continue: a", line]);
        walk(&with(action), &["start: x", "continue: a", "failed, continue: b"]);
    }
}

#[test]
fn tb_2_2_the_first_rule_that_holds_is_followed() {
    let plan = plan([
        leaf("a").post("satisfied", Continue).post("always", ExitAll),
        leaf("b"),
    ]);
    walk(&plan, &["start: a", "passed, previous: b"]);
    walk(&plan, &["start: a", "failed, continue: end"]);
}

#[test]
fn tb_2_2_rules_that_come_after_wait_while_the_activity_is_suspended() {
    let plan = plan([leaf("a").post("always", ExitAll), leaf("b")]);
    walk(
        &plan,
        &[
            "start: a",
            "suspend, continue: b",
            "previous: a",
            "normal, continue: end",
        ],
    );
}

#[test]
fn tb_2_3_a_parent_that_ends_has_its_own_post_conditions_up_to_the_root() {
    let last = || leaf("b").post("always", ExitParent);
    let inside = plan([
        cluster("c", [leaf("a"), last()]).post("not satisfied", Retry),
        leaf("d"),
    ]);
    walk(
        &inside,
        &[
            "start: a",
            "failed, continue: b",
            "continue: a",
            "passed, continue: b",
            "passed, continue: d",
        ],
    );
    let root = of(cluster("root", [leaf("a"), last()]).post("not satisfied", Retry));
    walk(
        &root,
        &[
            "start: a",
            "failed, continue: b",
            "failed, continue: a",
            "passed, continue: b",
            "passed, continue: end",
        ],
    );
    let chained = plan([
        cluster("c", [leaf("a").post("always", ExitParent)]).post("always", ExitParent),
        leaf("d"),
    ]);
    walk(&chained, &["start: a", "continue: end"]);
}

#[test]
fn tb_2_3_4_the_root_has_no_parent_to_exit_to() {
    let plan = of(leaf("root").post("always", ExitParent));
    walk(&plan, &["start: root", "exit: TB.2.3-4"]);
}

#[test]
fn tb_2_3_whatever_is_asked_an_ended_root_ends_the_session_but_for_a_retry() {
    let root = |action| {
        of(cluster("root", [leaf("a"), leaf("b")])
            .exits("attempted")
            .post("attempted", action))
    };
    walk(&root(Continue), &["start: a", "continue: end"]);
    walk(&root(Previous), &["start: a", "continue: end"]);
    walk(&root(Retry), &["start: a", "continue: a"]);
}

#[test]
fn sb_2_10_a_retried_cluster_flows_from_its_first_child_again() {
    let plan = plan([cluster(
        "c",
        [
            leaf("a").pre("satisfied", Skip),
            leaf("b").post("not satisfied", ExitParent),
        ],
    )
    .post("not satisfied", Retry)]);
    walk(
        &plan,
        &[
            "start: a",
            "passed, continue: b",
            "failed, continue: b",
            "passed, continue: end",
        ],
    );
}

#[test]
fn tb_2_3_retry_all_begins_again_what_was_suspended_too() {
    let plan = plan([leaf("a"), leaf("b").post("not satisfied", RetryAll)]);
    let mut learner = walk(
        &plan,
        &[
            "start: a",
            "suspend cmi.location=p2, continue: b",
            "failed, continue: a",
        ],
    );
    assert_eq!(learner.get("cmi.entry"), "ab-initio");
}

#[test]
fn tb_2_3_retry_all_ends_what_is_between_the_activity_and_the_root() {
    let last = leaf("b").post("not satisfied", RetryAll);
    let plan = plan([cluster("c", [leaf("a"), last]).limit(1)]);
    walk(&plan, &["start: a", "continue: b", "failed, continue: SB.2.2-2"]);
}

#[test]
fn tb_2_3_exit_ends_the_activity_alone() {
    let plan = plan([leaf("a"), leaf("b")]);
    let learner = walk(&plan, &["start: a", "!exit: -", "exit: NB.2.1-12", "continue: b"]);
    assert_eq!(learner.standing("a"), "completed satisfied ?");
    walk(
        &plan,
        &[
            "start: a",
            "exit: -",
            "choice a: a",
            "exit: -",
            "previous: SB.2.1-3",
        ],
    );
}

#[test]
fn tb_2_3_abandon_records_nothing_and_asks_no_rule() {
    let plan = of(cluster("root", [leaf("a").post("always", ExitAll), leaf("b")]).exits("satisfied"));
    let learner = walk(
        &plan,
        &["start: a", "passed completed score=1, abandon: -", "continue: b"],
    );
    assert_eq!(learner.standing("a"), "? ? ?");
    let learner = walk(&plan, &["start: a", "passed, !abandonAll: end", "reopen: a"]);
    assert_eq!(learner.standing("root"), "? ? ?");
}

#[test]
fn tb_2_3_suspend_all_is_resumed_where_it_stopped() {
    let plan = plan([cluster("c", [leaf("a"), leaf("b")]), leaf("d")]);
    let mut learner = walk(
        &plan,
        &[
            "start: a",
            "continue: b",
            "cmi.location=p2, suspendAll: end",
            "reopen: b",
        ],
    );
    assert_eq!(learner.get("cmi.entry"), "resume");
    assert_eq!(learner.get("cmi.location"), "p2");
    learner.walk(&["continue: d", "choice b: b"]);
    assert_eq!(learner.get("cmi.entry"), "ab-initio");
}

#[test]
fn up_4_a_cluster_is_suspended_with_what_it_holds() {
    // Left suspended, `a` keeps the attempt on `c` going: it isn't a second one, nor a limit reached.
    let plan = plan([cluster("c", [leaf("a"), leaf("b")]).limit(1), leaf("d")]);
    let mut learner = walk(
        &plan,
        &["start: a", "suspend cmi.location=p2, choice d: d", "choice a: a"],
    );
    assert_eq!(learner.get("cmi.location"), "p2");
    learner.walk(&["normal, choice d: d", "choice a: DB.1.1-3"]);
}

#[test]
fn up_4_what_content_leaves_unsaid_is_done_and_passed_unless_only_content_may_say_it() {
    let by_content = leaf("b").sequence(|sequencing| {
        sequencing.delivery.completion_set_by_content = true;
        sequencing.delivery.objective_set_by_content = true;
    });
    let plan = plan([
        leaf("a"),
        by_content,
        leaf("c"),
        leaf("d"),
        leaf("e").sequence(|sequencing| sequencing.delivery.tracked = false),
        leaf("f"),
    ]);
    let learner = walk(
        &plan,
        &[
            "start: a",
            "continue: b",
            "continue: c",
            "failed, continue: d",
            "cmi.success_status=unknown cmi.completion_status=unknown, continue: e",
            "passed completed, continue: f",
            "suspend, exitAll: end",
        ],
    );
    let expected = [
        ("a", "completed satisfied ?"),
        ("b", "? ? ?"),
        ("c", "completed failed ?"),
        ("d", "? ? ?"),
        ("e", "? ? ?"),
        ("f", "? ? ?"),
    ];
    for (activity, standing) in expected {
        assert_eq!(learner.standing(activity), standing, "{activity}");
    }
}
