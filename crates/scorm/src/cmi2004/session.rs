use serde::{Deserialize, Serialize};

use super::errors::{ErrorCode, Fault};
use super::messages;
use super::start::Start;
use super::values::Values;

/// Where a launch is. RTE 3.1.2: the states of the API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before `Initialize`.
    #[default]
    NotInitialized,
    /// Between `Initialize` and `Terminate`.
    Running,
    /// After `Terminate`.
    Terminated,
}

/// The whole state of a launch except its [`Start`]; JSON and back gives an equal one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Snapshot {
    /// Where the launch is.
    pub phase: Phase,
    /// What content wrote, and what it found.
    pub values: Values,
}

/// The run-time data model of one launch of one SCO: RTE 4, and SN 5.6.4 for navigation.
///
/// A call that fails changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub(super) start: Start,
    pub(super) state: Snapshot,
    pub(super) weight: usize,
}

impl Session {
    /// A launch that begins.
    pub fn new(mut start: Start) -> Self {
        let mut values = std::mem::take(&mut start.values);
        values.exit = None;
        values.session_time = None;
        values.request = None;
        values.stores = start.data.iter_mut().map(|slot| slot.store.take()).collect();
        let state = Snapshot {
            phase: Phase::NotInitialized,
            values,
        };
        Self::restore(start, state)
    }

    /// A launch taken up again at a snapshot; `start` is the one it began with.
    pub fn restore(mut start: Start, snapshot: Snapshot) -> Self {
        start.values = Values::default();
        for slot in &mut start.data {
            slot.store = None;
        }
        let mut state = snapshot;
        state.values.stores.resize(start.data.len(), None);
        Self {
            weight: state.values.weight(),
            start,
            state,
        }
    }

    /// Bytes of text that the launch holds.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The state, to keep.
    pub fn snapshot(&self) -> &Snapshot {
        &self.state
    }

    /// `Initialize`. Errors: 103, 104. RTE 3.1.3.
    pub fn initialize(&mut self) -> Result<(), Fault> {
        match self.state.phase {
            Phase::NotInitialized => {
                self.state.phase = Phase::Running;
                Ok(())
            }
            Phase::Running => Err(Fault::new(
                ErrorCode::AlreadyInitialized,
                messages::ALREADY_INITIALIZED,
            )),
            Phase::Terminated => Err(Fault::new(
                ErrorCode::ContentInstanceTerminated,
                messages::TERMINATED,
            )),
        }
    }

    /// `Commit`: nothing changes here, keeping is the caller's. Errors: 142, 143. RTE 3.1.5.
    pub fn commit(&mut self) -> Result<(), Fault> {
        self.running(
            ErrorCode::CommitBeforeInitialization,
            ErrorCode::CommitAfterTermination,
        )
    }

    /// `Terminate`: what was written stays to be read by the platform. Errors: 112, 113. RTE 3.1.3.
    pub fn terminate(&mut self) -> Result<(), Fault> {
        self.running(
            ErrorCode::TerminationBeforeInitialization,
            ErrorCode::TerminationAfterTermination,
        )?;
        self.state.phase = Phase::Terminated;
        Ok(())
    }

    /// An error, unless the launch is between `Initialize` and `Terminate`.
    pub(super) fn running(&self, before: ErrorCode, after: ErrorCode) -> Result<(), Fault> {
        match self.state.phase {
            Phase::NotInitialized => Err(Fault::new(before, messages::NOT_INITIALIZED)),
            Phase::Running => Ok(()),
            Phase::Terminated => Err(Fault::new(after, messages::TERMINATED)),
        }
    }
}
