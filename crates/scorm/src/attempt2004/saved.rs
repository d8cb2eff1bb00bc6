use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cmi2004::{Timespan, Values};
use crate::plan::is_default;
use crate::sequencing::{ObjectiveState, Place, State, Tree};

/// What a launch begins with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Start {
    /// `cmi.learner_id`.
    pub learner_id: String,
    /// `cmi.learner_name`.
    pub learner_name: String,
    /// Decides the selection and the order of children, for a first attempt.
    pub seed: u32,
    /// Where the learner stood with the package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<Saved>,
    /// What the learner's packages share.
    #[serde(skip_serializing_if = "is_default")]
    pub shared: Shared,
}

/// Where a learner stands with a package between two launches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Tracking, and what goes on.
    pub sequencing: State,
    /// What content keeps of attempts that go on, by activity.
    #[serde(skip_serializing_if = "is_default")]
    pub kept: BTreeMap<Place, Kept>,
    /// Shared data, by identifier. CAM 3.4 (`adlcp:data`).
    #[serde(skip_serializing_if = "is_default")]
    pub data: BTreeMap<String, String>,
    /// Time that content reported, in all attempts.
    pub time: Timespan,
}

impl Saved {
    /// What this tree can place: of another version of the package, of another shape, only the time is carried over.
    pub(super) fn fitted(self, tree: &Tree) -> Self {
        if self.sequencing.fits(tree) && self.kept.keys().all(|place| *place < tree.len()) {
            self
        } else {
            Self {
                sequencing: State {
                    chance: self.sequencing.chance,
                    ..State::default()
                },
                time: self.time,
                ..Self::default()
            }
        }
    }
}

/// What content wrote in an attempt that may go on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Which attempt on the activity: 1, 2, 3…
    pub attempt: u32,
    /// Time that content reported in this attempt.
    pub time: Timespan,
    /// What it wrote.
    pub values: Values,
}

/// What the packages of a learner share, where they say that they do: objectives and data, by identifier. CAM 5.1
/// (`objectivesGlobalToSystem`), CAM 3.4 (`sharedDataGlobalToSystem`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shared {
    /// Objectives.
    #[serde(skip_serializing_if = "is_default")]
    pub objectives: BTreeMap<String, ObjectiveState>,
    /// Data.
    #[serde(skip_serializing_if = "is_default")]
    pub data: BTreeMap<String, String>,
}

/// What an attempt on a package comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Whether the package is completed; none when unknown.
    pub completed: Option<bool>,
    /// Whether its objective is satisfied; none when unknown.
    pub satisfied: Option<bool>,
    /// Its measure, −1 to 1.
    pub measure: Option<f64>,
    /// Time that content reported, in all attempts.
    pub time: Timespan,
}
