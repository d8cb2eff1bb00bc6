//! « Mes fiches »: what sums up the steps and the parts that a learner has ended, to read again, to search, to print.
//! Owns nothing: reads what `progress` and the catalogue own.

mod routes;
mod rules;
mod views;

pub use routes::routes;
pub use rules::{of_section, of_step};
