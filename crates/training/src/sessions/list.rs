//! The list of sessions that someone may see.

use std::collections::HashMap;

use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::http::Within;
use platform::{PersonId, Result, args};
use uuid::Uuid;

use super::SeeSession;
use super::filter::{Bounds, Filter};
use super::store::{Date, SessionId, TrainingSession, date, session};
use crate::enrolment::places::{self, Places};

/// A line of a list.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The session.
    pub session: TrainingSession,
    /// How many are enrolled, of how many.
    pub places: Places,
}

/// The statement of the list, put together with the scope predicate of [`SeeSession`].
pub fn list_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.course_id, c.title, o.region_id, r.name AS region_name, r.zone, o.reference, o.starts_at, o.ends_at,
                o.revision, c.revision AS course_revision, o.capacity,
                (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = o.id AND e.withdrawn_at IS NULL) AS taken
         FROM training_sessions o JOIN courses c ON c.id = o.course_id JOIN regions r ON r.id = o.region_id
         WHERE {} AND (o.region_id = $4 OR $4 = $6) AND (o.course_id = $5 OR $5 = $6)
           AND o.starts_at > $7 AND o.starts_at <= $8 AND o.ends_at > $9 AND o.ends_at <= $10
         ORDER BY o.starts_at DESC, o.id LIMIT $2 OFFSET $3",
        Within::<SeeSession>::predicate()
    ))
}

/// The sessions that someone may see, the latest first.
///
/// # Errors
/// The store's.
pub async fn list(
    tx: &mut Tx,
    within: &Within<SeeSession>,
    (filter, now): (&Filter, Timestamp),
    (limit, offset): (u32, u32),
) -> Result<Vec<Summary>> {
    listed(tx, within.actor(), filter.bounds(now), (limit, offset)).await
}

async fn listed(
    tx: &mut Tx,
    person: PersonId,
    kept: Bounds,
    (limit, offset): (u32, u32),
) -> Result<Vec<Summary>> {
    let none = Uuid::nil();
    let (starts, ends) = (kept.starts, kept.ends);
    let rows = tx
        .all(
            list_statement(),
            args![
                person,
                limit,
                offset,
                kept.region,
                kept.course,
                none,
                starts.0,
                starts.1,
                ends.0,
                ends.1
            ],
        )
        .await?;
    summaries(&rows)
}

fn summaries(rows: &[Row]) -> Result<Vec<Summary>> {
    rows.iter()
        .map(|row| {
            Ok(Summary {
                session: session(row)?,
                places: places::read(row)?,
            })
        })
        .collect()
}

/// The sessions that a person may see and that run in a period, the latest first.
///
/// # Errors
/// The store's.
pub async fn running(
    tx: &mut Tx,
    person: PersonId,
    (from, until): (Timestamp, Timestamp),
    limit: u32,
) -> Result<Vec<Summary>> {
    let mut kept = Filter::default().bounds(from);
    kept.starts.1 = until;
    kept.ends.0 = from;
    listed(tx, person, kept, (limit, 0)).await
}

/// The statement of [`dates_for`], put together with the scope predicate of [`SeeSession`].
pub fn dates_statement() -> Sql {
    Sql::built(format!(
        "SELECT d.session_id, d.id, d.step_id, t.title, t.modality, d.starts_at, d.ends_at, d.place
         FROM session_dates d JOIN steps t ON t.id = d.step_id JOIN training_sessions o ON o.id = d.session_id
         WHERE d.starts_at < $3 AND d.ends_at > $2 AND o.deleted_at IS NULL AND (({}) OR o.id IN
           (SELECT e.session_id FROM enrolments e WHERE e.person_id = $1 AND e.withdrawn_at IS NULL))
         ORDER BY d.starts_at, d.id",
        Within::<SeeSession>::predicate()
    ))
}

/// The dates of a period, in order, of the sessions that a person may see or is enrolled in: one query.
///
/// # Errors
/// The store's.
pub async fn dates_for(
    tx: &mut Tx,
    person: PersonId,
    (from, until): (Timestamp, Timestamp),
) -> Result<HashMap<SessionId, Vec<Date>>> {
    let mut all: HashMap<SessionId, Vec<Date>> = HashMap::new();
    for row in tx.all(dates_statement(), args![person, from, until]).await? {
        all.entry(row.get("session_id")?).or_default().push(date(&row)?);
    }
    Ok(all)
}

/// The latest sessions that a person may see: for their home, which asks for no permission of its own.
///
/// # Errors
/// The store's.
pub async fn list_for(tx: &mut Tx, person: PersonId, limit: u32) -> Result<Vec<Summary>> {
    let all = Filter::default().bounds(Timestamp::UNIX_EPOCH);
    listed(tx, person, all, (limit, 0)).await
}
