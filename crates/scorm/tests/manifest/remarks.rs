//! What is said to authors of the sequencing that they wrote.

use scorm::manifest::{Remark, Warning};

use crate::{leaf, read, sequenced, sequencing};

/// What is remarked upon a leaf with this inside.
fn upon(inside: &str) -> Vec<Remark> {
    only(sequencing(inside).1)
}

/// The remarks among warnings that are only that.
fn only(warnings: Vec<Warning>) -> Vec<Remark> {
    let remarks = warnings.into_iter().map(|warning| match warning {
        Warning::Sequencing { remark, .. } => remark,
        other => panic!("{other}"),
    });
    remarks.collect()
}

fn value(name: &'static str, value: &str) -> Remark {
    let value = value.into();
    Remark::Value { name, value }
}

fn bounds(name: &'static str, value: &str) -> Remark {
    let value = value.into();
    Remark::Bounds { name, value }
}

#[test]
fn values_that_can_not_be_read() {
    for (element, expected) in [
        (r#"<imsss:controlMode flow="oui"/>"#, value("flow", "oui")),
        (
            r#"<imsss:limitConditions attemptLimit="-1"/>"#,
            value("attemptLimit", "-1"),
        ),
        (
            r#"<imsss:limitConditions attemptAbsoluteDurationLimit="00:10:00"/>"#,
            value("attemptAbsoluteDurationLimit", "00:10:00"),
        ),
        (
            r#"<imsss:randomizationControls selectionTiming="Once"/>"#,
            value("selectionTiming", "Once"),
        ),
        (
            r#"<imsss:randomizationControls selectCount="1.5"/>"#,
            value("selectCount", "1.5"),
        ),
        (
            r#"<imsss:rollupRules objectiveMeasureWeight="1,5"/>"#,
            value("objectiveMeasureWeight", "1,5"),
        ),
        (
            r#"<imsss:rollupRules objectiveMeasureWeight="NaN"/>"#,
            value("objectiveMeasureWeight", "NaN"),
        ),
        (
            r#"<imsss:rollupRules objectiveMeasureWeight="2"/>"#,
            bounds("objectiveMeasureWeight", "2"),
        ),
        (
            r#"<adlseq:rollupConsiderations requiredForCompleted="jamais"/>"#,
            value("requiredForCompleted", "jamais"),
        ),
        (
            r#"<imsss:objectives><imsss:primaryObjective><imsss:minNormalizedMeasure>-80</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>"#,
            bounds("minNormalizedMeasure", "-80"),
        ),
    ] {
        let remarks = upon(&format!("<imsss:sequencing>{element}</imsss:sequencing>"));
        assert_eq!(remarks, [expected], "{element}");
    }
    for (element, expected) in [
        (
            "<adlcp:completionThreshold>80 %</adlcp:completionThreshold>",
            value("completionThreshold", "80 %"),
        ),
        (
            r#"<adlcp:completionThreshold minProgressMeasure="80"/>"#,
            bounds("minProgressMeasure", "80"),
        ),
        (
            "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>next</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>",
            value("hideLMSUI", "next"),
        ),
        (
            r#"<adlcp:data><adlcp:map/></adlcp:data>"#,
            Remark::MapWithoutTarget,
        ),
        (
            r#"<adlcp:data><adlcp:map targetID="n"/><adlcp:map targetID="n"/></adlcp:data>"#,
            Remark::DataTwice { target: "n".into() },
        ),
    ] {
        assert_eq!(upon(element), [expected], "{element}");
    }
}

#[test]
fn a_value_out_of_bounds_is_the_nearest() {
    let weight = |value: &str| {
        let inside = format!(
            r#"<imsss:sequencing><imsss:rollupRules objectiveMeasureWeight="{value}"/></imsss:sequencing>"#
        );
        sequencing(&inside).0.rollup.measure_weight
    };
    assert_eq!((weight("7"), weight("-1"), weight("x")), (1.0, 0.0, 1.0));
}

#[test]
fn a_rule_that_is_not_understood_is_ignored_whole() {
    let unknown = |name: &'static str, value: &str| Remark::RuleUnknown {
        name,
        value: value.into(),
    };
    let always = r#"<imsss:ruleCondition condition="always"/>"#;
    let skip = r#"<imsss:ruleAction action="skip"/>"#;
    for (conditions, action, expected) in [
        (
            format!(r#"{always}<imsss:ruleCondition condition="jamais"/>"#),
            skip,
            unknown("condition", "jamais"),
        ),
        (
            format!(r#"{always}<imsss:ruleCondition condition="always" operator="non"/>"#),
            skip,
            unknown("operator", "non"),
        ),
        (
            always.to_owned(),
            r#"<imsss:ruleAction action="exit"/>"#,
            unknown("action", "exit"),
        ),
        (String::new(), skip, Remark::RuleIncomplete),
        ("<imsss:ruleCondition/>".to_owned(), skip, Remark::RuleIncomplete),
        (always.to_owned(), "", Remark::RuleIncomplete),
        (always.to_owned(), "<imsss:ruleAction/>", Remark::RuleIncomplete),
    ] {
        let (read, warnings) = sequencing(&format!(
            "<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>{conditions}</imsss:ruleConditions>{action}</imsss:preConditionRule>
            <imsss:preConditionRule><imsss:ruleConditions>{always}</imsss:ruleConditions>{skip}</imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing>"
        ));
        assert_eq!(read.pre.len(), 1);
        assert_eq!(only(warnings), [expected], "{conditions} {action}");
    }
    let combined = r#"<imsss:sequencing><imsss:rollupRules><imsss:rollupRule childActivitySet="most"><imsss:rollupConditions><imsss:rollupCondition
        condition="completed"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules></imsss:sequencing>"#;
    assert_eq!(upon(combined), [unknown("childActivitySet", "most")]);
}

#[test]
fn objectives_that_do_not_hold_together() {
    for (inside, expected) in [
        (
            r#"<imsss:objectives><imsss:primaryObjective/><imsss:primaryObjective objectiveID="q"/></imsss:objectives>"#,
            vec![Remark::PrimaryTwice],
        ),
        (
            r#"<imsss:objectives><imsss:primaryObjective objectiveID="p"/><imsss:objective objectiveID=" p "/><imsss:objective/></imsss:objectives>"#,
            vec![
                Remark::ObjectiveTwice {
                    objective: String::from("p"),
                },
                Remark::ObjectiveWithoutIdentifier,
            ],
        ),
        (
            r#"<imsss:objectives><imsss:primaryObjective><imsss:mapInfo/></imsss:primaryObjective></imsss:objectives>"#,
            vec![Remark::MapWithoutTarget],
        ),
        (
            r#"<adlseq:objectives><adlseq:objective objectiveID="z"><adlseq:mapInfo targetObjectiveID="t"/></adlseq:objective></adlseq:objectives>"#,
            vec![Remark::ObjectiveAdded {
                objective: String::from("z"),
            }],
        ),
        (
            r#"<imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="t" writeSatisfiedStatus="true"/></imsss:primaryObjective>
            <imsss:objective objectiveID="q"><imsss:mapInfo targetObjectiveID="t" writeSatisfiedStatus="true"/></imsss:objective></imsss:objectives>"#,
            vec![Remark::MapsWriteTwice {
                target: String::from("t"),
            }],
        ),
        (
            r#"<imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="t"/><imsss:mapInfo targetObjectiveID="u"/></imsss:primaryObjective></imsss:objectives>"#,
            vec![Remark::MapsReadTwice {
                objective: String::from("p"),
            }],
        ),
        (
            r#"<imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied" referencedObjective="z"/>
            </imsss:ruleConditions><imsss:ruleAction action="retry"/></imsss:postConditionRule></imsss:sequencingRules>"#,
            vec![Remark::ObjectiveUnknown {
                objective: String::from("z"),
            }],
        ),
    ] {
        assert_eq!(
            upon(&format!("<imsss:sequencing>{inside}</imsss:sequencing>")),
            expected,
            "{inside}"
        );
    }
}

#[test]
fn what_has_no_effect_where_it_stands() {
    let exit = r#"<imsss:sequencing><imsss:sequencingRules><imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions>
        <imsss:ruleAction action="exit"/></imsss:exitConditionRule></imsss:sequencingRules></imsss:sequencing>"#;
    let rollup = r#"<imsss:sequencing><imsss:rollupRules><imsss:rollupRule><imsss:rollupConditions><imsss:rollupCondition condition="completed"/></imsss:rollupConditions>
        <imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules></imsss:sequencing>"#;
    assert_eq!(upon(exit), [Remark::ExitRuleOnLeaf]);
    assert_eq!(upon(rollup), [Remark::RollupRuleOnLeaf]);
    let on_cluster =
        |inside: &str, children: &str| only(read(&sequenced(&format!("{children}{inside}"), "")).warnings);
    for inside in [exit, rollup] {
        assert_eq!(on_cluster(inside, &leaf("i", "")), []);
    }
    let closed = r#"<imsss:sequencing><imsss:controlMode choice="false"/></imsss:sequencing>"#;
    assert_eq!(on_cluster(closed, &leaf("i", "")), [Remark::NothingReachable]);
    let scored = r#"<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"/></imsss:objectives></imsss:sequencing>"#;
    let weightless = leaf(
        "i",
        r#"<imsss:sequencing><imsss:rollupRules objectiveMeasureWeight="0"/></imsss:sequencing>"#,
    );
    assert_eq!(on_cluster(scored, &weightless), [Remark::WeightsAllZero]);
    assert_eq!(on_cluster(scored, &(weightless.clone() + &leaf("j", ""))), []);
    assert_eq!(on_cluster("", &weightless), []);
}

#[test]
fn collections() {
    let absent = upon(r#"<imsss:sequencing IDRef="c"><imsss:controlMode flow="true"/></imsss:sequencing>"#);
    assert_eq!(absent, [Remark::SequencingMissing { name: "c".into() }]);
    let twice = r#"<imsss:sequencingCollection><imsss:sequencing ID="c"/><imsss:sequencing ID="c"/></imsss:sequencingCollection>"#;
    assert_eq!(
        read(&sequenced(&leaf("i", ""), twice)).warnings,
        [Warning::SequencingTwice { name: "c".into() }]
    );
}

#[test]
fn sentences_are_french() {
    let (name, text) = ("flow", || "x".to_owned());
    let remarks = [
        Remark::Value { name, value: text() },
        Remark::Bounds { name, value: text() },
        Remark::RuleUnknown { name, value: text() },
        Remark::RuleIncomplete,
        Remark::SequencingMissing { name: text() },
        Remark::PrimaryTwice,
        Remark::ObjectiveTwice { objective: text() },
        Remark::ObjectiveWithoutIdentifier,
        Remark::ObjectiveAdded { objective: text() },
        Remark::MapWithoutTarget,
        Remark::DataTwice { target: text() },
        Remark::ObjectiveUnknown { objective: text() },
        Remark::ExitRuleOnLeaf,
        Remark::RollupRuleOnLeaf,
        Remark::WeightsAllZero,
        Remark::MapsWriteTwice { target: text() },
        Remark::MapsReadTwice { objective: text() },
        Remark::NothingReachable,
    ];
    for remark in remarks {
        let sentence = Warning::Sequencing {
            item: "Page".into(),
            remark,
        }
        .to_string();
        assert!(sentence.starts_with("«\u{202f}Page\u{202f}»"), "{sentence}");
        assert!(sentence.ends_with('.') && !sentence.contains("{}"), "{sentence}");
        for wrong in [" :", " ;", " »", "« ", "'"] {
            assert!(!sentence.contains(wrong), "{sentence}");
        }
    }
}
