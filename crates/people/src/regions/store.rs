//! Rows of `regions`.

use platform::db::{Row, Tx};
use platform::ids::RegionId;
use platform::{Result, Site, args, sql};

/// A region.
#[derive(Clone, Debug)]
pub struct Region {
    /// Which.
    pub id: RegionId,
    /// Short stable code: `bretagne`.
    pub code: String,
    /// « CMA Bretagne ».
    pub name: String,
    /// IANA time zone: `Europe/Paris`, `Indian/Reunion`.
    pub zone: String,
}

fn region(row: &Row) -> Result<Region> {
    Ok(Region {
        id: row.get("id")?,
        code: row.get("code")?,
        name: row.get("name")?,
        zone: row.get("zone")?,
    })
}

/// Every region, by name.
///
/// # Errors
/// The store's.
pub async fn all(tx: &mut Tx) -> Result<Vec<Region>> {
    let sql = sql!("SELECT id, code, name, zone FROM regions WHERE deleted_at IS NULL ORDER BY name");
    tx.all(sql, args![]).await?.iter().map(region).collect()
}

/// One region.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: RegionId) -> Result<Region> {
    region(
        &tx.one(
            sql!("SELECT id, code, name, zone FROM regions WHERE id = $1"),
            args![id],
        )
        .await?,
    )
}

/// A new region.
///
/// # Errors
/// [`platform::Error::Duplicate`] when the code is taken, or the store's.
pub async fn create(tx: &mut Tx, site: &Site, code: &str, name: &str, zone: &str) -> Result<Region> {
    let id: RegionId = site.new_id();
    tx.execute(
        sql!("INSERT INTO regions (id, code, name, zone) VALUES ($1, $2, $3, $4)"),
        args![id, code, name, zone],
    )
    .await?;
    Ok(Region {
        id,
        code: code.to_owned(),
        name: name.to_owned(),
        zone: zone.to_owned(),
    })
}
