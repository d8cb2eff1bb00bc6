//! Taking a tutor out of a region.

use std::collections::HashSet;

use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::ids::RegionId;
use platform::{PersonId, Result, Site, args, sql};

use crate::tutors::AddTutor;

/// Who accompanies a session of a region that isn't over, or some of its learners.
///
/// # Errors
/// The store's.
pub(in crate::tutors) async fn busy(
    tx: &mut Tx,
    region: RegionId,
    now: Timestamp,
) -> Result<HashSet<PersonId>> {
    let sql = sql!(
        "SELECT t.person_id FROM session_tutors t JOIN training_sessions s ON s.id = t.session_id
         WHERE s.region_id = $1 AND s.deleted_at IS NULL AND s.ends_at > $2
         UNION SELECT l.person_id FROM learner_tutors l JOIN enrolments e ON e.id = l.enrolment_id AND e.withdrawn_at IS NULL
         JOIN training_sessions s ON s.id = e.session_id
         WHERE s.region_id = $1 AND s.deleted_at IS NULL AND s.ends_at > $2"
    );
    let rows = tx.all(sql, args![region, now]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

/// Takes a tutor out of the region of the proof: they can't be chosen there any more. What they accompanied stays theirs to look at.
/// False when they weren't one, or accompany a session.
///
/// # Errors
/// The store's.
pub(in crate::tutors) async fn leave(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AddTutor>,
    person: PersonId,
) -> Result<bool> {
    super::lock(tx, proof.id()).await?;
    if busy(tx, proof.id(), site.clock().now()).await?.contains(&person) {
        return Ok(false);
    }
    let sql = sql!("DELETE FROM region_tutors WHERE region_id = $1 AND person_id = $2");
    let gone = tx.execute(sql, args![proof.id(), person]).await? == 1;
    if gone {
        let event = Event::new("tutor.left")
            .by(proof.actor())
            .about(person)
            .in_region(proof.id());
        events::write(tx, site, event).await?;
    }
    Ok(gone)
}
