//! Rows of `support_desks`: the telephone and the hours of a region, or of the national office.

use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::html::Call;
use platform::http::Within;
use platform::ids::{RegionId, Uuid};
use platform::{PersonId, Result, Site, args, sql};

use super::super::SetSupport;
use super::super::rules::hours::Hours;

/// How the help of a region is reached by telephone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Its number; none: there is no telephone.
    pub phone: Option<String>,
    /// When it answers.
    pub hours: Hours,
}

impl Desk {
    /// How it is called, when it has a telephone.
    pub fn call(&self) -> Option<Call> {
        let phone = self.phone.clone()?;
        let hours = self.hours.words();
        Some(Call { phone, hours })
    }
}

fn desk(row: &Row) -> Result<Desk> {
    let number = |name: &str| -> Result<u16> { Ok(u16::try_from(row.get::<i64>(name)?).unwrap_or_default()) };
    let days = u8::try_from(row.get::<i64>("days")?).unwrap_or_default();
    let phone: String = row.get("phone")?;
    Ok(Desk {
        phone: (!phone.is_empty()).then_some(phone),
        hours: Hours::new(days, number("opens")?, number("closes")?).unwrap_or_default(),
    })
}

/// What a region has said itself, or the national office (no region): one query.
///
/// # Errors
/// The store's.
pub(in super::super) async fn said(tx: &mut Tx, region: Option<RegionId>) -> Result<Option<Desk>> {
    let sql = sql!("SELECT phone, days, opens, closes FROM support_desks WHERE id = $1");
    let id = region.map_or_else(Uuid::nil, |region| region.0);
    tx.optional(sql, args![id]).await?.as_ref().map(desk).transpose()
}

/// How the people of a region reach help: its own desk, or the national one. One query.
///
/// # Errors
/// The store's.
pub async fn of(tx: &mut Tx, region: Option<RegionId>) -> Result<Desk> {
    let sql = sql!(
        "SELECT phone, days, opens, closes FROM support_desks WHERE region_id IS NULL OR region_id = $1
         ORDER BY CASE WHEN region_id IS NULL THEN 1 ELSE 0 END LIMIT 1"
    );
    let row = tx.optional(sql, args![region]).await?;
    Ok(row.as_ref().map(desk).transpose()?.unwrap_or_default())
}

/// How the desk of a row is called; none when there is no desk, or no telephone.
pub(crate) fn called(row: &Row) -> Result<Option<Call>> {
    match row.get::<Option<String>>("phone")? {
        Some(_) => Ok(desk(row)?.call()),
        None => Ok(None),
    }
}

/// Every region that has a telephone of its own, by name: one query.
///
/// # Errors
/// The store's.
pub async fn of_regions(tx: &mut Tx) -> Result<Vec<(String, Desk)>> {
    let sql = sql!(
        "SELECT r.name, d.phone, d.days, d.opens, d.closes FROM support_desks d JOIN regions r ON r.id = d.region_id
         WHERE d.phone <> '' AND r.deleted_at IS NULL ORDER BY r.name, r.id"
    );
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("name")?, desk(row)?)))
        .collect()
}

/// Keeps how a region is called, or the national office (no region).
///
/// # Errors
/// The store's.
pub async fn save(
    tx: &mut Tx,
    site: &Site,
    (region, by): (Option<RegionId>, Option<PersonId>),
    desk: &Desk,
) -> Result<()> {
    let id = region.map_or_else(Uuid::nil, |region| region.0);
    let sql = sql!(
        "INSERT INTO support_desks (id, region_id, phone, days, opens, closes, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE SET phone = excluded.phone, days = excluded.days, opens = excluded.opens,
           closes = excluded.closes, changed_at = excluded.changed_at"
    );
    let values = args![
        id,
        region,
        desk.phone.as_deref().unwrap_or_default(),
        i64::from(desk.hours.days),
        i64::from(desk.hours.opens),
        i64::from(desk.hours.closes),
        site.clock().now()
    ];
    tx.execute(sql, values).await?;
    events::write(tx, site, Event::new("support.set").by(by).in_region(region)).await
}

/// The regions whose help somebody sets up.
pub(super) fn managed_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.name FROM regions o WHERE {} ORDER BY o.name, o.id",
        Within::<SetSupport>::predicate()
    ))
}

/// The same, read: one query.
pub(in super::super) async fn managed(tx: &mut Tx, person: PersonId) -> Result<Vec<(RegionId, String)>> {
    let rows = tx.all(managed_statement(), args![person]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("name")?)))
        .collect()
}
