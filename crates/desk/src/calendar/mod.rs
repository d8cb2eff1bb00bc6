//! « Calendrier »: what is when, for whoever asks, as a list, a week or a month; planning one's steps, one by one or all that is
//! left; the same read by other programs at a private address. Reads `training`, `proof/attendance` and `learning/planning`.

mod entries;
mod feed;
mod gather;
mod left;
mod plans;
mod routes;
mod rules;
mod spreading;
mod tables;
mod views;

pub(crate) use plans::{MOMENTS, fitting_in};
pub use routes::routes;
