//! Steps that run nothing: an instruction, a document, a link, a meeting. The learner says when it is done, a tutor for a
//! meeting. Owns nothing: writes what `progress` owns.

mod routes;
mod views;

pub(crate) use routes::page;
pub use routes::routes;
pub(crate) use views::{base, shut, titled, ways};
