//! Rollup rules: RB.1.4, RB.1.4.1, RB.1.4.2.

use scorm::plan::ChildSet::{All, Any, AtLeastCount, AtLeastPercent, None};
use scorm::plan::RollupAction::{Completed, Incomplete, NotSatisfied, Satisfied};
use scorm::plan::{Activity, ChildSet, Combination, Consideration, PreAction, Sequencing};

use crate::build::{Change, Sequenced, cluster, leaf, plan};
use crate::walk::walk;

/// Where a cluster of `a`, `b` and `c` stands once content said these things in the first ones.
#[track_caller]
fn stands(cluster: Activity, said: &[&str]) -> String {
    let next = ["b", "c", "z"];
    let mut lines = vec!["start: a".to_owned()];
    for (index, said) in said.iter().enumerate() {
        lines.push(format!("{said}, continue: {}", next[index]));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    walk(&plan([cluster, leaf("z")]), &lines).standing("m")
}

fn three(change: impl Fn(Activity, usize) -> Activity) -> Activity {
    let leaves = ["a", "b", "c"].into_iter().enumerate();
    cluster("m", leaves.map(|(index, id)| change(leaf(id), index)))
}

fn plain() -> Activity {
    three(|leaf, _| leaf)
}

#[test]
fn rb_1_4_each_set_of_children_known_or_not() {
    let (p, f) = ("passed completed", "failed completed");
    let cases: [(ChildSet, &[&str], bool); 15] = [
        (All, &[p, p], false),
        (All, &[p, p, p], true),
        (All, &[p, f, p], false),
        (Any, &[f], false),
        (Any, &[f, p], true),
        (None, &[f, f], false),
        (None, &[f, f, f], true),
        (None, &[f, p, f], false),
        (AtLeastCount(2), &[p], false),
        (AtLeastCount(2), &[p, f, p], true),
        (AtLeastCount(0), &[f], true),
        (AtLeastPercent(0.5), &[p], false),
        (AtLeastPercent(0.5), &[p, p], true),
        (AtLeastPercent(1.0), &[p, p], false),
        (AtLeastPercent(1.0), &[p, p, p], true),
    ];
    for (set, said, holds) in cases {
        let standing = stands(plain().rolls(set, "satisfied", Satisfied), said);
        assert_eq!(
            standing.contains("satisfied"),
            holds,
            "{set:?} {said:?}: {standing}"
        );
    }
}

#[test]
fn rb_1_4_an_empty_bag_is_all_and_none_but_neither_any_nor_some() {
    for (set, holds) in [
        (All, true),
        (None, true),
        (Any, false),
        (AtLeastCount(1), false),
        (AtLeastPercent(0.5), false),
    ] {
        let nobody = three(|leaf, _| leaf.sequence(|it| it.rollup.objective_satisfied = false));
        let standing = stands(nobody.rolls(set, "satisfied", Satisfied), &["failed"]);
        assert_eq!(standing.contains("satisfied"), holds, "{set:?}: {standing}");
    }
}

#[test]
fn rb_1_4_1_each_condition() {
    let cases = [
        ("satisfied", "passed", true),
        ("not satisfied", "failed", true),
        ("objectiveStatusKnown", "failed", true),
        ("not objectiveStatusKnown", "cmi.success_status=unknown", true),
        ("objectiveMeasureKnown", "score=0", true),
        ("not objectiveMeasureKnown", "passed", true),
        ("completed", "completed", true),
        ("not completed", "incomplete", true),
        ("not completed", "cmi.completion_status=unknown", false),
        ("activityProgressKnown", "incomplete", true),
        ("attempted", "failed", true),
        ("not attempted", "failed", false),
        ("attemptLimitExceeded", "failed", false),
        ("not attemptLimitExceeded", "failed", false),
        ("never", "passed completed", false),
        ("not never", "failed", true),
    ];
    for (condition, said, holds) in cases {
        let one = cluster("m", [leaf("a")]).rolls(All, condition, Satisfied);
        let learner = walk(
            &plan([one, leaf("z")]),
            &["start: a", &format!("{said}, continue: z")],
        );
        let standing = learner.standing("m");
        assert_eq!(
            standing.contains("satisfied"),
            holds,
            "{condition} {said}: {standing}"
        );
    }
    let limited = cluster("m", [leaf("a").limit(1)]).rolls(All, "attemptLimitExceeded", Satisfied);
    let learner = walk(&plan([limited, leaf("z")]), &["start: a", "continue: z"]);
    assert!(learner.standing("m").contains("satisfied"));
}

#[test]
fn rb_1_4_1_conditions_combine_in_each_child() {
    let both = |combination| {
        plain()
            .rolls(Any, "satisfied", Satisfied)
            .rolls(Any, "completed", Satisfied)
            .sequence(|it| {
                let second = it.rollup.rules.pop().unwrap();
                it.rollup.rules[0].conditions.extend(second.conditions);
                it.rollup.rules[0].combination = combination;
            })
    };
    let split = ["passed incomplete", "failed completed"];
    assert_eq!(stands(both(Combination::Any), &split), "? satisfied ?");
    assert_eq!(stands(both(Combination::All), &split), "? ? ?");
    assert_eq!(
        stands(both(Combination::All), &["passed completed"]),
        "? satisfied ?"
    );
}

#[test]
fn rb_1_4_a_rule_of_one_kind_puts_the_default_of_that_kind_aside_alone() {
    let only = plain().rolls(Any, "not satisfied", NotSatisfied);
    assert_eq!(stands(only, &["passed completed"; 3]), "completed ? ?");
    let only = plain()
        .rolls(Any, "completed", Completed)
        .rolls(All, "not completed", Incomplete);
    assert_eq!(stands(only.clone(), &["passed completed"]), "completed ? ?");
    assert_eq!(stands(only, &["passed incomplete"; 3]), "incomplete satisfied ?");
}

#[test]
fn rb_1_4_the_good_news_win() {
    let both = plain()
        .rolls(Any, "not satisfied", NotSatisfied)
        .rolls(Any, "satisfied", Satisfied);
    assert_eq!(stands(both, &["failed", "passed"]), "? satisfied ?");
}

#[test]
fn rb_1_2_b_where_no_rule_holds_the_status_stays() {
    let plan = plan([
        cluster("m", [leaf("a")])
            .rolls(Any, "satisfied", Satisfied)
            .rolls(Any, "completed", Completed),
        leaf("z"),
    ]);
    let learner = walk(
        &plan,
        &[
            "start: a",
            "passed completed, exit: -",
            "choice a: a",
            "failed incomplete, exit: -",
        ],
    );
    assert_eq!(learner.standing("m"), "completed satisfied ?");
}

#[test]
fn rb_1_4_2_rollup_controls_and_untracked_children() {
    let without_b = |change: Change<Sequencing>| {
        three(move |leaf, index| if index == 1 { leaf.sequence(change) } else { leaf })
    };
    let said = ["passed completed", "failed incomplete", "passed completed"];
    let cases: [(Change<Sequencing>, &str); 3] = [
        (
            |it| it.rollup.objective_satisfied = false,
            "incomplete satisfied ?",
        ),
        (|it| it.rollup.progress_completion = false, "completed failed ?"),
        (|it| it.delivery.tracked = false, "completed satisfied ?"),
    ];
    for (change, standing) in cases {
        assert_eq!(stands(without_b(change), &said), standing);
    }
}

#[test]
fn rb_1_4_2_a_child_is_required_only_when_its_considerations_say_so() {
    let requires = |consideration| {
        three(|leaf, _| leaf.sequence(|it| it.rollup.considerations.satisfied = consideration)).rolls(
            All,
            "satisfied",
            Satisfied,
        )
    };
    assert_eq!(stands(requires(Consideration::Always), &["passed"]), "? ? ?");
    assert_eq!(
        stands(requires(Consideration::IfAttempted), &["passed"]),
        "? satisfied ?"
    );
    assert_eq!(stands(requires(Consideration::IfAttempted), &["failed"]), "? ? ?");
    // What was never attempted isn't suspended.
    assert_eq!(
        stands(requires(Consideration::IfNotSuspended), &["passed"]),
        "? ? ?"
    );
    let left = ["passed", "failed suspend", "passed"];
    assert_eq!(stands(requires(Consideration::Always), &left), "? ? ?");
    assert_eq!(
        stands(requires(Consideration::IfNotSuspended), &left),
        "? satisfied ?"
    );
    assert_eq!(
        stands(requires(Consideration::IfNotSuspended), &["failed suspend"]),
        "? ? ?"
    );
}

#[test]
fn rb_1_4_2_what_is_skipped_is_not_required_where_it_says_so() {
    let plan = plan([
        cluster(
            "m",
            [
                leaf("a"),
                leaf("b")
                    .pre("always", PreAction::Skip)
                    .sequence(|it| it.rollup.considerations.satisfied = Consideration::IfNotSkipped),
            ],
        ),
        leaf("z"),
    ]);
    let learner = walk(&plan, &["start: a", "passed completed, continue: z"]);
    assert_eq!(learner.standing("m"), "? satisfied ?");
}
