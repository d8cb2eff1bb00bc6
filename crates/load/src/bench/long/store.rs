//! What an item reaches, and the files of its version.

use catalogue::library::{ItemId, VersionId};
use platform::blobs::BlobId;
use platform::db::Tx;
use platform::{Result, args, sql};

/// In how many sessions an item is.
pub(super) async fn sessions_with(tx: &mut Tx, item: ItemId) -> Result<i64> {
    let sql = sql!(
        "SELECT COUNT(*) AS sessions FROM training_sessions o WHERE o.course_id IN (
           SELECT s.course_id FROM sections s JOIN steps t ON t.section_id = s.id WHERE t.item_id = $1)"
    );
    tx.one(sql, args![item]).await?.get("sessions")
}

/// The files of a version, each by its path.
pub(super) async fn files(tx: &mut Tx, version: VersionId) -> Result<Vec<(String, BlobId)>> {
    let sql = sql!("SELECT path, blob_id FROM package_files WHERE version_id = $1 ORDER BY path");
    let rows = tx.all(sql, args![version]).await?;
    rows.iter()
        .map(|row| Ok((row.get("path")?, row.get("blob_id")?)))
        .collect()
}
