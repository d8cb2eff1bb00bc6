//! Rollup: RB.1.1 to RB.1.3, RB.1.5.

use scorm::plan::{Activity, MapInfo, Plan};

use crate::build::{Sequenced, cluster, leaf, map, of, plan};
use crate::walk::walk;

/// Three leaves of a cluster, in which content says these things in turn; then where the cluster stands.
#[track_caller]
fn comes_to(cluster: Activity, said: [&str; 3], expected: [&str; 3]) {
    let plan = plan([cluster, leaf("z")]);
    let leaves = ["b", "c", "z"];
    let mut lines = vec!["start: a".to_owned()];
    for (index, said) in said.into_iter().enumerate() {
        let comma = if said.is_empty() { "" } else { ", " };
        lines.push(format!("{said}{comma}continue: {}", leaves[index]));
        let so_far: Vec<&str> = lines.iter().map(String::as_str).collect();
        let learner = walk(&plan, &so_far);
        assert_eq!(learner.standing("m"), expected[index], "{so_far:?}");
    }
}

fn three(change: impl Fn(Activity, usize) -> Activity) -> Activity {
    let leaves = ["a", "b", "c"].into_iter().enumerate();
    cluster("m", leaves.map(|(index, id)| change(leaf(id), index)))
}

fn plain() -> Activity {
    three(|leaf, _| leaf)
}

#[test]
fn rb_1_2_c_and_rb_1_3_c_by_default_all_are_satisfied_and_completed_or_all_are_known() {
    comes_to(
        plain(),
        ["passed completed"; 3],
        ["? ? ?", "? ? ?", "completed satisfied ?"],
    );
    comes_to(
        plain(),
        ["passed incomplete", "failed completed", "passed completed"],
        ["? ? ?", "? ? ?", "incomplete failed ?"],
    );
    comes_to(plain(), [""; 3], ["? ? ?", "? ? ?", "completed satisfied ?"]);
    comes_to(
        plain(),
        [
            "passed completed",
            "cmi.success_status=unknown cmi.completion_status=unknown",
            "passed completed",
        ],
        ["? ? ?"; 3],
    );
}

#[test]
fn rb_1_1_a_the_weighted_mean_of_measures_where_one_without_counts_for_nothing_earned() {
    comes_to(
        three(|leaf, index| leaf.sequence(|it| it.rollup.measure_weight = [1.0, 0.5, 0.5][index])),
        ["passed score=1", "passed", "passed score=-0.5"],
        ["? ? 0.5", "? ? 0.5", "completed satisfied 0.375"],
    );
    let nothing = ["passed", "passed", "passed"];
    comes_to(plain(), nothing, ["? ? ?", "? ? ?", "completed satisfied ?"]);
    let weightless = three(|leaf, _| leaf.sequence(|it| it.rollup.measure_weight = 0.0));
    comes_to(
        weightless,
        ["passed score=1"; 3],
        ["? ? ?", "? ? ?", "completed satisfied ?"],
    );
}

#[test]
fn rb_1_1_a_untracked_children_do_not_count_at_all() {
    comes_to(
        three(|leaf, index| leaf.sequence(|it| it.delivery.tracked = index != 1)),
        ["passed score=0.5", "failed score=0", "passed score=1"],
        ["? ? 0.25", "? ? 0.25", "completed satisfied 0.75"],
    );
}

#[test]
fn rb_1_2_a_by_measure_the_threshold_alone_decides() {
    comes_to(
        plain().passing(0.6),
        ["failed score=1", "failed score=0.9", "failed score=0"],
        [
            "? failed 0.3333333",
            "? satisfied 0.6333333",
            "completed satisfied 0.6333333",
        ],
    );
    comes_to(
        plain().passing(0.6),
        ["passed"; 3],
        ["? ? ?", "? ? ?", "completed ? ?"],
    );
}

#[test]
fn rb_1_2_a_measure_satisfaction_waits_for_the_end_of_the_cluster_where_asked() {
    let waits = plain()
        .passing(0.3)
        .sequence(|it| it.rollup.considerations.measure_satisfaction_if_active = false);
    comes_to(
        waits,
        ["passed score=1", "passed score=0", "passed score=0"],
        ["? ? 0.3333333", "? ? 0.3333333", "completed satisfied 0.3333333"],
    );
}

#[test]
fn rb_1_1_b_and_rb_1_3_a_progress_is_weighed_too_and_decides_where_asked() {
    let weighed = |by_measure: bool| {
        three(|leaf, index| leaf.sequence(|it| it.completion.progress_weight = [1.0, 0.5, 0.5][index]))
            .sequence(move |it| {
                it.completion.completed_by_measure = by_measure;
                it.completion.min_progress_measure = 0.5;
            })
    };
    let said = [
        "progress=0.5 incomplete passed",
        "progress=1 completed passed",
        "completed passed",
    ];
    comes_to(
        weighed(true),
        said,
        ["incomplete ? ?", "completed ? ?", "completed satisfied ?"],
    );
    comes_to(weighed(false), said, ["? ? ?", "? ? ?", "incomplete satisfied ?"]);
}

#[test]
fn rb_1_5_what_is_shared_is_rolled_up_where_it_is_read() {
    let writes = MapInfo {
        write_satisfied: true,
        ..map("shared")
    };
    let reads = MapInfo {
        read_satisfied: true,
        ..map("shared")
    };
    let plan = plan([
        leaf("a").shares(writes),
        leaf("z"),
        cluster("m", [cluster("n", [leaf("b").shares(reads)])]),
    ]);
    let learner = walk(&plan, &["start: a", "failed, continue: z"]);
    assert_eq!(learner.standing("n"), "? failed ?");
    assert_eq!(learner.standing("m"), "? failed ?");
}

#[test]
fn rb_1_5_a_circle_of_shared_objectives_comes_to_an_end() {
    let share = |reads: &str, writes: &str| {
        let reads = MapInfo {
            read_measure: true,
            ..map(reads)
        };
        let writes = MapInfo {
            write_measure: true,
            ..map(writes)
        };
        [reads, writes]
    };
    let both = |activity: Activity, [reads, writes]: [MapInfo; 2]| activity.shares(reads).shares(writes);
    let circle: Plan = plan([
        both(
            cluster("m", [leaf("a"), both(leaf("b"), share("y", "x"))]),
            share("z", "y"),
        ),
        both(
            cluster("n", [leaf("c"), both(leaf("d"), share("x", "z"))]),
            share("y", "x"),
        ),
    ]);
    walk(
        &circle,
        &[
            "start: a",
            "score=0.3, continue: b",
            "score=0.7, continue: c",
            "score=1, exitAll: end",
        ],
    );
}

#[test]
fn rb_1_5_an_untracked_cluster_comes_to_nothing_and_lets_through() {
    let blind = cluster("m", [leaf("a")]).sequence(|it| it.delivery.tracked = false);
    let plan = of(cluster("root", [blind, leaf("z")]));
    let learner = walk(
        &plan,
        &[
            "start: a",
            "passed completed, continue: z",
            "passed completed, exitAll: end",
        ],
    );
    assert_eq!(learner.standing("m"), "? ? ?");
    assert_eq!(learner.standing("root"), "completed satisfied ?");
}
