//! `/regions`: the regions side by side, for the national office and for who manages several.

mod routes;
mod rules;
mod views;

pub use routes::routes;
