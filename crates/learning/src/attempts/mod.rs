//! Attempts: what a package says of its learner is a log of operations, kept by launch and number, replayed here by the
//! engine that the browser mirrors; the replay alone gives status, score and time, merged into the step's progress.
//! Owns `module_attempts`, `launches`, `launch_records`, `attempt_operations`,
//! `shared_tracking`. Announces `module.opened`.

mod engine;
mod launch;
mod live;
mod log;
mod rules;
mod store;
mod take;

pub use engine::Start;
pub use launch::{NewLaunch, begin};
pub use live::Live;
pub(crate) use log::Log;
pub use rules::{GRACE, Standing, roll_up};
pub use store::{LaunchId, standings, version};
pub use take::{Batch, Spent, Taken, take};
