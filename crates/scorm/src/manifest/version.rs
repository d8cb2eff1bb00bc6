use serde::{Deserialize, Serialize};

use super::element::{Element, Space};
use super::warning::Warning;

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

    /// Whether a manifest of this version says how its activities are sequenced.
    pub fn has_sequencing(self) -> bool {
        matches!(
            self,
            Self::Scorm2004Second | Self::Scorm2004Third | Self::Scorm2004Fourth
        )
    }
}

/// CAM 2.3.4 of 1.2 and CAM 3.4.1 of 2004: `metadata/schemaversion`; failing that, the namespaces in use.
pub(super) fn detect(root: &Element, warnings: &mut Vec<Warning>) -> Version {
    let said = root
        .child("metadata")
        .map(|metadata| metadata.child_text("schemaversion"))
        .unwrap_or_default();
    let known = named(&said);
    if let Some(version) = known {
        return version;
    }
    let guessed = if root.has(is_of_the_fourth) {
        Version::Scorm2004Fourth
    } else if root.declares("adlcp_v1p3") || root.uses("imsss") {
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

/// What `schemaversion` names, as the books write it or as tools do: « CAM 1.3 » is that of the 2nd edition.
fn named(said: &str) -> Option<Version> {
    let lower = said.to_lowercase();
    let mut name = lower.as_str();
    for prefix in ["adl ", "scorm ", "cam "] {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    if let Some(edition) = name.strip_prefix("2004") {
        let edition = edition.trim_start_matches([' ', '(']);
        return match edition.chars().next() {
            None | Some('1' | '2') => Some(Version::Scorm2004Second),
            Some('3') => Some(Version::Scorm2004Third),
            Some('4') => Some(Version::Scorm2004Fourth),
            Some(_) => None,
        };
    }
    match name {
        "1.2" => Some(Version::Scorm12),
        "1.3" | "1.3.1" => Some(Version::Scorm2004Second),
        _ => None,
    }
}

/// What only the 4th edition has.
fn is_of_the_fourth(element: &Element) -> bool {
    match (element.space, element.name.as_str()) {
        (Space::Adlseq, "objectives") | (Space::Adlcp, "data") => true,
        (Space::Adlcp, "completionThreshold") => element.value("minProgressMeasure").is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod cases {
    use super::{Version, named};

    #[test]
    fn schema_versions() {
        for (said, version) in [
            ("1.2", Some(Version::Scorm12)),
            ("SCORM 1.2", Some(Version::Scorm12)),
            ("CAM 1.3", Some(Version::Scorm2004Second)),
            ("cam 1.3.1", Some(Version::Scorm2004Second)),
            ("1.3", Some(Version::Scorm2004Second)),
            ("2004", Some(Version::Scorm2004Second)),
            ("2004 2nd Edition", Some(Version::Scorm2004Second)),
            ("2004 3rd Edition", Some(Version::Scorm2004Third)),
            ("2004 4th Edition", Some(Version::Scorm2004Fourth)),
            ("SCORM 2004 (4th edition)", Some(Version::Scorm2004Fourth)),
            ("2004 5th Edition", None),
            ("2004 édition", None),
            ("1.1", None),
            ("", None),
        ] {
            assert_eq!(named(said), version, "{said}");
        }
    }
}
