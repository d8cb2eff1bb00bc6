//! The log of a launch: what content and the learner did, in order. The same for every version of SCORM.

use serde::{Deserialize, Serialize};

use crate::navigation::NavigationRequest;

/// Something that changes a launch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// `LMSInitialize("")`, `Initialize("")`.
    Initialize,
    /// `LMSSetValue(element, value)`, `SetValue(element, value)`.
    Set {
        /// The element's name.
        element: String,
        /// The value, as content gave it.
        value: String,
    },
    /// `LMSCommit("")`, `Commit("")`.
    Commit,
    /// `LMSFinish("")`, `Terminate("")`.
    Finish,
    /// The learner asks for something else; SCORM 2004 alone.
    Navigate(NavigationRequest),
    /// The content is taken away; SCORM 2004 alone.
    Unload,
}

/// One line of a launch's log: an act that succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its place in the log of the launch: 1, 2, 3…
    pub sequence: u64,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// What.
    #[serde(flatten)]
    pub act: Act,
}

/// What became of an operation of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// Taken.
    Accepted,
    /// Its sequence number was taken already: nothing changes.
    Duplicate,
    /// Operations before it are missing: nothing changes; send again from `expected`.
    OutOfOrder {
        /// The sequence number awaited.
        expected: u64,
    },
    /// The launch is finished: nothing changes.
    AfterFinish,
    /// The data model refuses it. Its sequence number is used up, nothing else changes.
    Refused {
        /// The code of the error that content would have had.
        code: u16,
    },
}
