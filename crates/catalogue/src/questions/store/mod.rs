//! Rows of `questions`, `question_versions` and `question_tags`.

mod bank;
mod figures;
mod files;
mod imports;
mod trash;

use assess::questions::{Question, from_json, to_json};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

use super::{AddQuestions, EditQuestion};
use crate::courses::CourseId;

pub use bank::{
    Listed, Order, Sought, bank_name, banks, contents, count, courses, list, named, statements, tags,
};
pub use figures::{
    Changes, Measured, add_figures, figures_in_force, figures_stamp, lock_figures, of_question, of_quiz,
    replace_figures,
};
pub use files::{copy_files, file, files, put_file};
pub use imports::{take_waiting, wait};
pub use trash::{VersionLine, last_version, restore, trash, trashed, versions};

id_type!(
    /// A question of the bank.
    QuestionId
);
id_type!(
    /// A version of a question.
    QuestionVersionId
);

/// A question of the bank, without what it asks.
#[derive(Clone, Debug)]
pub struct QuestionRow {
    /// Which.
    pub id: QuestionId,
    /// Whose bank it is; none, the whole platform's.
    pub course: Option<CourseId>,
    /// The number of the version in force, from 1.
    pub number: i64,
    /// What authors know it by.
    pub title: String,
    /// Its type, as its content names it: « single ».
    pub kind: String,
}

/// What a question asks. A version never changes.
#[derive(Clone, Debug)]
pub struct QuestionVersion {
    /// Which.
    pub id: QuestionVersionId,
    /// Of which question.
    pub question: QuestionId,
    /// Its number, from 1.
    pub number: i64,
    /// What it asks.
    pub content: Question,
}

pub(super) fn question(row: &Row) -> Result<QuestionRow> {
    Ok(QuestionRow {
        id: row.get("id")?,
        course: row.get("course_id")?,
        number: row.get("version")?,
        title: row.get("title")?,
        kind: row.get("kind")?,
    })
}

/// Reads a version out of columns `id`, `question_id`, `number` and `content`.
///
/// # Errors
/// When a newer program wrote it, or it isn't a question: a fault of ours.
pub(super) fn read_version(row: &Row) -> Result<QuestionVersion> {
    let content: String = row.get("content")?;
    Ok(QuestionVersion {
        id: row.get("id")?,
        question: row.get("question_id")?,
        number: row.get("number")?,
        content: from_json(&content)
            .map_err(|why| Error::fault(format!("a question that can't be read: {why:?}")))?,
    })
}

/// A question of the bank.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: QuestionId) -> Result<QuestionRow> {
    let sql = sql!(
        "SELECT id, course_id, version, title, kind FROM questions WHERE id = $1 AND deleted_at IS NULL"
    );
    question(&tx.one(sql, args![id]).await?)
}

/// A version, in force or not.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn version(tx: &mut Tx, id: QuestionVersionId) -> Result<QuestionVersion> {
    let sql = sql!("SELECT id, question_id, number, content FROM question_versions WHERE id = $1");
    read_version(&tx.one(sql, args![id]).await?)
}

/// The version in force of a question.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn version_in_force(tx: &mut Tx, id: QuestionId) -> Result<QuestionVersion> {
    let sql = sql!(
        "SELECT v.id, v.question_id, v.number, v.content FROM questions q
         JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
         WHERE q.id = $1 AND q.deleted_at IS NULL"
    );
    read_version(&tx.one(sql, args![id]).await?)
}

/// Adds a question to a bank. What it asks has been checked (`Question::problems`).
///
/// # Errors
/// The store's.
pub async fn create(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AddQuestions>,
    course: Option<CourseId>,
    content: &Question,
) -> Result<QuestionId> {
    let (id, _) = put(tx, site, proof.actor(), course, content).await?;
    Ok(id)
}

/// The same, for who was seen to be allowed to: the question, and its version.
///
/// # Errors
/// The store's.
pub(crate) async fn put(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    course: Option<CourseId>,
    content: &Question,
) -> Result<(QuestionId, QuestionVersionId)> {
    let (id, now): (QuestionId, _) = (site.new_id(), site.clock().now());
    let sql = sql!(
        "INSERT INTO questions (id, course_id, version, title, kind, created_at, changed_at, sought)
         VALUES ($1, $2, 1, $3, $4, $5, $5, $6)"
    );
    let sought = bank::sought(&content.title, &content.tags);
    let values = args![
        id,
        course,
        content.title.as_str(),
        content.body.code(),
        now,
        sought
    ];
    tx.execute(sql, values).await?;
    let version = write_version(tx, site, id, 1, by, content).await?;
    events::write(tx, site, Event::new("question.created").by(by).on(id)).await?;
    Ok((id, version))
}

/// Gives a question its next version. `over`: the number that was read; nothing is written, and `None` is returned, when
/// somebody else has changed the question since.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn change(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditQuestion>,
    over: i64,
    content: &Question,
) -> Result<Option<QuestionVersionId>> {
    let id = proof.id();
    let sql = sql!(
        "UPDATE questions SET version = version + 1, title = $3, kind = $4, changed_at = $5, sought = $6
         WHERE id = $1 AND version = $2 AND deleted_at IS NULL"
    );
    let now = site.clock().now();
    let sought = bank::sought(&content.title, &content.tags);
    let values = args![id, over, content.title.as_str(), content.body.code(), now, sought];
    if tx.execute(sql, values).await? == 0 {
        return Ok(None);
    }
    tx.execute(
        sql!("DELETE FROM question_tags WHERE question_id = $1"),
        args![id],
    )
    .await?;
    let version = write_version(tx, site, id, over + 1, proof.actor(), content).await?;
    let before = files::version_of(tx, id, over).await?;
    copy_files(tx, before, version).await?;
    events::write(tx, site, Event::new("question.changed").by(proof.actor()).on(id)).await?;
    Ok(Some(version))
}

async fn write_version(
    tx: &mut Tx,
    site: &Site,
    question: QuestionId,
    number: i64,
    by: Option<PersonId>,
    content: &Question,
) -> Result<QuestionVersionId> {
    let id: QuestionVersionId = site.new_id();
    let sql = sql!(
        "INSERT INTO question_versions (id, question_id, number, content, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![id, question, number, to_json(content), by, site.clock().now()];
    tx.execute(sql, values).await?;
    for tag in &content.tags {
        let sql = sql!("INSERT INTO question_tags (question_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        tx.execute(sql, args![question, tag.as_str()]).await?;
    }
    Ok(id)
}
