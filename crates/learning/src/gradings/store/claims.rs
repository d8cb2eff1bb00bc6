//! Rows of `grading_claims` and `grading_openings`: who takes care of a work, who has it open. Neither shuts anybody out.

use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::{PersonId, Result, Site, args, sql};

use training::sessions::TrainingSession;

use crate::submissions::SubmissionId;

/// How long a work stays somebody's: past it, it is nobody's again.
const LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long who opened a work is told to the next.
const OPEN: SignedDuration = SignedDuration::from_mins(30);

/// The time after which a claim holds still.
pub(in super::super) fn held_after(site: &Site) -> Timestamp {
    before(site, LASTS)
}

fn before(site: &Site, by: SignedDuration) -> Timestamp {
    site.clock().now().checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// Who takes care of a work, and since when: one query.
///
/// # Errors
/// The store's.
pub async fn claim(tx: &mut Tx, site: &Site, id: SubmissionId) -> Result<Option<(PersonId, Timestamp)>> {
    let sql =
        sql!("SELECT tutor_id, claimed_at FROM grading_claims WHERE submission_id = $1 AND claimed_at > $2");
    let row = tx.optional(sql, args![id, held_after(site)]).await?;
    row.map(|row| Ok((row.get("tutor_id")?, row.get("claimed_at")?)))
        .transpose()
}

/// Gives the care of a work to somebody, or to nobody, whoever had it; once the right of `by` is proved.
///
/// # Errors
/// The store's.
pub async fn entrust(
    tx: &mut Tx,
    site: &Site,
    (id, session): (SubmissionId, &TrainingSession),
    by: Option<PersonId>,
    to: Option<PersonId>,
) -> Result<()> {
    match to {
        Some(to) => {
            let sql = sql!(
                "INSERT INTO grading_claims (submission_id, tutor_id, claimed_at) VALUES ($1, $2, $3)
                 ON CONFLICT (submission_id) DO UPDATE SET tutor_id = $2, claimed_at = $3"
            );
            tx.execute(sql, args![id, to, site.clock().now()]).await?;
        }
        None => {
            let sql = sql!("DELETE FROM grading_claims WHERE submission_id = $1");
            tx.execute(sql, args![id]).await?;
        }
    }
    let event = Event::new("submission.entrusted")
        .by(by)
        .in_region(session.region)
        .in_session(session.id)
        .on(id);
    let event = match to {
        Some(to) => event.with("to", to.0),
        None => event,
    };
    events::write(tx, site, event).await
}

/// Somebody opens a work: answers who else opened it lately, the last first.
///
/// # Errors
/// The store's.
pub async fn open(
    tx: &mut Tx,
    site: &Site,
    id: SubmissionId,
    tutor: PersonId,
) -> Result<Vec<(PersonId, Timestamp)>> {
    let sql = sql!(
        "SELECT tutor_id, opened_at FROM grading_openings WHERE submission_id = $1 AND tutor_id <> $2 AND opened_at > $3
         ORDER BY opened_at DESC, tutor_id"
    );
    let rows = tx.all(sql, args![id, tutor, before(site, OPEN)]).await?;
    let sql = sql!(
        "INSERT INTO grading_openings (submission_id, tutor_id, opened_at) VALUES ($1, $2, $3)
         ON CONFLICT (submission_id, tutor_id) DO UPDATE SET opened_at = $3"
    );
    tx.execute(sql, args![id, tutor, site.clock().now()]).await?;
    rows.iter()
        .map(|row| Ok((row.get("tutor_id")?, row.get("opened_at")?)))
        .collect()
}
