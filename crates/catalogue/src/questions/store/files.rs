//! The images of a question.

use platform::blobs::BlobId;
use platform::db::Tx;
use platform::{Result, args, sql};

use super::{QuestionId, QuestionVersionId};

/// Gives a version an image, by the name that its content has for it.
///
/// # Errors
/// The store's.
pub async fn put_file(tx: &mut Tx, version: QuestionVersionId, name: &str, blob: BlobId) -> Result<()> {
    let sql = sql!(
        "INSERT INTO question_files (version_id, name, blob_id) VALUES ($1, $2, $3)
         ON CONFLICT (version_id, name) DO UPDATE SET blob_id = $3"
    );
    tx.execute(sql, args![version, name, blob]).await?;
    Ok(())
}

/// The image of a version, by the name that its content has for it.
///
/// # Errors
/// The store's.
pub async fn file(tx: &mut Tx, version: QuestionVersionId, name: &str) -> Result<Option<BlobId>> {
    let sql = sql!("SELECT blob_id FROM question_files WHERE version_id = $1 AND name = $2");
    let row = tx.optional(sql, args![version, name]).await?;
    row.map(|row| row.get("blob_id")).transpose()
}

/// The images of a version, by the names that its content has for them.
///
/// # Errors
/// The store's.
pub async fn files(tx: &mut Tx, version: QuestionVersionId) -> Result<Vec<(String, BlobId)>> {
    let sql = sql!("SELECT name, blob_id FROM question_files WHERE version_id = $1 ORDER BY name");
    let rows = tx.all(sql, args![version]).await?;
    rows.iter()
        .map(|row| Ok((row.get("name")?, row.get("blob_id")?)))
        .collect()
}

/// Which version of a question has this number.
pub(super) async fn version_of(tx: &mut Tx, question: QuestionId, number: i64) -> Result<QuestionVersionId> {
    let sql = sql!("SELECT id FROM question_versions WHERE question_id = $1 AND number = $2");
    tx.one(sql, args![question, number]).await?.get("id")
}

/// The images of a version go on in another.
///
/// # Errors
/// The store's.
pub async fn copy_files(tx: &mut Tx, from: QuestionVersionId, to: QuestionVersionId) -> Result<()> {
    let sql = sql!(
        "INSERT INTO question_files (version_id, name, blob_id) SELECT $2, f.name, f.blob_id FROM question_files f
         WHERE f.version_id = $1"
    );
    tx.execute(sql, args![from, to]).await.map(drop)
}
