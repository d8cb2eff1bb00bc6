//! What is said: a discussion, a reply, another wording.

use platform::db::{Sql, Tx};
use platform::events;
use platform::http::Proof;
use platform::jobs::{self, Job};
use platform::live;
use platform::{Result, Site, args, sql};
use serde_json::json;

use super::super::WriteForum;
use super::super::jobs::KIND;
use super::super::rules::MOST_POSTS;
use super::super::sealing::{TEXT, TITLE, sealed};
use super::{PostId, ThreadId, Writer, files, held, reading};
use crate::attachments::Sealed;

/// Opens a discussion with its first message; its author follows it.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn ask(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<WriteForum>,
    writer: &Writer<'_>,
    (title, text, shared): (&str, &str, bool),
    files: Vec<Sealed>,
) -> Result<ThreadId> {
    let (thread, now): (ThreadId, _) = (site.new_id(), site.clock().now());
    let sql = sql!(
        "INSERT INTO forum_threads (id, session_id, course_id, author_id, title, created_at, last_at, last_number)
         VALUES ($1, $2, $3, $4, $5, $6, $6, CAST(1 AS BIGINT))"
    );
    let title = sealed(site, writer.key, TITLE, thread.0, title)?;
    let by = writer.by;
    let course = by.course.filter(|_| shared);
    let values = args![thread, by.session.id, course, by.person, title, now];
    tx.execute(sql, values).await?;
    put(tx, site, writer, (thread, 1, None), text, files).await?;
    reading::follow(tx, thread, by.person, true).await?;
    events::write(tx, site, by.event("forum.asked").on(thread)).await?;
    Ok(thread)
}

pub(super) fn statement() -> Sql {
    Sql::built(format!(
        "UPDATE forum_threads AS t SET last_number = last_number + 1, last_at = $3
         WHERE t.id = $1 AND {} AND t.closed_at IS NULL AND t.last_number < $4 RETURNING last_number",
        held("$2")
    ))
}

/// Adds a message to a discussion. None when it is closed or full.
///
/// # Errors
/// [`platform::Error::NotFound`] when what is quoted is of another discussion, or the store's.
pub(in crate::forum) async fn reply(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<WriteForum>,
    writer: &Writer<'_>,
    (thread, quoted): (ThreadId, Option<PostId>),
    text: &str,
    files: Vec<Sealed>,
) -> Result<Option<i64>> {
    let values = args![thread, writer.by.session.id, site.clock().now(), MOST_POSTS];
    let Some(row) = tx.optional(statement(), values).await? else {
        return Ok(None);
    };
    if let Some(quoted) = quoted {
        let sql = sql!("SELECT id FROM forum_posts WHERE id = $1 AND thread_id = $2 AND hidden_at IS NULL");
        tx.one(sql, args![quoted, thread]).await?;
    }
    let number: i64 = row.get("last_number")?;
    put(tx, site, writer, (thread, number, quoted), text, files).await?;
    events::write(tx, site, writer.by.event("forum.replied").on(thread)).await?;
    Ok(Some(number))
}

/// Writes a message, read by its author, and says so to who looks and to who follows.
async fn put(
    tx: &mut Tx,
    site: &Site,
    writer: &Writer<'_>,
    (thread, number, quoted): (ThreadId, i64, Option<PostId>),
    text: &str,
    files: Vec<Sealed>,
) -> Result<()> {
    let (id, now): (PostId, _) = (site.new_id(), site.clock().now());
    let sql = sql!(
        "INSERT INTO forum_posts (id, thread_id, number, author_id, session_id, team, content, quoted_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let content = sealed(site, writer.key, TEXT, id.0, text)?;
    let by = writer.by;
    let (from, team) = (by.session.id, i64::from(by.team));
    let values = args![id, thread, number, by.person, from, team, content, quoted, now];
    tx.execute(sql, values).await?;
    for file in files {
        files::add(tx, site, writer.key, id, file).await?;
    }
    reading::read_own(tx, thread, by.person, number).await?;
    let job = Job::new(KIND, json!({ "post": id.0 }), now).once(format!("{KIND}:{id}"));
    jobs::enqueue(tx, site, job).await?;
    by.heard(tx, thread).await
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
    let values = args![post, thread, writer.by.person, content, site.clock().now()];
    let changed = tx.execute(sql, values).await? == 1;
    if changed {
        events::write(tx, site, writer.by.event("forum.changed").on(post)).await?;
        live::say(tx, thread.0).await?;
    }
    Ok(changed)
}
