use serde::{Deserialize, Serialize};

use super::{is_default, is_one, is_yes, one, yes};

/// An objective of an activity. SN 3.10.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// `objectiveID`; none for a primary objective without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `satisfiedByMeasure`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub satisfied_by_measure: bool,
    /// `minNormalizedMeasure`, −1 to 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub min_normalized_measure: f64,
    /// Its maps to shared objectives, in order: `imsss:mapInfo` and `adlseq:mapInfo` of one target are one map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maps: Vec<MapInfo>,
}

impl Default for Objective {
    fn default() -> Self {
        Self {
            id: None,
            satisfied_by_measure: false,
            min_normalized_measure: 1.0,
            maps: Vec::new(),
        }
    }
}

/// How a local objective reads and writes a shared one. `adlseq:objectives` too. SN 3.10.3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapInfo {
    /// `targetObjectiveID`.
    pub target: String,
    /// `readSatisfiedStatus`.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub read_satisfied: bool,
    /// `readNormalizedMeasure`.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub read_measure: bool,
    /// `writeSatisfiedStatus`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub write_satisfied: bool,
    /// `writeNormalizedMeasure`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub write_measure: bool,
    /// `readRawScore`: only where there is an `adlseq:mapInfo` of this target, like those that follow.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_raw: bool,
    /// `readMinScore`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_min: bool,
    /// `readMaxScore`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_max: bool,
    /// `readCompletionStatus`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_completion: bool,
    /// `readProgressMeasure`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_progress: bool,
    /// `writeRawScore`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub write_raw: bool,
    /// `writeMinScore`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub write_min: bool,
    /// `writeMaxScore`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub write_max: bool,
    /// `writeCompletionStatus`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub write_completion: bool,
    /// `writeProgressMeasure`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub write_progress: bool,
}

impl MapInfo {
    /// A map with the defaults of `imsss:mapInfo`.
    pub fn to(target: impl Into<String>) -> Self {
        Self {
            target: target.into(),
            read_satisfied: true,
            read_measure: true,
            write_satisfied: false,
            write_measure: false,
            read_raw: false,
            read_min: false,
            read_max: false,
            read_completion: false,
            read_progress: false,
            write_raw: false,
            write_min: false,
            write_max: false,
            write_completion: false,
            write_progress: false,
        }
    }
}
