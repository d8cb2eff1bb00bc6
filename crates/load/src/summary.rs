//! `summary.json`: what other programs read of a run.

use std::path::Path;

use platform::{Error, Result};
use serde::Serialize;

/// One line of a summary.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its identifier, which begins with the area.
    pub id: String,
    /// What was measured, in words.
    pub measured: String,
    /// What is promised.
    pub bar: String,
    /// Whether the promise is kept.
    pub ok: bool,
}

/// Adds lines to the file, in place of those with their identifiers; made with its folder when absent.
///
/// # Errors
/// When it can't be read or written.
pub fn add(path: &Path, lines: &[Line]) -> Result<()> {
    let io = |error: std::io::Error| Error::internal(format!("writing {}", path.display()), error);
    let mut all: Vec<serde_json::Value> = match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| Error::internal("a summary", error))?,
        Err(_) => Vec::new(),
    };
    all.retain(|old| !lines.iter().any(|line| old["id"] == line.id));
    for line in lines {
        all.push(serde_json::to_value(line).map_err(|error| Error::internal("a summary", error))?);
        println!(
            "{:28} {:34} {:28} {}",
            line.id,
            line.measured,
            line.bar,
            if line.ok { "ok" } else { "MISSED" }
        );
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(io)?;
    }
    let text = serde_json::to_vec_pretty(&all).map_err(|error| Error::internal("a summary", error))?;
    std::fs::write(path, text).map_err(io)
}
