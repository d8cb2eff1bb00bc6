//! Items put aside: archived, they are proposed no longer and go on where they are used; in the trash, nothing opens them.

use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, Result, Site, args, sql};

use super::{Item, ItemId, item, uses};
use crate::library::{AddItems, EditItem};

/// Archives an item, or puts it in service again; nothing happens when it is so already.
///
/// # Errors
/// The store's.
pub async fn archive(tx: &mut Tx, site: &Site, proof: &Proof<EditItem>, archived: bool) -> Result<()> {
    let at = archived.then(|| site.clock().now());
    let sql = sql!(
        "UPDATE items SET archived_at = $2 WHERE id = $1 AND (archived_at IS NULL) <> (CAST($2 AS BIGINT) IS NULL)"
    );
    if tx.execute(sql, args![proof.id(), at]).await? == 0 {
        return Ok(());
    }
    let verb = if archived {
        "item.archived"
    } else {
        "item.recalled"
    };
    let event = Event::new(verb).by(proof.actor()).on(proof.id());
    events::write(tx, site, event).await
}

/// Puts an item in the trash.
///
/// # Errors
/// [`Error::InUse`] while a step of a course opens it, or the store's.
pub async fn trash(tx: &mut Tx, site: &Site, proof: &Proof<EditItem>) -> Result<()> {
    tx.lock("item", proof.id().0).await?;
    if !uses(tx, proof.id()).await?.is_empty() {
        return Err(Error::InUse);
    }
    let sql = sql!("UPDATE items SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL");
    tx.execute(sql, args![proof.id(), site.clock().now()]).await?;
    let event = Event::new("item.trashed").by(proof.actor()).on(proof.id());
    events::write(tx, site, event).await
}

/// Takes an item out of the trash.
///
/// # Errors
/// [`Error::NotFound`] when it isn't there, or the store's.
pub async fn restore(tx: &mut Tx, site: &Site, proof: &Proof<AddItems>, item: ItemId) -> Result<()> {
    let sql = sql!("UPDATE items SET deleted_at = NULL WHERE id = $1 AND deleted_at IS NOT NULL");
    if tx.execute(sql, args![item]).await? == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::new("item.restored").by(proof.actor()).on(item);
    events::write(tx, site, event).await
}

/// What is in the trash, the latest first: each item, and since when.
///
/// # Errors
/// The store's.
pub async fn trashed(tx: &mut Tx) -> Result<Vec<(Item, Timestamp)>> {
    let sql = sql!(
        "SELECT id, title, kind, modality, minutes, on_update, made_for, objectives, audience, keywords, language, licence, revision,
                archived_at, deleted_at
         FROM items WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id"
    );
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| Ok((item(row)?, row.get("deleted_at")?)))
        .collect()
}
