use serde::{Deserialize, Serialize};

use super::is_default;

/// A sequencing rule: when its conditions hold, its action follows. SN 3.4.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule<Action> {
    /// `conditionCombination`; all by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub combination: Combination,
    /// The conditions, in order.
    pub conditions: Vec<Term>,
    /// What follows.
    pub action: Action,
}

/// How conditions combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Combination {
    /// Every one holds.
    #[default]
    All,
    /// One at least holds.
    Any,
}

/// `ruleCondition`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// `condition`.
    pub condition: Condition,
    /// `operator="not"`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not: bool,
    /// `referencedObjective`; none is the primary one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// `measureThreshold`, −1 to 1; 0 when none is given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub threshold: f64,
}

/// The conditions of sequencing rules. SN 3.4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Condition {
    /// `satisfied`.
    Satisfied,
    /// `objectiveStatusKnown`.
    ObjectiveStatusKnown,
    /// `objectiveMeasureKnown`.
    ObjectiveMeasureKnown,
    /// `objectiveMeasureGreaterThan`.
    ObjectiveMeasureGreaterThan,
    /// `objectiveMeasureLessThan`.
    ObjectiveMeasureLessThan,
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
    /// `always`.
    Always,
}

/// Actions of precondition rules. SN 3.4.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PreAction {
    /// `skip`.
    Skip,
    /// `disabled`.
    Disabled,
    /// `hiddenFromChoice`.
    HiddenFromChoice,
    /// `stopForwardTraversal`.
    StopForwardTraversal,
}

/// Actions of exit rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExitAction {
    /// `exit`.
    Exit,
}

/// Actions of postcondition rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PostAction {
    /// `exitParent`.
    ExitParent,
    /// `exitAll`.
    ExitAll,
    /// `retry`.
    Retry,
    /// `retryAll`.
    RetryAll,
    /// `continue`.
    Continue,
    /// `previous`.
    Previous,
}
