//! Objectives: what is shared (SN 3.10), what is of the current attempt (SN 3.2.6, 3.2.7), conditions (UP.2.1).

use scorm::plan::PreAction::Skip;
use scorm::plan::{Activity, MapInfo, Plan, PostAction};

use crate::build::{Sequenced, cluster, leaf, map, plan};
use crate::walk::walk;

fn writes(target: &str) -> MapInfo {
    MapInfo {
        write_satisfied: true,
        write_measure: true,
        write_raw: true,
        write_completion: true,
        write_progress: true,
        ..map(target)
    }
}

fn reads(target: &str) -> MapInfo {
    MapInfo {
        read_raw: true,
        read_completion: true,
        read_progress: true,
        ..MapInfo::to(target)
    }
}

/// `a` writes `shared`; `b` reads it, and is skipped under these conditions.
fn skipped_if(conditions: &str) -> Plan {
    plan([
        leaf("a").shares(writes("shared")),
        leaf("b").shares(reads("shared")).pre(conditions, Skip),
        leaf("c"),
    ])
}

#[test]
fn up_2_1_each_condition_reads_what_is_shared() {
    let cases = [
        ("satisfied", "passed", true),
        ("satisfied", "failed", false),
        ("satisfied", "cmi.success_status=unknown", false),
        ("not satisfied", "failed", true),
        ("not satisfied", "cmi.success_status=unknown", false),
        ("objectiveStatusKnown", "failed", true),
        ("not objectiveStatusKnown", "cmi.success_status=unknown", true),
        ("objectiveMeasureKnown", "score=0", true),
        ("not objectiveMeasureKnown", "passed", true),
        ("measure > 0.5", "score=0.5", false),
        ("measure > 0.5", "score=0.51", true),
        ("measure < 0.5", "score=0.5", false),
        ("measure < 0.5", "score=-1", true),
        ("not measure < 0.5", "passed", false),
        ("completed", "completed", true),
        ("not completed", "incomplete", true),
        ("not completed", "cmi.completion_status=unknown", false),
        ("activityProgressKnown", "incomplete", true),
        ("attempted", "passed", false),
        ("not attempted", "passed", true),
        ("timeLimitExceeded", "passed", false),
        ("not timeLimitExceeded", "passed", false),
        ("outsideAvailableTimeRange", "passed", false),
        ("not outsideAvailableTimeRange", "passed", false),
        ("always", "failed", true),
        ("satisfied and completed", "passed incomplete", false),
        ("satisfied or completed", "passed incomplete", true),
        ("missing: not satisfied", "failed", false),
        ("missing: not objectiveStatusKnown", "failed", false),
    ];
    for (conditions, said, skipped) in cases {
        let next = if skipped { "c" } else { "b" };
        walk(
            &skipped_if(conditions),
            &["start: a", &format!("{said}, continue: {next}")],
        );
    }
}

#[test]
fn sn_3_10_content_finds_what_its_objectives_share_and_leaves_it_whose_it_is() {
    let plan = plan([
        leaf("a").objective("o", [writes("shared")]),
        leaf("b").objective("p", [reads("shared")]),
        leaf("c").objective("q", [reads("shared"), writes("shared")]),
        leaf("d").objective("r", [reads("shared")]),
    ]);
    let mut learner = walk(
        &plan,
        &[
            "start: a",
            "cmi.objectives.#o.success_status=failed cmi.objectives.#o.score.scaled=0.25 \
             cmi.objectives.#o.progress_measure=0.5, continue: b",
        ],
    );
    assert_eq!(learner.get("cmi.objectives.0.id"), "p");
    assert_eq!(learner.get("cmi.objectives.0.success_status"), "failed");
    assert_eq!(learner.get("cmi.objectives.0.score.scaled"), "0.25");
    assert_eq!(learner.get("cmi.objectives.0.progress_measure"), "0.5");
    // Told, and not said: `c` leaves the measure as it was, and says its own success.
    learner.walk(&[
        "cmi.objectives.#p.success_status=passed, continue: c",
        "cmi.objectives.#q.success_status=passed, continue: d",
    ]);
    assert_eq!(learner.get("cmi.objectives.0.success_status"), "passed");
    assert_eq!(learner.get("cmi.objectives.0.score.scaled"), "0.25");
}

#[test]
fn sn_3_10_a_map_reads_and_writes_what_it_says_and_nothing_else() {
    let satisfied_only = MapInfo {
        write_satisfied: true,
        ..map("shared")
    };
    let plan = plan([
        leaf("a").shares(satisfied_only),
        leaf("b")
            .shares(reads("shared"))
            .pre("objectiveMeasureKnown or activityProgressKnown", Skip),
        leaf("c").shares(map("shared")).pre("objectiveStatusKnown", Skip),
        leaf("d").shares(MapInfo::to("shared")).pre("satisfied", Skip),
        leaf("e"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "passed completed score=1, continue: b",
            "continue: c",
            "continue: e",
        ],
    );
}

#[test]
fn sn_3_13_what_is_not_tracked_neither_writes_nor_is_asked() {
    let untracked = |leaf: Activity| leaf.sequence(|it| it.delivery.tracked = false);
    let plan = plan([
        untracked(leaf("a").shares(writes("shared"))),
        leaf("b")
            .shares(reads("shared"))
            .pre("objectiveStatusKnown", Skip),
        leaf("c").shares(writes("shared")),
        untracked(
            leaf("d")
                .shares(reads("shared"))
                .pre("objectiveStatusKnown", Skip),
        ),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "passed, continue: b",
            "continue: c",
            "passed, continue: d",
        ],
    );
}

/// `a` is skipped once what it shares is satisfied.
fn remembers(global: bool) -> Plan {
    let map = MapInfo {
        read_satisfied: true,
        write_satisfied: true,
        ..map("shared")
    };
    let mut plan = plan([leaf("a").shares(map).pre("satisfied", Skip), leaf("b")]);
    plan.objectives_global_to_system = global;
    plan
}

#[test]
fn cam_5_1_objectives_of_the_package_alone_last_as_long_as_an_attempt_on_it() {
    walk(
        &remembers(true),
        &["start: a", "passed, continue: b", "exitAll: end", "reopen: b"],
    );
    walk(
        &remembers(false),
        &["start: a", "passed, continue: b", "exitAll: end", "reopen: a"],
    );
    // Suspended, the attempt goes on: by « suspend all », or because a leaf is suspended when all is ended.
    walk(
        &remembers(false),
        &[
            "start: a",
            "passed, continue: b",
            "suspendAll: end",
            "reopen: b",
            "choice root: b",
        ],
    );
    walk(
        &remembers(false),
        &[
            "start: a",
            "passed, continue: b",
            "suspend, exitAll: end",
            "reopen: b",
        ],
    );
}

#[test]
fn cam_5_1_a_retry_of_the_package_begins_them_again() {
    let mut plan = remembers(false);
    plan.root.children[1] = leaf("b").post("not satisfied", PostAction::RetryAll);
    walk(&plan, &["start: a", "passed, continue: b", "failed, continue: a"]);
    plan.objectives_global_to_system = true;
    walk(&plan, &["start: a", "passed, continue: b", "failed, continue: b"]);
}

#[test]
fn sn_3_10_what_content_says_is_unknown_is_shared_so() {
    let plan = plan([
        leaf("a").shares(writes("shared")),
        leaf("b").shares(reads("shared")).pre("satisfied", Skip),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "passed, exit: -",
            "choice a: a",
            "cmi.success_status=unknown, continue: b",
        ],
    );
    walk(
        &plan,
        &[
            "start: a",
            "passed, exit: -",
            "choice a: a",
            "score=1, continue: end",
        ],
    );
}

#[test]
fn up_4_a_completion_that_is_read_is_not_unsaid() {
    let both = MapInfo {
        write_completion: true,
        ..reads("shared")
    };
    let plan = plan([
        leaf("a").shares(writes("shared")),
        leaf("b").shares(both),
        leaf("c").shares(reads("shared")).pre("completed", Skip),
    ]);
    walk(&plan, &["start: a", "incomplete, continue: b", "continue: c"]);
}

#[test]
fn sn_3_10_a_satisfaction_by_measure_is_shared_as_such() {
    let plan = plan([
        cluster("m", [leaf("a"), leaf("b")])
            .passing(0.5)
            .shares(writes("shared")),
        leaf("c").shares(reads("shared")).pre("satisfied", Skip),
        leaf("d"),
    ]);
    walk(
        &plan,
        &[
            "start: a",
            "failed score=1, continue: b",
            "failed score=0, continue: d",
        ],
    );
    walk(
        &plan,
        &[
            "start: a",
            "passed score=0.5, continue: b",
            "passed score=0, continue: c",
        ],
    );
}
