//! Rows of `enrolment_standings`.

use std::collections::HashMap;

use crate::enrolment::{Enrolment, EnrolmentId};
use crate::sessions::{SessionId, TrainingSession};
use jiff::Timestamp;
use people::uniting::Passage;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};

use super::rules::Standing;
use crate::enrolment::EnrolLearner;

/// What was said of a learner, sealed with their key of evidence.
pub struct Noted {
    enrolment: EnrolmentId,
    sealed: Vec<u8>,
    /// When it was said.
    pub(crate) changed_at: Timestamp,
}

fn place(enrolment: EnrolmentId) -> Place {
    Place::new("enrolment_standings", "standing", enrolment.0)
}

impl Noted {
    /// Opens it with that key.
    ///
    /// # Errors
    /// When it was altered.
    pub fn open(&self, key: &DataKey) -> Result<Option<Standing>> {
        let plain = key.open(place(self.enrolment), &self.sealed)?;
        let code = std::str::from_utf8(&plain).map_err(|error| Error::internal("a standing", error))?;
        Ok(Standing::parse(code))
    }
}

/// What was said of the learners of a session: one query.
///
/// # Errors
/// The store's.
pub async fn of_session(tx: &mut Tx, session: SessionId) -> Result<HashMap<EnrolmentId, Noted>> {
    let sql = sql!(
        "SELECT t.enrolment_id, t.standing, t.changed_at FROM enrolment_standings t JOIN enrolments e ON e.id = t.enrolment_id
         WHERE e.session_id = $1 ORDER BY t.enrolment_id"
    );
    let rows = tx.all(sql, args![session]).await?;
    let noted = rows.iter().map(|row| {
        let enrolment = row.get("enrolment_id")?;
        let sealed = row.get("standing")?;
        let changed_at = row.get("changed_at")?;
        Ok((
            enrolment,
            Noted {
                enrolment,
                sealed,
                changed_at,
            },
        ))
    });
    noted.collect()
}

/// Who says what the learners of a session are does it alone.
pub(crate) async fn lock(tx: &mut Tx, session: SessionId) -> Result<()> {
    tx.lock("enrolment_standings", session.0).await
}

/// What is said of somebody who joins.
pub(crate) struct Said<'a> {
    pub(crate) enrolment: EnrolmentId,
    pub(crate) person: PersonId,
    pub(crate) standing: Standing,
    /// Theirs, of evidence.
    pub(crate) key: &'a DataKey,
}

fn noted(
    session: &TrainingSession,
    by: Option<PersonId>,
    (enrolment, person): (EnrolmentId, PersonId),
) -> Event {
    Event::new("standing.noted")
        .by(by)
        .about(person)
        .in_region(session.region)
        .in_session(session.id)
        .on(enrolment)
}

/// When what is said of learners was said, of each of whom something is.
pub(crate) async fn said_at(
    tx: &mut Tx,
    enrolments: &[EnrolmentId],
) -> Result<HashMap<EnrolmentId, Timestamp>> {
    let sql = sql!(
        "SELECT enrolment_id, changed_at FROM enrolment_standings
         WHERE enrolment_id IN (SELECT enrolment_id FROM enrolment_standings WHERE 1 = 0 UNION ALL SELECT $1)"
    );
    let asked = enrolments.iter().map(|id| args![*id]).collect();
    let rows = tx.for_all(sql, asked).await?;
    rows.iter()
        .map(|row| Ok((row.get("enrolment_id")?, row.get("changed_at")?)))
        .collect()
}

/// Says what people are, whatever was said of them before; when that was.
pub(crate) async fn note_all(
    tx: &mut Tx,
    site: &Site,
    (session, by): (&TrainingSession, Option<PersonId>),
    all: &[Said<'_>],
) -> Result<Timestamp> {
    let sql = sql!(
        "INSERT INTO enrolment_standings (enrolment_id, standing, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (enrolment_id) DO UPDATE SET standing = excluded.standing, changed_at = excluded.changed_at"
    );
    let now = site.clock().now();
    let mut rows = Vec::with_capacity(all.len());
    for said in all {
        let code = said.standing.code().as_bytes();
        let sealed = said.key.seal(site.random(), place(said.enrolment), code)?;
        rows.push(args![said.enrolment, sealed, now]);
    }
    tx.for_all(sql, rows).await?;
    let events = all
        .iter()
        .map(|said| noted(session, by, (said.enrolment, said.person)));
    events::write_all(tx, site, events.collect()).await?;
    Ok(now)
}

/// Says what a learner is, or takes away what was said.
pub(super) async fn note(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EnrolLearner>,
    (session, enrolment, key): (&TrainingSession, &Enrolment, &DataKey),
    standing: Option<Standing>,
) -> Result<()> {
    if let Some(standing) = standing {
        let said = Said {
            enrolment: enrolment.id,
            person: enrolment.person,
            standing,
            key,
        };
        return note_all(tx, site, (session, proof.actor()), &[said])
            .await
            .map(drop);
    }
    unsay(
        tx,
        site,
        (session, proof.actor()),
        (enrolment.id, enrolment.person),
    )
    .await
}

/// Takes away what was said of a learner.
pub(crate) async fn unsay(
    tx: &mut Tx,
    site: &Site,
    (session, by): (&TrainingSession, Option<PersonId>),
    (enrolment, person): (EnrolmentId, PersonId),
) -> Result<()> {
    let sql = sql!("DELETE FROM enrolment_standings WHERE enrolment_id = $1");
    tx.execute(sql, args![enrolment]).await?;
    events::write(tx, site, noted(session, by, (enrolment, person))).await
}

/// Passes what is said of the learner of an account that closes.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let read = sql!(
        "SELECT t.enrolment_id AS id, t.standing AS sealed FROM enrolment_standings t JOIN enrolments e ON e.id = t.enrolment_id
         WHERE e.person_id = $1"
    );
    let write =
        sql!("UPDATE enrolment_standings SET standing = $2 WHERE enrolment_id = $1 AND standing = $3");
    let place = (Class::Evidence, "enrolment_standings", "standing");
    passage.reseal(tx, site, place, (read, write)).await
}
