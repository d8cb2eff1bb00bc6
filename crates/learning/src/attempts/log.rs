//! The sealed log of a launch: what it began with, its snapshot, its lines.

use platform::vault::{DataKey, Place};
use platform::{Error, Result, Site};
use scorm::log::Operation;
use serde::{Deserialize, Serialize};

use super::store::LaunchId;

/// Seals and opens what a launch keeps.
#[derive(Clone, Copy)]
pub(crate) struct Log<'a> {
    key: &'a DataKey,
    launch: LaunchId,
}

/// A line of a log. Those of the first stores hold one operation each.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Together(Vec<Operation>),
    One(Operation),
}

/// JSON of what is kept.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| Error::internal("writing what content said", e))
}

impl<'a> Log<'a> {
    pub fn new(key: &'a DataKey, launch: LaunchId) -> Self {
        Self { key, launch }
    }

    /// By the tables that first held them: what was sealed then still opens.
    fn place(&self, table: &'static str, column: &'static str) -> Place {
        Place::new(table, column, self.launch.0)
    }

    /// What it began with, in JSON.
    pub fn start(&self, sealed: &[u8]) -> Result<Vec<u8>> {
        self.key.open(self.place("launches", "start"), sealed)
    }

    /// Where it stood, in JSON.
    pub fn snapshot(&self, sealed: &[u8]) -> Result<Vec<u8>> {
        self.key.open(self.place("launches", "snapshot"), sealed)
    }

    /// The operations of a line, whose last has this number.
    pub fn line(&self, sequence: i64, sealed: &[u8]) -> Result<Vec<Operation>> {
        let plain = self
            .key
            .open(self.place("attempt_operations", "operation"), sealed)?;
        let line: Line =
            serde_json::from_slice(&plain).map_err(|e| Error::internal("reading what content said", e))?;
        let operations = match line {
            Line::Together(operations) => operations,
            Line::One(operation) => vec![operation],
        };
        let last = operations.last().map(|operation| operation.sequence);
        if last.and_then(|last| i64::try_from(last).ok()) != Some(sequence) {
            return Err(Error::fault("operations that were moved in their log"));
        }
        Ok(operations)
    }

    pub(super) fn seal_start(&self, site: &Site, start: &impl Serialize) -> Result<Vec<u8>> {
        self.key
            .seal(site.random(), self.place("launches", "start"), &json(start)?)
    }

    pub(super) fn seal_snapshot(&self, site: &Site, snapshot: &[u8]) -> Result<Vec<u8>> {
        self.key
            .seal(site.random(), self.place("launches", "snapshot"), snapshot)
    }

    pub(super) fn seal_line(&self, site: &Site, operations: &[Operation]) -> Result<Vec<u8>> {
        let place = self.place("attempt_operations", "operation");
        self.key.seal(site.random(), place, &json(&operations)?)
    }
}
