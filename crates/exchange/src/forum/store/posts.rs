//! Rows of `forum_posts`, read.

use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::{PersonId, Result, Site, args, sql};
use training::sessions::SessionId;

use super::super::rules::Written;
use super::super::sealing::{HIDDEN, REPORT, Ring, TEXT};
use super::{PostId, ThreadId, aside, held};

/// A message.
#[derive(Clone, Debug)]
pub(in crate::forum) struct Post {
    pub(in crate::forum) id: PostId,
    pub(in crate::forum) thread: ThreadId,
    /// Counted from 1.
    pub(in crate::forum) number: i64,
    pub(in crate::forum) author: PersonId,
    /// The session from where it was written, and whether its author accompanied it.
    pub(in crate::forum) from: SessionId,
    pub(in crate::forum) team: bool,
    /// None once its author is erased.
    pub(in crate::forum) text: Option<String>,
    pub(in crate::forum) quoted: Option<PostId>,
    pub(in crate::forum) at: Timestamp,
    pub(in crate::forum) edited: Option<Timestamp>,
    pub(in crate::forum) hidden: Option<Hidden>,
}

impl Post {
    /// What decides whether it may still be changed.
    pub(in crate::forum) fn written(&self, closed: bool) -> Written {
        Written {
            author: self.author,
            at: self.at,
            hidden: self.hidden.is_some(),
            closed,
        }
    }
}

/// Why a message isn't shown.
#[derive(Clone, Debug)]
pub(in crate::forum) struct Hidden {
    pub(in crate::forum) by: Option<PersonId>,
    pub(in crate::forum) reason: Option<String>,
}

/// What someone said of a message.
#[derive(Clone, Debug)]
pub(in crate::forum) struct Report {
    pub(in crate::forum) post: PostId,
    /// The message's.
    pub(in crate::forum) number: i64,
    pub(in crate::forum) by: PersonId,
    pub(in crate::forum) reason: Option<String>,
}

const SELECT: &str = "SELECT p.id, p.thread_id, p.number, p.author_id, p.session_id, p.team, p.content, p.quoted_id, p.created_at, p.edited_at, p.hidden_at,
 p.hidden_by, p.hidden_reason FROM forum_posts p";

/// The messages of a page, with those that they quote, and two others.
fn page_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE p.thread_id = $1 AND (p.number BETWEEN $2 AND $3 OR p.id = $4 OR p.id = $5
           OR p.id IN (SELECT o.quoted_id FROM forum_posts o WHERE o.thread_id = $1 AND o.number BETWEEN $2 AND $3)) ORDER BY p.number"
    ))
}

fn session_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} JOIN forum_threads t ON t.id = p.thread_id WHERE {} ORDER BY p.created_at DESC, p.id LIMIT 5000",
        held("$1")
    ))
}

/// What is put together here, for the test that prepares every statement.
pub(super) fn statements() -> [Sql; 2] {
    [page_statement(), session_statement()]
}

/// The messages of a discussion from one to another by number, with those that they quote and some others, in order: one query.
pub(in crate::forum) async fn of_thread(
    tx: &mut Tx,
    site: &Site,
    thread: ThreadId,
    (from, to): (i64, i64),
    [one, other]: [Option<PostId>; 2],
) -> Result<Vec<Post>> {
    let values = args![thread, from, to, one, other];
    read(site, tx.all(page_statement(), values).await?).await
}

/// The latest messages that a session reads, to be searched: five thousand at most.
pub(in crate::forum) async fn of_session(tx: &mut Tx, site: &Site, session: SessionId) -> Result<Vec<Post>> {
    read(site, tx.all(session_statement(), args![session]).await?).await
}

/// The reports of a discussion that nobody has looked at.
pub(in crate::forum) async fn reports(tx: &mut Tx, site: &Site, thread: ThreadId) -> Result<Vec<Report>> {
    let sql = sql!(
        "SELECT x.id, x.post_id, p.number, x.person_id, x.reason FROM forum_reports x JOIN forum_posts p ON p.id = x.post_id
         WHERE p.thread_id = $1 AND x.handled_at IS NULL ORDER BY x.created_at, x.id"
    );
    let rows = tx.all(sql, args![thread]).await?;
    let by: Vec<PersonId> = rows
        .iter()
        .map(|row| row.get("person_id"))
        .collect::<Result<_>>()?;
    let ring = Ring::of(site, by.iter().copied()).await?;
    let report = |(row, by): (&Row, PersonId)| {
        Ok(Report {
            post: row.get("post_id")?,
            number: row.get("number")?,
            by,
            reason: ring.open(by, REPORT, row.get("id")?, &row.get::<Vec<u8>>("reason")?)?,
        })
    };
    rows.iter().zip(by).map(report).collect()
}

async fn read(site: &Site, rows: Vec<Row>) -> Result<Vec<Post>> {
    let mut people: Vec<PersonId> = Vec::with_capacity(rows.len());
    for row in &rows {
        people.push(row.get("author_id")?);
        people.extend(row.get::<Option<PersonId>>("hidden_by")?);
    }
    let ring = Ring::of(site, people.into_iter()).await?;
    aside(move || rows.iter().map(|row| post(row, &ring)).collect()).await
}

fn post(row: &Row, ring: &Ring) -> Result<Post> {
    let (id, author): (PostId, PersonId) = (row.get("id")?, row.get("author_id")?);
    let hidden = match row.get::<Option<Timestamp>>("hidden_at")? {
        None => None,
        Some(_) => {
            let by: Option<PersonId> = row.get("hidden_by")?;
            let reason: Option<Vec<u8>> = row.get("hidden_reason")?;
            let reason = match by.zip(reason) {
                Some((by, reason)) => ring.open(by, HIDDEN, id.0, &reason)?,
                None => None,
            };
            Some(Hidden { by, reason })
        }
    };
    Ok(Post {
        id,
        thread: row.get("thread_id")?,
        number: row.get("number")?,
        author,
        from: row.get("session_id")?,
        team: row.get::<i64>("team")? == 1,
        text: ring.open(author, TEXT, id.0, &row.get::<Vec<u8>>("content")?)?,
        quoted: row.get("quoted_id")?,
        at: row.get("created_at")?,
        edited: row.get("edited_at")?,
        hidden,
    })
}
