//! The versions of a question, and the trash: what an attempt asked stays readable there.

use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::{QuestionId, QuestionRow, QuestionVersion, question, read_version};
use crate::questions::{AddQuestions, EditQuestion};

/// A version, without what it asks.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// Its number, from 1.
    pub number: i64,
    /// Who made it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// The versions of a question, the last first.
///
/// # Errors
/// The store's.
pub async fn versions(tx: &mut Tx, id: QuestionId) -> Result<Vec<VersionLine>> {
    let sql = sql!(
        "SELECT number, made_by, made_at FROM question_versions WHERE question_id = $1 ORDER BY number DESC"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(VersionLine {
                number: row.get("number")?,
                by: row.get("made_by")?,
                at: row.get("made_at")?,
            })
        })
        .collect()
}

/// The last version of a question, in the trash or not.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn last_version(tx: &mut Tx, id: QuestionId) -> Result<QuestionVersion> {
    let sql = sql!(
        "SELECT v.id, v.question_id, v.number, v.content FROM questions q
         JOIN question_versions v ON v.question_id = q.id AND v.number = q.version WHERE q.id = $1"
    );
    read_version(&tx.one(sql, args![id]).await?)
}

/// Puts a question in the trash: no draw takes it any more.
///
/// # Errors
/// [`Error::NotFound`] when it is there already, or the store's.
pub async fn trash(tx: &mut Tx, site: &Site, proof: &Proof<EditQuestion>) -> Result<()> {
    let sql = sql!("UPDATE questions SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL");
    if tx.execute(sql, args![proof.id(), site.clock().now()]).await? == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::new("question.trashed").by(proof.actor()).on(proof.id());
    events::write(tx, site, event).await
}

/// Takes a question out of the trash.
///
/// # Errors
/// [`Error::NotFound`] when it isn't there, or the store's.
pub async fn restore(tx: &mut Tx, site: &Site, proof: &Proof<AddQuestions>, id: QuestionId) -> Result<()> {
    let sql = sql!("UPDATE questions SET deleted_at = NULL WHERE id = $1 AND deleted_at IS NOT NULL");
    if tx.execute(sql, args![id]).await? == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::new("question.restored").by(proof.actor()).on(id);
    events::write(tx, site, event).await
}

/// What is in the trash, the latest first: each question, and since when.
///
/// # Errors
/// The store's.
pub async fn trashed(tx: &mut Tx) -> Result<Vec<(QuestionRow, Timestamp)>> {
    let sql = sql!(
        "SELECT id, course_id, version, title, kind, deleted_at FROM questions
         WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id"
    );
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| Ok((question(row)?, row.get("deleted_at")?)))
        .collect()
}
