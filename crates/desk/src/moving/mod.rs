//! Moving a session: its first and last days, its classes and half-days. What follows is shown before anything is written: whom
//! it concerns, which accesses follow, what stands in the way. A date of which a sheet says something keeps its place.
//! Reads `training` and `proof`, writes through `training`.

mod news;
mod plan;
mod routes;
mod rules;
mod state;
mod typed;
mod views;

pub use routes::routes;
