use serde::{Deserialize, Serialize};

use super::session::{Phase, Session};
use super::start::{Credit, Entry};
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
            phase: state.phase,
            sequence: state.sequence,
            lesson_status: state.values.lesson_status,
            score_raw: state.values.score.raw(),
            credit: self.credit(),
            total_time: self
                .start
                .total_time
                .plus(state.values.session_time.unwrap_or_default()),
            measured,
            next_entry,
            values: state.values.clone(),
        }
    }
}
