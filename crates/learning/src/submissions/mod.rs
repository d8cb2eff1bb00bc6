//! Steps that are work to hand in: a draft in the forms that its assignment takes, written, recorded or sent as files, reviewed,
//! handed in once, alone or by a group. What was handed in never changes; another try stands beside it. Everything is sealed with
//! the learner's key of evidence, or with the group's. Owns `submissions`, `submission_files`, `submission_members`,
//! `submission_writings`. Announces `submission.handed`.

mod forms;
mod load;
mod routes;
mod rules;
pub(crate) mod sealing;
mod shown;
mod store;
mod unnamed;
mod views;
mod writing;

use platform::http::{Object, Source};

pub use forms::{Checked, check_one, check_recordings, field, transcript_field};
pub(crate) use routes::page;
pub use routes::routes;
pub use rules::LONGEST_TEXT;
pub use sealing::{key_of, owner};
pub use store::together::{Member, Writing, members, members_at, together_at, writings};
pub use store::waiting::at_step;
pub use store::{About, Content, Piece, PieceId, Submission, SubmissionId, find, transcribe_for, whose};
pub(crate) use store::{lock, overtaken};
pub use views::{
    answer, criteria, given, graded, is_image, is_pdf, noted, piece, recorder, send, sheets, traced,
};

impl Object for Submission {
    type Id = SubmissionId;
    const PARAM: &'static str = "production";
    const SOURCE: Option<Source> = Some(Source {
        from: "submissions o JOIN enrolments e ON e.id = o.enrolment_id LEFT JOIN learner_groups lg ON lg.id = o.group_id
             JOIN training_sessions s ON s.id = COALESCE(lg.session_id, e.session_id)",
        id: "o.id",
        alive: "o.handed_at IS NOT NULL AND (e.withdrawn_at IS NULL OR o.group_id IS NOT NULL) AND s.deleted_at IS NULL",
        region: Some("s.region_id"),
        session: Some("s.id"),
        learner: Some("e.person_id"),
        own: None,
    });
}
