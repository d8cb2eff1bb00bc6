//! Intake: a list of people becomes enrolments. A file or a paste is read, shown line by line, applied once, and may be taken
//! back within a day; a session's people leave as a file that can be read again. What a list says is readable by its sender
//! alone, and is gone a day later with its key.
//! Owns `intakes`, `intake_lines`, `intake_updates`, `intake_standings`, `intake_columns`. Announces `intake.sent`, `intake.applied`, `intake.undone`,
//! `session.exported`.

mod apply;
mod columns;
mod dry_run;
mod jobs;
mod reading;
#[cfg(test)]
mod reading_tests;
mod routes;
mod rules;
#[cfg(test)]
mod rules_tests;
mod sheet;
mod store;
pub mod tables;
mod text;
mod undo;
mod views;

use platform::permission;

pub use jobs::handlers;
pub use routes::routes;
pub(crate) use store::pass;
pub use undo::{Begun, Progress};

use crate::sessions::TrainingSession;

permission!(
    /// Taking back what a list of people did.
    UndoIntake on TrainingSession, "intake.undo", "Annuler l’inscription d’une liste de personnes", [Manager]
);
