//! Pages of the site itself: help, site map, accessibility, personal data, legal notice, licences, text size, health.
//! Owns nothing.

mod help;
mod routes;
mod rules;
mod views;

pub use routes::{Declared, routes};
