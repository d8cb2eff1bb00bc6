//! A learner's path: every step with its modality, its duration and when it opens. Reads `catalogue` and `training`.

mod routes;
mod views;

pub use routes::routes;
