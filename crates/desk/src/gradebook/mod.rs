//! The marks of a session: its learners beside the steps that come to a percentage, sorted by whichever, and as a list for a
//! spreadsheet. Owns nothing: reads what `learning/progress` owns.

mod routes;
mod rules;
mod views;

pub use routes::routes;
