//! What is decided about what was said: the answer, what is pinned, closed or hidden, what is reported.

use catalogue::courses::CourseId;
use platform::db::Tx;
use platform::events;
use platform::http::Proof;
use platform::{Result, Site, args, live, sql};
use training::sessions::SessionId;
use uuid::Uuid;

use super::super::ModerateForum;
use super::super::sealing::{HIDDEN, REPORT, sealed};
use super::threads::Thread;
use super::{Hand, PostId, ThreadId, Writer};

async fn said(
    tx: &mut Tx,
    site: &Site,
    by: Hand<'_>,
    (verb, on): (&'static str, Uuid),
    thread: ThreadId,
) -> Result<()> {
    events::write(tx, site, by.event(verb).on(on)).await?;
    by.heard(tx, thread).await
}

/// Keeps a message as the answer, or none. False when it is hidden, or was.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn choose(
    tx: &mut Tx,
    site: &Site,
    by: Hand<'_>,
    (thread, post): (ThreadId, Option<PostId>),
) -> Result<bool> {
    let changed = match post {
        None => {
            let sql = sql!("UPDATE forum_threads SET answer_id = NULL WHERE id = $1");
            tx.execute(sql, args![thread]).await?
        }
        Some(post) => {
            let sql = sql!(
                "UPDATE forum_threads SET answer_id = $2 WHERE id = $1 AND EXISTS
                   (SELECT 1 FROM forum_posts p WHERE p.id = $2 AND p.thread_id = $1 AND p.hidden_at IS NULL)"
            );
            tx.execute(sql, args![thread, post]).await?
        }
    };
    if changed == 1 {
        said(tx, site, by, ("forum.answered", thread.0), thread).await?;
    }
    Ok(changed == 1)
}

/// What a moderator does with a discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::forum) enum Arranging {
    Pin(bool),
    Close(bool),
}

/// Pins, closes, or the reverse.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn arrange(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<ModerateForum>,
    by: Hand<'_>,
    thread: ThreadId,
    act: Arranging,
) -> Result<()> {
    match act {
        Arranging::Pin(pinned) => {
            let sql = sql!("UPDATE forum_threads SET pinned = $2 WHERE id = $1");
            tx.execute(sql, args![thread, i64::from(pinned)]).await?;
        }
        Arranging::Close(closed) => {
            let sql = sql!("UPDATE forum_threads SET closed_at = $2 WHERE id = $1");
            let at = closed.then(|| site.clock().now());
            tx.execute(sql, args![thread, at]).await?;
        }
    }
    said(tx, site, by, ("forum.arranged", thread.0), thread).await
}

/// Hides a message for a reason; what was reported of it has been looked at.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn hide(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<ModerateForum>,
    by: &Writer<'_>,
    (thread, post): (ThreadId, PostId),
    reason: &str,
) -> Result<()> {
    let sql = sql!(
        "UPDATE forum_posts SET hidden_at = $3, hidden_by = $4, hidden_reason = $5
         WHERE id = $1 AND thread_id = $2 AND hidden_at IS NULL"
    );
    let reason = sealed(site, by.key, HIDDEN, post.0, reason)?;
    let values = args![post, thread, site.clock().now(), by.by.person, reason];
    if tx.execute(sql, values).await? == 1 {
        let sql = sql!("UPDATE forum_threads SET answer_id = NULL WHERE id = $1 AND answer_id = $2");
        tx.execute(sql, args![thread, post]).await?;
        handled(tx, site, post).await?;
        said(tx, site, by.by, ("forum.hidden", post.0), thread).await?;
    }
    Ok(())
}

/// Shows a message again, or says that what was reported of it is nothing.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn show(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<ModerateForum>,
    by: Hand<'_>,
    (thread, post): (ThreadId, PostId),
) -> Result<()> {
    let sql = sql!(
        "UPDATE forum_posts SET hidden_at = NULL, hidden_by = NULL, hidden_reason = NULL WHERE id = $1 AND thread_id = $2"
    );
    if tx.execute(sql, args![post, thread]).await? == 1 {
        handled(tx, site, post).await?;
        said(tx, site, by, ("forum.hidden", post.0), thread).await?;
    }
    Ok(())
}

async fn handled(tx: &mut Tx, site: &Site, post: PostId) -> Result<()> {
    let sql = sql!("UPDATE forum_reports SET handled_at = $2 WHERE post_id = $1 AND handled_at IS NULL");
    tx.execute(sql, args![post, site.clock().now()]).await.map(drop)
}

/// Reports a message, once a person while nobody has looked at it.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn report(
    tx: &mut Tx,
    site: &Site,
    by: &Writer<'_>,
    (thread, post): (ThreadId, PostId),
    reason: &str,
) -> Result<()> {
    let id: Uuid = site.new_id();
    let sql = sql!(
        "INSERT INTO forum_reports (id, post_id, person_id, reason, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (post_id, person_id) DO UPDATE SET id = excluded.id, reason = excluded.reason, created_at = excluded.created_at,
           handled_at = NULL WHERE forum_reports.handled_at IS NOT NULL"
    );
    let reason = sealed(site, by.key, REPORT, id, reason)?;
    let values = args![id, post, by.by.person, reason, site.clock().now()];
    if tx.execute(sql, values).await? == 1 {
        said(tx, site, by.by, ("forum.reported", post.0), thread).await?;
    }
    Ok(())
}

/// Where a discussion goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::forum) enum To {
    /// The forum of a session.
    Session(SessionId),
    /// The forum of this course, from the session where it is.
    Course(CourseId),
}

/// Moves a discussion with all that goes with it; its old address leads to the new one. False when somebody has moved it since it
/// was read: it stays where they put it.
///
/// # Errors
/// The store's.
pub(in crate::forum) async fn shift(
    tx: &mut Tx,
    site: &Site,
    _: &Proof<ModerateForum>,
    by: Hand<'_>,
    (thread, to): (&Thread, To),
) -> Result<bool> {
    let (session, course) = match to {
        To::Session(session) => (session, None),
        To::Course(course) => (by.session.id, Some(course)),
    };
    let sql = sql!(
        "UPDATE forum_threads SET session_id = $2, course_id = $3, pinned = 0
         WHERE id = $1 AND session_id = $4 AND course_id IS NOT DISTINCT FROM $5"
    );
    let values = args![thread.id, session, course, thread.home, thread.course];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    let event = by.event("forum.moved").on(thread.id);
    let event = event.with("to", course.map_or(session.0, |course| course.0));
    events::write(tx, site, event).await?;
    by.heard(tx, thread.id).await?;
    live::say(tx, session.0).await?;
    Ok(true)
}
