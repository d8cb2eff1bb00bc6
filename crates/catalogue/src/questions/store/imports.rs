//! Questions read from a file that wait for their author's yes.

use std::collections::HashMap;

use assess::questions::{Question, from_json, to_json};
use jiff::{SignedDuration, Timestamp};
use platform::blobs::{self, BlobId, Stored};
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

/// What waits: whose bank it is for, and each question with the images that it names.
pub type Waiting = (Option<CourseId>, Vec<(Question, Vec<(String, BlobId)>)>);

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
    images: Vec<Vec<(String, Stored)>>,
) -> Result<ImportId> {
    let (id, now): (ImportId, _) = (site.new_id(), site.clock().now());
    forget(tx, site, now.saturating_sub(PATIENCE).unwrap_or(now)).await?;
    let content: Vec<String> = read.iter().map(|question| to_json(question)).collect();
    let content =
        serde_json::to_string(&content).map_err(|error| Error::internal("keeping an import", error))?;
    let sql = sql!("INSERT INTO question_imports (id, course_id, content, read_at) VALUES ($1, $2, $3, $4)");
    tx.execute(sql, args![id, course, content, now]).await?;
    for (place, images) in (0i64..).zip(images) {
        for (name, stored) in images {
            let blob = stored.record(tx).await?;
            let sql = sql!(
                "INSERT INTO question_import_files (import_id, place, name, blob_id) VALUES ($1, $2, $3, $4)"
            );
            tx.execute(sql, args![id, place, name, blob]).await?;
        }
    }
    Ok(id)
}

/// Nobody said yes to what was read before: it goes, with its images.
async fn forget(tx: &mut Tx, site: &Site, before: Timestamp) -> Result<()> {
    let sql = sql!(
        "SELECT f.blob_id FROM question_import_files f JOIN question_imports i ON i.id = f.import_id WHERE i.read_at < $1"
    );
    let old = tx.all(sql, args![before]).await?;
    let sql = sql!(
        "DELETE FROM question_import_files WHERE import_id IN (SELECT id FROM question_imports WHERE read_at < $1)"
    );
    tx.execute(sql, args![before]).await?;
    for row in &old {
        blobs::delete(tx, site, row.get("blob_id")?).await?;
    }
    let sql = sql!("DELETE FROM question_imports WHERE read_at < $1");
    tx.execute(sql, args![before]).await.map(drop)
}

/// What waits under this name, once: whoever asks a second time finds nothing.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn take_waiting(tx: &mut Tx, _: &Proof<AddQuestions>, id: ImportId) -> Result<Waiting> {
    tx.lock("question import", id.0).await?;
    let sql = sql!("SELECT course_id, content FROM question_imports WHERE id = $1");
    let row = tx.one(sql, args![id]).await?;
    let sql = sql!(
        "SELECT place, name, blob_id FROM question_import_files WHERE import_id = $1 ORDER BY place, name"
    );
    let mut images: HashMap<i64, Vec<(String, BlobId)>> = HashMap::new();
    for file in &tx.all(sql, args![id]).await? {
        let of = images.entry(file.get("place")?).or_default();
        of.push((file.get("name")?, file.get("blob_id")?));
    }
    let sql = sql!("DELETE FROM question_import_files WHERE import_id = $1");
    tx.execute(sql, args![id]).await?;
    let sql = sql!("DELETE FROM question_imports WHERE id = $1");
    tx.execute(sql, args![id]).await?;
    let content: String = row.get("content")?;
    let all: Vec<String> = serde_json::from_str(&content)
        .map_err(|error| Error::internal("an import that can't be read", error))?;
    let read = (0i64..).zip(&all).map(|(place, one)| {
        let question =
            from_json(one).map_err(|why| Error::fault(format!("a question that can't be read: {why:?}")))?;
        Ok((question, images.remove(&place).unwrap_or_default()))
    });
    Ok((row.get("course_id")?, read.collect::<Result<_>>()?))
}
