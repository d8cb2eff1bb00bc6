//! Opening a session, one question after the other: course, period, dates, tutors, review. Every answer travels in the
//! form, so that it works without a script and going back loses nothing. Reads `catalogue`, writes through `training`.

mod answers;
mod routes;
mod rules;
mod state;
mod views;

pub use routes::routes;
pub(crate) use rules::{day, hour, last_day, reference_fault, shifted};
