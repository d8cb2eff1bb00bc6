//! The home of each role: what to do now, then where things are. Reads every floor below.

mod routes;
mod ticket;
mod views;

pub use routes::routes;
