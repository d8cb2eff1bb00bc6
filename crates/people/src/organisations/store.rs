//! Rows of `organisations`.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::ids::RegionId;
use platform::keys::{self, Class};
use platform::vault::{DataKey, Place};
use platform::{Error, Result, Site, args, sql};

use super::{EditOrganisation, Organisation};

fn place(region: RegionId) -> Place {
    Place::new("organisations", "details", region.0)
}

/// What a chamber says of itself, once it has.
///
/// # Errors
/// The store's, or when it can't be opened.
pub async fn find(tx: &mut Tx, site: &Site, region: RegionId) -> Result<Option<Organisation>> {
    let sql = sql!("SELECT details FROM organisations WHERE region_id = $1");
    let Some(row) = tx.optional(sql, args![region]).await? else {
        return Ok(None);
    };
    let key = site
        .keys()
        .find(keys::PLATFORM, Class::Platform)
        .await?
        .ok_or_else(|| Error::fault("the platform's key is absent"))?;
    let plain = key.open(place(region), &row.get::<Vec<u8>>("details")?)?;
    let read = serde_json::from_slice(&plain);
    read.map(Some)
        .map_err(|error| Error::internal("an organisation", error))
}

/// Writes it; `key` is the platform's, made before the transaction.
///
/// # Errors
/// The store's.
pub async fn save(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditOrganisation>,
    key: &DataKey,
    said: &Organisation,
) -> Result<()> {
    let plain = serde_json::to_vec(said).map_err(|error| Error::internal("an organisation", error))?;
    let sealed = key.seal(site.random(), place(proof.id()), &plain)?;
    tx.execute(
        sql!(
            "INSERT INTO organisations (region_id, details, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (region_id) DO UPDATE SET details = $2, changed_at = $3"
        ),
        args![proof.id(), sealed, site.clock().now()],
    )
    .await?;
    let event = Event::new("organisation.changed")
        .by(proof.actor())
        .in_region(proof.id());
    events::write(tx, site, event).await
}
