//! What becomes of rows of `enrolments`, and the places of `training_sessions`.

use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::rules::{Been, counted_from, given_back, refused};
use super::{SetPlaces, SuspendLearner, TransferLearner};
use crate::enrolment::places::{self, Places};
use crate::enrolment::{self, Enrolment, EnrolmentId, MOVED};
use crate::sessions::{self, SessionId, TrainingSession};
use crate::tutors;

fn event(verb: &'static str, by: Option<PersonId>, of: &Enrolment, session: &TrainingSession) -> Event {
    Event::new(verb)
        .by(by)
        .about(of.person)
        .in_region(session.region)
        .in_session(session.id)
        .on(of.id)
}

const LEFT: &str = "Quelqu’un vient de retirer cette personne de la session\u{202f}: rien d’autre n’a été changé, et aucun e-mail n’est parti. Réinscrivez-la d’abord depuis la page de la session, dans «\u{202f}Retirées\u{202f}».";

/// An enrolment and its session, which nobody else changes meanwhile.
async fn hold(tx: &mut Tx, id: EnrolmentId) -> Result<(Enrolment, TrainingSession)> {
    let held = enrolment::hold(tx, id).await?;
    still_in(tx, id).await?;
    Ok(held)
}

/// Once their session is locked: they may have left it since the proof.
async fn still_in(tx: &mut Tx, id: EnrolmentId) -> Result<()> {
    let sql = sql!("SELECT withdrawn_at FROM enrolments WHERE id = $1");
    match was(&tx.one(sql, args![id]).await?, "withdrawn_at")? {
        Been::Left => Err(Error::Refused(LEFT.into())),
        _ => Ok(()),
    }
}

/// Closes an access at once and keeps the time that was left. False when there is nothing to suspend: it is over, or
/// suspended already.
///
/// # Errors
/// [`Error::Refused`] when it was moved or withdrawn meanwhile, or the store's.
pub async fn suspend(tx: &mut Tx, site: &Site, proof: &Proof<SuspendLearner>) -> Result<bool> {
    let (enrolment, session) = hold(tx, proof.id()).await?;
    let now = site.clock().now();
    let sql = sql!(
        "UPDATE enrolments SET suspended_at = $2, suspended_by = $3, paused_left = ends_at - $4, ends_at = $2
         WHERE id = $1 AND suspended_at IS NULL AND ends_at > $4"
    );
    let from = counted_from(session.starts_at, now);
    if tx
        .execute(sql, args![enrolment.id, now, proof.actor(), from])
        .await?
        == 0
    {
        return Ok(false);
    }
    let sql = sql!(
        "INSERT INTO enrolment_pauses (enrolment_id, since) VALUES ($1, $2) ON CONFLICT (enrolment_id, since) DO NOTHING"
    );
    tx.execute(sql, args![enrolment.id, now]).await?;
    let left = enrolment.ends_at.duration_since(from).as_millis();
    let event = event("enrolment.suspended", proof.actor(), &enrolment, &session);
    let left = i64::try_from(left).unwrap_or(i64::MAX);
    events::write(tx, site, event.with("left", left)).await?;
    Ok(true)
}

/// Gives a suspended access back, with the time that was left, to the end of the day: when it ends now. None when it isn't suspended.
///
/// # Errors
/// [`Error::Refused`] when it was moved or withdrawn meanwhile, or the store's.
pub async fn resume(tx: &mut Tx, site: &Site, proof: &Proof<SuspendLearner>) -> Result<Option<Timestamp>> {
    let (enrolment, session) = hold(tx, proof.id()).await?;
    let Some(pause) = enrolment.paused else {
        return Ok(None);
    };
    let from = [pause.since, site.clock().now()].map(|at| counted_from(session.starts_at, at));
    let ends = given_back(from.into(), pause.left, &session.zone)?;
    let sql = sql!(
        "UPDATE enrolments SET ends_at = $2, suspended_at = NULL, paused_left = NULL, suspended_by = NULL
         WHERE id = $1"
    );
    tx.execute(sql, args![enrolment.id, ends]).await?;
    let event = event("enrolment.resumed", proof.actor(), &enrolment, &session);
    events::write(tx, site, event.with("ends_at", ends.as_millisecond())).await?;
    Ok(Some(ends))
}

/// Moves someone to another session of their course and region, with all that they did: the same enrolment, whose access ends
/// with that session. A suspension ends. `to` was found open to who acts.
///
/// # Errors
/// [`Error::NotFound`] for a session of another course or region, [`Error::Refused`] when they can't join it, or the store's.
pub async fn transfer(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<TransferLearner>,
    to: SessionId,
) -> Result<TrainingSession> {
    let before = enrolment::find(tx, proof.id()).await?;
    // Always in the same order: two transfers across each other don't wait for each other.
    let mut both = [before.session, to];
    both.sort_by_key(|session| session.0);
    for session in both {
        sessions::lock(tx, session).await?;
    }
    let enrolment = enrolment::find(tx, proof.id()).await?;
    if enrolment.session != before.session {
        return Err(Error::Refused(MOVED.into()));
    }
    still_in(tx, enrolment.id).await?;
    let (from, to) = (
        sessions::find(tx, enrolment.session).await?,
        sessions::find(tx, to).await?,
    );
    if (to.course, to.region) != (from.course, from.region) {
        return Err(Error::NotFound);
    }
    let now = site.clock().now();
    let been = been(tx, to.id, enrolment.person).await?;
    let places = places::of(tx, to.id).await?;
    if let Some(why) = refused((to.starts_at, to.ends_at), places, been, now) {
        return Err(Error::Refused(why.into()));
    }
    tutors::left(tx, site, proof.actor(), (from.id, from.region), enrolment.id).await?;
    let sql = sql!(
        "UPDATE enrolments SET session_id = $2, ends_at = $3, joined_at = $4, suspended_at = NULL, paused_left = NULL,
           suspended_by = NULL WHERE id = $1"
    );
    tx.execute(sql, args![enrolment.id, to.id, to.ends_at, now])
        .await?;
    let event = event("enrolment.transferred", proof.actor(), &enrolment, &to);
    events::write(tx, site, event.with("from", from.id.0)).await?;
    Ok(to)
}

async fn been(tx: &mut Tx, session: SessionId, person: PersonId) -> Result<Been> {
    let sql = sql!("SELECT withdrawn_at FROM enrolments WHERE session_id = $1 AND person_id = $2");
    let row = tx.optional(sql, args![session, person]).await?;
    Ok(match row {
        None => Been::Never,
        Some(row) => was(&row, "withdrawn_at")?,
    })
}

fn was(row: &Row, left: &str) -> Result<Been> {
    Ok(match row.get::<Option<Timestamp>>(left)? {
        None => Been::Inside,
        Some(_) => Been::Left,
    })
}

/// A session that someone could move to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) id: SessionId,
    pub(super) reference: String,
    pub(super) period: (Timestamp, Timestamp),
    pub(super) places: Places,
    pub(super) been: Been,
}

/// How many sessions are proposed.
const PROPOSED: u32 = 50;

/// The sessions of the same course and region that aren't over, the next first: one query.
pub(super) async fn targets(
    tx: &mut Tx,
    session: &TrainingSession,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<Target>> {
    let sql = sql!(
        "SELECT o.id, o.reference, o.starts_at, o.ends_at, o.capacity, own.id AS own_id, own.withdrawn_at,
                (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = o.id AND e.withdrawn_at IS NULL) AS taken
         FROM training_sessions o LEFT JOIN enrolments own ON own.session_id = o.id AND own.person_id = $4
         WHERE o.course_id = $1 AND o.region_id = $2 AND o.id <> $3 AND o.ends_at > $5 AND o.deleted_at IS NULL
         ORDER BY o.starts_at, o.id LIMIT $6"
    );
    let of = args![session.course, session.region, session.id, person, now, PROPOSED];
    let rows = tx.all(sql, of).await?;
    rows.iter()
        .map(|row| {
            let own: Option<EnrolmentId> = row.get("own_id")?;
            Ok(Target {
                id: row.get("id")?,
                reference: row.get("reference")?,
                period: (row.get("starts_at")?, row.get("ends_at")?),
                places: places::read(row)?,
                been: match own {
                    None => Been::Never,
                    Some(_) => was(row, "withdrawn_at")?,
                },
            })
        })
        .collect()
}

/// Sets how many places the session of the proof has; `seen` is what there was when that was decided. False when it is
/// something else now, or when more people are in.
///
/// # Errors
/// The store's.
pub async fn set_places(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<SetPlaces>,
    (seen, next): (Option<u32>, Option<u32>),
) -> Result<bool> {
    sessions::lock(tx, proof.id()).await?;
    let session = sessions::find(tx, proof.id()).await?;
    let known = places::of(tx, session.id).await?;
    if known.capacity != seen || next.is_some_and(|next| next < known.taken) {
        return Ok(false);
    }
    if known.capacity == next {
        return Ok(true);
    }
    let sql = sql!("UPDATE training_sessions SET capacity = $2 WHERE id = $1");
    tx.execute(sql, args![session.id, next.map(i64::from)]).await?;
    let event = Event::new("session.places")
        .by(proof.actor())
        .in_region(session.region)
        .in_session(session.id);
    let event = match next {
        Some(next) => event.with("places", i64::from(next)),
        None => event,
    };
    events::write(tx, site, event).await?;
    Ok(true)
}
