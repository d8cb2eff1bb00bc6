//! The enrolments of an account that closes, and what was said of those who left.

use people::uniting::Passage;
use platform::db::Tx;
use platform::keys::Class;
use platform::{Error, Result, Site, args, sql};

/// Two people were in one session, were it for a while: nobody can tell them to be one.
fn twice(house: &str) -> Error {
    let why = format!(
        "Ce compte figure déjà, ou a figuré, dans l’une de ces sessions\u{202f}: les deux ne peuvent être réunis. Dites-le à {house}."
    );
    Error::Refused(why.into())
}

/// Passes them.
///
/// # Errors
/// [`Error::Refused`] when both are in one session, or the store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let sql = sql!(
        "SELECT r.name FROM enrolments e JOIN enrolments f ON f.session_id = e.session_id
         JOIN training_sessions s ON s.id = e.session_id JOIN regions r ON r.id = s.region_id
         WHERE e.person_id = $1 AND f.person_id = $2 ORDER BY s.id LIMIT 1"
    );
    if let Some(row) = tx.optional(sql, args![passage.from, passage.to]).await? {
        return Err(twice(&row.get::<String>("name")?));
    }
    let sql = sql!("UPDATE enrolments SET person_id = $2 WHERE person_id = $1");
    tx.execute(sql, args![passage.from, passage.to]).await?;
    let read = sql!(
        "SELECT w.enrolment_id AS id, w.reason AS sealed FROM withdrawals w JOIN enrolments e ON e.id = w.enrolment_id
         WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE withdrawals SET reason = $2 WHERE enrolment_id = $1 AND reason = $3");
    let place = (Class::Account, "withdrawals", "reason");
    passage.reseal(tx, site, place, (read, write)).await?;
    let read = sql!(
        "SELECT w.enrolment_id AS id, w.note AS sealed FROM withdrawals w JOIN enrolments e ON e.id = w.enrolment_id
         WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE withdrawals SET note = $2 WHERE enrolment_id = $1 AND note = $3");
    let place = (Class::Account, "withdrawals", "note");
    passage.reseal(tx, site, place, (read, write)).await
}
