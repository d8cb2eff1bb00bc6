use serde::{Deserialize, Serialize};

use super::objective::Objective;
use super::rollup::RollupRules;
use super::rule::{ExitAction, PostAction, PreAction, Rule};
use super::{is_default, is_one, is_yes, one, yes};

/// An organization: a tree of activities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The organization itself; its items are its children.
    pub root: Activity,
    /// `adlseq:objectivesGlobalToSystem`: shared objectives outlive an attempt on the package. CAM 5.1.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub objectives_global_to_system: bool,
    /// `adlcp:sharedDataGlobalToSystem`: shared data outlives an attempt on the package. CAM 3.4.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub shared_data_global_to_system: bool,
}

/// An activity: an organization or an item. SN 2.1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// The identifier in the manifest: what `choice` and `jump` requests name.
    pub identifier: String,
    /// The title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// `isvisible="false"`: the table of contents doesn't show it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub invisible: bool,
    /// What is launched; only for a leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    /// How it is sequenced.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sequencing: Sequencing,
    /// Its children, in the order of the manifest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Activity>,
}

/// What a leaf launches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The address from the root of the package: percent-encoded path, query and fragment, parameters joined.
    pub href: String,
    /// Whether it speaks to the platform.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: ActivityType,
    /// `adlcp:dataFromLMS`: `cmi.launch_data`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub launch_data: Option<String>,
    /// `adlcp:timeLimitAction`: `cmi.time_limit_action`; one of the four tokens of CAM 3.4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit_action: Option<String>,
    /// `adlcp:data`: the shared data that it may use, in order. CAM 3.4.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<DataMap>,
}

/// `adlcp:scormType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActivityType {
    /// Content that speaks to the platform.
    #[default]
    Sco,
    /// Content that doesn't.
    Asset,
}

/// `adlcp:map` of `adlcp:data`. CAM 3.4.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataMap {
    /// `targetID`: the identifier of the shared data.
    pub target: String,
    /// `readSharedData`.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub read: bool,
    /// `writeSharedData`.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub write: bool,
}

/// The sequencing definition of one activity. SN 3.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sequencing {
    /// `controlMode`, and `adlseq:constrainedChoiceConsiderations`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mode: Mode,
    /// `preConditionRule`, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pre: Vec<Rule<PreAction>>,
    /// `exitConditionRule`, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exit: Vec<Rule<ExitAction>>,
    /// `postConditionRule`, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub post: Vec<Rule<PostAction>>,
    /// `limitConditions`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: LimitConditions,
    /// `rollupRules`, and `adlseq:rollupConsiderations`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rollup: RollupRules,
    /// The objective that contributes to rollup: `primaryObjective`. An activity without any has one with no identifier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub primary: Objective,
    /// The other objectives, in order; each has an identifier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
    /// `randomizationControls`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub randomization: Randomization,
    /// `deliveryControls`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub delivery: Delivery,
    /// `adlcp:completionThreshold`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub completion: CompletionThreshold,
    /// `adlnav:hideLMSUI`, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Hidden>,
}

/// `controlMode`. SN 3.2; the last two are `adlseq:constrainedChoiceConsiderations`, SN 3.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mode {
    /// Children may be chosen.
    pub choice: bool,
    /// Activities outside may be chosen while one inside is active.
    pub choice_exit: bool,
    /// Children are flowed through.
    pub flow: bool,
    /// No way back among the children.
    pub forward_only: bool,
    /// Rollup and rules use only what the current attempt on the parent brought, for objectives.
    pub use_current_attempt_objective_info: bool,
    /// The same for progress.
    pub use_current_attempt_progress_info: bool,
    /// `preventActivation`.
    pub prevent_activation: bool,
    /// `constrainChoice`.
    pub constrain_choice: bool,
}

impl Default for Mode {
    fn default() -> Self {
        Self {
            choice: true,
            choice_exit: true,
            flow: false,
            forward_only: false,
            use_current_attempt_objective_info: true,
            use_current_attempt_progress_info: true,
            prevent_activation: false,
            constrain_choice: false,
        }
    }
}

/// `limitConditions`. SN 3.5.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LimitConditions {
    /// `attemptLimit`.
    pub attempts: Option<u32>,
    /// `attemptAbsoluteDurationLimit`, in hundredths of a second, months having their mean length.
    pub attempt_absolute_duration: Option<u64>,
    /// The same as written, with its months: what content reads as `cmi.max_time_allowed`. RTE 4.2.
    pub max_time_allowed: Option<String>,
}

/// `randomizationControls`. SN 3.11 and 3.12.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Randomization {
    /// `selectionTiming`.
    pub selection: Timing,
    /// `selectCount`: how many children are kept; none keeps all.
    pub select_count: Option<u32>,
    /// `randomizationTiming`.
    pub randomization: Timing,
    /// `reorderChildren`.
    pub reorder: bool,
}

/// When children are selected or put in another order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Timing {
    /// `never`.
    #[default]
    Never,
    /// `once`: before the first attempt.
    Once,
    /// `onEachNewAttempt`.
    OnEachNewAttempt,
}

/// `deliveryControls`. SN 3.13.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delivery {
    /// Whether anything is tracked.
    pub tracked: bool,
    /// Whether only content says that it is completed.
    pub completion_set_by_content: bool,
    /// Whether only content says that its objective is satisfied.
    pub objective_set_by_content: bool,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            tracked: true,
            completion_set_by_content: false,
            objective_set_by_content: false,
        }
    }
}

/// `adlcp:completionThreshold`. CAM 3.4, SN 3.14 (4th edition).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompletionThreshold {
    /// `completedByMeasure`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub completed_by_measure: bool,
    /// `minProgressMeasure`, 0 to 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub min_progress_measure: f64,
    /// `progressWeight`, 0 to 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub progress_weight: f64,
}

impl Default for CompletionThreshold {
    fn default() -> Self {
        Self {
            completed_by_measure: false,
            min_progress_measure: 1.0,
            progress_weight: 1.0,
        }
    }
}

/// `adlnav:hideLMSUI`: a control that the platform doesn't offer. SN 5.6.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Hidden {
    /// `previous`.
    Previous,
    /// `continue`.
    Continue,
    /// `exit`.
    Exit,
    /// `exitAll`.
    ExitAll,
    /// `abandon`.
    Abandon,
    /// `abandonAll`.
    AbandonAll,
    /// `suspendAll`.
    SuspendAll,
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn defaults_are_left_out() {
        let activity = Activity {
            identifier: "a".to_owned(),
            ..Activity::default()
        };
        let json = serde_json::to_string(&activity).unwrap();
        assert_eq!(json, r#"{"identifier":"a"}"#);
        assert_eq!(serde_json::from_str::<Activity>(&json).unwrap(), activity);
    }
}
