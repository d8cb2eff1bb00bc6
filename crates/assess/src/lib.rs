//! The engine of assessment: what counts as passed. Pure: no store, no clock of its own, no words for users.

pub mod progression;
pub mod success;
