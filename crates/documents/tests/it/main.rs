//! Documents as a reader opens them: what they print, how they are tagged, what they hide, what they endure.

#![expect(clippy::unwrap_used, reason = "a test that can't go on stops")]

mod fields;
mod hostile;
mod pdf;
mod samples;
mod tags;
