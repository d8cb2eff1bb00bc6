//! Rows of `withdrawals`. Notes are sealed with the learner's key of account.

use platform::db::Tx;
use platform::keys::Class;
use platform::vault::Place;
use platform::{Result, Site, args, sql};

use super::super::leaving::{Leaving, Reason, Withdrawn};
use super::EnrolmentId;
use crate::sessions::SessionId;

fn place(id: EnrolmentId) -> Place {
    Place::new("withdrawals", "note", id.0)
}

pub(in super::super) async fn write(
    tx: &mut Tx,
    site: &Site,
    id: EnrolmentId,
    why: &Leaving<'_>,
) -> Result<()> {
    let note = why.note.as_ref();
    let sealed = note.map(|(note, key)| key.seal(site.random(), place(id), note.as_bytes()));
    let sql = sql!(
        "INSERT INTO withdrawals (enrolment_id, reason, note) VALUES ($1, $2, $3)
         ON CONFLICT (enrolment_id) DO UPDATE SET reason = $2, note = $3"
    );
    tx.execute(sql, args![id, why.reason.code(), sealed.transpose()?])
        .await
        .map(drop)
}

/// They are back: why they left is nobody's affair any more.
pub(in super::super) async fn forget(tx: &mut Tx, id: EnrolmentId) -> Result<()> {
    let sql = sql!("DELETE FROM withdrawals WHERE enrolment_id = $1");
    tx.execute(sql, args![id]).await.map(drop)
}

/// Who left a session, the latest first: one query.
///
/// # Errors
/// The store's.
pub async fn of_session(tx: &mut Tx, session: SessionId) -> Result<Vec<Withdrawn>> {
    let sql = sql!(
        "SELECT e.id, e.person_id, e.withdrawn_at, w.reason
         FROM enrolments e LEFT JOIN withdrawals w ON w.enrolment_id = e.id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NOT NULL ORDER BY e.withdrawn_at DESC, e.id"
    );
    let rows = tx.all(sql, args![session]).await?;
    rows.iter()
        .map(|row| {
            let reason: Option<String> = row.get("reason")?;
            Ok(Withdrawn {
                id: row.get("id")?,
                person: row.get("person_id")?,
                at: row.get("withdrawn_at")?,
                reason: reason.as_deref().and_then(Reason::parse),
            })
        })
        .collect()
}

/// The note of a withdrawal, when there is one and its key still stands.
///
/// # Errors
/// The store's, or the key store's.
pub async fn note(tx: &mut Tx, site: &Site, withdrawn: &Withdrawn) -> Result<Option<String>> {
    let sql = sql!("SELECT note FROM withdrawals WHERE enrolment_id = $1");
    let row = tx.optional(sql, args![withdrawn.id]).await?;
    let sealed = match row {
        Some(row) => row.get::<Option<Vec<u8>>>("note")?,
        None => None,
    };
    let Some(sealed) = sealed else { return Ok(None) };
    let key = site.keys().find(withdrawn.person.0, Class::Account).await?;
    let opened = key
        .map(|key| key.open(place(withdrawn.id), &sealed))
        .transpose()?;
    Ok(opened.map(|note| String::from_utf8_lossy(&note).into_owned()))
}
