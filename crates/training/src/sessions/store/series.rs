//! Sessions that are the same again: which of a series, and opening several at once.

use std::collections::HashSet;

use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::http::{Proof, Within};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

use super::{Beginnings, NewSession, SessionId, TrainingSession, find, insert_whole, lock};
use crate::enrolment::places;
use crate::sessions::{RepeatSession, SeeSession};

id_type!(
    /// Sessions that were opened as the same again.
    SeriesId
);

/// A session before or after another in their series.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// Which.
    pub session: SessionId,
    /// « FB-2026-11 ».
    pub reference: String,
    /// Opens at this instant.
    pub starts_at: Timestamp,
    /// Closes at this instant.
    pub ends_at: Timestamp,
}

/// Where a session stands in its series, by first day.
#[derive(Clone, Debug)]
pub struct Rank {
    /// 1 for the first.
    pub position: usize,
    /// How many there are.
    pub of: usize,
    /// When each opens.
    pub starts: Vec<Timestamp>,
    /// The one before, when the reader may see it.
    pub previous: Option<Neighbour>,
    /// The one after, when the reader may see it.
    pub next: Option<Neighbour>,
}

/// The statement of [`rank`], put together with the scope predicate of [`SeeSession`].
pub fn rank_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.reference, o.starts_at, o.ends_at, CAST(CASE WHEN {} THEN 1 ELSE 0 END AS BIGINT) AS seen
         FROM training_sessions o JOIN training_sessions me ON me.series_id = o.series_id
         WHERE me.id = $2 AND o.deleted_at IS NULL ORDER BY o.starts_at, o.id",
        Within::<SeeSession>::predicate()
    ))
}

/// Where a session stands in its series; none when it is the only one.
///
/// # Errors
/// The store's.
pub async fn rank(tx: &mut Tx, reader: Option<PersonId>, session: SessionId) -> Result<Option<Rank>> {
    let rows = tx.all(rank_statement(), args![reader, session]).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let one = Neighbour {
            session: row.get("id")?,
            reference: row.get("reference")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
        };
        all.push((one, row.get::<i64>("seen")? == 1));
    }
    let Some(at) = all.iter().position(|(one, _)| one.session == session) else {
        return Ok(None);
    };
    let seen = |at: Option<usize>| {
        let (one, seen) = all.get(at?)?;
        seen.then(|| one.clone())
    };
    Ok((all.len() > 1).then(|| Rank {
        position: at + 1,
        of: all.len(),
        starts: all.iter().map(|(one, _)| one.starts_at).collect(),
        previous: seen(at.checked_sub(1)),
        next: seen(Some(at + 1)),
    }))
}

/// The references that begin so, those of deleted sessions included.
///
/// # Errors
/// The store's.
pub async fn references_like(tx: &mut Tx, stem: &str) -> Result<HashSet<String>> {
    let length = i64::try_from(stem.chars().count()).unwrap_or(i64::MAX);
    let sql =
        sql!("SELECT reference FROM training_sessions WHERE SUBSTR(reference, 1, CAST($2 AS INTEGER)) = $1");
    let rows = tx.all(sql, args![stem, length]).await?;
    rows.iter().map(|row: &Row| row.get("reference")).collect()
}

/// One of the sessions to open.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// Its reference, unique.
    pub reference: String,
    /// From when to when it is open.
    pub period: (Timestamp, Timestamp),
    /// Its dates and its tutors.
    pub with: Beginnings,
}

/// How opening several ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// All are open.
    All(Vec<SessionId>),
    /// This reference is another session's: nothing may be kept of the transaction.
    Taken(String),
    /// The model is not as it was read: nothing was written.
    Changed,
}

/// Opens sessions like that of the proof, in one series with it; `model` and its number of places are what was read of it.
///
/// # Errors
/// [`Error::NotFound`] for a tutor who left the region, or the store's.
pub async fn repeat(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<RepeatSession>,
    (model, capacity): (&TrainingSession, Option<u32>),
    all: &[Repeated],
) -> Result<Opened> {
    lock(tx, proof.id()).await?;
    let now = find(tx, proof.id()).await?;
    let places = places::of(tx, proof.id()).await?;
    let seen = (model.revision, model.course_revision, capacity);
    if (now.revision, now.course_revision, places.capacity) != seen {
        return Ok(Opened::Changed);
    }
    let series = join(tx, site, proof.id()).await?;
    let mut opened = Vec::with_capacity(all.len());
    for one in all {
        let new = NewSession {
            course: model.course,
            reference: &one.reference,
            starts_at: one.period.0,
            ends_at: one.period.1,
        };
        let id = match insert_whole(tx, site, (proof.actor(), model.region), &new, &one.with).await {
            Err(Error::Duplicate(_)) => return Ok(Opened::Taken(one.reference.clone())),
            written => written?,
        };
        let sql = sql!("UPDATE training_sessions SET series_id = $2 WHERE id = $1");
        tx.execute(sql, args![id, series]).await?;
        opened.push(id);
    }
    let event = Event::new("series.opened")
        .by(proof.actor())
        .in_region(model.region)
        .in_session(proof.id())
        .with("sessions", i64::try_from(all.len()).unwrap_or(i64::MAX));
    events::write(tx, site, event).await?;
    Ok(Opened::All(opened))
}

/// The series of a session, begun when it had none.
async fn join(tx: &mut Tx, site: &Site, session: SessionId) -> Result<SeriesId> {
    let begin = sql!("UPDATE training_sessions SET series_id = $2 WHERE id = $1 AND series_id IS NULL");
    tx.execute(begin, args![session, site.new_id::<SeriesId>()])
        .await?;
    let sql = sql!("SELECT series_id FROM training_sessions WHERE id = $1");
    tx.one(sql, args![session]).await?.get("series_id")
}
