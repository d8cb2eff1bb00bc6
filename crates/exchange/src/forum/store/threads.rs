//! Rows of `forum_threads`, as one person sees them from one session.

use catalogue::courses::CourseId;
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::{PersonId, Result, Site, args};
use training::sessions::SessionId;

use super::super::sealing::{Ring, TITLE};
use super::{PostId, ThreadId, aside, held};

/// A discussion, as one person sees it.
#[derive(Clone, Debug)]
pub(in crate::forum) struct Thread {
    pub(in crate::forum) id: ThreadId,
    pub(in crate::forum) author: PersonId,
    /// The session from where it was asked, and whether its author accompanied it.
    pub(in crate::forum) from: SessionId,
    pub(in crate::forum) team: bool,
    /// The session whose forum it is of, or from where it came to the course's.
    pub(in crate::forum) home: SessionId,
    /// The course whose forum it is of.
    pub(in crate::forum) course: Option<CourseId>,
    /// None once its author is erased.
    pub(in crate::forum) title: Option<String>,
    pub(in crate::forum) last_at: Timestamp,
    pub(in crate::forum) last: i64,
    /// Somebody else than its author has written in it what can be read.
    pub(in crate::forum) replied: bool,
    pub(in crate::forum) pinned: bool,
    pub(in crate::forum) closed: bool,
    pub(in crate::forum) answer: Option<PostId>,
    /// The number of the last message that this person has read.
    pub(in crate::forum) read: i64,
    pub(in crate::forum) follows: bool,
    /// Reports that nobody has looked at.
    pub(in crate::forum) reports: i64,
    /// Its first message is hidden.
    pub(in crate::forum) hidden: bool,
}

impl Thread {
    /// It is of the course's forum.
    pub(in crate::forum) fn shared(&self) -> bool {
        self.course.is_some()
    }

    /// Nobody has answered yet.
    pub(in crate::forum) fn waits(&self) -> bool {
        !self.replied && self.answer.is_none() && !self.closed && !self.hidden
    }

    /// How many messages this person hasn't read.
    pub(in crate::forum) fn unread(&self) -> u64 {
        u64::try_from(self.last - self.read).unwrap_or_default()
    }
}

const SELECT: &str = "SELECT t.id, t.author_id, t.session_id, t.course_id, t.title, t.last_at, t.last_number, t.pinned, t.closed_at, t.answer_id,
   q.session_id AS asked_from, q.team, q.hidden_at,
   COALESCE(r.number, CAST(0 AS BIGINT)) AS read_to, COALESCE(r.follows, CAST(0 AS BIGINT)) AS follows,
   (SELECT COUNT(*) FROM forum_posts p WHERE p.thread_id = t.id AND p.author_id <> t.author_id AND p.hidden_at IS NULL) AS replies,
   (SELECT COUNT(*) FROM forum_reports x JOIN forum_posts p ON p.id = x.post_id
     WHERE p.thread_id = t.id AND x.handled_at IS NULL) AS reports
 FROM forum_threads t JOIN forum_posts q ON q.thread_id = t.id AND q.number = 1
 LEFT JOIN forum_reads r ON r.thread_id = t.id AND r.person_id = $2";

fn session_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE {} ORDER BY t.pinned DESC, t.last_at DESC, t.id LIMIT 1000",
        held("$1")
    ))
}

fn found_statement() -> Sql {
    Sql::built(format!("{SELECT} WHERE t.id = $3 AND {}", held("$1")))
}

/// What is put together here, for the test that prepares every statement.
pub(super) fn statements() -> [Sql; 2] {
    [session_statement(), found_statement()]
}

/// The discussions of a session and of what it shares, those pinned then the latest first: one query. Those before the last
/// thousand stay away.
pub(in crate::forum) async fn of_session(
    tx: &mut Tx,
    site: &Site,
    session: SessionId,
    person: PersonId,
) -> Result<Vec<Thread>> {
    let rows = tx.all(session_statement(), args![session, person]).await?;
    read(site, rows).await
}

/// One discussion, found from a session.
///
/// # Errors
/// [`platform::Error::NotFound`], when that session doesn't hold it too, or the store's.
pub(in crate::forum) async fn find(
    tx: &mut Tx,
    site: &Site,
    session: SessionId,
    id: ThreadId,
    person: PersonId,
) -> Result<Thread> {
    let row = tx.one(found_statement(), args![session, person, id]).await?;
    let mut found = read(site, vec![row]).await?;
    found.pop().ok_or(platform::Error::NotFound)
}

async fn read(site: &Site, rows: Vec<Row>) -> Result<Vec<Thread>> {
    let authors: Vec<PersonId> = rows
        .iter()
        .map(|row| row.get("author_id"))
        .collect::<Result<_>>()?;
    let ring = Ring::of(site, authors.into_iter()).await?;
    aside(move || rows.iter().map(|row| thread(row, &ring)).collect()).await
}

fn thread(row: &Row, ring: &Ring) -> Result<Thread> {
    let (id, author): (ThreadId, PersonId) = (row.get("id")?, row.get("author_id")?);
    Ok(Thread {
        id,
        author,
        from: row.get("asked_from")?,
        team: row.get::<i64>("team")? == 1,
        home: row.get("session_id")?,
        course: row.get("course_id")?,
        title: ring.open(author, TITLE, id.0, &row.get::<Vec<u8>>("title")?)?,
        last_at: row.get("last_at")?,
        last: row.get("last_number")?,
        replied: row.get::<i64>("replies")? > 0,
        pinned: row.get::<i64>("pinned")? == 1,
        closed: row.get::<Option<Timestamp>>("closed_at")?.is_some(),
        answer: row.get("answer_id")?,
        read: row.get("read_to")?,
        follows: row.get::<i64>("follows")? == 1,
        reports: row.get("reports")?,
        hidden: row.get::<Option<Timestamp>>("hidden_at")?.is_some(),
    })
}
