//! What is said of work that was handed in: levels of its rubric or one mark, a comment, whether it is to be done again. A draft
//! until it is published; publishing writes the mark and ends the step in the same transaction. Each tutor has sentences of
//! their own. Owns `gradings`, `grading_changes`, `remarks`. Announces `submission.graded`.

mod mail;
mod publish;
mod queue;
mod rules;
mod store;

use platform::permission;
use training::sessions::TrainingSession;

pub use publish::{Ready, Together, prepare, publish};
pub use queue::{Waiting, count_statement, list, list_statement, published, published_statement, to_correct};
pub use rules::{Again, Decision, Mark, Said, percent_of};
pub(crate) use store::of_step;
pub use store::remarks::{Remark, RemarkId, forget, keep, of_tutor};
pub use store::{Change, Grading, News, Writing, changes, find, news, read, save};

use crate::submissions::Submission;

permission!(
    /// Reading what learners hand in, correcting it and publishing.
    GradeSubmission on Submission, "submission.grade", "Corriger ce que les apprenants rendent", [Manager, Tutor]
);
permission!(
    /// Taking away all that a session handed in, bringing its marks back in a list.
    GradeSession on TrainingSession, "session.grade", "Corriger hors ligne les travaux d’une session", [Manager, Tutor]
);
