//! What is said: a discussion, a reply, another wording; how far each has read.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::jobs::{self, Job};
use platform::live;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site, args, sql};
use serde_json::json;
use training::sessions::TrainingSession;

use super::super::WriteForum;
use super::super::jobs::KIND;
use super::super::rules::MOST_POSTS;
use super::super::sealing::{TEXT, TITLE, sealed};
use super::{PostId, ThreadId};

/// Who writes where, with their key.
pub(in crate::forum) struct Writer<'a> {
    pub(in crate::forum) session: &'a TrainingSession,
    pub(in crate::forum) person: PersonId,
    pub(in crate::forum) key: &'a DataKey,
}

impl Writer<'_> {
    fn event(&self, verb: &'static str) -> Event {
        Event::new(verb)
            .by(self.person)
            .in_region(self.session.region)
            .in_session(self.session.id)
    }
}

/// Opens a discussion with its first message; its author follows it.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn ask(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<WriteForum>,
    writer: &Writer<'_>,
    (title, text): (&str, &str),
) -> Result<ThreadId> {
    let (thread, now): (ThreadId, _) = (site.new_id(), site.clock().now());
    let sql = sql!(
        "INSERT INTO forum_threads (id, session_id, author_id, title, created_at, last_at, last_number)
         VALUES ($1, $2, $3, $4, $5, $5, CAST(1 AS BIGINT))"
    );
    let title = sealed(site, writer.key, TITLE, thread.0, title)?;
    tx.execute(sql, args![thread, writer.session.id, writer.person, title, now])
        .await?;
    put(tx, site, writer, (thread, 1), None, text).await?;
    follow(tx, thread, writer.person, true).await?;
    events::write(tx, site, writer.event("forum.asked").on(thread)).await?;
    Ok(thread)
}

/// Adds a message to a discussion. None when it is closed or full.
///
/// # Errors
/// [`Error::NotFound`] when what is quoted is of another discussion, or the store's.
pub(in crate::forum) async fn reply(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<WriteForum>,
    writer: &Writer<'_>,
    (thread, quoted): (ThreadId, Option<PostId>),
    text: &str,
) -> Result<Option<i64>> {
    let sql = sql!(
        "UPDATE forum_threads SET last_number = last_number + 1, last_at = $3
         WHERE id = $1 AND session_id = $2 AND closed_at IS NULL AND last_number < $4 RETURNING last_number"
    );
    let values = args![thread, writer.session.id, site.clock().now(), MOST_POSTS];
    let Some(row) = tx.optional(sql, values).await? else {
        return Ok(None);
    };
    if let Some(quoted) = quoted {
        let sql = sql!("SELECT id FROM forum_posts WHERE id = $1 AND thread_id = $2 AND hidden_at IS NULL");
        tx.one(sql, args![quoted, thread]).await?;
    }
    let number: i64 = row.get("last_number")?;
    put(tx, site, writer, (thread, number), quoted, text).await?;
    events::write(tx, site, writer.event("forum.replied").on(thread)).await?;
    Ok(Some(number))
}

/// Writes a message, read by its author, and says so to who looks and to who follows.
async fn put(
    tx: &mut Tx,
    site: &Site,
    writer: &Writer<'_>,
    (thread, number): (ThreadId, i64),
    quoted: Option<PostId>,
    text: &str,
) -> Result<()> {
    let (id, now): (PostId, _) = (site.new_id(), site.clock().now());
    let sql = sql!(
        "INSERT INTO forum_posts (id, thread_id, number, author_id, content, quoted_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let content = sealed(site, writer.key, TEXT, id.0, text)?;
    tx.execute(
        sql,
        args![id, thread, number, writer.person, content, quoted, now],
    )
    .await?;
    read_own(tx, thread, writer.person, number).await?;
    let job = Job::new(KIND, json!({ "post": id.0 }), now).once(format!("{KIND}:{id}"));
    jobs::enqueue(tx, site, job).await?;
    live::say(tx, thread.0).await?;
    live::say(tx, writer.session.id.0).await
}

/// Writes one's own message in other words. False when it isn't one's own, is hidden, or its discussion is closed.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn change(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<WriteForum>,
    writer: &Writer<'_>,
    (thread, post): (ThreadId, PostId),
    text: &str,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE forum_posts SET content = $4, edited_at = $5
         WHERE id = $1 AND thread_id = $2 AND author_id = $3 AND hidden_at IS NULL
           AND EXISTS (SELECT 1 FROM forum_threads t WHERE t.id = $2 AND t.closed_at IS NULL)"
    );
    let content = sealed(site, writer.key, TEXT, post.0, text)?;
    let values = args![post, thread, writer.person, content, site.clock().now()];
    let changed = tx.execute(sql, values).await? == 1;
    if changed {
        events::write(tx, site, writer.event("forum.changed").on(post)).await?;
        live::say(tx, thread.0).await?;
    }
    Ok(changed)
}

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
async fn read_own(tx: &mut Tx, thread: ThreadId, person: PersonId, number: i64) -> Result<()> {
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

/// A message, for the job that tells who follows: its discussion and session, its number and its author.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn told(
    tx: &mut Tx,
    post: PostId,
) -> Result<Option<(ThreadId, training::sessions::SessionId, i64, PersonId)>> {
    let sql = sql!(
        "SELECT p.thread_id, t.session_id, p.number, p.author_id FROM forum_posts p JOIN forum_threads t ON t.id = p.thread_id
         WHERE p.id = $1 AND p.hidden_at IS NULL"
    );
    let row = tx.optional(sql, args![post]).await?;
    row.map(|row| {
        Ok::<_, Error>((
            row.get("thread_id")?,
            row.get("session_id")?,
            row.get("number")?,
            row.get("author_id")?,
        ))
    })
    .transpose()
}

/// Who follows a discussion and hasn't read this message of it.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn followers(tx: &mut Tx, thread: ThreadId, number: i64) -> Result<Vec<PersonId>> {
    let sql = sql!(
        "SELECT person_id FROM forum_reads WHERE thread_id = $1 AND follows = 1 AND number < $2 ORDER BY person_id"
    );
    let rows = tx.all(sql, args![thread, number]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}
