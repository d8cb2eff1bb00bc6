//! What a version of a package launches, as kept with it: the player reads it, nobody opens the manifest again.

use platform::{Error, Result};
use scorm::plan::Plan;
use serde::{Deserialize, Serialize};

use super::store::{Version, VersionId};

/// What a package's manifest says, reduced to what running it needs. A package of SCORM 2004 has a plan; any other is
/// launched part by part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Launches {
    /// The title that the manifest gives.
    pub title: String,
    /// What is launched, in order.
    pub scos: Vec<Sco>,
    /// No page that it launches says that it fits a phone.
    #[serde(default)]
    pub for_computer: bool,
    /// What holds others in the plan, each after the one that it is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The activities of a SCORM 2004 package, and how they are sequenced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// What authors should know of the package, in French.
    pub warnings: Vec<String>,
}

/// The part that stands for a whole package.
pub const WHOLE: &str = "";

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
    /// `adlcp:prerequisites`, in the language of AICC: [`scorm::cmi12::Prerequisite`].
    pub prerequisites: Option<String>,
    /// The index in [`Launches::blocks`] of the block that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
    /// Whether the plan shows it.
    pub visible: bool,
    /// How many items of the plan stand around it.
    pub depth: usize,
}

/// A file's path as addresses have it.
pub fn encoded(path: &str) -> String {
    use std::fmt::Write as _;
    path.bytes().fold(String::new(), |mut address, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}

/// Where a file of a version is on an origin of content.
pub fn address(origin: &str, version: VersionId, path: &str) -> String {
    format!("{origin}/{version}/{}", encoded(path))
}

impl Sco {
    /// A page that says nothing to the platform. Its path is that of a file.
    pub fn page(path: &str) -> Self {
        Self {
            identifier: "page".to_owned(),
            title: "Contenu".to_owned(),
            href: encoded(path),
            scorm_type: ScormType::Asset,
            mastery_score: None,
            max_time_allowed: None,
            time_limit_action: None,
            launch_data: None,
            prerequisites: None,
            within: None,
            visible: true,
            depth: 0,
        }
    }
}

/// An item that holds others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The item's identifier in the manifest.
    pub identifier: String,
    /// Its title.
    pub title: String,
    /// `adlcp:prerequisites`: those of all that it holds.
    pub prerequisites: Option<String>,
    /// The index of the block that it is in.
    pub within: Option<usize>,
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
    /// What the learner's attempts are kept by: each part of a package of SCORM 1.2, the whole of one of SCORM 2004.
    pub fn parts(&self) -> Vec<&str> {
        match self.plan {
            Some(_) => vec![WHOLE],
            None => self.scos.iter().map(|sco| sco.identifier.as_str()).collect(),
        }
    }

    /// Where the blocks around a place of the plan are in [`Launches::blocks`], inner first.
    pub fn around(&self, within: Option<usize>) -> impl Iterator<Item = usize> {
        // Each is after the one that it is in, so that this ends.
        std::iter::successors(within, |at| {
            self.blocks.get(*at)?.within.filter(|outer| outer < at)
        })
    }

    /// Which SCORM it is, for who reads the library.
    pub const fn format(&self) -> &'static str {
        match self.plan {
            Some(_) => "SCORM 2004",
            None => "SCORM 1.2",
        }
    }

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
