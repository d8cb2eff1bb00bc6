//! Through the front door, on both engines: what spans floors.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can't go on stops"
)]

mod enrolment;
mod matrix;
mod package;
mod pages;
mod player;
mod privacy;
mod schema;
mod sign_in;
mod statements;
mod world;
