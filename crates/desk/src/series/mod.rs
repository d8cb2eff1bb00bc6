//! The same session again: every month or every so many weeks, each shown with all its dates before one act opens them all.
//! Reads `training` and writes through it, owns nothing.

mod lines;
mod model;
mod routes;
mod rules;
mod views;

pub use routes::routes;
pub(crate) use rules::{copied, reference, stem};
pub(crate) use views::place;
