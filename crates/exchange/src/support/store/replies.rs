//! Rows of `support_replies`: answers prepared by a region, or by the nation for all.

use platform::db::{Row, Tx};
use platform::ids::RegionId;
use platform::{Error, Result, Site, args, id_type, sql};

id_type!(
    /// A prepared answer.
    ReplyId
);

/// A prepared answer.
#[derive(Clone, Debug)]
pub(in super::super) struct Reply {
    pub(in super::super) id: ReplyId,
    pub(in super::super) title: String,
    pub(in super::super) words: String,
    /// Written by the national office.
    pub(in super::super) national: bool,
}

fn reply(row: &Row) -> Result<Reply> {
    Ok(Reply {
        id: row.get("id")?,
        title: row.get("title")?,
        words: row.get("words")?,
        national: row.get::<Option<RegionId>>("region_id")?.is_none(),
    })
}

/// Those of a region and of the nation, the region's first: one query.
pub(in super::super) async fn of(tx: &mut Tx, region: Option<RegionId>) -> Result<Vec<Reply>> {
    let sql = sql!(
        "SELECT id, region_id, title, words FROM support_replies
         WHERE removed_at IS NULL AND (region_id IS NULL OR region_id = $1)
         ORDER BY CASE WHEN region_id IS NULL THEN 1 ELSE 0 END, title, id"
    );
    let rows = tx.all(sql, args![region]).await?;
    rows.iter().map(reply).collect()
}

/// One that a region wrote itself, or the nation (no region).
///
/// # Errors
/// [`Error::NotFound`] for another's, or the store's.
pub(in super::super) async fn find(tx: &mut Tx, region: Option<RegionId>, id: ReplyId) -> Result<Reply> {
    let all = of(tx, region).await?;
    let own = |one: &Reply| one.id == id && one.national == region.is_none();
    all.into_iter().find(own).ok_or(Error::NotFound)
}

/// Adds one.
pub(in super::super) async fn add(
    tx: &mut Tx,
    site: &Site,
    region: Option<RegionId>,
    (title, words): (&str, &str),
) -> Result<()> {
    let id: ReplyId = site.new_id();
    let sql = sql!(
        "INSERT INTO support_replies (id, region_id, title, words, changed_at) VALUES ($1, $2, $3, $4, $5)"
    );
    tx.execute(sql, args![id, region, title, words, site.clock().now()])
        .await
        .map(drop)
}

/// Writes one again.
pub(in super::super) async fn change(
    tx: &mut Tx,
    site: &Site,
    reply: &Reply,
    (title, words): (&str, &str),
) -> Result<()> {
    let sql = sql!("UPDATE support_replies SET title = $2, words = $3, changed_at = $4 WHERE id = $1");
    tx.execute(sql, args![reply.id, title, words, site.clock().now()])
        .await
        .map(drop)
}

/// Takes one away.
pub(in super::super) async fn remove(tx: &mut Tx, site: &Site, reply: &Reply) -> Result<()> {
    let sql = sql!("UPDATE support_replies SET removed_at = $2 WHERE id = $1");
    tx.execute(sql, args![reply.id, site.clock().now()])
        .await
        .map(drop)
}
