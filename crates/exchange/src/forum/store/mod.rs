//! Rows of the forum. [`threads`], [`posts`] and [`files`]: read; [`writing`]: what is said; [`reading`]: who read how far and
//! follows; [`deciding`]: what is decided about it; [`course`]: what sessions share; [`waiting`]: what waits for an answer.

pub(super) mod course;
pub(super) mod deciding;
pub(super) mod files;
pub(super) mod posts;
pub(super) mod reading;
pub(super) mod threads;
pub(super) mod waiting;
pub(super) mod writing;

use catalogue::courses::CourseId;
use platform::db::{Sql, Tx};
use platform::events::Event;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, id_type, live};
use training::sessions::TrainingSession;

id_type!(
    /// A discussion.
    ThreadId
);
id_type!(
    /// A message of a discussion.
    PostId
);

/// What the forum of a session holds of discussions `t`: its own, and those of the course's forum that it shares.
fn held(session: &str) -> String {
    format!(
        "((t.session_id = {session} AND t.course_id IS NULL) OR t.course_id = (SELECT fs.course_id FROM forum_sessions fs
          JOIN course_forums cf ON cf.course_id = fs.course_id AND cf.closed_at IS NULL WHERE fs.session_id = {session}))"
    )
}

/// Who acts, from which session.
#[derive(Clone, Copy)]
pub(super) struct Hand<'a> {
    pub(super) session: &'a TrainingSession,
    /// The course whose forum this session shares.
    pub(super) course: Option<CourseId>,
    pub(super) person: PersonId,
    /// Whether they accompany it.
    pub(super) team: bool,
}

impl Hand<'_> {
    fn event(&self, verb: &'static str) -> Event {
        Event::new(verb)
            .by(self.person)
            .in_region(self.session.region)
            .in_session(self.session.id)
    }

    /// Says to who looks that something of a discussion changed.
    async fn heard(&self, tx: &mut Tx, thread: ThreadId) -> Result<()> {
        live::say(tx, thread.0).await?;
        if let Some(course) = self.course {
            live::say(tx, course.0).await?;
        }
        live::say(tx, self.session.id.0).await
    }
}

/// Who writes, with their key.
pub(super) struct Writer<'a> {
    pub(super) by: Hand<'a>,
    pub(super) key: &'a DataKey,
}

/// The statements of this room, for the test that prepares every one.
pub fn statements() -> Vec<Sql> {
    let mut all = waiting::statements().to_vec();
    all.extend(threads::statements());
    all.extend(posts::statements());
    all.extend(course::statements());
    all.push(reading::statement());
    all.push(writing::statement());
    all.push(files::statement());
    all
}

/// Opens many things sealed, off the threads that answer.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal("opening what was written", error))?
}
