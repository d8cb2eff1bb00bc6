//! The SCORM 2004 (4th edition) run-time data model of one launch of one SCO: what content writes, reads and is
//! refused, and what the platform reads of it.
//!
//! « RTE » is the run-time environment book, « SN » that of sequencing and navigation. [`Session`] answers the calls of
//! the API; what surrounds a launch (attempts, shared objectives, which activity is next) is sequencing's.

mod element;
mod errors;
mod identifier;
mod item;
mod kind;
mod language;
mod messages;
mod model;
mod outcome;
mod reading;
mod responses;
mod session;
mod slots;
mod start;
mod time;
mod timespan;
mod types;
mod values;
mod weight;
mod words;
mod writing;

pub use errors::{ErrorCode, Fault};
pub use kind::{
    ENTRIES_ACCEPTED, IDENTIFIER_ACCEPTED, INTERACTIONS_ACCEPTED, LOCATION_ACCEPTED, LONG_ACCEPTED,
    NESTED_ACCEPTED, RESPONSE_ACCEPTED, SHORT_ACCEPTED, STORE_ACCEPTED, TOTAL_ACCEPTED,
};
pub use session::{Phase, Session, Snapshot};
pub use start::{DataSlot, Navigation, Start};
pub use timespan::Timespan;
pub use values::{Comment, Interaction, LearnerPreference, Objective, Score, Values};
pub use words::{
    CompletionStatus, Credit, Entry, Exit, InteractionType, Mode, SuccessStatus, TimeLimitAction,
};
