//! Attendance: the sheets of a session, half-day by half-day. Learners sign on the trainer's tablet, on their own telephone with
//! the code that the trainer shows, or on paper; the trainer says who was absent or late, then vouches for the sheet, which is
//! frozen. What is taken back leaves its trace. Who was there for all of a class or a meeting has done its step.
//! Owns `attendance_sheets`, `attendance_marks`, `attendance_seals`, `attendance_scans` and `attendance_tries`.
//! Announces `attendance.marked`, `attendance.corrected`, `attendance.sealed`, `attendance.reopened`, `attendance.scanned`.

mod attended;
mod begun;
mod correct;
mod halves;
mod ink;
mod notes;
mod own;
mod papers;
mod planned;
mod printed;
mod routes;
mod rules;
mod seal;
mod sheet;
mod sign;
mod store;
mod views;
mod writing;

use platform::http::Routes;
use platform::permission;
use training::enrolment::Enrolment;
use training::sessions::TrainingSession;

pub use attended::{Attended, of_learners};
pub use begun::Attending;
pub use halves::{Half, HalfDay, Key, half_days};
pub use planned::{Hold, holds, keep_still};
pub(crate) use store::pass;

permission!(
    /// Having a session's sheets signed, and vouching for them.
    KeepAttendance on TrainingSession, "attendance.keep", "Faire émarger et valider les présences", [Manager, Tutor]
);
permission!(
    /// Signing one's own presence.
    SignAttendance on Enrolment, "attendance.sign", "Signer sa présence", [Learner]
);

/// The routes of this room.
pub fn routes() -> Routes {
    routes::routes()
        .and(sign::routes())
        .and(notes::routes())
        .and(correct::routes())
        .and(seal::routes())
        .and(printed::routes())
        .and(papers::routes())
        .and(own::routes())
}
