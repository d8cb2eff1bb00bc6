//! What waits for an answer in the forums that someone moderates.

use jiff::Timestamp;
use platform::db::{Sql, Tx};
use platform::http::Within;
use platform::{PersonId, Result, Site, args};
use training::sessions::SessionId;

use super::super::ModerateForum;
use super::super::sealing::{Ring, TITLE};
use super::{ThreadId, held};

/// How many are listed.
const MOST: usize = 100;

/// A discussion that nobody has answered.
#[derive(Clone, Debug)]
pub(in crate::forum) struct Waiting {
    pub(in crate::forum) id: ThreadId,
    pub(in crate::forum) session: SessionId,
    /// « FB-2026-11 ».
    pub(in crate::forum) reference: String,
    pub(in crate::forum) zone: String,
    pub(in crate::forum) title: Option<String>,
    pub(in crate::forum) author: PersonId,
    pub(in crate::forum) at: Timestamp,
    pub(in crate::forum) reports: i64,
}

const WAITS: &str = "((t.answer_id IS NULL AND t.closed_at IS NULL AND EXISTS (SELECT 1 FROM forum_posts p
       WHERE p.thread_id = t.id AND p.number = 1 AND p.hidden_at IS NULL AND p.author_id <> $1)
       AND NOT EXISTS (SELECT 1 FROM forum_posts p WHERE p.thread_id = t.id AND p.author_id <> t.author_id AND p.hidden_at IS NULL))
     OR EXISTS (SELECT 1 FROM forum_reports x JOIN forum_posts p ON p.id = x.post_id
       WHERE p.thread_id = t.id AND x.handled_at IS NULL))";

fn list_statement() -> Sql {
    Sql::built(format!(
        "SELECT t.id, t.session_id, o.reference, rg.zone, t.title, t.author_id, t.created_at,
                (SELECT COUNT(*) FROM forum_reports x JOIN forum_posts p ON p.id = x.post_id
                  WHERE p.thread_id = t.id AND x.handled_at IS NULL) AS reports
         FROM forum_threads t JOIN training_sessions o ON o.id = t.session_id JOIN regions rg ON rg.id = o.region_id
         WHERE {WAITS} AND {} AND {} ORDER BY t.created_at, t.id LIMIT {MOST}",
        held("o.id"),
        Within::<ModerateForum>::predicate()
    ))
}

fn count_statement() -> Sql {
    Sql::built(format!(
        "SELECT COUNT(*) AS waiting FROM forum_threads t JOIN training_sessions o ON o.id = t.session_id WHERE {WAITS} AND {} AND {}",
        held("o.id"),
        Within::<ModerateForum>::predicate()
    ))
}

/// What is put together here, for the test that prepares every statement.
pub(super) fn statements() -> [Sql; 2] {
    [list_statement(), count_statement()]
}

/// How many discussions wait for an answer, or have something reported, in the forums that someone moderates.
///
/// # Errors
/// The store's.
pub async fn unanswered(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let row = tx.one(count_statement(), args![person]).await?;
    Ok(u64::try_from(row.get::<i64>("waiting")?).unwrap_or_default())
}

/// Those discussions, the oldest first.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn list(
    tx: &mut Tx,
    site: &Site,
    within: &Within<ModerateForum>,
) -> Result<Vec<Waiting>> {
    let rows = tx.all(list_statement(), args![within.actor()]).await?;
    let authors: Vec<PersonId> = rows
        .iter()
        .map(|row| row.get("author_id"))
        .collect::<Result<_>>()?;
    let ring = Ring::of(site, authors.iter().copied()).await?;
    let mut all = Vec::with_capacity(rows.len());
    for (row, author) in rows.iter().zip(authors) {
        let id: ThreadId = row.get("id")?;
        all.push(Waiting {
            id,
            session: row.get("session_id")?,
            reference: row.get("reference")?,
            zone: row.get("zone")?,
            title: ring.open(author, TITLE, id.0, &row.get::<Vec<u8>>("title")?)?,
            author,
            at: row.get("created_at")?,
            reports: row.get("reports")?,
        });
    }
    Ok(all)
}
