//! The list of sessions and the page of one: what a manager or a tutor comes for. Reads `training`, owns nothing.

mod gone;
mod routes;
mod views;

pub use routes::routes;
pub(crate) use views::{contact, session_table};
