//! What a SCORM 2004 package says of its activities: the tree, and how it is sequenced. Read from a manifest once,
//! kept as JSON, given to the engine at each launch. SN 3 (the sequencing definition model), CAM 5.1 and CAM 3.4.
//!
//! Every default is that of the specification, and a default is left out of the JSON.

mod activity;
mod objective;
mod rollup;
mod rule;

pub use activity::{
    Activity, ActivityType, CompletionThreshold, Content, DataMap, Delivery, Hidden, LimitConditions, Mode,
    Plan, Randomization, Sequencing, Timing,
};
pub use objective::{MapInfo, Objective};
pub use rollup::{
    ChildSet, Consideration, Considerations, RollupAction, RollupCondition, RollupConditionTerm, RollupRule,
    RollupRules,
};
pub use rule::{Combination, Condition, ExitAction, PostAction, PreAction, Rule, Term};

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

pub(crate) fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub(crate) fn is_yes(value: &bool) -> bool {
    *value
}

pub(crate) fn one() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub(crate) fn is_one(value: &f64) -> bool {
    (*value - 1.0).abs() < f64::EPSILON
}
