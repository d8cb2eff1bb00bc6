//! The question bank: questions of the platform or of a course, their versions, what they are about. What a question is and
//! how it is scored is the affair of `assess`. Owns `questions`, `question_versions`, `question_tags`, `question_files`,
//! `question_imports`.
//! Announces `question.created`, `question.changed`,
//! `question.trashed`, `question.restored`.

mod asked;
mod exchange;
mod filter;
mod packed;
mod picture;
mod routes;
mod rules;
mod shelf;
mod store;
mod views;

use platform::http::{Object, Platform, Source};
use platform::permission;

pub use asked::{Asked, asked, thousandths};
pub use routes::routes;
pub use store::{
    QuestionId, QuestionRow, QuestionVersion, QuestionVersionId, change, create, file, find, version,
    version_in_force,
};

impl Object for QuestionRow {
    type Id = QuestionId;
    const PARAM: &'static str = "question";
    const SOURCE: Option<Source> = Some(Source {
        from: "questions o",
        id: "o.id",
        alive: "o.deleted_at IS NULL",
        region: None,
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Adding questions to the bank and reading it: for the national office.
    AddQuestions on Platform, "question.add", "Ajouter des questions à la banque", []
);
permission!(
    /// Changing one question, or taking it away.
    EditQuestion on QuestionRow, "question.edit", "Modifier une question de la banque", []
);
