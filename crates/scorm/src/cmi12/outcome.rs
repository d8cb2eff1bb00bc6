use serde::{Deserialize, Serialize};

use super::session::{Phase, Session};
use super::start::{Credit, Entry, Start};
use super::timespan::Timespan;
use super::values::{Exit, LessonStatus, Values};

/// What a launch comes to, finished or not: what the platform records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Where the launch is.
    pub phase: Phase,
    /// The sequence number of the last operation taken.
    pub sequence: u64,
    /// `cmi.core.lesson_status`, after the rules of `LMSFinish` when it was called.
    pub lesson_status: LessonStatus,
    /// `cmi.core.score.raw`, 0 to 100.
    pub score_raw: Option<f64>,
    /// Whether status and score count.
    pub credit: Credit,
    /// `cmi.core.total_time`: the earlier launches and what content said of this one.
    pub total_time: Timespan,
    /// Milliseconds between `LMSInitialize` and the last operation: the platform's own measure, never mixed with the
    /// time that content says.
    pub measured: u64,
    /// `cmi.core.entry` of the next launch.
    pub next_entry: Entry,
    /// All that content wrote: location, suspend data, exit, comments, objectives, preferences, interactions.
    pub values: Values,
}

impl Session {
    /// Where the launch is.
    pub fn phase(&self) -> Phase {
        self.state.phase
    }

    /// `cmi.core.lesson_status`.
    pub fn lesson_status(&self) -> LessonStatus {
        self.state.values.lesson_status
    }

    /// `cmi.core.score.raw`, 0 to 100.
    pub fn score_raw(&self) -> Option<f64> {
        self.state.values.score.raw()
    }

    /// `cmi.core.total_time`: the earlier launches and what content said of this one.
    pub fn total_time(&self) -> Timespan {
        let said = self.state.values.session_time.unwrap_or_default();
        self.start.total_time.plus(said)
    }

    /// What the next launch begins with, as far as this one tells.
    pub fn next(&self) -> Start {
        self.start.clone().again(&self.outcome())
    }

    /// What the launch comes to, now.
    pub fn outcome(&self) -> Outcome {
        let state = &self.state;
        let measured = match (state.initialized_at, state.last_at) {
            (Some(from), Some(to)) => u64::try_from(to.saturating_sub(from)).unwrap_or(0),
            _ => 0,
        };
        let next_entry = match (state.phase, state.values.exit) {
            (Phase::NotInitialized, _) => self.start.entry,
            (Phase::Running, _) | (Phase::Finished, Exit::Suspend) => Entry::Resume,
            (Phase::Finished, _) => Entry::Other,
        };
        Outcome {
            phase: self.phase(),
            sequence: state.sequence,
            lesson_status: self.lesson_status(),
            score_raw: self.score_raw(),
            credit: self.credit(),
            total_time: self.total_time(),
            measured,
            next_entry,
            values: state.values.clone(),
        }
    }
}
