//! Rows of `enrolments`.

pub(super) mod leaving;
mod passing;
pub(super) mod places;

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use people::accounts::AccessState;
use people::roles::{self, Over};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::{BuiltIn, Proof};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

pub(crate) use passing::pass;

use super::leaving::Leaving;
use super::places::FULL;
use super::{EnrolLearner, WithdrawLearner};
use crate::sessions::{self, Phase, SessionId, TrainingSession};
use crate::tutors;

id_type!(
    /// Someone's place in a session.
    EnrolmentId
);

/// Someone's place in a session.
#[derive(Clone, Copy, Debug)]
pub struct Enrolment {
    /// Which.
    pub id: EnrolmentId,
    /// The session.
    pub session: SessionId,
    /// Who.
    pub person: PersonId,
    /// The access closes at this instant; suspended, it closed at this one.
    pub ends_at: Timestamp,
    /// Their path isn't quite their course's.
    pub adapted: bool,
    /// The access is suspended.
    pub paused: Option<Pause>,
}

/// A suspension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Since when.
    pub since: Timestamp,
    /// The time that will be given back.
    pub left: SignedDuration,
    /// Who suspended it.
    pub by: Option<PersonId>,
}

impl Enrolment {
    /// Whether the access to a session that began then ended with its time, rather than by a suspension.
    pub fn is_over(&self, starts: Timestamp, now: Timestamp) -> bool {
        sessions::phase(starts, self.ends_at, now) == Phase::Over && self.paused.is_none()
    }

    /// From when on nothing more can be done under it: nobody knows while it is suspended.
    pub fn settles_at(&self) -> Timestamp {
        match self.paused {
            None => self.ends_at,
            Some(_) => Timestamp::MAX,
        }
    }
}

/// A line of a session's people.
#[derive(Clone, Copy, Debug)]
pub struct Enrolled {
    /// The enrolment.
    pub enrolment: Enrolment,
    /// Where they stand with their account.
    pub access: AccessState,
    /// Mails come back from their address: nobody is there.
    pub unreachable: bool,
}

/// Enrols a person in the session of the proof, with the rights of a learner over their own path. Someone withdrawn comes
/// back under the same enrolment. None when they are in already.
///
/// # Errors
/// [`Error::Refused`] when no place is left, or the store's.
pub async fn enrol(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EnrolLearner>,
    person: PersonId,
) -> Result<Option<EnrolmentId>> {
    let mut enrolled = enrol_all(tx, site, proof, &[person]).await?;
    Ok(enrolled.remove(&person))
}

/// The same for several people, each said once; those who are in already are left out.
///
/// # Errors
/// [`Error::Refused`] when the places don't suffice, or the store's.
pub(crate) async fn enrol_all(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EnrolLearner>,
    people: &[PersonId],
) -> Result<HashMap<PersonId, EnrolmentId>> {
    sessions::lock(tx, proof.id()).await?;
    let session = sessions::find(tx, proof.id()).await?;
    let sql = sql!(
        "INSERT INTO enrolments (id, session_id, person_id, ends_at, created_at, joined_at) VALUES ($1, $2, $3, $4, $5, $5)
         ON CONFLICT (session_id, person_id) DO UPDATE SET withdrawn_at = NULL, ends_at = excluded.ends_at,
           joined_at = excluded.joined_at, suspended_at = NULL, paused_left = NULL, suspended_by = NULL
         WHERE enrolments.withdrawn_at IS NOT NULL RETURNING id, person_id"
    );
    let now = site.clock().now();
    let new: HashSet<EnrolmentId> = people.iter().map(|_| site.new_id()).collect();
    let row = |(id, person): (&EnrolmentId, &PersonId)| args![*id, proof.id(), *person, session.ends_at, now];
    let rows = tx.for_all(sql, new.iter().zip(people).map(row).collect()).await?;
    // The places were taken first, and are given back with the transaction.
    if !rows.is_empty() && places::of(tx, session.id).await?.is_over() {
        return Err(Error::Refused(FULL.into()));
    }
    let mut enrolled: HashMap<PersonId, EnrolmentId> = HashMap::new();
    for row in &rows {
        enrolled.insert(row.get("person_id")?, row.get("id")?);
    }
    let back: Vec<EnrolmentId> = enrolled
        .values()
        .copied()
        .filter(|id| !new.contains(id))
        .collect();
    leaving::forget(tx, &back).await?;
    let joined: Vec<PersonId> = people
        .iter()
        .copied()
        .filter(|one| enrolled.contains_key(one))
        .collect();
    roles::grant_all(tx, site, proof.actor(), &joined, (BuiltIn::Learner, Over::OWN)).await?;
    let created = |person: &PersonId| {
        let event = Event::new("enrolment.created")
            .by(proof.actor())
            .about(*person)
            .in_region(session.region)
            .in_session(session.id);
        enrolled.get(person).map(|id| event.on(*id))
    };
    events::write_all(tx, site, joined.iter().filter_map(created).collect()).await?;
    Ok(enrolled)
}

/// Takes the person of the proof out of the session. What they did stays. False when they were out.
///
/// # Errors
/// [`Error::Refused`] when they were moved meanwhile, or the store's.
pub async fn withdraw(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<WithdrawLearner>,
    why: &Leaving<'_>,
) -> Result<bool> {
    let (enrolment, session) = hold(tx, proof.id()).await?;
    let who = (enrolment.id, enrolment.person);
    leave(tx, site, proof.actor(), &session, who, why).await
}

/// An enrolment and its session, which nobody else changes meanwhile.
///
/// # Errors
/// [`Error::Refused`] when it was moved to another session at the same moment, or the store's.
pub(crate) async fn hold(tx: &mut Tx, id: EnrolmentId) -> Result<(Enrolment, TrainingSession)> {
    let before = find(tx, id).await?;
    sessions::lock(tx, before.session).await?;
    let enrolment = find(tx, id).await?;
    if enrolment.session != before.session {
        return Err(Error::Refused(MOVED.into()));
    }
    let session = sessions::find(tx, enrolment.session).await?;
    Ok((enrolment, session))
}

pub(crate) const MOVED: &str =
    "Cette inscription vient de changer de session\u{202f}: ouvrez la nouvelle session pour continuer.";

/// Takes someone out of a session for who holds the proof already; false when they were out.
pub(crate) async fn leave(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    session: &TrainingSession,
    (enrolment, person): (EnrolmentId, PersonId),
    why: &Leaving<'_>,
) -> Result<bool> {
    let gone = tx
        .execute(
            sql!("UPDATE enrolments SET withdrawn_at = $1 WHERE id = $2 AND withdrawn_at IS NULL"),
            args![site.clock().now(), enrolment],
        )
        .await?;
    if gone == 1 {
        leaving::write(tx, site, enrolment, why).await?;
        let event = Event::new("enrolment.withdrawn")
            .by(by)
            .about(person)
            .in_region(session.region);
        events::write(tx, site, event.in_session(session.id).on(enrolment)).await?;
        tutors::left(tx, site, by, (session.id, session.region), enrolment).await?;
    }
    Ok(gone == 1)
}

/// A place in a session, and the session.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The place.
    pub enrolment: Enrolment,
    /// The session.
    pub session: TrainingSession,
}

/// `id`, `session` and `ends`: the names of these columns.
pub(super) fn enrolment(row: &Row, [id, session, ends]: [&str; 3]) -> Result<Enrolment> {
    let since: Option<Timestamp> = row.get("suspended_at")?;
    let left: Option<i64> = row.get("paused_left")?;
    let by: Option<PersonId> = row.get("suspended_by")?;
    Ok(Enrolment {
        id: row.get(id)?,
        session: row.get(session)?,
        person: row.get("person_id")?,
        ends_at: row.get(ends)?,
        adapted: row.get::<i64>("adapted")? == 1,
        paused: since.map(|since| Pause {
            since,
            left: SignedDuration::from_millis(left.unwrap_or_default()),
            by,
        }),
    })
}

const OWN: [&str; 3] = ["id", "session_id", "ends_at"];

fn followed(row: &Row) -> Result<Followed> {
    let enrolment = enrolment(row, ["enrolment_id", "id", "access_ends_at"])?;
    Ok(Followed {
        enrolment,
        session: sessions::session(row)?,
    })
}

/// One enrolment with its session: one query. The caller holds a proof of it.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn follow(tx: &mut Tx, id: EnrolmentId) -> Result<Followed> {
    let sql = sql!(
        "SELECT e.id AS enrolment_id, e.person_id, e.ends_at AS access_ends_at, e.adapted, e.suspended_at, e.paused_left,
                e.suspended_by, o.id, o.course_id, c.title, o.region_id, r.name AS region_name, r.zone, o.reference, o.starts_at, o.ends_at, o.revision, c.revision AS course_revision
         FROM enrolments e JOIN training_sessions o ON o.id = e.session_id JOIN courses c ON c.id = o.course_id
         JOIN regions r ON r.id = o.region_id
         WHERE e.id = $1 AND o.deleted_at IS NULL"
    );
    followed(&tx.one(sql, args![id]).await?)
}

/// One enrolment; the caller holds a proof of it.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: EnrolmentId) -> Result<Enrolment> {
    let row = tx
        .one(
            sql!(
                "SELECT id, session_id, person_id, ends_at, adapted, suspended_at, paused_left, suspended_by
                 FROM enrolments WHERE id = $1"
            ),
            args![id],
        )
        .await?;
    enrolment(&row, OWN)
}

/// The people of a session and where they stand with their account: one query.
///
/// # Errors
/// The store's.
pub async fn of_session(tx: &mut Tx, site: &Site, session: SessionId) -> Result<Vec<Enrolled>> {
    let rows = tx
        .all(
            sql!(
                "SELECT e.id, e.session_id, e.person_id, e.ends_at, e.adapted, e.suspended_at, e.paused_left, e.suspended_by,
                        (SELECT COUNT(*) FROM credentials c WHERE c.person_id = e.person_id) AS active,
                        (SELECT COUNT(*) FROM links l WHERE l.person_id = e.person_id AND l.used_at IS NULL
                           AND l.expires_at > $2) AS invited,
                        (SELECT COUNT(*) FROM mails m WHERE m.person_id = e.person_id AND m.refused_at IS NOT NULL) AS refused
                 FROM enrolments e WHERE e.session_id = $1 AND e.withdrawn_at IS NULL ORDER BY e.id"
            ),
            args![session, site.clock().now()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let access = AccessState::of(row.get("active")?, row.get("invited")?);
            let enrolment = enrolment(row, OWN)?;
            Ok(Enrolled {
                enrolment,
                access,
                unreachable: row.get::<i64>("refused")? > 0,
            })
        })
        .collect()
}

/// Someone's enrolments with their sessions, the latest first: one query.
///
/// # Errors
/// The store's.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Followed>> {
    let sql = sql!(
        "SELECT e.id AS enrolment_id, e.person_id, e.ends_at AS access_ends_at, e.adapted, e.suspended_at, e.paused_left,
                e.suspended_by, o.id, o.course_id, c.title, o.region_id, r.name AS region_name, r.zone, o.reference, o.starts_at, o.ends_at, o.revision, c.revision AS course_revision
         FROM enrolments e JOIN training_sessions o ON o.id = e.session_id JOIN courses c ON c.id = o.course_id
         JOIN regions r ON r.id = o.region_id
         WHERE e.person_id = $1 AND e.withdrawn_at IS NULL AND o.deleted_at IS NULL
         ORDER BY o.starts_at DESC, e.id"
    );
    let rows = tx.all(sql, args![person]).await?;
    rows.iter().map(followed).collect()
}
