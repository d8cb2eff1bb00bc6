//! Rollup of the current attempt's information alone: SN 3.2.6, SN 3.2.7.

use scorm::plan::PreAction::Skip;
use scorm::plan::{MapInfo, PostAction};

use crate::build::{Sequenced, cluster, leaf, map, of, plan};
use crate::walk::walk;

#[test]
fn sn_3_2_6_rollup_counts_what_the_current_attempt_brought_or_all_of_it() {
    // Passed in the first attempt on `m`, `a` is skipped in the second, where it counts only if old information does.
    let retried = |current_only| {
        let last = leaf("b").post("not satisfied", PostAction::ExitParent);
        let m = cluster("m", [leaf("a").pre("satisfied", Skip), last])
            .post("not satisfied", PostAction::Retry)
            .exits("satisfied")
            .post("satisfied", PostAction::ExitAll)
            .mode(|mode| mode.use_current_attempt_objective_info = current_only);
        plan([m, leaf("z")])
    };
    for (current_only, next) in [(false, "end"), (true, "z")] {
        let last = format!("passed, continue: {next}");
        walk(
            &retried(current_only),
            &["start: a", "passed, continue: b", "failed, continue: b", &last],
        );
    }
}

#[test]
fn sn_3_2_7_and_likewise_for_progress() {
    let retried = |current_only| {
        let last = leaf("b").post("not completed", PostAction::ExitParent);
        let m = cluster("m", [leaf("a").pre("completed", Skip), last])
            .post("not completed", PostAction::Retry)
            .exits("completed")
            .post("completed", PostAction::ExitAll)
            .mode(|mode| mode.use_current_attempt_progress_info = current_only);
        plan([m, leaf("z")])
    };
    for (current_only, next) in [(false, "end"), (true, "z")] {
        let last = format!("completed, continue: {next}");
        walk(
            &retried(current_only),
            &[
                "start: a",
                "completed, continue: b",
                "incomplete, continue: b",
                &last,
            ],
        );
    }
}

#[test]
fn sn_3_2_6_each_cluster_says_it_for_its_own_children() {
    // `b` reads what `x` writes, which has `m` rolled up; what `a` came to counts until an attempt on `m` itself begins,
    // for the root keeps what is old.
    let shares = |write: bool| MapInfo {
        read_satisfied: !write,
        write_satisfied: write,
        ..map("shared")
    };
    let m = cluster("m", [leaf("a"), leaf("b").shares(shares(false))]);
    let root = |current_only| {
        cluster("root", [leaf("x").shares(shares(true)), m.clone(), leaf("y")])
            .mode(|mode| mode.use_current_attempt_objective_info = current_only)
    };
    for (current_only, standing) in [(false, "completed satisfied ?"), (true, "completed failed ?")] {
        let learner = walk(
            &of(root(current_only)),
            &[
                "start: x",
                "failed, continue: a",
                "passed, continue: b",
                "exitAll: end",
                "reopen: x",
                "passed, choice y: y",
            ],
        );
        assert_eq!(learner.standing("m"), standing);
    }
}
