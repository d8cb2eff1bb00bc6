//! Questions often asked: of a course or of one of its steps, written and ordered by the tutors and managers of a region for
//! theirs, by the national office for all; searched, and said useful or not, by learners; shown to who writes
//! a question that they answer. « Aide » leads there from a course.
//! Owns `faq_entries`, `faq_votes`. Announces `faq.written`, `faq.changed`, `faq.removed`.

mod desk;
mod own;
mod rules;
mod store;
mod suggesting;
mod views;

use platform::http::Routes;
use platform::permission;
use training::sessions::TrainingSession;

pub use rules::{Entry, found};
pub use store::of_session;
pub(crate) use suggesting::{answered, beside};

permission!(
    /// Writing the answers that the learners of a region find by themselves.
    WriteFaq on TrainingSession, "faq.write", "Écrire les questions fréquentes d’un parcours", [Manager, Tutor]
);

/// The routes of this room.
pub fn routes() -> Routes {
    desk::routes().and(own::routes())
}
