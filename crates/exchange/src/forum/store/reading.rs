//! Rows of `forum_reads` and `forum_visits`: how far each has read, what they follow, whom to tell.

use platform::db::{Sql, Tx};
use platform::events::{self, Event};
use platform::http::Within;
use platform::{Error, PersonId, Result, Site, args, sql};
use training::sessions::{SessionId, TrainingSession};

use super::super::ReadForum;
use super::course::doors;
use super::{PostId, ThreadId};

/// Says how far someone has read: never less than before, on whichever device.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn read(
    tx: &mut Tx,
    thread: ThreadId,
    person: PersonId,
    number: i64,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO forum_reads (thread_id, person_id, number) VALUES ($1, $2, $3)
         ON CONFLICT (thread_id, person_id) DO UPDATE SET number = excluded.number WHERE forum_reads.number < excluded.number"
    );
    tx.execute(sql, args![thread, person, number]).await.map(drop)
}

/// What one writes is read by oneself, but for what came meanwhile and isn't.
pub(super) async fn read_own(tx: &mut Tx, thread: ThreadId, person: PersonId, number: i64) -> Result<()> {
    if number == 1 {
        return read(tx, thread, person, number).await;
    }
    let sql = sql!(
        "UPDATE forum_reads SET number = $3 WHERE thread_id = $1 AND person_id = $2 AND number = $3 - CAST(1 AS BIGINT)"
    );
    tx.execute(sql, args![thread, person, number]).await.map(drop)
}

/// Follows a discussion, or no longer.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn follow(
    tx: &mut Tx,
    thread: ThreadId,
    person: PersonId,
    follows: bool,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO forum_reads (thread_id, person_id, number, follows) VALUES ($1, $2, CAST(0 AS BIGINT), $3)
         ON CONFLICT (thread_id, person_id) DO UPDATE SET follows = excluded.follows"
    );
    tx.execute(sql, args![thread, person, i64::from(follows)])
        .await
        .map(drop)
}

/// Whether someone has opened the forum of this session before.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn visited(
    tx: &mut Tx,
    session: &TrainingSession,
    person: PersonId,
) -> Result<bool> {
    let sql = sql!("SELECT opened_at FROM forum_visits WHERE session_id = $1 AND person_id = $2");
    let row = tx.optional(sql, args![session.id, person]).await?;
    Ok(row.is_some())
}

/// The first time that someone opens it is announced, once.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn visit(
    tx: &mut Tx,
    site: &Site,
    session: &TrainingSession,
    person: PersonId,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO forum_visits (session_id, person_id, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
    );
    if tx
        .execute(sql, args![session.id, person, site.clock().now()])
        .await?
        == 1
    {
        let event = Event::new("forum.opened").by(person).about(person);
        events::write(tx, site, event.in_region(session.region).in_session(session.id)).await?;
    }
    Ok(())
}

/// A message, for the job that tells who follows.
pub(in crate::forum) struct Told {
    pub(in crate::forum) thread: ThreadId,
    /// The session from where it was written.
    pub(in crate::forum) from: SessionId,
    pub(in crate::forum) number: i64,
    pub(in crate::forum) author: PersonId,
    /// Its author accompanied that session.
    pub(in crate::forum) team: bool,
}

/// A message that can be read, for the job that tells who follows.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn told(tx: &mut Tx, post: PostId) -> Result<Option<Told>> {
    let sql = sql!(
        "SELECT p.thread_id, p.session_id, p.number, p.author_id, p.team FROM forum_posts p WHERE p.id = $1 AND p.hidden_at IS NULL"
    );
    let row = tx.optional(sql, args![post]).await?;
    row.map(|row| {
        Ok::<_, Error>(Told {
            thread: row.get("thread_id")?,
            from: row.get("session_id")?,
            number: row.get("number")?,
            author: row.get("author_id")?,
            team: row.get::<i64>("team")? == 1,
        })
    })
    .transpose()
}

/// How many are told at once.
const AT_ONCE: u32 = 500;

/// Whom a message is told to, with the session from where each reads it, or none: who follows and hasn't read it; of the first one,
/// the tutors of the session where it is asked, for those that share the forum find it there.
fn audience_statement() -> Sql {
    Sql::built(format!(
        "SELECT f.person_id, (SELECT o.id FROM training_sessions o WHERE {} AND {} ORDER BY o.starts_at DESC, o.id LIMIT 1) AS door
         FROM (SELECT fr.person_id FROM forum_reads fr WHERE fr.thread_id = $1 AND fr.follows = 1 AND fr.number < $2
               UNION SELECT st.person_id FROM session_tutors st WHERE st.session_id = $3 AND $2 = CAST(1 AS BIGINT)) f
         WHERE f.person_id <> $4 AND f.person_id > $5 ORDER BY f.person_id LIMIT {AT_ONCE}",
        doors("$1"),
        Within::<ReadForum>::predicate_of("f.person_id")
    ))
}

/// What is put together here, for the test that prepares every statement.
pub(super) fn statement() -> Sql {
    audience_statement()
}

/// Those whom a message is told to and who read it still: a query for each five hundred.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn audience(tx: &mut Tx, told: &Told) -> Result<Vec<(PersonId, SessionId)>> {
    let mut all = Vec::new();
    let mut after = PersonId(uuid::Uuid::nil());
    loop {
        let values = args![told.thread, told.number, told.from, told.author, after];
        let rows = tx.all(audience_statement(), values).await?;
        for row in &rows {
            after = row.get("person_id")?;
            all.extend(row.get::<Option<SessionId>>("door")?.map(|door| (after, door)));
        }
        if rows.len() < AT_ONCE as usize {
            return Ok(all);
        }
    }
}
