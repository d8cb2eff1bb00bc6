//! Rows of `enrolment_standings`.

use std::collections::HashMap;

use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::vault::{DataKey, Place};
use platform::{Error, Result, Site, args, sql};
use training::enrolment::{Enrolment, EnrolmentId};
use training::sessions::{SessionId, TrainingSession};

use super::rules::Standing;
use crate::certificates::IssueCertificates;

/// What was said of a learner, sealed with their key of evidence.
pub(crate) struct Noted {
    enrolment: EnrolmentId,
    sealed: Vec<u8>,
}

fn place(enrolment: EnrolmentId) -> Place {
    Place::new("enrolment_standings", "standing", enrolment.0)
}

impl Noted {
    pub(crate) fn open(&self, key: &DataKey) -> Result<Option<Standing>> {
        let plain = key.open(place(self.enrolment), &self.sealed)?;
        let code = std::str::from_utf8(&plain).map_err(|error| Error::internal("a standing", error))?;
        Ok(Standing::parse(code))
    }
}

/// What was said of the learners of a session: one query.
///
/// # Errors
/// The store's.
pub(crate) async fn of_session(tx: &mut Tx, session: SessionId) -> Result<HashMap<EnrolmentId, Noted>> {
    let sql = sql!(
        "SELECT t.enrolment_id, t.standing FROM enrolment_standings t JOIN enrolments e ON e.id = t.enrolment_id
         WHERE e.session_id = $1 ORDER BY t.enrolment_id"
    );
    let rows = tx.all(sql, args![session]).await?;
    let noted = rows.iter().map(|row| {
        let enrolment = row.get("enrolment_id")?;
        let sealed = row.get("standing")?;
        Ok((enrolment, Noted { enrolment, sealed }))
    });
    noted.collect()
}

/// Who says what the learners of a session are does it alone.
pub(super) async fn lock(tx: &mut Tx, session: SessionId) -> Result<()> {
    tx.lock("enrolment_standings", session.0).await
}

/// Says what a learner is, or takes away what was said.
pub(super) async fn note(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<IssueCertificates>,
    (session, enrolment, key): (&TrainingSession, &Enrolment, &DataKey),
    standing: Option<Standing>,
) -> Result<()> {
    match standing {
        Some(standing) => {
            let sealed = key.seal(site.random(), place(enrolment.id), standing.code().as_bytes())?;
            let sql = sql!(
                "INSERT INTO enrolment_standings (enrolment_id, standing, changed_at) VALUES ($1, $2, $3)
                 ON CONFLICT (enrolment_id) DO UPDATE SET standing = excluded.standing, changed_at = excluded.changed_at"
            );
            tx.execute(sql, args![enrolment.id, sealed, site.clock().now()])
                .await?;
        }
        None => {
            let sql = sql!("DELETE FROM enrolment_standings WHERE enrolment_id = $1");
            tx.execute(sql, args![enrolment.id]).await?;
        }
    }
    let event = Event::new("standing.noted")
        .by(proof.actor())
        .about(enrolment.person)
        .in_region(session.region)
        .in_session(session.id);
    events::write(tx, site, event.on(enrolment.id)).await
}
