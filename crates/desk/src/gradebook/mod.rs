//! The marks of a session: its learners beside the steps that come to a percentage, sorted by whichever, and as a list for a
//! spreadsheet; how each mark came to be. Owns nothing: reads what `learning/progress` and `learning/gradings` own.

mod history;
mod routes;
mod rules;
mod views;

pub use routes::routes;
