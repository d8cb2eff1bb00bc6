//! A learner's attempt on a SCORM 2004 package: sequencing ([`crate::sequencing`]) and the data model of the content that
//! is open ([`crate::cmi2004`]), under one log of operations. Content calls [`Api2004`]; the platform asks through
//! [`Attempt::act`]; [`Attempt::apply`] plays a log again, anywhere, to the same state.

mod api;
mod attempt;
mod content;
mod saved;
mod validity;

pub use api::{Api2004, Called};
pub use attempt::{Attempt, Delivered, Snapshot, Stage};
pub use saved::{Kept, Saved, Shared, Standing, Start};
