//! The SCORM 1.2 run-time: what content calls ([`Api12`]), the data model under it ([`Session`]) and the log it leaves.
//!
//! Every mutating call that succeeded is an [`crate::log::Operation`]; [`replay`] plays a log again, anywhere, to the same state.
//! RTE 3.3 (the API), RTE 3.4 (the data model). What must be reached before an item opens is a [`Prerequisite`].

mod api;
mod element;
mod errors;
mod feedback;
mod outcome;
mod prerequisites;
mod reading;
mod replay;
mod session;
mod slots;
mod start;
mod timespan;
mod types;
mod values;

pub use api::Api12;
pub use errors::ErrorCode;
pub use outcome::Outcome;
pub use prerequisites::{Condition, Prerequisite, Reached, SCRIPT_ACCEPTED, Unreadable};
pub use replay::{Replayed, replay, replay_from};
pub use session::{Phase, Session, Snapshot, TOTAL_ACCEPTED};
pub use start::{Credit, Entry, LessonMode, ResponseCheck, Start};
pub use timespan::Timespan;
pub use types::{
    IDENTIFIER_ACCEPTED, INTERACTIONS_ACCEPTED, NESTED_ACCEPTED, OBJECTIVES_ACCEPTED, STRING255_ACCEPTED,
    STRING4096_ACCEPTED, SUSPEND_DATA_ACCEPTED,
};
pub use values::{Exit, Interaction, LessonStatus, Objective, Score, StudentPreference, Values};
