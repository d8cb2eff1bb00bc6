//! Rows of `forum_files`.

use platform::db::{Sql, Tx};
use platform::vault::DataKey;
use platform::{Result, Site, args, sql};

use super::{PostId, ThreadId};
use crate::attachments::{Joined, Sealed};

const TABLE: &str = "forum_files";

/// Adds a file to a message. `key`: its author's.
pub(in crate::forum) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    to: PostId,
    file: Sealed,
) -> Result<()> {
    let file = file.keep(tx, site, key, TABLE).await?;
    let sql = sql!(
        "INSERT INTO forum_files (id, post_id, kind, content, blob_id, added_at) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![
        file.id,
        to,
        file.kind,
        file.content,
        file.blob,
        site.clock().now()
    ];
    tx.execute(sql, values).await.map(drop)
}

pub(super) fn statement() -> Sql {
    Sql::built(
        "SELECT f.id, f.post_id AS beside, p.author_id, f.kind, f.content, f.blob_id, b.size, p.hidden_at FROM forum_posts p
         JOIN forum_files f ON f.post_id = p.id JOIN blobs b ON b.id = f.blob_id
         WHERE p.thread_id = $1 AND (p.number BETWEEN $2 AND $3 OR p.id = $4) ORDER BY f.added_at, f.id"
            .to_owned(),
    )
}

/// The files of the messages of a discussion from one to another by number, and of one more: one query. Those of hidden messages
/// only when `all`.
pub(in crate::forum) async fn of(
    tx: &mut Tx,
    thread: ThreadId,
    ((from, to), with): ((i64, i64), Option<PostId>),
    all: bool,
) -> Result<Vec<Joined>> {
    let rows = tx.all(statement(), args![thread, from, to, with]).await?;
    let mut joined = Vec::with_capacity(rows.len());
    for row in &rows {
        if all || row.get::<Option<jiff::Timestamp>>("hidden_at")?.is_none() {
            joined.push(Joined::read(row, TABLE)?);
        }
    }
    Ok(joined)
}
