//! The question bank: questions of the platform or of a course, their versions, what they are about. What a question is and
//! how it is scored is the affair of `assess`. Owns `questions`, `question_versions`, `question_tags`, `question_files`,
//! `question_imports`, `question_import_files`, and what answers come to: `question_figures`, `question_verdicts`.
//! Announces `question.created`, `question.changed`,
//! `question.trashed`, `question.restored`.

mod asked;
mod exchange;
mod filter;
mod illustrations;
mod incoming;
mod leaving;
mod measured;
mod packed;
mod picture;
mod routes;
mod rules;
mod saving;
mod shelf;
mod store;
mod views;

use platform::http::{Object, Platform, Source};
use platform::permission;

pub use asked::{Asked, asked, thousandths};
pub(crate) use picture::seal as seal_image;
pub use routes::routes;
pub(crate) use store::put;
pub use store::{
    Changes, Listed, Measured, Order, QuestionId, QuestionRow, QuestionVersion, QuestionVersionId, Sought,
    add_figures, banks, change, create, figures_stamp, file, files, find, list, lock_figures, named, of_quiz,
    put_file, replace_figures, statements, tags, version, version_in_force,
};
pub use views::{Lines, explained, table};

/// A type of question, in words, from its name as it is kept.
pub fn kind_words(code: &str) -> &'static str {
    rules::Kind::parse(code).map_or("Question", rules::Kind::label)
}

impl Object for QuestionRow {
    type Id = QuestionId;
    const PARAM: &'static str = "question";
    const SOURCE: Option<Source> = Some(Source {
        from: "questions o",
        id: "o.id",
        // One in the trash is found as well: the store finds nothing of it, but to give back what a form was open on.
        alive: "o.version > 0",
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
