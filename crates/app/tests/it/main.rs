//! Through the front door, on both engines: what spans floors.

mod enrolment;
mod matrix;
mod pages;
mod privacy;
mod schema;
mod sign_in;
mod statements;
mod world;
