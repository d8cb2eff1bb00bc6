//! Rows of `uploads`.

use jiff::Timestamp;

use super::rules::Space;
use crate::blobs::{Blob, BlobId};
use crate::db::{Row, Tx};
use crate::keys::Class;
use crate::{Error, PersonId, Result, args, sql};

fn bytes(row: &Row, column: &str) -> Result<u64> {
    u64::try_from(row.get::<i64>(column)?).map_err(|error| Error::internal("a number of bytes", error))
}

/// Bytes of every file, those on their way too.
pub(super) async fn kept(tx: &mut Tx) -> Result<u64> {
    let sql = sql!(
        "SELECT CAST((SELECT COALESCE(SUM(size), 0) FROM blobs) + (SELECT COALESCE(SUM(size), 0) FROM uploads) AS BIGINT) AS kept"
    );
    bytes(&tx.one(sql, args![]).await?, "kept")
}

pub(super) async fn space(tx: &mut Tx, person: PersonId, quota: Option<u64>) -> Result<Space> {
    let sql = sql!(
        "SELECT COUNT(*) AS waiting, CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM uploads WHERE person_id = $1"
    );
    let row = tx.one(sql, args![person]).await?;
    Ok(Space {
        waiting: bytes(&row, "waiting")?,
        waiting_bytes: bytes(&row, "bytes")?,
        kept: if quota.is_some() { kept(tx).await? } else { 0 },
        quota,
    })
}

pub(super) async fn insert(tx: &mut Tx, person: PersonId, file: &Blob) -> Result<()> {
    let size = i64::try_from(file.size).map_err(|error| Error::internal("a file's size", error))?;
    tx.execute(
        sql!(
            "INSERT INTO uploads (id, person_id, key_version, size, announced_at) VALUES ($1, $2, $3, $4, $5)"
        ),
        args![file.id, person, file.key_version, size, file.created_at],
    )
    .await
    .map(drop)
}

pub(super) async fn find(tx: &mut Tx, person: PersonId, id: BlobId) -> Result<Blob> {
    let sql = sql!("SELECT key_version, size, announced_at FROM uploads WHERE id = $1 AND person_id = $2");
    let row = tx.one(sql, args![id, person]).await?;
    Ok(Blob {
        id,
        owner: person.0,
        class: Class::Account,
        key_version: u32::try_from(row.get::<i64>("key_version")?)
            .map_err(|error| Error::internal("a key's version", error))?,
        size: bytes(&row, "size")?,
        content_type: "application/octet-stream".to_owned(),
        created_at: row.get("announced_at")?,
    })
}

pub(super) async fn delete(tx: &mut Tx, id: BlobId) -> Result<()> {
    tx.execute(sql!("DELETE FROM uploads WHERE id = $1"), args![id])
        .await
        .map(drop)
}

pub(super) async fn before(tx: &mut Tx, moment: Timestamp) -> Result<Vec<BlobId>> {
    let rows = tx
        .all(
            sql!("SELECT id FROM uploads WHERE announced_at < $1 ORDER BY announced_at"),
            args![moment],
        )
        .await?;
    rows.iter().map(|row| row.get("id")).collect()
}
