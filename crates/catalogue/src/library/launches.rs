//! What a version of a package launches, as kept with it: the player reads it, nobody opens the manifest again.

use platform::{Error, Result};
use serde::{Deserialize, Serialize};

use super::store::Version;

/// What a package's manifest says, reduced to what running it needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Launches {
    /// The title that the manifest gives.
    pub title: String,
    /// What is launched, in the order of the plan.
    pub scos: Vec<Sco>,
    /// What authors should know of the package, in French.
    pub warnings: Vec<String>,
}

/// One thing to launch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sco {
    /// The item's identifier in the manifest.
    pub identifier: String,
    /// Its title.
    pub title: String,
    /// The address from the root of the package: percent-encoded path, query and fragment.
    pub href: String,
    /// Whether it speaks to the platform.
    pub scorm_type: ScormType,
    /// `adlcp:masteryscore`, 0 to 100.
    pub mastery_score: Option<f64>,
    /// `adlcp:maxtimeallowed`, as `HHHH:MM:SS.SS`.
    pub max_time_allowed: Option<String>,
    /// `adlcp:timelimitaction`.
    pub time_limit_action: Option<String>,
    /// `adlcp:datafromlms`.
    pub launch_data: Option<String>,
    /// `adlcp:prerequisites`.
    pub prerequisites: Option<String>,
    /// Whether the plan shows it.
    pub visible: bool,
    /// How many items of the plan stand around it.
    pub depth: usize,
}

/// `adlcp:scormtype`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScormType {
    /// Content that speaks to the platform.
    Sco,
    /// Content that doesn't.
    Asset,
}

impl Launches {
    /// As stored.
    ///
    /// # Errors
    /// When it can't be written: a fault of ours.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::internal("writing what a package launches", error))
    }
}

impl Version {
    /// What it launches.
    ///
    /// # Errors
    /// When what was kept with it can't be read: a fault of ours.
    pub fn launches(&self) -> Result<Launches> {
        serde_json::from_str(&self.manifest)
            .map_err(|error| Error::internal("reading what a package launches", error))
    }
}
