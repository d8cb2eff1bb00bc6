//! Correcting what learners hand in: the queue over all the sessions of who corrects, the page of one work, sentences of one's own;
//! all the works of a step taken away, and their marks brought back in a list.
//! Owns nothing: writes what `learning/gradings` owns.

mod marks;
mod offline;
mod queue;
mod remarks;
mod routes;
mod views;

pub use routes::routes;
