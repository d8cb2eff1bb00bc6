//! Whatever the text.

use std::collections::BTreeSet;

use proptest::prelude::*;
use scorm::manifest::parse;
use scorm::plan::{Activity, Plan};

use crate::{GOOD, good_paths, leaf, paths, sequenced};

const ELEMENTS: &[&str] = &[
    "item",
    "title",
    "manifest",
    "organizations",
    "organization",
    "resources",
    "imsss:sequencingCollection",
    "imsss:sequencing",
    "imsss:controlMode",
    "imsss:sequencingRules",
    "imsss:preConditionRule",
    "imsss:exitConditionRule",
    "imsss:postConditionRule",
    "imsss:ruleConditions",
    "imsss:ruleCondition",
    "imsss:ruleAction",
    "imsss:limitConditions",
    "imsss:rollupRules",
    "imsss:rollupRule",
    "imsss:rollupConditions",
    "imsss:rollupCondition",
    "imsss:rollupAction",
    "imsss:objectives",
    "imsss:primaryObjective",
    "imsss:objective",
    "imsss:minNormalizedMeasure",
    "imsss:mapInfo",
    "imsss:randomizationControls",
    "imsss:deliveryControls",
    "adlseq:constrainedChoiceConsiderations",
    "adlseq:rollupConsiderations",
    "adlseq:objectives",
    "adlseq:objective",
    "adlseq:mapInfo",
    "adlnav:presentation",
    "adlnav:navigationInterface",
    "adlnav:hideLMSUI",
    "adlcp:completionThreshold",
    "adlcp:data",
    "adlcp:map",
    "adlcp:dataFromLMS",
    "adlcp:timeLimitAction",
    "x:sequencing",
];

const ATTRIBUTES: &[&str] = &[
    "",
    "identifier='i' identifierref='r'",
    "identifier='o' identifierref='m2'",
    "identifier='m2'",
    "ID='c'",
    "IDRef='c'",
    "objectiveID='p'",
    "objectiveID='p%20'",
    "targetObjectiveID='t'",
    "referencedObjective='p'",
    "condition='satisfied'",
    "condition='zut'",
    "action='skip'",
    "action='retry'",
    "action='completed'",
    "operator='not'",
    "conditionCombination='any'",
    "childActivitySet='atLeastPercent' minimumPercent='9'",
    "childActivitySet='atLeastCount' minimumCount='99999999999'",
    "attemptLimit='99999999999999999999'",
    "attemptAbsoluteDurationLimit='P99999999999999999999Y'",
    "attemptAbsoluteDurationLimit='PT1.5S'",
    "measureThreshold='-1e9'",
    "objectiveMeasureWeight='inf'",
    "flow='true'",
    "selectCount='2'",
    "selectionTiming='once'",
    "minProgressMeasure='0.1'",
    "targetID='d'",
    "requiredForCompleted='ifAttempted'",
];

/// Whether each activity has an identifier that no other has.
fn are_unique<'a>(activity: &'a Activity, seen: &mut BTreeSet<&'a str>) -> bool {
    !activity.identifier.is_empty()
        && seen.insert(&activity.identifier)
        && activity.children.iter().all(|child| are_unique(child, seen))
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(text.as_bytes(), &good_paths());
        let _ = parse(&bytes, &good_paths());
    }

    #[test]
    fn any_tags(tags in prop::collection::vec(prop::sample::select(vec![
        "<manifest>", "</manifest>", "<organizations>", "</organizations>", "<organization>", "</organization>",
        "<item identifierref='r'>", "<item identifier='i'/>", "</item>", "<resources>", "</resources>",
        "<resource identifier='r' href='a.html'/>", "<title>", "</title>", "x", "&amp;", "&#0;", "&#x41;", "&y;",
        "<![CDATA[", "]]>", "<!--", "-->", "<?p?>", "<adlcp:masteryscore>", "</adlcp:masteryscore>", "<!DOCTYPE a>",
    ]), 0..40)) {
        let _ = parse(tags.concat().as_bytes(), &paths(&["a.html"]));
    }

    #[test]
    fn any_sequencing(parts in prop::collection::vec((prop::sample::select(ELEMENTS), prop::sample::select(ATTRIBUTES), 0_u8..3), 0..60)) {
        let mut text = String::new();
        let mut open = Vec::new();
        for (name, attribute, then) in parts {
            match then {
                0 => text.push_str(&format!("<{name} {attribute}/>")),
                1 => {
                    text.push_str(&format!("<{name} {attribute}>"));
                    open.push(name);
                }
                _ => text.push_str(&open.pop().map_or_else(|| "0.5".to_owned(), |name| format!("</{name}>"))),
            }
        }
        text.extend(open.into_iter().rev().map(|name| format!("</{name}>")));
        let text = sequenced(&(leaf("i", &text) + &text), &text);
        if let Ok(manifest) = parse(text.as_bytes(), &paths(&["a.html", "b.html"])) {
            let plan = manifest.plan().unwrap();
            let json = serde_json::to_string(&plan).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Plan>(&json).unwrap(), &plan);
            let mut seen = BTreeSet::new();
            prop_assert!(are_unique(&plan.root, &mut seen), "{:?}", seen);
            for warning in &manifest.warnings {
                prop_assert!(warning.to_string().ends_with('.'));
            }
        }
    }

    #[test]
    fn any_mutation(is_sequenced: bool, at in any::<prop::sample::Index>(), length in 0_usize..40, inserted in "[<>/&\"'=:a-z ]{0,10}") {
        let mut text: Vec<char> = if is_sequenced { full() } else { GOOD.to_owned() }.chars().collect();
        let from = at.index(text.len());
        let to = (from + length).min(text.len());
        text.splice(from..to, inserted.chars());
        let text: String = text.into_iter().collect();
        let files = good_paths();
        if let Ok(manifest) = parse(text.as_bytes(), &files) {
            for launchable in manifest.launchables() {
                prop_assert!(files.contains(&launchable.path));
            }
            if let Some(plan) = manifest.plan() {
                prop_assert!(are_unique(&plan.root, &mut BTreeSet::new()));
            }
        }
    }
}

/// A manifest that says a little of everything.
fn full() -> String {
    let sequencing = r#"<imsss:sequencing IDRef="c"><imsss:controlMode flow="true"/><imsss:sequencingRules><imsss:preConditionRule>
        <imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition condition="satisfied" operator="not" referencedObjective="o"/></imsss:ruleConditions>
        <imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules><imsss:limitConditions attemptLimit="2"/>
        <imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:minNormalizedMeasure>0.5</imsss:minNormalizedMeasure></imsss:primaryObjective>
        <imsss:objective objectiveID="o"><imsss:mapInfo targetObjectiveID="t" writeSatisfiedStatus="true"/></imsss:objective></imsss:objectives>
        <adlseq:objectives><adlseq:objective objectiveID="o"><adlseq:mapInfo targetObjectiveID="t"/></adlseq:objective></adlseq:objectives></imsss:sequencing>
        <adlcp:completionThreshold>0.8</adlcp:completionThreshold><adlcp:data><adlcp:map targetID="d"/></adlcp:data>"#;
    let collection = r#"<imsss:sequencingCollection><imsss:sequencing ID="c"><imsss:rollupRules><imsss:rollupRule childActivitySet="any"><imsss:rollupConditions>
        <imsss:rollupCondition condition="completed"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules>
        </imsss:sequencing></imsss:sequencingCollection>"#;
    let cluster = format!(
        r#"<item identifier="k"><title>K</title>{}{sequencing}</item>"#,
        leaf("i", sequencing)
    );
    sequenced(&cluster, collection)
        .replace("a.html", "cours/pages/un/index.html")
        .replace("b.html", "cours/pages/un/index.html")
}
