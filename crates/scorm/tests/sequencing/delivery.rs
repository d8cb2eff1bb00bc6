//! Delivery: DB.1.1, DB.2, DB.2.1; limits: UP.1, UP.5.

use scorm::plan::PreAction::{Disabled, Skip};

use crate::build::{Sequenced, cluster, leaf, of, plan};
use crate::walk::walk;

#[test]
fn db_1_1_3_nothing_opens_under_what_is_disabled() {
    let plan = plan([leaf("a"), cluster("c", [leaf("b")]).pre("always", Disabled)]);
    walk(&plan, &["start: a", "choice b: DB.1.1-3"]);
    walk(&plan, &["start: a", "choice c: DB.1.1-3"]);
    walk(&plan, &["start: a", "continue: SB.2.2-2"]);
}

#[test]
fn up_1_a_limit_forbids_a_new_attempt_neither_the_one_under_way_nor_a_suspended_one() {
    let plan = plan([leaf("a").limit(2), leaf("b")]);
    walk(
        &plan,
        &[
            "start: a",
            "choice b: b",
            "choice a: a",
            "suspend, choice b: b",
            "choice a: a",
            "normal, choice b: b",
            "choice a: DB.1.1-3",
        ],
    );
    let cluster = plan_of_a_limited_cluster();
    walk(
        &cluster,
        &[
            "start: a",
            "continue: b",
            "choice d: d",
            "choice a: DB.1.1-3",
            "choice d: d",
            "choice c: DB.1.1-3",
        ],
    );
}

fn plan_of_a_limited_cluster() -> scorm::plan::Plan {
    plan([cluster("c", [leaf("a"), leaf("b")]).limit(1), leaf("d")])
}

#[test]
fn up_1_what_is_not_tracked_has_no_limit() {
    let untracked = leaf("a").limit(1).sequence(|it| it.delivery.tracked = false);
    walk(
        &plan([untracked, leaf("b")]),
        &[
            "start: a",
            "choice b: b",
            "choice a: a",
            "choice b: b",
            "choice a: a",
        ],
    );
}

#[test]
fn up_2_1_a_reached_limit_is_a_condition_and_none_is_unknown() {
    let plan = plan([
        leaf("a").limit(1).pre("attemptLimitExceeded", Skip),
        leaf("b").pre("attemptLimitExceeded", Skip),
        leaf("c").pre("not attemptLimitExceeded", Skip),
    ]);
    walk(
        &plan,
        &["start: a", "continue: b", "continue: c", "choice root: b"],
    );
}

#[test]
fn db_2_a_new_attempt_forgets_what_the_last_one_came_to() {
    let plan = plan([leaf("a").pre("satisfied", Disabled), leaf("b")]);
    let mut learner = walk(
        &plan,
        &[
            "start: a",
            "failed score=0.2 cmi.location=p2, choice b: b",
            "choice a: a",
        ],
    );
    assert_eq!(learner.standing("a"), "? ? ?");
    assert_eq!(learner.get("cmi.location"), "");
    assert_eq!(learner.get("cmi.score.scaled"), "");
    learner.walk(&["passed, choice b: b", "choice a: DB.1.1-3"]);
}

#[test]
fn db_2_1_another_activity_than_the_suspended_one_lets_it_go_up_to_what_they_share() {
    // The attempts on `root` and `c` go on; that on `e`, which held the suspended one, doesn't.
    let plan = of(cluster(
        "root",
        [cluster("c", [cluster("e", [leaf("a")]).limit(2), leaf("b")]).limit(1)],
    )
    .limit(1));
    let mut learner = walk(&plan, &["start: a", "cmi.location=p2, suspendAll: end"]);
    learner.reopen_with("choice b");
    assert_eq!(learner.place(), "b");
    learner.walk(&["choice a: a"]);
    assert_eq!(learner.get("cmi.location"), "");
}

#[test]
fn db_2_an_untracked_activity_that_was_suspended_does_not_stay_so() {
    let plan = plan([leaf("a").sequence(|it| it.delivery.tracked = false), leaf("b")]);
    walk(
        &plan,
        &[
            "start: a",
            "suspendAll: end",
            "reopen: a",
            "continue: b",
            "exitAll: end",
            "reopen: a",
        ],
    );
}
