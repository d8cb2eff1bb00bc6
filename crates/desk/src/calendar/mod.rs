//! « Calendrier »: what is when, for whoever asks, as a list or a month; planning one's steps; the same read by other programs
//! at a private address. Reads `training` and `learning/planning`.

mod entries;
mod feed;
mod plans;
mod routes;
mod rules;
mod views;

pub use routes::routes;
