use serde::de::DeserializeOwned;

use super::Remark;
use super::values::{decimal, token};
use crate::manifest::element::Element;
use crate::plan::{Combination, Condition, ExitAction, PostAction, PreAction, Rule, Term};

/// The rules of `sequencingRules`, by kind. SN 3.4.
#[derive(Default)]
pub(super) struct Rules {
    pub pre: Vec<Rule<PreAction>>,
    pub exit: Vec<Rule<ExitAction>>,
    pub post: Vec<Rule<PostAction>>,
}

pub(super) fn read(rules: &Element, remarks: &mut Vec<Remark>) -> Rules {
    Rules {
        pre: of_kind(rules, "preConditionRule", remarks),
        exit: of_kind(rules, "exitConditionRule", remarks),
        post: of_kind(rules, "postConditionRule", remarks),
    }
}

fn of_kind<A: DeserializeOwned>(rules: &Element, kind: &str, remarks: &mut Vec<Remark>) -> Vec<Rule<A>> {
    let mut read = Vec::new();
    for element in rules.known(kind) {
        match rule(element, remarks) {
            Ok(rule) => read.push(rule),
            Err(why) => remarks.push(why),
        }
    }
    read
}

/// A rule that isn't understood whole isn't followed in part: it would do what its author didn't mean.
fn rule<A: DeserializeOwned>(element: &Element, remarks: &mut Vec<Remark>) -> Result<Rule<A>, Remark> {
    let list = element
        .known("ruleConditions")
        .next()
        .ok_or(Remark::RuleIncomplete)?;
    let conditions: Vec<Term> = list
        .known("ruleCondition")
        .map(|condition| term(condition, remarks))
        .collect::<Result<_, _>>()?;
    if conditions.is_empty() {
        return Err(Remark::RuleIncomplete);
    }
    Ok(Rule {
        combination: combination(list, Combination::All)?,
        conditions,
        action: action(element, "ruleAction")?,
    })
}

fn term(element: &Element, remarks: &mut Vec<Remark>) -> Result<Term, Remark> {
    let condition = required::<Condition>(element, "condition")?;
    Ok(Term {
        condition,
        not: is_negated(element)?,
        objective: element.uri("referencedObjective"),
        threshold: decimal(element, "measureThreshold", -1.0..=1.0, 0.0, remarks),
    })
}

/// The `action` of the element with this name.
pub(super) fn action<A: DeserializeOwned>(rule: &Element, name: &str) -> Result<A, Remark> {
    let element = rule.known(name).next().ok_or(Remark::RuleIncomplete)?;
    required(element, "action")
}

/// `conditionCombination`.
pub(super) fn combination(element: &Element, default: Combination) -> Result<Combination, Remark> {
    match element.value("conditionCombination") {
        None => Ok(default),
        Some(_) => required(element, "conditionCombination"),
    }
}

/// `operator`.
pub(super) fn is_negated(element: &Element) -> Result<bool, Remark> {
    match element.value("operator") {
        None | Some("noOp") => Ok(false),
        Some("not") => Ok(true),
        Some(value) => Err(unknown("operator", value)),
    }
}

/// A token that a rule can't do without.
pub(super) fn required<T: DeserializeOwned>(element: &Element, name: &'static str) -> Result<T, Remark> {
    let value = element.value(name).ok_or(Remark::RuleIncomplete)?;
    token(value).ok_or_else(|| unknown(name, value))
}

pub(super) fn unknown(name: &'static str, value: &str) -> Remark {
    Remark::RuleUnknown {
        name,
        value: value.to_owned(),
    }
}
