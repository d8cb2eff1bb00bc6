use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::tree::{Place, Tree};
use crate::plan::is_default;

/// Where a learner stands with a package: tracking, and what goes on. SN 4.2 (the tracking model); JSON and back gives an
/// equal one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Each activity, in the order of the tree.
    pub activities: Vec<ActivityState>,
    /// The current activity. SN 4.2.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<Place>,
    /// The suspended activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Place>,
    /// Objectives shared among activities, by identifier. SN 4.2.1.5.
    #[serde(skip_serializing_if = "is_default")]
    pub shared: BTreeMap<String, ObjectiveState>,
    /// The state of the generator that selects and reorders children.
    pub chance: u32,
}

/// What is tracked of one activity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityState {
    /// Activity Is Active.
    #[serde(skip_serializing_if = "is_default")]
    pub active: bool,
    /// Activity Is Suspended.
    #[serde(skip_serializing_if = "is_default")]
    pub suspended: bool,
    /// Activity Attempt Count; Activity Progress Status is true once it isn't 0.
    #[serde(skip_serializing_if = "is_default")]
    pub attempts: u32,
    /// The primary objective first, then the others, in the order of the plan. The primary one's completion is the
    /// attempt's: Attempt Completion Status and Attempt Completion Amount.
    pub objectives: Vec<ObjectiveState>,
    /// Content itself said something of its completion in this attempt, were it that it is unknown.
    #[serde(skip_serializing_if = "is_default")]
    pub said_completion: bool,
    /// The same of its success.
    #[serde(skip_serializing_if = "is_default")]
    pub said_success: bool,
    /// Available Children, when they aren't all of them in order.
    #[serde(skip_serializing_if = "is_default")]
    pub children: Option<Vec<Place>>,
    /// What it holds of objectives comes from before the attempt under way on its parent. SN 3.2.6.
    #[serde(skip_serializing_if = "is_default")]
    pub stale_objectives: bool,
    /// The same of progress. SN 3.2.7.
    #[serde(skip_serializing_if = "is_default")]
    pub stale_progress: bool,
}

/// Objective progress information. SN 4.2.1.1; the rest is `adlseq:objectives`'.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectiveState {
    /// Objective Satisfied Status; none while Objective Progress Status is false.
    #[serde(skip_serializing_if = "is_default")]
    pub satisfied: Option<bool>,
    /// Objective Normalized Measure, −1 to 1; none while its status is false.
    #[serde(skip_serializing_if = "is_default")]
    pub measure: Option<f64>,
    /// The raw score.
    #[serde(skip_serializing_if = "is_default")]
    pub raw: Option<f64>,
    /// The least raw score.
    #[serde(skip_serializing_if = "is_default")]
    pub min: Option<f64>,
    /// The greatest raw score.
    #[serde(skip_serializing_if = "is_default")]
    pub max: Option<f64>,
    /// Whether it is completed; none when unknown (Attempt Progress Status is false).
    #[serde(skip_serializing_if = "is_default")]
    pub completed: Option<bool>,
    /// How far, 0 to 1.
    #[serde(skip_serializing_if = "is_default")]
    pub progress: Option<f64>,
}

impl ObjectiveState {
    /// What is known here; otherwise what is known there.
    #[must_use]
    pub fn or(self, other: Option<&Self>) -> Self {
        let Some(other) = other else { return self };
        Self {
            satisfied: self.satisfied.or(other.satisfied),
            measure: self.measure.or(other.measure),
            raw: self.raw.or(other.raw),
            min: self.min.or(other.min),
            max: self.max.or(other.max),
            completed: self.completed.or(other.completed),
            progress: self.progress.or(other.progress),
        }
    }
}

impl State {
    /// Nothing attempted yet. `seed` decides selection and order.
    pub fn new(tree: &Tree, seed: u32) -> Self {
        let activities = (0..tree.len())
            .map(|place| ActivityState {
                objectives: vec![ObjectiveState::default(); 1 + tree.sequencing(place).objectives.len()],
                ..ActivityState::default()
            })
            .collect();
        Self {
            activities,
            chance: seed,
            ..Self::default()
        }
    }

    /// Whether it is a state of this tree.
    pub fn fits(&self, tree: &Tree) -> bool {
        let inside = |place: Option<Place>| place.is_none_or(|place| place < tree.len());
        self.activities.len() == tree.len()
            && inside(self.current)
            && inside(self.suspended)
            && self.activities.iter().enumerate().all(|(place, activity)| {
                activity.objectives.len() == 1 + tree.sequencing(place).objectives.len()
                    && activity
                        .children
                        .as_ref()
                        .is_none_or(|children| are_among(children, &tree.node(place).children))
            })
    }
}

/// Whether each child is one of them all, and there once: one that followed itself would be walked through for ever.
fn are_among(children: &[Place], all: &[Place]) -> bool {
    let mut once = BTreeSet::new();
    let all: BTreeSet<&Place> = all.iter().collect();
    children
        .iter()
        .all(|child| all.contains(child) && once.insert(child))
}
