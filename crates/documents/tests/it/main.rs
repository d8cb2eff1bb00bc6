//! Documents as a reader opens them: what they print, how they are tagged, what they hide, what they endure.

mod fields;
mod hostile;
mod pdf;
mod samples;
mod tags;
