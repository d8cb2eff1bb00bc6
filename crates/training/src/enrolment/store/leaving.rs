//! Rows of `withdrawals`. Reasons and notes are sealed with the learner's key of account.

use platform::db::Tx;
use platform::keys::Class;
use platform::vault::Place;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::super::leaving::{Leaving, Reason, Withdrawn};
use super::EnrolmentId;
use crate::sessions::SessionId;

fn place(column: &'static str, id: EnrolmentId) -> Place {
    Place::new("withdrawals", column, id.0)
}

/// A reason as it is sealed: each as long as another, so that its length tells nothing.
fn padded(reason: Reason) -> String {
    format!("{:<8}", reason.code())
}

pub(in super::super) async fn write(
    tx: &mut Tx,
    site: &Site,
    id: EnrolmentId,
    why: &Leaving<'_>,
) -> Result<()> {
    let Some(key) = &why.key else {
        return forget(tx, &[id]).await;
    };
    let seal = |column, text: &str| key.seal(site.random(), place(column, id), text.as_bytes());
    let note = why.note.map(|note| seal("note", note)).transpose()?;
    let reason = seal("reason", &padded(why.reason))?;
    let sql = sql!(
        "INSERT INTO withdrawals (enrolment_id, reason, note) VALUES ($1, $2, $3)
         ON CONFLICT (enrolment_id) DO UPDATE SET reason = $2, note = $3"
    );
    tx.execute(sql, args![id, reason, note]).await.map(drop)
}

/// They are back: why they left is nobody's affair any more.
pub(in super::super) async fn forget(tx: &mut Tx, back: &[EnrolmentId]) -> Result<()> {
    let sql = sql!(
        "DELETE FROM withdrawals
         WHERE enrolment_id IN (SELECT enrolment_id FROM withdrawals WHERE 1 = 0 UNION ALL SELECT $1)"
    );
    let rows = back.iter().map(|id| args![*id]).collect();
    tx.for_all(sql, rows).await.map(drop)
}

/// Who left a session, the latest first: one query. Why is known as long as the key that sealed it stands. The place that an
/// account had twice as it closed isn't told of.
///
/// # Errors
/// The store's, or the key store's.
pub async fn of_session(tx: &mut Tx, site: &Site, session: SessionId) -> Result<Vec<Withdrawn>> {
    let sql = sql!(
        "SELECT e.id, e.person_id, e.withdrawn_at, w.reason
         FROM enrolments e LEFT JOIN withdrawals w ON w.enrolment_id = e.id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM united_accounts u WHERE u.former_id = e.person_id)
         ORDER BY e.withdrawn_at DESC, e.id"
    );
    let rows = tx.all(sql, args![session]).await?;
    let people: Result<Vec<_>> = rows.iter().map(|row| row.get("person_id")).collect();
    site.keys().warm(&people?, Class::Account).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let (id, person) = (row.get("id")?, row.get("person_id")?);
        let sealed: Option<Vec<u8>> = row.get("reason")?;
        let reason = opened(site, person, place("reason", id), sealed).await?;
        all.push(Withdrawn {
            id,
            person,
            at: row.get("withdrawn_at")?,
            reason: reason.as_deref().and_then(|code| Reason::parse(code.trim_end())),
        });
    }
    Ok(all)
}

/// What is sealed, when there is something and its key still stands.
async fn opened(
    site: &Site,
    person: PersonId,
    place: Place,
    sealed: Option<Vec<u8>>,
) -> Result<Option<String>> {
    let Some(sealed) = sealed else { return Ok(None) };
    let key = site.keys().find(person.0, Class::Account).await?;
    // One that doesn't open must not take down the page of everybody else.
    let told = |error: &Error| tracing::warn!(%error, %person, "why someone left does not open");
    let plain = key.and_then(|key| key.open(place, &sealed).inspect_err(told).ok());
    Ok(plain.map(|plain| String::from_utf8_lossy(&plain).into_owned()))
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
    opened(site, withdrawn.person, place("note", withdrawn.id), sealed).await
}
