//! What is said of work that was handed in: levels of its rubric or one mark, a comment, whether it is to be done again. A draft
//! until it is published; publishing writes the mark and ends the step in the same transaction. Each tutor has sentences of
//! their own. Tutors share the works of a session by saying which they take care of; where a session wants it, a second one reads
//! what a first one corrected before it is published. Owns `gradings`, `grading_changes`, `grading_files`, `grading_claims`,
//! `grading_openings`, `second_readings`, `grading_readings`, `remarks`. Announces `submission.graded`, `submission.entrusted`,
//! `grading.asked`, `grading.agreed`, `grading.sent_back`, `grading.taken_up`, `session.second_reading`.

mod mail;
mod notes;
mod publish;
mod queue;
mod rules;
mod second;
mod statements;
mod store;

use platform::permission;
use training::sessions::TrainingSession;

pub use notes::{Note, TypedNote};
pub use publish::{Ready, Together, prepare, publish};
pub use queue::{
    Around, Asked, Group, State, Waiting, Whose, around, at_step, groups, list, one, to_correct, to_read,
    total,
};
pub use rules::{Again, Decision, Mark, Said, percent_of};
pub use second::{answer, ask};
pub use statements::statements;
pub use store::claims::{claim, entrust, open};
pub use store::files::{add, of as recordings, take_out, write_down};
pub use store::given::{Corrected, Last, given, last_changes};
pub(crate) use store::of_step;
pub use store::readings::{Answer, Proposal, Reading, readings, want, wanted};
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
permission!(
    /// Saying that a second tutor reads the corrections of a session before they are published.
    AskSecondReading on TrainingSession, "session.second_reading", "Demander une relecture des corrections d’une session", [Manager]
);
