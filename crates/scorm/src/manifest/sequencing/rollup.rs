use super::Remark;
use super::rules::{action, combination, is_negated, required, unknown};
use super::values::{boolean, choice, count, decimal};
use crate::manifest::element::Element;
use crate::plan::{ChildSet, Combination, Considerations, RollupConditionTerm, RollupRule, RollupRules};

/// `rollupRules` and `adlseq:rollupConsiderations`. SN 3.7 to 3.9.
pub(super) fn read(
    rules: Option<&Element>,
    considerations: Option<&Element>,
    remarks: &mut Vec<Remark>,
) -> RollupRules {
    let mut read = RollupRules::default();
    if let Some(element) = rules {
        read.objective_satisfied = boolean(element, "rollupObjectiveSatisfied", true, remarks);
        read.progress_completion = boolean(element, "rollupProgressCompletion", true, remarks);
        read.measure_weight = decimal(element, "objectiveMeasureWeight", 0.0..=1.0, 1.0, remarks);
        for element in element.known("rollupRule") {
            match rule(element, remarks) {
                Ok(rule) => read.rules.push(rule),
                Err(why) => remarks.push(why),
            }
        }
    }
    if let Some(element) = considerations {
        let usual = Considerations::default();
        read.considerations = Considerations {
            satisfied: choice(element, "requiredForSatisfied", usual.satisfied, remarks),
            not_satisfied: choice(element, "requiredForNotSatisfied", usual.not_satisfied, remarks),
            completed: choice(element, "requiredForCompleted", usual.completed, remarks),
            incomplete: choice(element, "requiredForIncomplete", usual.incomplete, remarks),
            measure_satisfaction_if_active: boolean(element, "measureSatisfactionIfActive", true, remarks),
        };
    }
    read
}

fn rule(element: &Element, remarks: &mut Vec<Remark>) -> Result<RollupRule, Remark> {
    let list = element
        .known("rollupConditions")
        .next()
        .ok_or(Remark::RuleIncomplete)?;
    let conditions: Vec<RollupConditionTerm> = list
        .known("rollupCondition")
        .map(term)
        .collect::<Result<_, _>>()?;
    if conditions.is_empty() {
        return Err(Remark::RuleIncomplete);
    }
    Ok(RollupRule {
        children: child_set(element, remarks)?,
        combination: combination(list, Combination::Any)?,
        conditions,
        action: action(element, "rollupAction")?,
    })
}

fn term(element: &Element) -> Result<RollupConditionTerm, Remark> {
    Ok(RollupConditionTerm {
        condition: required(element, "condition")?,
        not: is_negated(element)?,
    })
}

/// `childActivitySet`, SN 3.7.4; a count or a share that isn't given is 0.
fn child_set(element: &Element, remarks: &mut Vec<Remark>) -> Result<ChildSet, Remark> {
    Ok(match element.value("childActivitySet") {
        None | Some("all") => ChildSet::All,
        Some("any") => ChildSet::Any,
        Some("none") => ChildSet::None,
        Some("atLeastCount") => ChildSet::AtLeastCount(count(element, "minimumCount", remarks).unwrap_or(0)),
        Some("atLeastPercent") => {
            ChildSet::AtLeastPercent(decimal(element, "minimumPercent", 0.0..=1.0, 0.0, remarks))
        }
        Some(value) => return Err(unknown("childActivitySet", value)),
    })
}
