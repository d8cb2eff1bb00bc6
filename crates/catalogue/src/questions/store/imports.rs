//! Questions read from a file that wait for their author's yes.

use assess::questions::{Question, from_json, to_json};
use jiff::SignedDuration;
use platform::db::Tx;
use platform::http::Proof;
use platform::{Error, Result, Site, args, id_type, sql};

use crate::courses::CourseId;
use crate::questions::AddQuestions;

id_type!(
    /// What a file was read for.
    ImportId
);

/// How long a reading waits.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// Keeps what was read of a file until it is taken, a day at most.
///
/// # Errors
/// The store's.
pub async fn wait(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<AddQuestions>,
    course: Option<CourseId>,
    read: &[&Question],
) -> Result<ImportId> {
    let (id, now): (ImportId, _) = (site.new_id(), site.clock().now());
    let sql = sql!("DELETE FROM question_imports WHERE read_at < $1");
    tx.execute(sql, args![now.saturating_sub(PATIENCE).unwrap_or(now)])
        .await?;
    let content: Vec<String> = read.iter().map(|question| to_json(question)).collect();
    let content =
        serde_json::to_string(&content).map_err(|error| Error::internal("keeping an import", error))?;
    let sql = sql!("INSERT INTO question_imports (id, course_id, content, read_at) VALUES ($1, $2, $3, $4)");
    tx.execute(sql, args![id, course, content, now]).await?;
    Ok(id)
}

/// What waits under this name, once: whoever asks a second time finds nothing.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn take_waiting(
    tx: &mut Tx,
    _: &Proof<AddQuestions>,
    id: ImportId,
) -> Result<(Option<CourseId>, Vec<Question>)> {
    tx.lock("question import", id.0).await?;
    let sql = sql!("SELECT course_id, content FROM question_imports WHERE id = $1");
    let row = tx.one(sql, args![id]).await?;
    let sql = sql!("DELETE FROM question_imports WHERE id = $1");
    tx.execute(sql, args![id]).await?;
    let content: String = row.get("content")?;
    let all: Vec<String> = serde_json::from_str(&content)
        .map_err(|error| Error::internal("an import that can't be read", error))?;
    let read = all.iter().map(|one| {
        from_json(one).map_err(|why| Error::fault(format!("a question that can't be read: {why:?}")))
    });
    Ok((row.get("course_id")?, read.collect::<Result<_>>()?))
}
