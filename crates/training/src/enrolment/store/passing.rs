//! The enrolments of an account that closes, and what was said of those who left.

use people::uniting::Passage;
use platform::db::Tx;
use platform::keys::Class;
use platform::{Error, Result, Site, args, sql};

const TWICE: &str = "vous êtes déjà inscrit, avec ce compte, à l’une des sessions que ce lien vous ouvre. Connectez-vous simplement\u{202f}; votre CMA retirera l’inscription en double";

/// Passes them.
///
/// # Errors
/// [`Error::Refused`] when both are in one session, or the store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let sql = sql!(
        "SELECT e.id FROM enrolments e JOIN enrolments f ON f.session_id = e.session_id
         WHERE e.person_id = $1 AND f.person_id = $2 LIMIT 1"
    );
    let twice = tx.optional(sql, args![passage.from, passage.to]).await?;
    if twice.is_some() {
        return Err(Error::Refused(TWICE.into()));
    }
    let sql = sql!("UPDATE enrolments SET person_id = $2 WHERE person_id = $1");
    tx.execute(sql, args![passage.from, passage.to]).await?;
    let read = sql!(
        "SELECT w.enrolment_id AS id, w.reason AS sealed FROM withdrawals w JOIN enrolments e ON e.id = w.enrolment_id
         WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE withdrawals SET reason = $2 WHERE enrolment_id = $1");
    let place = (Class::Account, "withdrawals", "reason");
    passage.reseal(tx, site, place, (read, write)).await?;
    let read = sql!(
        "SELECT w.enrolment_id AS id, w.note AS sealed FROM withdrawals w JOIN enrolments e ON e.id = w.enrolment_id
         WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE withdrawals SET note = $2 WHERE enrolment_id = $1");
    let place = (Class::Account, "withdrawals", "note");
    passage.reseal(tx, site, place, (read, write)).await
}
