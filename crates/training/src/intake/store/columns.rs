//! Which column is which, as a region said it.

use platform::db::Tx;
use platform::ids::RegionId;
use platform::{Result, Site, args, sql};

use super::super::columns::{self, Mapping};
use super::super::reading::Sheet;

/// What the titles of a list are known by.
fn blind(site: &Site, sheet: &Sheet) -> Option<Vec<u8>> {
    let titles = sheet.titles.as_ref()?;
    let plain: Vec<String> = titles.cells.iter().map(|title| columns::plain(title)).collect();
    Some(site.vault().blind("intake titles", &plain.join("\n")).to_vec())
}

/// Which column is which, as the region said it before.
pub(in super::super) async fn remembered(
    tx: &mut Tx,
    site: &Site,
    region: RegionId,
    sheet: &Sheet,
) -> Result<Option<Mapping>> {
    let Some(titles) = blind(site, sheet) else {
        return Ok(None);
    };
    let sql = sql!("SELECT columns FROM intake_columns WHERE region_id = $1 AND titles = $2");
    let row = tx.optional(sql, args![region, titles]).await?;
    row.map(|row| Ok(columns::parse(&row.get::<String>("columns")?)))
        .transpose()
}

/// Remembers it for the next list.
pub(in super::super) async fn remember(
    tx: &mut Tx,
    site: &Site,
    region: RegionId,
    sheet: &Sheet,
    mapping: &Mapping,
) -> Result<()> {
    let Some(titles) = blind(site, sheet) else {
        return Ok(());
    };
    let sql = sql!(
        "INSERT INTO intake_columns (region_id, titles, columns, changed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (region_id, titles) DO UPDATE SET columns = $3, changed_at = $4"
    );
    let values = args![region, titles, columns::codes(mapping), site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}
