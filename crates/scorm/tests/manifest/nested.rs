//! Whatever is said of sequencing, nested as it should or not: what is read is in bounds, is kept, and opens.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use scorm::attempt2004::{Attempt, Stage, Start};
use scorm::log::Act;
use scorm::manifest::parse;
use scorm::plan::{Activity, ChildSet, Plan};
use scorm::sequencing::Tree;
use serde_json::Value;

use crate::{leaf, paths, sequenced};

/// An element: its attributes, each with values, and its children.
type Line = (
    &'static str,
    &'static [(&'static str, &'static [&'static str])],
    &'static [&'static str],
);

const FLAGS: &[&str] = &["true", "false", "1", "zut"];
const SHARES: &[&str] = &["0", "0.5", "1", "-0.25", "2", "-1e9", "NaN", "inf", "0,5", ""];
const COUNTS: &[&str] = &["0", "1", "2", "+3", "99999999999", "-1", "deux"];
const IDS: &[&str] = &["p", "q", "p%20", "", " "];
const TIMINGS: &[&str] = &["never", "once", "onEachNewAttempt", "often"];
const CONSIDERED: &[&str] = &["always", "ifAttempted", "ifNotSkipped", "ifNotSuspended", "zut"];
const COMBINED: &[&str] = &["all", "any", "some"];

#[rustfmt::skip]
const MODEL: &[Line] = &[
    ("item", &[("identifier", &["i", "j", "k", ""]), ("identifierref", &["r", "s", "zut"]), ("isvisible", FLAGS)],
        &["title", "adlnav:presentation", "adlcp:completionThreshold", "adlcp:data", "adlcp:timeLimitAction", "imsss:sequencing", "item", "item"]),
    ("imsss:sequencing", &[("ID", &["c"]), ("IDRef", &["c", "zut"])],
        &["imsss:controlMode", "imsss:sequencingRules", "imsss:limitConditions", "imsss:rollupRules", "imsss:objectives", "imsss:randomizationControls",
          "imsss:deliveryControls", "adlseq:constrainedChoiceConsiderations", "adlseq:rollupConsiderations", "adlseq:objectives"]),
    ("imsss:controlMode", &[("choice", FLAGS), ("choiceExit", FLAGS), ("flow", &["true"]), ("forwardOnly", FLAGS), ("useCurrentAttemptObjectiveInfo", FLAGS)], &[]),
    ("imsss:sequencingRules", &[], &["imsss:preConditionRule", "imsss:exitConditionRule", "imsss:postConditionRule"]),
    ("imsss:preConditionRule", &[], &["imsss:ruleConditions", "imsss:ruleAction"]),
    ("imsss:exitConditionRule", &[], &["imsss:ruleConditions", "imsss:ruleAction"]),
    ("imsss:postConditionRule", &[], &["imsss:ruleConditions", "imsss:ruleAction"]),
    ("imsss:ruleConditions", &[("conditionCombination", COMBINED)], &["imsss:ruleCondition"]),
    ("imsss:ruleCondition", &[("condition", &["satisfied", "always", "attempted", "objectiveMeasureGreaterThan", "zut"]), ("operator", &["not", "noOp", "zut"]),
        ("referencedObjective", IDS), ("measureThreshold", SHARES)], &[]),
    ("imsss:ruleAction", &[("action", &["exit", "exit", "skip", "disabled", "hiddenFromChoice", "stopForwardTraversal", "exit", "exitParent", "exitAll", "retry", "retryAll", "continue", "previous", "zut"])], &[]),
    ("imsss:limitConditions", &[("attemptLimit", COUNTS), ("attemptAbsoluteDurationLimit", &["PT1.5S", "P99999999999999999999Y", "zut"])], &[]),
    ("imsss:rollupRules", &[("rollupObjectiveSatisfied", FLAGS), ("rollupProgressCompletion", FLAGS), ("objectiveMeasureWeight", SHARES)], &["imsss:rollupRule"]),
    ("imsss:rollupRule", &[("childActivitySet", &["all", "any", "none", "atLeastCount", "atLeastPercent", "zut"]), ("minimumCount", COUNTS), ("minimumPercent", SHARES)],
        &["imsss:rollupConditions", "imsss:rollupAction"]),
    ("imsss:rollupConditions", &[("conditionCombination", COMBINED)], &["imsss:rollupCondition"]),
    ("imsss:rollupCondition", &[("condition", &["satisfied", "completed", "attempted", "zut"]), ("operator", &["not"])], &[]),
    ("imsss:rollupAction", &[("action", &["satisfied", "notSatisfied", "completed", "incomplete", "zut"])], &[]),
    ("imsss:objectives", &[], &["imsss:primaryObjective", "imsss:objective", "imsss:objective"]),
    ("imsss:primaryObjective", &[("objectiveID", IDS), ("satisfiedByMeasure", FLAGS)], &["imsss:minNormalizedMeasure", "imsss:mapInfo"]),
    ("imsss:objective", &[("objectiveID", IDS), ("satisfiedByMeasure", FLAGS)], &["imsss:minNormalizedMeasure", "imsss:mapInfo"]),
    ("imsss:minNormalizedMeasure", &[], &[]),
    ("imsss:mapInfo", &[("targetObjectiveID", IDS), ("readSatisfiedStatus", FLAGS), ("writeNormalizedMeasure", FLAGS)], &[]),
    ("imsss:randomizationControls", &[("selectionTiming", TIMINGS), ("selectCount", COUNTS), ("randomizationTiming", TIMINGS), ("reorderChildren", FLAGS)], &[]),
    ("imsss:deliveryControls", &[("tracked", FLAGS), ("completionSetByContent", FLAGS)], &[]),
    ("adlseq:constrainedChoiceConsiderations", &[("preventActivation", FLAGS), ("constrainChoice", FLAGS)], &[]),
    ("adlseq:rollupConsiderations", &[("requiredForSatisfied", CONSIDERED), ("requiredForIncomplete", CONSIDERED), ("measureSatisfactionIfActive", FLAGS)], &[]),
    ("adlseq:objectives", &[], &["adlseq:objective"]),
    ("adlseq:objective", &[("objectiveID", IDS)], &["adlseq:mapInfo"]),
    ("adlseq:mapInfo", &[("targetObjectiveID", IDS), ("readRawScore", FLAGS), ("writeCompletionStatus", FLAGS)], &[]),
    ("adlnav:presentation", &[], &["adlnav:navigationInterface"]),
    ("adlnav:navigationInterface", &[], &["adlnav:hideLMSUI", "adlnav:hideLMSUI"]),
    ("adlnav:hideLMSUI", &[], &[]),
    ("adlcp:completionThreshold", &[("completedByMeasure", FLAGS), ("minProgressMeasure", SHARES), ("progressWeight", SHARES)], &[]),
    ("adlcp:data", &[], &["adlcp:map"]),
    ("adlcp:map", &[("targetID", IDS), ("readSharedData", FLAGS)], &[]),
    ("adlcp:timeLimitAction", &[], &[]),
    ("title", &[], &[]),
];

/// What elements without children hold.
const TEXTS: &[&str] = &[
    "0.5",
    "continue",
    "exitAll",
    "exit,message",
    "T",
    "",
    "1e400",
    "&amp;",
];

/// Chooses, one draw after the other; the first of all once they are used up.
struct Draws<'a>(std::slice::Iter<'a, u8>);

impl Draws<'_> {
    fn next(&mut self) -> usize {
        self.0.next().copied().map_or(0, usize::from)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let draw = self.next();
        all.get(draw % all.len().max(1)).copied()
    }
}

/// An element, with most of the children that it may have, seldom others; nothing more once the draws are used up.
fn write(name: &str, draws: &mut Draws<'_>, text: &mut String) {
    let Some((_, attributes, children)) = MODEL.iter().find(|line| line.0 == name) else {
        return;
    };
    text.push_str(&format!("<{name}"));
    for (attribute, values) in *attributes {
        if draws.next() % 2 == 1
            && let Some(value) = draws.of(values)
        {
            text.push_str(&format!(" {attribute}='{value}'"));
        }
    }
    text.push('>');
    if children.is_empty() {
        text.push_str(draws.of(TEXTS).unwrap_or_default());
    }
    for child in *children {
        match draws.next() {
            ..64 => {}
            240.. => write(draws.of(MODEL).map_or("", |line| line.0), draws, text),
            _ => write(child, draws, text),
        }
    }
    text.push_str(&format!("</{name}>"));
}

/// Numbers are where the engine takes them to be.
fn is_in_bounds(activity: &Activity) -> bool {
    let sequencing = &activity.sequencing;
    let (share, measure) = (0.0..=1.0, -1.0..=1.0);
    let objectives = std::iter::once(&sequencing.primary).chain(&sequencing.objectives);
    let rules = sequencing.rollup.rules.iter();
    let thresholds = sequencing
        .pre
        .iter()
        .flat_map(|rule| &rule.conditions)
        .map(|term| term.threshold);
    share.contains(&sequencing.rollup.measure_weight)
        && share.contains(&sequencing.completion.min_progress_measure)
        && share.contains(&sequencing.completion.progress_weight)
        && objectives
            .map(|one| one.min_normalized_measure)
            .chain(thresholds)
            .all(|one| measure.contains(&one))
        && rules
            .map(|rule| rule.children)
            .all(|set| !matches!(set, ChildSet::AtLeastPercent(least) if !share.contains(&least)))
        && activity.children.iter().all(is_in_bounds)
}

fn draws(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

/// A manifest with a page, a few items, sequencing of its organization, and some that they may refer to.
fn manifest(draws: &[u8], collection: &[u8]) -> String {
    let (mut inside, mut after) = (leaf("f", ""), String::new());
    let mut draws = Draws(draws.iter());
    for _ in 0..3 {
        write("item", &mut draws, &mut inside);
    }
    write("imsss:sequencing", &mut draws, &mut inside);
    write("imsss:sequencing", &mut Draws(collection.iter()), &mut after);
    let collection = format!("<imsss:sequencingCollection>{after}</imsss:sequencingCollection>");
    sequenced(&inside, &collection)
}

proptest! {
    #[test]
    fn any_nesting_is_read_in_bounds_and_opens(drawn in draws(1200), collection in draws(60)) {
        let text = manifest(&drawn, &collection);
        let Ok(manifest) = parse(text.as_bytes(), &paths(&["a.html", "b.html"])) else { return Ok(()) };
        let plan = manifest.plan().unwrap();
        prop_assert!(is_in_bounds(&plan.root), "{}", text);
        prop_assert_eq!(&serde_json::from_str::<Plan>(&serde_json::to_string(&plan).unwrap()).unwrap(), &plan);

        let mut attempt = Attempt::new(Arc::new(Tree::new(&plan)), Start::default());
        let opening = attempt.opening().unwrap();
        attempt.act(&Act::Navigate(opening), 0).unwrap();
        prop_assert_ne!(attempt.stage(), Stage::Waiting);
        prop_assert_eq!(attempt.offer().lines.len(), attempt.tree().len());
    }
}

/// What is drawn is worth drawing: most of it is read, and every kind of thing is said now and then.
#[test]
fn nesting_says_something_of_everything() {
    let mut runner = TestRunner::deterministic();
    let (mut read, mut said) = (0, BTreeSet::new());
    for _ in 0..300 {
        let draws = draws(1200).new_tree(&mut runner).unwrap().current();
        if let Ok(manifest) = parse(manifest(&draws, &draws).as_bytes(), &paths(&["a.html", "b.html"])) {
            read += 1;
            gather(&serde_json::to_value(manifest.plan()).unwrap(), &mut said);
        }
    }
    assert!(read > 150, "{read}");
    for key in [
        "pre",
        "exit",
        "post",
        "limits",
        "rules",
        "considerations",
        "maps",
        "objectives",
        "randomization",
        "delivery",
        "completion",
        "hidden",
        "data",
        "atLeastPercent",
        "threshold",
        "write_completion",
        "time_limit_action",
    ] {
        assert!(said.contains(key), "{key} in {said:?}");
    }
}

fn gather(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => all.iter().for_each(|(key, one)| {
            keys.insert(key.clone());
            gather(one, keys);
        }),
        Value::Array(all) => all.iter().for_each(|one| gather(one, keys)),
        _ => {}
    }
}
