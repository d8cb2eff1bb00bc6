//! Rows of `learner_tutors`: who accompanies one learner for a duty, instead of the session's.

use std::collections::{BTreeSet, HashMap};

use people::roles::{self, Over};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::{BuiltIn, Proof};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::{Duty, Tutor, end_rights, require, tutor};
use crate::enrolment::EnrolmentId;
use crate::sessions::{self, AssignTutors, SessionId};

/// The tutors chosen for learners, by enrolment.
pub type Chosen = HashMap<EnrolmentId, Vec<Tutor>>;

/// Those chosen for one learner.
///
/// # Errors
/// The store's.
pub async fn of_learner(tx: &mut Tx, enrolment: EnrolmentId) -> Result<Vec<Tutor>> {
    let sql = sql!("SELECT person_id, duty FROM learner_tutors WHERE enrolment_id = $1 ORDER BY duty");
    let rows = tx.all(sql, args![enrolment]).await?;
    rows.iter().map(tutor).collect()
}

/// Those chosen for the learners of a session: one query.
///
/// # Errors
/// The store's.
pub async fn of_learners(tx: &mut Tx, session: SessionId) -> Result<Chosen> {
    let sql = sql!(
        "SELECT l.enrolment_id, l.person_id, l.duty FROM learner_tutors l JOIN enrolments e ON e.id = l.enrolment_id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL ORDER BY l.enrolment_id, l.duty"
    );
    let mut all = Chosen::new();
    for row in tx.all(sql, args![session]).await? {
        let own = all.entry(row.get("enrolment_id")?).or_default();
        own.push(tutor(&row)?);
    }
    Ok(all)
}

/// The learners of a session for whom someone was chosen, and what for.
///
/// # Errors
/// The store's.
pub(in crate::tutors) async fn chosen_for(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
) -> Result<Vec<(EnrolmentId, Duty)>> {
    let all = of_learners(tx, session).await?;
    let mut found: Vec<_> = all
        .iter()
        .flat_map(|(enrolment, own)| own.iter().map(|tutor| (*enrolment, *tutor)))
        .filter(|(_, tutor)| tutor.person == person)
        .map(|(enrolment, tutor)| (enrolment, tutor.duty))
        .collect();
    found.sort_by_key(|(enrolment, duty)| (enrolment.0, duty.code()));
    Ok(found)
}

/// Chooses who accompanies these learners for a duty; none: the session's again. False when the session has changed since
/// this revision.
///
/// # Errors
/// [`Error::NotFound`] for a learner of another session or a tutor of another region, or the store's.
pub(in crate::tutors) async fn choose(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AssignTutors>,
    (duty, revision): (Duty, i64),
    choices: &[(EnrolmentId, Option<PersonId>)],
) -> Result<bool> {
    sessions::lock(tx, proof.id()).await?;
    let session = sessions::find(tx, proof.id()).await?;
    if session.revision != revision {
        return Ok(false);
    }
    let chosen = of_learners(tx, session.id).await?;
    let now = |enrolment: &EnrolmentId| {
        let own = chosen.get(enrolment)?;
        own.iter()
            .find(|tutor| tutor.duty == duty)
            .map(|tutor| tutor.person)
    };
    let changes: Vec<_> = choices
        .iter()
        .filter(|(enrolment, next)| now(enrolment) != *next)
        .collect();
    if changes.is_empty() {
        return Ok(true);
    }
    // The session's people are told first, all in one order.
    sessions::changed(tx, session.id).await?;
    let learners = learners(tx, session.id).await?;
    let next: BTreeSet<PersonId> = changes.iter().filter_map(|(_, next)| *next).collect();
    for person in next {
        require(tx, session.region, person).await?;
        let over = Over::session(session.id.0, session.region);
        roles::grant(tx, site, proof.actor(), person, BuiltIn::Tutor, over).await?;
    }
    for (enrolment, next) in &changes {
        let learner = *learners.get(enrolment).ok_or(Error::NotFound)?;
        write(tx, site, *enrolment, duty, *next).await?;
        let event = Event::new("tutor.chosen")
            .by(proof.actor())
            .about(learner)
            .on(*enrolment);
        let event = event.in_region(session.region).in_session(session.id);
        let event = match next {
            Some(person) => event.with("tutor", person.0),
            None => event,
        };
        events::write(tx, site, event).await?;
    }
    let former: BTreeSet<PersonId> = changes
        .iter()
        .filter_map(|(enrolment, _)| now(enrolment))
        .collect();
    for person in former {
        end_rights(tx, site, proof.actor(), (session.id, session.region), person).await?;
    }
    Ok(true)
}

async fn write(
    tx: &mut Tx,
    site: &Site,
    enrolment: EnrolmentId,
    duty: Duty,
    next: Option<PersonId>,
) -> Result<()> {
    let Some(person) = next else {
        let sql = sql!("DELETE FROM learner_tutors WHERE enrolment_id = $1 AND duty = $2");
        return tx.execute(sql, args![enrolment, duty.code()]).await.map(drop);
    };
    let sql = sql!(
        "INSERT INTO learner_tutors (enrolment_id, duty, person_id, chosen_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (enrolment_id, duty) DO UPDATE SET person_id = $3, chosen_at = $4"
    );
    let values = args![enrolment, duty.code(), person, site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}

async fn learners(tx: &mut Tx, session: SessionId) -> Result<HashMap<EnrolmentId, PersonId>> {
    let sql = sql!("SELECT id, person_id FROM enrolments WHERE session_id = $1 AND withdrawn_at IS NULL");
    let rows = tx.all(sql, args![session]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("person_id")?)))
        .collect()
}

/// Whoever was chosen in a session passes their learners to another: how many choices.
///
/// # Errors
/// The store's.
pub(super) async fn pass(
    tx: &mut Tx,
    site: &Site,
    session: SessionId,
    (former, next): (PersonId, PersonId),
) -> Result<u64> {
    let sql = sql!(
        "UPDATE learner_tutors SET person_id = $3, chosen_at = $4
         WHERE person_id = $2 AND enrolment_id IN (SELECT id FROM enrolments WHERE session_id = $1)"
    );
    let values = args![session, former, next, site.clock().now()];
    tx.execute(sql, values).await
}

/// Whoever was chosen in a session for a duty is so no more: how many choices.
///
/// # Errors
/// The store's.
pub(super) async fn forget_all(tx: &mut Tx, session: SessionId, person: PersonId, duty: Duty) -> Result<u64> {
    let sql = sql!(
        "DELETE FROM learner_tutors WHERE person_id = $2 AND duty = $3
         AND enrolment_id IN (SELECT id FROM enrolments WHERE session_id = $1)"
    );
    tx.execute(sql, args![session, person, duty.code()]).await
}

/// A learner has left: whoever was chosen for them is so no more, and has no right over the session when that was all.
///
/// # Errors
/// The store's.
pub(crate) async fn left(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    over: (SessionId, RegionId),
    enrolment: EnrolmentId,
) -> Result<()> {
    sessions::lock(tx, over.0).await?;
    let own = of_learner(tx, enrolment).await?;
    if own.is_empty() {
        return Ok(());
    }
    tx.execute(
        sql!("DELETE FROM learner_tutors WHERE enrolment_id = $1"),
        args![enrolment],
    )
    .await?;
    for person in own.iter().map(|tutor| tutor.person).collect::<BTreeSet<_>>() {
        end_rights(tx, site, by, over, person).await?;
    }
    Ok(())
}
