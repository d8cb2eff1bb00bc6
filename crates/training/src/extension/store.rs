//! The ends of `enrolments` and `training_sessions`, moved later.

use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, Result, Site, args, sql};

use super::{ExtendAccess, ExtendSession, rules};
use crate::enrolment::{self, Enrolment, EnrolmentId};
use crate::sessions::{self, SessionId};

/// Moves the end of one access; false when it already ends then or later.
///
/// # Errors
/// [`Error::Refused`] when it is suspended or was moved to another session meanwhile, or the store's.
pub async fn extend(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<ExtendAccess>,
    (seen, ends): (SessionId, Timestamp),
) -> Result<bool> {
    let (enrolment, session) = enrolment::hold(tx, proof.id()).await?;
    if enrolment.session != seen {
        return Err(Error::Refused(enrolment::MOVED.into()));
    }
    if enrolment.paused.is_some() {
        return Err(Error::Refused(rules::SUSPENDED.into()));
    }
    let sql =
        sql!("UPDATE enrolments SET ends_at = $2 WHERE id = $1 AND ends_at < $2 AND withdrawn_at IS NULL");
    if tx.execute(sql, args![proof.id(), ends]).await? == 0 {
        return Ok(false);
    }
    let event = Event::new("enrolment.extended")
        .by(proof.actor())
        .about(enrolment.person)
        .in_region(session.region)
        .in_session(session.id);
    events::write(
        tx,
        site,
        event.on(enrolment.id).with("ends_at", ends.as_millisecond()),
    )
    .await?;
    Ok(true)
}

/// Moves the end of a session and of every access that ends before; the accesses that moved. None when the session already
/// ends then or later: nothing is written.
///
/// # Errors
/// The store's.
pub async fn extend_all(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<ExtendSession>,
    ends: Timestamp,
) -> Result<Option<Vec<Enrolment>>> {
    sessions::lock(tx, proof.id()).await?;
    let session = sessions::find(tx, proof.id()).await?;
    let later = sql!(
        "UPDATE training_sessions SET ends_at = $2, revision = revision + 1 WHERE id = $1 AND ends_at < $2"
    );
    if tx.execute(later, args![proof.id(), ends]).await? == 0 {
        return Ok(None);
    }
    let rows = tx
        .all(
            sql!(
                "UPDATE enrolments SET ends_at = $2 WHERE session_id = $1 AND ends_at < $2 AND withdrawn_at IS NULL
                 AND suspended_at IS NULL RETURNING id, person_id, adapted"
            ),
            args![proof.id(), ends],
        )
        .await?;
    // The suspended have as much to come, and stay suspended.
    let paused = sql!(
        "UPDATE enrolments SET paused_left = $2 - CASE WHEN suspended_at > $3 THEN suspended_at ELSE $3 END
         WHERE session_id = $1 AND withdrawn_at IS NULL AND suspended_at IS NOT NULL
         AND paused_left < $2 - CASE WHEN suspended_at > $3 THEN suspended_at ELSE $3 END"
    );
    tx.execute(paused, args![proof.id(), ends, session.starts_at])
        .await?;
    let mut moved = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: EnrolmentId = row.get("id")?;
        moved.push(Enrolment {
            id,
            session: session.id,
            person: row.get("person_id")?,
            ends_at: ends,
            adapted: row.get::<i64>("adapted")? == 1,
            paused: None,
        });
    }
    let event = Event::new("session.extended")
        .by(proof.actor())
        .in_region(session.region)
        .in_session(session.id)
        .with("ends_at", ends.as_millisecond());
    events::write(tx, site, event).await?;
    Ok(Some(moved))
}
