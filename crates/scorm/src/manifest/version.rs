use serde::{Deserialize, Serialize};

use super::refusal::Warning;
use super::xml::Element;

/// The version of SCORM that a manifest is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    /// SCORM 1.2.
    Scorm12,
    /// SCORM 2004, 2nd edition (and the first).
    Scorm2004Second,
    /// SCORM 2004, 3rd edition.
    Scorm2004Third,
    /// SCORM 2004, 4th edition.
    Scorm2004Fourth,
    /// The manifest does not say.
    Unknown,
}

impl Version {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Scorm12 => "SCORM 1.2",
            Self::Scorm2004Second => "SCORM 2004, 2e édition",
            Self::Scorm2004Third => "SCORM 2004, 3e édition",
            Self::Scorm2004Fourth => "SCORM 2004, 4e édition",
            Self::Unknown => "paquet sans version",
        }
    }
}

/// CAM 2.3.4 of 1.2 and CAM 3.4.1 of 2004: `metadata/schemaversion`; failing that, the namespaces in use.
pub(super) fn detect(root: &Element, warnings: &mut Vec<Warning>) -> Version {
    let said = root
        .child("metadata")
        .map(|metadata| metadata.child_text("schemaversion"))
        .unwrap_or_default();
    let lower = said.to_lowercase();
    let known = match lower.as_str() {
        "1.2" => Some(Version::Scorm12),
        "cam 1.3" | "1.3" | "2004" | "2004 2nd edition" => Some(Version::Scorm2004Second),
        _ if lower.starts_with("2004 3rd") => Some(Version::Scorm2004Third),
        _ if lower.starts_with("2004 4th") => Some(Version::Scorm2004Fourth),
        _ => None,
    };
    if let Some(version) = known {
        return version;
    }
    let guessed = if root.declares("adlcp_v1p3") || root.uses("imsss") {
        Version::Scorm2004Third
    } else if root.declares("adlcp_rootv1p2") || root.uses("imscp_rootv1p1p2") {
        Version::Scorm12
    } else {
        Version::Unknown
    };
    warnings.push(match guessed {
        Version::Unknown => Warning::NoVersion { said },
        version => Warning::VersionGuessed { said, version },
    });
    guessed
}
