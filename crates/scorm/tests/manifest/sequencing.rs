//! What `<sequencing>` says, element by element.

use scorm::plan::{
    ChildSet, Combination, CompletionThreshold, Condition, Consideration, DataMap, Delivery, ExitAction,
    Hidden, LimitConditions, Mode, PostAction, PreAction, Randomization, RollupAction, RollupCondition,
    RollupRules, Sequencing, Term, Timing,
};

use crate::{leaf, read, sequenced, sequencing, silent};

#[test]
fn nothing_said_is_the_default() {
    for inside in [
        "",
        "<imsss:sequencing/>",
        "<imsss:sequencing><imsss:controlMode/><imsss:sequencingRules/><imsss:limitConditions/><imsss:rollupRules/>
            <imsss:objectives><imsss:primaryObjective/></imsss:objectives><imsss:randomizationControls/>
            <imsss:deliveryControls/><adlseq:constrainedChoiceConsiderations/><adlseq:rollupConsiderations/>
            <imsss:auxiliaryResources><imsss:auxiliaryResource auxiliaryResourceID=\"x\" purpose=\"y\"/></imsss:auxiliaryResources>
            <x:objectives><x:objective objectiveID=\"x\"/></x:objectives></imsss:sequencing><adlcp:completionThreshold/>",
    ] {
        assert_eq!(sequencing(inside), (Sequencing::default(), vec![]), "{inside}");
    }
}

#[test]
fn modes_limits_draws_and_delivery() {
    let read = silent(
        r#"<imsss:controlMode choice="false" choiceExit="0" flow=" true " forwardOnly="1" useCurrentAttemptObjectiveInfo="false"
            useCurrentAttemptProgressInfo="False"/>
        <imsss:limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT1H0.5S" beginTimeLimit="2020-01-01"/>
        <imsss:randomizationControls randomizationTiming="onEachNewAttempt" selectCount="3" reorderChildren="true" selectionTiming="once"/>
        <imsss:deliveryControls tracked="false" completionSetByContent="true" objectiveSetByContent="true"/>
        <adlseq:constrainedChoiceConsiderations preventActivation="true" constrainChoice="true"/>"#,
    );
    assert_eq!(
        read.mode,
        Mode {
            choice: false,
            choice_exit: false,
            flow: true,
            forward_only: true,
            use_current_attempt_objective_info: false,
            use_current_attempt_progress_info: false,
            prevent_activation: true,
            constrain_choice: true,
        }
    );
    assert_eq!(
        read.limits,
        LimitConditions {
            attempts: Some(2),
            attempt_absolute_duration: Some(360_050),
            max_time_allowed: Some("PT1H0.5S".into()),
        }
    );
    assert_eq!(
        read.randomization,
        Randomization {
            selection: Timing::Once,
            select_count: Some(3),
            randomization: Timing::OnEachNewAttempt,
            reorder: true,
        }
    );
    assert_eq!(
        read.delivery,
        Delivery {
            tracked: false,
            completion_set_by_content: true,
            objective_set_by_content: true,
        }
    );
}

/// A rule of this kind with these conditions.
fn rule(kind: &str, conditions: &str, action: &str) -> String {
    format!(
        r#"<imsss:sequencingRules><imsss:{kind}><imsss:ruleConditions{conditions}</imsss:ruleConditions>
        <imsss:ruleAction action="{action}"/></imsss:{kind}></imsss:sequencingRules>"#
    )
}

#[test]
fn conditions_of_sequencing_rules() {
    for (name, condition) in [
        ("satisfied", Condition::Satisfied),
        ("objectiveStatusKnown", Condition::ObjectiveStatusKnown),
        ("objectiveMeasureKnown", Condition::ObjectiveMeasureKnown),
        (
            "objectiveMeasureGreaterThan",
            Condition::ObjectiveMeasureGreaterThan,
        ),
        ("objectiveMeasureLessThan", Condition::ObjectiveMeasureLessThan),
        ("completed", Condition::Completed),
        ("activityProgressKnown", Condition::ActivityProgressKnown),
        ("attempted", Condition::Attempted),
        ("attemptLimitExceeded", Condition::AttemptLimitExceeded),
        ("timeLimitExceeded", Condition::TimeLimitExceeded),
        ("outsideAvailableTimeRange", Condition::OutsideAvailableTimeRange),
        ("always", Condition::Always),
    ] {
        let conditions = format!(
            r#" conditionCombination="any"><imsss:ruleCondition condition="{name}"/>
            <imsss:ruleCondition condition="{name}" operator="not" referencedObjective=" but%201 " measureThreshold="-.5"/>
            <imsss:ruleCondition condition="{name}" operator="noOp"/>"#
        );
        let objectives = r#"<imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="but 1"/></imsss:objectives>"#;
        let read = silent(&(rule("preConditionRule", &conditions, "skip") + objectives));
        let bare = Term {
            condition,
            not: false,
            objective: None,
            threshold: 0.0,
        };
        let whole = Term {
            condition,
            not: true,
            objective: Some("but 1".into()),
            threshold: -0.5,
        };
        assert_eq!(read.pre.len(), 1, "{name}");
        assert_eq!(read.pre[0].combination, Combination::Any);
        assert_eq!(read.pre[0].conditions, [bare.clone(), whole, bare], "{name}");
    }
}

#[test]
fn actions_of_sequencing_rules() {
    let always = r#"><imsss:ruleCondition condition="always"/>"#;
    for (name, action) in [
        ("skip", PreAction::Skip),
        ("disabled", PreAction::Disabled),
        ("hiddenFromChoice", PreAction::HiddenFromChoice),
        ("stopForwardTraversal", PreAction::StopForwardTraversal),
    ] {
        let read = silent(&rule("preConditionRule", always, name));
        assert_eq!(read.pre[0].action, action);
        assert_eq!(read.pre[0].combination, Combination::All);
    }
    for (name, action) in [
        ("exitParent", PostAction::ExitParent),
        ("exitAll", PostAction::ExitAll),
        ("retry", PostAction::Retry),
        ("retryAll", PostAction::RetryAll),
        ("continue", PostAction::Continue),
        ("previous", PostAction::Previous),
    ] {
        assert_eq!(
            silent(&rule("postConditionRule", always, name)).post[0].action,
            action
        );
    }
    let (exit, _) = sequencing(&format!(
        "<imsss:sequencing>{}</imsss:sequencing>",
        rule("exitConditionRule", always, "exit")
    ));
    assert_eq!(exit.exit[0].action, ExitAction::Exit);
}

/// The rollup rules of an organization.
fn rollup(inside: &str) -> RollupRules {
    let sequencing = format!("<imsss:sequencing>{inside}</imsss:sequencing>");
    let manifest = read(&sequenced(&(leaf("i", "") + &sequencing), ""));
    assert_eq!(manifest.warnings, [], "{inside}");
    manifest.plan().unwrap().root.sequencing.rollup
}

#[test]
fn rollup_rules() {
    for (attributes, children) in [
        ("", ChildSet::All),
        (r#"childActivitySet="all" minimumCount="2""#, ChildSet::All),
        (r#"childActivitySet="any""#, ChildSet::Any),
        (r#"childActivitySet="none""#, ChildSet::None),
        (r#"childActivitySet="atLeastCount""#, ChildSet::AtLeastCount(0)),
        (
            r#"childActivitySet="atLeastCount" minimumCount="2""#,
            ChildSet::AtLeastCount(2),
        ),
        (
            r#"childActivitySet="atLeastPercent" minimumPercent=".5""#,
            ChildSet::AtLeastPercent(0.5),
        ),
    ] {
        let read = rollup(&format!(
            r#"<imsss:rollupRules><imsss:rollupRule {attributes}><imsss:rollupConditions><imsss:rollupCondition condition="attempted" operator="not"/>
            </imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules>"#
        ));
        assert_eq!(read.rules.len(), 1);
        assert_eq!(read.rules[0].children, children, "{attributes}");
        assert_eq!(read.rules[0].combination, Combination::Any);
        assert_eq!(read.rules[0].action, RollupAction::Completed);
        assert!(read.rules[0].conditions[0].not);
    }
    for (name, condition) in [
        ("satisfied", RollupCondition::Satisfied),
        ("objectiveStatusKnown", RollupCondition::ObjectiveStatusKnown),
        ("objectiveMeasureKnown", RollupCondition::ObjectiveMeasureKnown),
        ("completed", RollupCondition::Completed),
        ("activityProgressKnown", RollupCondition::ActivityProgressKnown),
        ("attempted", RollupCondition::Attempted),
        ("attemptLimitExceeded", RollupCondition::AttemptLimitExceeded),
        ("timeLimitExceeded", RollupCondition::TimeLimitExceeded),
        (
            "outsideAvailableTimeRange",
            RollupCondition::OutsideAvailableTimeRange,
        ),
        ("never", RollupCondition::Never),
    ] {
        let read = rollup(&format!(
            r#"<imsss:rollupRules><imsss:rollupRule><imsss:rollupConditions conditionCombination="all"><imsss:rollupCondition condition="{name}"/>
            </imsss:rollupConditions><imsss:rollupAction action="notSatisfied"/></imsss:rollupRule></imsss:rollupRules>"#
        ));
        assert_eq!(read.rules[0].conditions[0].condition, condition);
        assert_eq!(read.rules[0].combination, Combination::All);
    }
}

#[test]
fn rollup_controls() {
    let read = rollup(
        r#"<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight="0.25"/>
        <adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" requiredForNotSatisfied="ifNotSkipped"
            requiredForCompleted="ifNotSuspended" requiredForIncomplete="always" measureSatisfactionIfActive="false"/>"#,
    );
    assert!(!read.objective_satisfied && !read.progress_completion);
    assert_eq!(read.measure_weight, 0.25);
    assert_eq!(read.considerations.satisfied, Consideration::IfAttempted);
    assert_eq!(read.considerations.not_satisfied, Consideration::IfNotSkipped);
    assert_eq!(read.considerations.completed, Consideration::IfNotSuspended);
    assert_eq!(read.considerations.incomplete, Consideration::Always);
    assert!(!read.considerations.measure_satisfaction_if_active);
}

#[test]
fn completion_thresholds_of_both_editions() {
    let of = |completed_by_measure, min_progress_measure, progress_weight| CompletionThreshold {
        completed_by_measure,
        min_progress_measure,
        progress_weight,
    };
    for (written, expected) in [
        ("> 0.8 <", of(true, 0.8, 1.0)),
        (
            r#" completedByMeasure="true" minProgressMeasure="0.75" progressWeight="0.5"><"#,
            of(true, 0.75, 0.5),
        ),
        (r#" minProgressMeasure="0.75">0.2<"#, of(false, 0.75, 1.0)),
        (r#" completedByMeasure="true"><"#, of(true, 1.0, 1.0)),
        (r#" progressWeight="0"><"#, of(false, 1.0, 0.0)),
    ] {
        let inside = format!("<adlcp:completionThreshold{written}/adlcp:completionThreshold>");
        let (read, warnings) = sequencing(&inside);
        assert_eq!((read.completion, warnings), (expected, vec![]), "{written}");
    }
}

#[test]
fn hidden_controls_and_shared_data() {
    let hide = |tokens: &[&str]| {
        let each: String = tokens
            .iter()
            .map(|token| format!("<adlnav:hideLMSUI> {token} </adlnav:hideLMSUI>"))
            .collect();
        format!(
            "<adlnav:presentation><adlnav:navigationInterface>{each}</adlnav:navigationInterface></adlnav:presentation>"
        )
    };
    let (read_back, warnings) = sequencing(&hide(&[
        "previous",
        "continue",
        "exit",
        "exitAll",
        "abandon",
        "abandonAll",
        "suspendAll",
        "continue",
    ]));
    assert_eq!(warnings, []);
    assert_eq!(
        read_back.hidden,
        [
            Hidden::Previous,
            Hidden::Continue,
            Hidden::Exit,
            Hidden::ExitAll,
            Hidden::Abandon,
            Hidden::AbandonAll,
            Hidden::SuspendAll
        ]
    );
    let data = r#"<adlcp:data><adlcp:map targetID="notes"/><adlcp:map targetID=" d2 " readSharedData="false" writeSharedData="0"/></adlcp:data>"#;
    let manifest = read(&sequenced(&leaf("i", data), ""));
    let plan = manifest.plan().unwrap();
    let maps = [("notes", true, true), ("d2", false, false)].map(|(target, read, write)| DataMap {
        target: target.into(),
        read,
        write,
    });
    assert_eq!(plan.root.children[0].content.as_ref().unwrap().data, maps);
    assert_eq!(manifest.warnings, []);
}

#[test]
fn prefixes_are_the_author_s() {
    let plain = sequencing(
        r#"<sequencing><controlMode flow="true"/><rollupConsiderations requiredForCompleted="ifAttempted"/></sequencing>"#,
    );
    let other = sequencing(
        r#"<q:sequencing xmlns:q="http://www.imsglobal.org/xsd/imsss"><q:controlMode q:flow="true"/>
        <q:rollupConsiderations requiredForCompleted="ifAttempted"/></q:sequencing>"#,
    );
    assert_eq!(plain, other);
    assert!(plain.0.mode.flow);
    assert_eq!(
        plain.0.rollup.considerations.completed,
        Consideration::IfAttempted
    );
    let (foreign, _) = sequencing(r#"<x:sequencing><x:controlMode flow="true"/></x:sequencing>"#);
    assert_eq!(foreign, Sequencing::default());
}
