//! The statements of blobs.

use super::{Blob, BlobId};
use crate::db::Tx;
use crate::keys::Class;
use crate::{Error, Result, args, sql};

pub(super) async fn insert(tx: &mut Tx, blob: &Blob) -> Result<()> {
    let size = i64::try_from(blob.size).map_err(|error| Error::internal("a file's size", error))?;
    tx.execute(
        sql!(
            "INSERT INTO blobs (id, owner_id, class, key_version, size, content_type, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ),
        args![
            blob.id,
            blob.owner,
            blob.class.code(),
            blob.key_version,
            size,
            blob.content_type.as_str(),
            blob.created_at
        ],
    )
    .await
    .map(drop)
}

pub(super) async fn find(tx: &mut Tx, id: BlobId) -> Result<Blob> {
    let row = tx
        .one(
            sql!("SELECT id, owner_id, class, key_version, size, content_type, created_at FROM blobs WHERE id = $1"),
            args![id],
        )
        .await?;
    let code: String = row.get("class")?;
    let class = Class::ALL.into_iter().find(|class| class.code() == code);
    Ok(Blob {
        id: row.get("id")?,
        owner: row.get("owner_id")?,
        class: class.ok_or_else(|| Error::fault(format!("no class of keys is called {code}")))?,
        key_version: u32::try_from(row.get::<i64>("key_version")?)
            .map_err(|e| Error::internal("a key's version", e))?,
        size: u64::try_from(row.get::<i64>("size")?).map_err(|e| Error::internal("a file's size", e))?,
        content_type: row.get("content_type")?,
        created_at: row.get("created_at")?,
    })
}

pub(super) async fn exists(tx: &mut Tx, id: BlobId) -> Result<bool> {
    Ok(tx
        .optional(sql!("SELECT id FROM blobs WHERE id = $1"), args![id])
        .await?
        .is_some())
}

pub(super) async fn delete(tx: &mut Tx, id: BlobId) -> Result<bool> {
    Ok(tx
        .execute(sql!("DELETE FROM blobs WHERE id = $1"), args![id])
        .await?
        == 1)
}
