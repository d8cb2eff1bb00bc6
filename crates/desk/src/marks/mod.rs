//! Following a session: who has done what, and the marks that a tutor gives to what the platform can't observe.
//! Reads `training` and `catalogue`, writes through `learning`.

mod routes;
mod rules;
mod views;

pub use routes::routes;
