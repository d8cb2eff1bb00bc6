//! Through the front door, on both engines: what spans floors.

mod forms;
mod enrolment;
mod house;
mod matrix;
mod pages;
mod privacy;
mod schema;
mod sign_in;
mod statements;
mod world;
