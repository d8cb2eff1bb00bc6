//! What waits for an answer in the forums that someone moderates.

use jiff::Timestamp;
use platform::db::{Sql, Tx};
use platform::http::Within;
use platform::{PersonId, Result, Site, args};
use training::sessions::SessionId;

use super::super::ModerateForum;
use super::super::sealing::{Ring, TITLE};
use super::ThreadId;

/// How many are listed.
const MOST: usize = 100;

/// A discussion that nobody has answered.
#[derive(Clone, Debug)]
pub(in crate::forum) struct Waiting {
    pub(in crate::forum) id: ThreadId,
    /// From where it is read.
    pub(in crate::forum) session: SessionId,
    /// « FB-2026-11 ».
    pub(in crate::forum) reference: String,
    pub(in crate::forum) zone: String,
    pub(in crate::forum) title: Option<String>,
    pub(in crate::forum) author: PersonId,
    pub(in crate::forum) at: Timestamp,
    pub(in crate::forum) reports: i64,
}

/// Nobody has answered.
const ASKED: &str = "(t.answer_id IS NULL AND t.closed_at IS NULL AND EXISTS (SELECT 1 FROM forum_posts p
       WHERE p.thread_id = t.id AND p.number = 1 AND p.hidden_at IS NULL AND p.author_id <> $1)
     AND NOT EXISTS (SELECT 1 FROM forum_posts p WHERE p.thread_id = t.id AND p.author_id <> t.author_id AND p.hidden_at IS NULL))";
/// Something is reported, that nobody has looked at.
const REPORTED: &str = "EXISTS (SELECT 1 FROM forum_reports x JOIN forum_posts p ON p.id = x.post_id
       WHERE p.thread_id = t.id AND x.handled_at IS NULL)";

/// Each discussion that waits, with each session from where person `$1` moderates it. What sessions share is answered by the one
/// from where it came, or by all once that one has left; what is reported of it concerns all.
fn waiting() -> String {
    let within = Within::<ModerateForum>::predicate();
    format!(
        "SELECT t.id, o.id AS door, CAST(0 AS BIGINT) AS away FROM forum_threads t JOIN training_sessions o ON o.id = t.session_id
         WHERE t.course_id IS NULL AND ({ASKED} OR {REPORTED}) AND {within}
         UNION ALL
         SELECT t.id, o.id AS door, CASE WHEN o.id = t.session_id THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS away
         FROM course_forums cf JOIN forum_threads t ON t.course_id = cf.course_id
         JOIN forum_sessions fs ON fs.course_id = cf.course_id JOIN training_sessions o ON o.id = fs.session_id
         WHERE cf.closed_at IS NULL AND ({REPORTED} OR ({ASKED} AND (o.id = t.session_id OR NOT EXISTS
             (SELECT 1 FROM forum_sessions h WHERE h.session_id = t.session_id AND h.course_id = t.course_id)))) AND {within}"
    )
}

fn list_statement() -> Sql {
    Sql::built(format!(
        "SELECT t.id, o.id AS door, o.reference, rg.zone, t.title, t.author_id, t.created_at,
                (SELECT COUNT(*) FROM forum_reports x JOIN forum_posts p ON p.id = x.post_id
                  WHERE p.thread_id = t.id AND x.handled_at IS NULL) AS reports
         FROM (SELECT w.id, w.door, ROW_NUMBER() OVER (PARTITION BY w.id ORDER BY w.away, w.door) AS place FROM ({}) w) d
         JOIN forum_threads t ON t.id = d.id JOIN training_sessions o ON o.id = d.door JOIN regions rg ON rg.id = o.region_id
         WHERE d.place = 1 ORDER BY t.created_at, t.id LIMIT {MOST}",
        waiting()
    ))
}

fn count_statement() -> Sql {
    Sql::built(format!(
        "SELECT COUNT(DISTINCT w.id) AS waiting FROM ({}) w",
        waiting()
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
            session: row.get("door")?,
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
