//! Steps that are work to hand in: a draft in the forms that its assignment takes, written, recorded or sent as files, reviewed,
//! handed in once. What was handed in never changes; another try stands beside it. Everything is sealed with the learner's key of
//! evidence. Owns `submissions`, `submission_files`. Announces `submission.handed`.

mod forms;
mod load;
mod routes;
mod rules;
pub(crate) mod sealing;
mod store;
mod unnamed;
mod views;

use platform::http::{Object, Source};

pub use forms::{Checked, check_recordings, field, transcript_field};
pub(crate) use routes::page;
pub use routes::routes;
pub use rules::LONGEST_TEXT;
pub use store::waiting::at_step;
pub use store::{About, Content, Piece, PieceId, Submission, SubmissionId, find, of_step, transcribe, whose};
pub(crate) use store::{lock, overtaken};
pub use views::{answer, criteria, given, graded, is_image, is_pdf, noted, piece, recorder, send};

impl Object for Submission {
    type Id = SubmissionId;
    const PARAM: &'static str = "production";
    const SOURCE: Option<Source> = Some(Source {
        from: "submissions o JOIN enrolments e ON e.id = o.enrolment_id JOIN training_sessions s ON s.id = e.session_id",
        id: "o.id",
        alive: "o.handed_at IS NOT NULL AND e.withdrawn_at IS NULL AND s.deleted_at IS NULL",
        region: Some("s.region_id"),
        session: Some("e.session_id"),
        learner: Some("e.person_id"),
        own: None,
    });
}
