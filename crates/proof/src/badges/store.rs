//! Rows of `badge_keys`.

use platform::db::{Row, Tx};
use platform::keys::{self, Class};
use platform::vault::Place;
use platform::{Error, Result, Site, args, id_type, sql};

use super::jws::SigningKey;

id_type!(
    /// A key that signs badges.
    KeyId
);

fn place(id: KeyId) -> Place {
    Place::new("badge_keys", "private", id.0)
}

async fn opened(site: &Site, row: &Row) -> Result<SigningKey> {
    let id: KeyId = row.get("id")?;
    let sealing = site.keys().find(keys::PLATFORM, Class::Platform).await?;
    let sealing = sealing.ok_or_else(|| Error::fault("the platform's key is absent"))?;
    let pkcs8 = sealing.open(place(id), &row.get::<Vec<u8>>("private")?)?;
    SigningKey::open(&pkcs8, format!("{}/badges/cles/{id}", site.config().public_url))
}

/// A key by its name.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn find(tx: &mut Tx, site: &Site, id: KeyId) -> Result<SigningKey> {
    let row = tx
        .one(
            sql!("SELECT id, private FROM badge_keys WHERE id = $1"),
            args![id],
        )
        .await?;
    opened(site, &row).await
}

async fn youngest(tx: &mut Tx, site: &Site) -> Result<Option<SigningKey>> {
    let sql = sql!("SELECT id, private FROM badge_keys ORDER BY created_at DESC, id DESC LIMIT 1");
    match tx.optional(sql, args![]).await? {
        Some(row) => opened(site, &row).await.map(Some),
        None => Ok(None),
    }
}

/// The key that signs today; the first badge makes it.
///
/// # Errors
/// The store's.
pub(super) async fn signing(site: &Site) -> Result<SigningKey> {
    if let Some(key) = youngest(&mut site.db().read().await?, site).await? {
        return Ok(key);
    }
    let sealing = site.keys().get_or_create(keys::PLATFORM, Class::Platform).await?;
    let pkcs8 = tokio::task::spawn_blocking(SigningKey::generate)
        .await
        .map_err(|error| Error::internal("a key of badges", error))??;
    let id: KeyId = site.new_id();
    let sealed = sealing.seal(site.random(), place(id), &pkcs8)?;
    let mut tx = site.db().begin().await?;
    tx.lock("badge keys", keys::PLATFORM).await?;
    // Two first badges at once make one key.
    if let Some(key) = youngest(&mut tx, site).await? {
        return Ok(key);
    }
    tx.execute(
        sql!("INSERT INTO badge_keys (id, private, created_at) VALUES ($1, $2, $3)"),
        args![id, sealed, site.clock().now()],
    )
    .await?;
    let key = find(&mut tx, site, id).await?;
    tx.commit().await?;
    Ok(key)
}
