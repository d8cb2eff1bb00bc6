//! Rows of `content_origins`.

use catalogue::library::{ItemId, VersionId};
use jiff::Timestamp;
use platform::blobs::BlobId;
use platform::db::Tx;
use platform::http::Proof;
use platform::{Error, Result, Site, args, sql};
use training::enrolment::FollowCourse;

use super::rules;

/// The origin of an item for the learner of the proof, if it was made.
pub(super) async fn label(tx: &mut Tx, proof: &Proof<FollowCourse>, item: ItemId) -> Result<Option<String>> {
    let sql = sql!("SELECT label FROM content_origins WHERE enrolment_id = $1 AND item_id = $2");
    let row = tx.optional(sql, args![proof.id(), item]).await?;
    row.map(|row| row.get("label")).transpose()
}

/// Makes the origin of an item for the learner of the proof; it stays the same for as long as they are enrolled.
pub(super) async fn make_label(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<FollowCourse>,
    item: ItemId,
) -> Result<String> {
    let fresh = rules::label(&site.random().bytes());
    tx.execute(
        sql!(
            "INSERT INTO content_origins (label, enrolment_id, item_id, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (enrolment_id, item_id) DO NOTHING"
        ),
        args![fresh, proof.id(), item, site.clock().now()],
    )
    .await?;
    label(tx, proof, item).await?.ok_or(Error::NotFound)
}

/// When the content of an origin may be read; absent when the learner is gone.
pub(super) async fn period(tx: &mut Tx, label: &str) -> Result<(Timestamp, Timestamp)> {
    let sql = sql!(
        "SELECT s.starts_at, e.ends_at FROM content_origins o JOIN enrolments e ON e.id = o.enrolment_id
         JOIN training_sessions s ON s.id = e.session_id
         WHERE o.label = $1 AND e.withdrawn_at IS NULL AND s.deleted_at IS NULL"
    );
    let row = tx.one(sql, args![label]).await?;
    Ok((row.get("starts_at")?, row.get("ends_at")?))
}

/// A file of a version of the item of an origin.
pub(super) async fn file(tx: &mut Tx, label: &str, version: VersionId, path: &str) -> Result<BlobId> {
    let sql = sql!(
        "SELECT f.blob_id FROM content_origins o JOIN item_versions v ON v.item_id = o.item_id
         JOIN package_files f ON f.version_id = v.id WHERE o.label = $1 AND v.id = $2 AND f.path = $3"
    );
    tx.one(sql, args![label, version, path]).await?.get("blob_id")
}
