//! What is around a session, as every learner's page reads it: kept in memory at its revision.

use std::sync::Arc;

use platform::db::Tx;
use platform::memo::Memo;
use platform::{Result, Site};

use super::store::{Date, SessionId, TrainingSession, dates};
use crate::tutors::{Tutor, tutors};

/// How many sessions a generation holds.
const GENERATION: usize = 1024;

/// The dates and the tutors of a session.
#[derive(Clone, Debug)]
pub struct Around {
    course_revision: i64,
    /// Its dates, in order.
    pub dates: Vec<Date>,
    /// Who accompanies it, the content first.
    pub tutors: Vec<Tutor>,
}

/// What is around the sessions read lately.
pub struct Arounds(Memo<SessionId, Around>);

impl Default for Arounds {
    fn default() -> Self {
        Self(Memo::new(GENERATION))
    }
}

/// What is around a session that was just read: no query when it is known. Dates have the titles of the course's steps.
///
/// # Errors
/// The store's.
pub async fn around(tx: &mut Tx, site: &Site, session: &TrainingSession) -> Result<Arc<Around>> {
    let arounds = site.extension::<Arounds>()?;
    let known = arounds.0.get(&session.id, &session.revision);
    if let Some(known) = known.filter(|known| known.course_revision == session.course_revision) {
        return Ok(known);
    }
    let found = Around {
        course_revision: session.course_revision,
        dates: dates(tx, session.id).await?,
        tutors: tutors(tx, session.id).await?,
    };
    Ok(arounds.0.put(session.id, session.revision, found))
}
