//! The player: a package in an origin of its own, framed by a page that says what is saved and what is not.
//! The content origin answers files of one item to one enrolment, and one post: the operations of a launch.
//! Owns `content_origins`. Announces nothing itself.

mod content;
mod operations;
mod prerequisites;
mod reasons;
mod routes;
mod rules;
mod store;
mod views;

pub use content::ContentPages;
pub use operations::BATCH_BYTES;
pub(crate) use routes::origin;
pub use routes::routes;
