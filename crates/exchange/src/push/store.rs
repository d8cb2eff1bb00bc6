//! Rows of `push_devices` and `push_keys`.

use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::keys::{self, Class};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use uuid::Uuid;

use super::key::Key;
use super::rules::MOST;

id_type!(
    /// A device that rings.
    DeviceId
);

/// A device.
pub(super) struct Device {
    pub(super) id: DeviceId,
    pub(super) added_at: Timestamp,
    pub(super) rung_at: Option<Timestamp>,
    address: Vec<u8>,
    name: Option<Vec<u8>>,
}

impl Device {
    /// Where its service is asked. `key`: its owner's, of account.
    pub(super) fn address(&self, key: &DataKey) -> Result<String> {
        let plain = key.open(place(self.id), &self.address)?;
        String::from_utf8(plain).map_err(|error| Error::internal("the address of a device", error))
    }

    /// « Firefox sur Windows », when that is known. `key`: its owner's, of account.
    pub(super) fn name(&self, key: &DataKey) -> Result<Option<String>> {
        let Some(name) = &self.name else { return Ok(None) };
        let plain = key.open(name_place(self.id), name)?;
        let name = String::from_utf8(plain);
        name.map(Some)
            .map_err(|error| Error::internal("the name of a device", error))
    }
}

fn place(id: DeviceId) -> Place {
    Place::new("push_devices", "address", id.0)
}

fn name_place(id: DeviceId) -> Place {
    Place::new("push_devices", "name", id.0)
}

/// Somebody's devices, the newest first, and the zone of their region: two queries.
pub(super) async fn of(tx: &mut Tx, person: PersonId) -> Result<(Vec<Device>, Option<String>)> {
    let sql = sql!(
        "SELECT id, address, name, added_at, rung_at FROM push_devices WHERE person_id = $1 ORDER BY added_at DESC, id DESC"
    );
    let read = |row: &Row| {
        Ok(Device {
            id: row.get("id")?,
            address: row.get("address")?,
            name: row.get("name")?,
            added_at: row.get("added_at")?,
            rung_at: row.get("rung_at")?,
        })
    };
    let rows = tx.all(sql, args![person]).await?;
    let devices = rows.iter().map(read).collect::<Result<_>>()?;
    let sql = sql!("SELECT r.zone FROM people p LEFT JOIN regions r ON r.id = p.region_id WHERE p.id = $1");
    Ok((devices, tx.one(sql, args![person]).await?.get("zone")?))
}

/// Adds a device, or gives it to who uses it now; beyond [`MOST`], the oldest goes. `key`: theirs, of account.
pub(super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    person: PersonId,
    (address, name): (&str, Option<&str>),
) -> Result<()> {
    let index = site.vault().blind("push", address);
    // Pressed twice, it is one device.
    tx.lock("push devices", person.0).await?;
    let id: DeviceId = site.new_id();
    let sealed = key.seal(site.random(), place(id), address.as_bytes())?;
    let name = name.map(|name| key.seal(site.random(), name_place(id), name.as_bytes()));
    let sql = sql!(
        "INSERT INTO push_devices (id, person_id, address, address_index, name, added_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (address_index) DO UPDATE SET id = excluded.id, person_id = excluded.person_id, address = excluded.address,
           name = excluded.name, added_at = excluded.added_at, rung_at = NULL"
    );
    let values = args![id, person, sealed, index, name.transpose()?, site.clock().now()];
    tx.execute(sql, values).await?;
    let (all, _) = of(tx, person).await?;
    for one in all.iter().skip(MOST) {
        remove(tx, person, one.id).await?;
    }
    Ok(())
}

/// Somebody's device rings no more.
pub(super) async fn remove(tx: &mut Tx, person: PersonId, id: DeviceId) -> Result<()> {
    let sql = sql!("DELETE FROM push_devices WHERE id = $1 AND person_id = $2");
    tx.execute(sql, args![id, person]).await.map(drop)
}

/// Its service took an announcement.
pub(super) async fn rung(tx: &mut Tx, site: &Site, id: DeviceId) -> Result<()> {
    let sql = sql!("UPDATE push_devices SET rung_at = $2 WHERE id = $1");
    tx.execute(sql, args![id, site.clock().now()]).await.map(drop)
}

/// Whether somebody has news to read still: one query.
pub(super) async fn has_news(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let sql = sql!("SELECT id FROM notices WHERE person_id = $1 AND read_at IS NULL LIMIT 1");
    Ok(tx.optional(sql, args![person]).await?.is_some())
}

fn key_place(id: Uuid) -> Place {
    Place::new("push_keys", "private", id)
}

async fn oldest(tx: &mut Tx, site: &Site) -> Result<Option<Key>> {
    let sql = sql!("SELECT id, private FROM push_keys ORDER BY created_at, id LIMIT 1");
    let Some(row) = tx.optional(sql, args![]).await? else {
        return Ok(None);
    };
    let sealing = site.keys().find(keys::PLATFORM, Class::Platform).await?;
    let sealing = sealing.ok_or_else(|| Error::fault("the platform's key is absent"))?;
    let pkcs8 = sealing.open(key_place(row.get("id")?), &row.get::<Vec<u8>>("private")?)?;
    Key::open(&pkcs8).map(Some)
}

/// The key that announces; the first device makes it, once: browsers are bound to it.
///
/// # Errors
/// The store's.
pub(super) async fn key(site: &Site) -> Result<Key> {
    if let Some(key) = oldest(&mut site.db().read().await?, site).await? {
        return Ok(key);
    }
    let sealing = site.keys().get_or_create(keys::PLATFORM, Class::Platform).await?;
    let (id, pkcs8): (Uuid, _) = (site.new_id(), Key::generate()?);
    let sealed = sealing.seal(site.random(), key_place(id), &pkcs8)?;
    let mut tx = site.db().begin().await?;
    tx.lock("push keys", keys::PLATFORM).await?;
    if let Some(key) = oldest(&mut tx, site).await? {
        return Ok(key);
    }
    let sql = sql!("INSERT INTO push_keys (id, private, created_at) VALUES ($1, $2, $3)");
    tx.execute(sql, args![id, sealed, site.clock().now()]).await?;
    tx.commit().await?;
    Key::open(&pkcs8)
}
