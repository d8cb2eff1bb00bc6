//! Attempts: what a package says of its learner is a log of operations, kept by launch and number, replayed here by the
//! engine that the browser mirrors; the replay alone gives status, score and time, merged into the step's progress.
//! Owns `module_attempts`, `launches`, `attempt_operations`. Announces `module.opened`.

mod launch;
mod rules;
mod store;

pub use launch::{Batch, NewLaunch, Taken, begin, take};
pub use rules::{GRACE, Standing, roll_up};
pub use store::standings;
