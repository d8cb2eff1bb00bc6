//! The enrolments of an account that closes, and what was said of those who left.

use jiff::Timestamp;
use people::uniting::Passage;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::keys::Class;
use platform::{Error, Result, Site, args, sql};

use super::super::leaving::{Leaving, Reason};
use super::{EnrolmentId, hold, leave, leaving};

/// Two people were in one session, were it for a while: nobody can tell them to be one.
fn twice(house: &str) -> Error {
    let why = format!(
        "Ce compte figure déjà, ou a figuré, dans l’une de ces sessions\u{202f}: les deux ne peuvent être réunis. Dites-le à {house}, qui ne gardera qu’une inscription\u{202f}: celle du compte que vous utilisez."
    );
    Error::Refused(why.into())
}

/// A session where both accounts have a place.
struct Twice {
    house: String,
    /// The place of the account that closes, and when it was withdrawn.
    id: EnrolmentId,
    out: Option<Timestamp>,
    /// The place of the one that stays, and when it was withdrawn.
    own: EnrolmentId,
    own_out: Option<Timestamp>,
}

async fn all_twice(tx: &mut Tx, passage: &Passage) -> Result<Vec<Twice>> {
    let sql = sql!(
        "SELECT r.name, e.id, e.withdrawn_at, f.id AS own, f.withdrawn_at AS own_out
         FROM enrolments e JOIN enrolments f ON f.session_id = e.session_id
         JOIN training_sessions s ON s.id = e.session_id JOIN regions r ON r.id = s.region_id
         WHERE e.person_id = $1 AND f.person_id = $2 ORDER BY s.id"
    );
    let rows = tx.all(sql, args![passage.from, passage.to]).await?;
    let twice = rows.iter().map(|row| {
        Ok(Twice {
            house: row.get("name")?,
            id: row.get("id")?,
            out: row.get("withdrawn_at")?,
            own: row.get("own")?,
            own_out: row.get("own_out")?,
        })
    });
    twice.collect()
}

/// Passes them.
///
/// # Errors
/// [`Error::Refused`] when both are in one session, unless they are one already, or the store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    for one in all_twice(tx, passage).await? {
        if !passage.late {
            return Err(twice(&one.house));
        }
        if one.out.is_none() {
            keep_one(tx, site, passage, &one).await?;
        }
    }
    let sql = sql!(
        "UPDATE enrolments SET person_id = $2 WHERE person_id = $1
         AND session_id NOT IN (SELECT f.session_id FROM enrolments f WHERE f.person_id = $2)"
    );
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

/// Somebody was enrolled under the account that had just closed, in a session where the one that stays has a place: they are in it once,
/// under the account that stays.
async fn keep_one(tx: &mut Tx, site: &Site, passage: &Passage, twice: &Twice) -> Result<()> {
    let (second, session) = hold(tx, twice.id).await?;
    let key = site.keys().find(passage.from.0, Class::Account).await?;
    let why = Leaving::because(Reason::Mistake, key);
    let by = Some(passage.to);
    leave(tx, site, by, &session, (twice.id, passage.from), &why).await?;
    if twice.own_out.is_none() {
        return Ok(());
    }
    let sql = sql!(
        "UPDATE enrolments SET withdrawn_at = NULL, ends_at = $2, joined_at = $3, suspended_at = NULL, paused_left = NULL,
           suspended_by = NULL WHERE id = $1 AND withdrawn_at IS NOT NULL"
    );
    let now = site.clock().now();
    if tx.execute(sql, args![twice.own, second.ends_at, now]).await? == 1 {
        leaving::forget(tx, &[twice.own]).await?;
        let event = Event::new("enrolment.created")
            .by(by)
            .about(passage.to)
            .in_region(session.region);
        events::write(tx, site, event.in_session(session.id).on(twice.own)).await?;
    }
    Ok(())
}
