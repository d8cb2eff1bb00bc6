//! Correcting what learners hand in: the queue over all the sessions of who corrects, the page of one work, sentences of one's own.
//! Owns nothing: writes what `learning/gradings` owns.

mod queue;
mod remarks;
mod routes;
mod views;

pub use routes::routes;
