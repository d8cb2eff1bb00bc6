//! Rows of `course_forums` and `forum_sessions`: the forum that chosen sessions of a course share; from where someone reads a
//! discussion, and where they may move it.

use catalogue::courses::{CourseId, EditCourse};
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::http::{Proof, Within};
use platform::{PersonId, Result, Site, args, live, sql};
use training::sessions::{SessionId, TrainingSession};

use super::super::{ModerateForum, ReadForum, ShareForum};
use super::ThreadId;

/// How many sessions are offered.
const MOST: usize = 200;

/// The course whose forum a session shares.
pub(in crate::forum) async fn shared(tx: &mut Tx, session: SessionId) -> Result<Option<CourseId>> {
    let sql = sql!(
        "SELECT fs.course_id FROM forum_sessions fs JOIN course_forums cf ON cf.course_id = fs.course_id AND cf.closed_at IS NULL
         WHERE fs.session_id = $1"
    );
    let row = tx.optional(sql, args![session]).await?;
    row.map(|row| row.get("course_id")).transpose()
}

/// Whether the forum of a course is open.
pub(in crate::forum) async fn is_open(tx: &mut Tx, course: CourseId) -> Result<bool> {
    let sql = sql!("SELECT course_id FROM course_forums WHERE course_id = $1 AND closed_at IS NULL");
    Ok(tx.optional(sql, args![course]).await?.is_some())
}

/// A session, as a choice names it.
#[derive(Clone, Debug)]
pub(in crate::forum) struct Choice {
    pub(in crate::forum) id: SessionId,
    /// « FB-2026-11 ».
    pub(in crate::forum) reference: String,
    pub(in crate::forum) region: String,
    pub(in crate::forum) zone: String,
    pub(in crate::forum) starts_at: Timestamp,
    pub(in crate::forum) ends_at: Timestamp,
    /// It shares the forum of its course.
    pub(in crate::forum) joined: bool,
}

impl Choice {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            reference: row.get("reference")?,
            region: row.get("name")?,
            zone: row.get("zone")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
            joined: row.get::<Option<uuid::Uuid>>("course_id")?.is_some(),
        })
    }
}

const CHOICES: &str =
    "SELECT o.id, o.reference, r.name, r.zone, o.starts_at, o.ends_at, fs.course_id FROM training_sessions o
  JOIN regions r ON r.id = o.region_id LEFT JOIN forum_sessions fs ON fs.session_id = o.id";

fn sessions_statement() -> Sql {
    Sql::built(format!(
        "{CHOICES} WHERE o.course_id = $1 AND o.deleted_at IS NULL ORDER BY o.starts_at DESC, o.id LIMIT {MOST}"
    ))
}

fn moderated_statement() -> Sql {
    Sql::built(format!(
        "{CHOICES} WHERE o.course_id = $2 AND {} ORDER BY o.starts_at DESC, o.id LIMIT {MOST}",
        Within::<ModerateForum>::predicate()
    ))
}

/// The sessions `o` from where a discussion is read.
pub(super) fn doors(thread: &str) -> String {
    format!(
        "o.id IN (SELECT t.session_id FROM forum_threads t WHERE t.id = {thread} AND t.course_id IS NULL
           UNION ALL SELECT fs.session_id FROM forum_threads t JOIN forum_sessions fs ON fs.course_id = t.course_id
             JOIN course_forums cf ON cf.course_id = fs.course_id AND cf.closed_at IS NULL WHERE t.id = {thread})"
    )
}

fn door_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id FROM training_sessions o WHERE {} AND {} ORDER BY o.starts_at DESC, o.id LIMIT 1",
        doors("$2"),
        Within::<ReadForum>::predicate()
    ))
}

/// What is put together here, for the test that prepares every statement.
pub(super) fn statements() -> [Sql; 3] {
    [sessions_statement(), moderated_statement(), door_statement()]
}

/// The sessions of a course, the latest first.
pub(in crate::forum) async fn sessions(tx: &mut Tx, course: CourseId) -> Result<Vec<Choice>> {
    let rows = tx.all(sessions_statement(), args![course]).await?;
    rows.iter().map(Choice::read).collect()
}

/// Those of which someone moderates the forum.
pub(in crate::forum) async fn moderated(
    tx: &mut Tx,
    person: PersonId,
    course: CourseId,
) -> Result<Vec<Choice>> {
    let rows = tx.all(moderated_statement(), args![person, course]).await?;
    rows.iter().map(Choice::read).collect()
}

/// From which session someone reads a discussion, wherever it was moved; none when they don't.
pub(in crate::forum) async fn door(
    tx: &mut Tx,
    person: PersonId,
    thread: ThreadId,
) -> Result<Option<SessionId>> {
    let row = tx.optional(door_statement(), args![person, thread]).await?;
    row.map(|row| row.get("id")).transpose()
}

/// Opens the forum of a course, or closes it.
pub(in crate::forum) async fn open(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    open: bool,
) -> Result<()> {
    let (course, now) = (proof.id(), site.clock().now());
    let sql = sql!(
        "INSERT INTO course_forums (course_id, opened_at, closed_at) VALUES ($1, $2, $3)
         ON CONFLICT (course_id) DO UPDATE SET closed_at = excluded.closed_at"
    );
    tx.execute(sql, args![course, now, (!open).then_some(now)])
        .await?;
    let event = Event::new("forum.shared").by(proof.actor()).on(course);
    events::write(tx, site, event.with("open", i64::from(open))).await?;
    live::say(tx, course.0).await
}

/// A session comes to the forum of its course, for who edits it.
pub(in crate::forum) async fn choose(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    (session, joins): (SessionId, bool),
) -> Result<()> {
    let event = Event::new("forum.joined").by(proof.actor()).in_session(session);
    join(tx, site, event.on(proof.id()), (session, proof.id(), joins)).await
}

/// A session comes to the forum of its course, or leaves it, for who manages it.
pub(in crate::forum) async fn take_part(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<ShareForum>,
    (session, joins): (&TrainingSession, bool),
) -> Result<()> {
    let event = Event::new("forum.joined")
        .by(proof.actor())
        .in_region(session.region)
        .in_session(session.id);
    let what = (session.id, session.course, joins);
    join(tx, site, event.on(session.course), what).await
}

async fn join(
    tx: &mut Tx,
    site: &Site,
    event: Event,
    (session, course, joins): (SessionId, CourseId, bool),
) -> Result<()> {
    let changed = match joins {
        true => {
            let sql = sql!(
                "INSERT INTO forum_sessions (session_id, course_id, joined_at) VALUES ($1, $2, $3) ON CONFLICT (session_id) DO NOTHING"
            );
            let values = args![session, course, site.clock().now()];
            tx.execute(sql, values).await?
        }
        false => {
            let sql = sql!("DELETE FROM forum_sessions WHERE session_id = $1");
            tx.execute(sql, args![session]).await?
        }
    };
    if changed > 0 {
        events::write(tx, site, event.with("joins", i64::from(joins))).await?;
        live::say(tx, session.0).await?;
    }
    Ok(())
}
