//! Activities as the cases name them to a person: by title.

use serde::Serialize;

/// An activity in the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// The organization itself.
    Root,
    /// The item of this title.
    Titled(String),
}

impl Place {
    /// Reads `Activity 3`, or `the activity that corresponds to the root of "…"`.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("the activity that corresponds to the root") {
            Self::Root
        } else {
            Self::Titled(text.trim().to_owned())
        }
    }
}
