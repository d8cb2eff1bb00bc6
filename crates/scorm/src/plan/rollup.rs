use serde::{Deserialize, Serialize};

use super::rule::Combination;
use super::{is_default, is_one, is_yes, one, yes};

/// `rollupRules`, and `adlseq:rollupConsiderations`. SN 3.7 to 3.9.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RollupRules {
    /// The rules, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RollupRule>,
    /// `rollupObjectiveSatisfied`.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub objective_satisfied: bool,
    /// `rollupProgressCompletion`.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub progress_completion: bool,
    /// `objectiveMeasureWeight`, 0 to 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub measure_weight: f64,
    /// `adlseq:rollupConsiderations`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub considerations: Considerations,
}

impl Default for RollupRules {
    fn default() -> Self {
        Self {
            rules: Vec::new(),
            objective_satisfied: true,
            progress_completion: true,
            measure_weight: 1.0,
            considerations: Considerations::default(),
        }
    }
}

/// `rollupRule`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RollupRule {
    /// `childActivitySet`, with its count or its share.
    #[serde(default, skip_serializing_if = "is_default")]
    pub children: ChildSet,
    /// `conditionCombination`; any by default, unlike sequencing rules.
    pub combination: Combination,
    /// The conditions, in order.
    pub conditions: Vec<RollupConditionTerm>,
    /// What follows.
    pub action: RollupAction,
}

/// `childActivitySet`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChildSet {
    /// `all`.
    #[default]
    All,
    /// `any`.
    Any,
    /// `none`.
    None,
    /// `atLeastCount`, with `minimumCount`.
    AtLeastCount(u32),
    /// `atLeastPercent`, with `minimumPercent`, 0 to 1.
    AtLeastPercent(f64),
}

/// `rollupCondition`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupConditionTerm {
    /// `condition`.
    pub condition: RollupCondition,
    /// `operator="not"`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not: bool,
}

/// The conditions of rollup rules. SN 3.7.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RollupCondition {
    /// `satisfied`.
    Satisfied,
    /// `objectiveStatusKnown`.
    ObjectiveStatusKnown,
    /// `objectiveMeasureKnown`.
    ObjectiveMeasureKnown,
    /// `completed`.
    Completed,
    /// `activityProgressKnown`.
    ActivityProgressKnown,
    /// `attempted`.
    Attempted,
    /// `attemptLimitExceeded`.
    AttemptLimitExceeded,
    /// `timeLimitExceeded`: SCORM doesn't evaluate it; never true.
    TimeLimitExceeded,
    /// `outsideAvailableTimeRange`: the same.
    OutsideAvailableTimeRange,
    /// `never`.
    Never,
}

/// `rollupAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RollupAction {
    /// `satisfied`.
    Satisfied,
    /// `notSatisfied`.
    NotSatisfied,
    /// `completed`.
    Completed,
    /// `incomplete`.
    Incomplete,
}

/// `adlseq:rollupConsiderations`. SN 3.9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Considerations {
    /// `requiredForSatisfied`.
    pub satisfied: Consideration,
    /// `requiredForNotSatisfied`.
    pub not_satisfied: Consideration,
    /// `requiredForCompleted`.
    pub completed: Consideration,
    /// `requiredForIncomplete`.
    pub incomplete: Consideration,
    /// `measureSatisfactionIfActive`.
    pub measure_satisfaction_if_active: bool,
}

impl Default for Considerations {
    fn default() -> Self {
        Self {
            satisfied: Consideration::Always,
            not_satisfied: Consideration::Always,
            completed: Consideration::Always,
            incomplete: Consideration::Always,
            measure_satisfaction_if_active: true,
        }
    }
}

/// When a child counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Consideration {
    /// `always`.
    #[default]
    Always,
    /// `ifAttempted`.
    IfAttempted,
    /// `ifNotSkipped`.
    IfNotSkipped,
    /// `ifNotSuspended`.
    IfNotSuspended,
}
