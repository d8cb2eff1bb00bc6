//! A question as it is kept: JSON, with the version of its form.

use serde::{Deserialize, Serialize};

use super::Question;

/// The version written. One that is read is never taken away.
const VERSION: u32 = 1;

/// The longest JSON that is read, in bytes.
const LARGEST: usize = 4 << 20;

/// Why what was kept can't be read.
#[derive(Debug)]
pub enum Unreadable {
    /// A version that isn't known: a newer program wrote it.
    Version(u32),
    /// It isn't a question.
    Malformed(String),
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    #[serde(flatten)]
    question: &'a Question,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// As JSON.
pub fn to_json(question: &Question) -> String {
    let written = Written {
        version: VERSION,
        question,
    };
    serde_json::to_string(&written).unwrap_or_default()
}

/// Reads it back.
pub fn from_json(stored: &str) -> Result<Question, Unreadable> {
    if stored.len() > LARGEST {
        return Err(Unreadable::Malformed(format!("{} bytes", stored.len())));
    }
    let malformed = |error: serde_json::Error| Unreadable::Malformed(error.to_string());
    let Version { version } = serde_json::from_str(stored).map_err(malformed)?;
    match version {
        1 => serde_json::from_str(stored).map_err(malformed),
        other => Err(Unreadable::Version(other)),
    }
}
