//! What a version shows when it runs nothing: words, an address, a file.

use platform::http::Uri;
use platform::{Error, Result};
use serde::{Deserialize, Serialize};

use super::store::Version;
use crate::assignments::{Assignment, Spoken};
use crate::surveys::Survey;

/// What is read, and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its words, as [`super::prose`] reads them.
    #[serde(default)]
    pub text: String,
    /// An address elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The name of the version's file: a document, a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The name of the file of a recording's captions (WebVTT).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions: Option<String>,
    /// What is said in a recording, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub transcript: String,
    /// How long a recording is, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_ms: Option<u64>,
    /// What an assignment asks for besides its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Assignment>,
    /// What a survey asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<Survey>,
    /// The instruction of an assignment, said or filmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spoken: Vec<Spoken>,
}

/// The most characters of an address.
pub(super) const LONGEST_ADDRESS: usize = 500;

/// A web address that a browser opens; `https://` when nothing is said.
pub fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let whole = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let read: Uri = whole.parse().ok()?;
    let host = read.host().unwrap_or_default();
    let named = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let web = matches!(read.scheme_str(), Some("https" | "http"));
    let plain = !read
        .authority()
        .is_some_and(|authority| authority.as_str().contains('@'));
    (web && named && plain && whole.len() <= LONGEST_ADDRESS).then_some(whole)
}

impl Reading {
    /// As stored.
    ///
    /// # Errors
    /// When it can't be written: a fault of ours.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::internal("writing what an item shows", error))
    }
}

impl Version {
    /// What it shows.
    ///
    /// # Errors
    /// When what was kept with it can't be read: a fault of ours.
    pub fn reading(&self) -> Result<Reading> {
        serde_json::from_str(&self.manifest)
            .map_err(|error| Error::internal("reading what an item shows", error))
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn addresses_are_of_the_web() {
        for (typed, expected) in [
            (
                "https://www.exemple.fr/a?b=c#d",
                Some("https://www.exemple.fr/a?b=c#d"),
            ),
            (" exemple.fr ", Some("https://exemple.fr")),
            ("http://exemple.fr:8080/", Some("http://exemple.fr:8080/")),
            ("", None),
            ("javascript:alert(1)", None),
            ("javascript://exemple.fr/%0aalert(1)", None),
            ("data:text/html,a", None),
            ("ftp://exemple.fr", None),
            ("https://rene:secret@exemple.fr", None),
            ("https://localhost/", None),
            ("https://exemple.fr/é", Some("https://exemple.fr/é")),
            ("https://exemple .fr", None),
        ] {
            assert_eq!(address(typed).as_deref(), expected, "{typed}");
        }
        assert_eq!(
            address(&format!("https://exemple.fr/{}", "a".repeat(LONGEST_ADDRESS))),
            None
        );
    }
}
