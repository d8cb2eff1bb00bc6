//! What the tutors of a region have on their hands in a period: a fixed number of queries, however many they are.

use std::collections::HashMap;

use jiff::Timestamp;
use platform::db::Tx;
use platform::ids::RegionId;
use platform::{PersonId, Result, args, sql};
use uuid::Uuid;

use crate::availability::{Elsewhere, Meeting};
use crate::sessions::SessionId;

/// A session that someone accompanies, and how many learners they have in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::tutors) struct Followed {
    pub(in crate::tutors) session: SessionId,
    pub(in crate::tutors) learners: u64,
}

/// The zone in which each tutor of a region lives: that of the house that made them one first.
///
/// # Errors
/// The store's.
pub(in crate::tutors) async fn zones(tx: &mut Tx, region: RegionId) -> Result<HashMap<PersonId, String>> {
    let sql = sql!(
        "SELECT t.person_id, r.zone FROM region_tutors t JOIN regions r ON r.id = t.region_id
         WHERE r.deleted_at IS NULL AND t.person_id IN (SELECT person_id FROM region_tutors WHERE region_id = $1)
         ORDER BY t.created_at, r.id"
    );
    let mut zones = HashMap::new();
    for row in tx.all(sql, args![region]).await? {
        zones.entry(row.get("person_id")?).or_insert(row.get("zone")?);
    }
    Ok(zones)
}

/// The sessions of each tutor of a region that are open at some moment of a period, and not over now. A learner for whom
/// somebody else was chosen isn't theirs.
///
/// # Errors
/// The store's.
pub(in crate::tutors) async fn followed(
    tx: &mut Tx,
    region: RegionId,
    (starts_at, ends_at): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<HashMap<PersonId, Vec<Followed>>> {
    let sql = sql!(
        "SELECT a.person_id, a.session_id, COUNT(DISTINCT a.enrolment_id) AS learners
         FROM (SELECT t.person_id, t.session_id, e.id AS enrolment_id FROM region_tutors k
               JOIN session_tutors t ON t.person_id = k.person_id JOIN training_sessions s ON s.id = t.session_id
               LEFT JOIN enrolments e ON e.session_id = t.session_id AND e.withdrawn_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM learner_tutors l WHERE l.enrolment_id = e.id AND l.duty = t.duty)
               WHERE k.region_id = $1 AND s.deleted_at IS NULL AND s.starts_at < $3 AND s.ends_at > $2 AND s.ends_at > $4
               UNION ALL SELECT l.person_id, e.session_id, e.id FROM region_tutors k
               JOIN learner_tutors l ON l.person_id = k.person_id
               JOIN enrolments e ON e.id = l.enrolment_id AND e.withdrawn_at IS NULL
               JOIN training_sessions s ON s.id = e.session_id
               WHERE k.region_id = $1 AND s.deleted_at IS NULL AND s.starts_at < $3 AND s.ends_at > $2 AND s.ends_at > $4) a
         GROUP BY a.person_id, a.session_id"
    );
    let mut all: HashMap<PersonId, Vec<Followed>> = HashMap::new();
    for row in tx.all(sql, args![region, starts_at, ends_at, now]).await? {
        let followed = Followed {
            session: row.get("session_id")?,
            learners: u64::try_from(row.get::<i64>("learners")?).unwrap_or_default(),
        };
        all.entry(row.get("person_id")?).or_default().push(followed);
    }
    Ok(all)
}

/// What the tutors of a region have at a date in other sessions than this one, in a period. Another region's keeps its
/// reference to itself.
///
/// # Errors
/// The store's.
pub(in crate::tutors) async fn elsewhere(
    tx: &mut Tx,
    region: RegionId,
    session: Option<SessionId>,
    (starts_at, ends_at): (Timestamp, Timestamp),
) -> Result<HashMap<PersonId, Vec<Elsewhere>>> {
    let sql = sql!(
        "SELECT a.person_id, s.reference, s.region_id, c.title, d.starts_at, d.ends_at
         FROM (SELECT t.person_id, t.session_id FROM region_tutors k JOIN session_tutors t ON t.person_id = k.person_id
               WHERE k.region_id = $1 UNION SELECT l.person_id, e.session_id FROM region_tutors k
               JOIN learner_tutors l ON l.person_id = k.person_id
               JOIN enrolments e ON e.id = l.enrolment_id AND e.withdrawn_at IS NULL WHERE k.region_id = $1) a
         JOIN training_sessions s ON s.id = a.session_id AND s.deleted_at IS NULL
         JOIN session_dates d ON d.session_id = s.id JOIN steps c ON c.id = d.step_id
         WHERE s.id <> $2 AND d.starts_at < $4 AND d.ends_at > $3 ORDER BY d.starts_at, d.id"
    );
    let here = session.map_or(Uuid::nil(), |session| session.0);
    let mut all: HashMap<PersonId, Vec<Elsewhere>> = HashMap::new();
    for row in tx.all(sql, args![region, here, starts_at, ends_at]).await? {
        let ours = row.get::<RegionId>("region_id")? == region;
        let reference: String = row.get("reference")?;
        let meeting = Meeting {
            title: row.get("title")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
        };
        let found = Elsewhere {
            reference: ours.then_some(reference),
            meeting,
        };
        all.entry(row.get("person_id")?).or_default().push(found);
    }
    Ok(all)
}
