//! The list of sessions and the page of one: what a manager or a tutor comes for. Reads `training`, owns nothing.

mod acts;
mod gone;
mod list;
mod narrowed;
mod routes;
mod views;

pub(crate) use list::session_table;
pub use routes::routes;
pub(crate) use views::contact;
