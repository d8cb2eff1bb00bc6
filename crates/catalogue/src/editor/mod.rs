//! The course editor: titles, parts and steps, each change an act of its own. A form carries the revision of the course
//! that it shows, so that two people at once never overwrite each other. Owns nothing: writes what `courses` owns.
//! Announces `course.changed`.

mod documents;
mod matter;
mod offer;
mod order;
mod progression;
mod routes;
mod rules;
mod step;
mod store;
mod views;

pub use routes::routes;
pub use store::{Line, Part, PartId, add_part, add_wait, all, copy, lay, parts, revision, set_progression};
