//! A learner's path: every step with its modality, its duration and when it opens, where one
//! stands with each. Reads `catalogue`, `training` and `learning`.

mod routes;
pub(crate) mod rules;
mod success;
mod views;

pub use routes::routes;
pub(crate) use views::progress;
