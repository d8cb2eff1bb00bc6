//! Correcting what learners hand in: the queue over all the sessions of who corrects, the page of one work, sentences of one's own;
//! who takes care of which, a second tutor's reading; all the works of a step taken away, and their marks brought back in a list.
//! Owns nothing: writes what `learning/gradings` owns.

mod archive;
mod desk;
mod marks;
mod offline;
mod queue;
mod remarks;
mod routes;
mod second;
mod share;
mod views;

pub use routes::routes;
