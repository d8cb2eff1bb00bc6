//! Who may open a module now.

use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::{PersonId, Result, args, sql};
use training::enrolment::EnrolmentId;

/// Enrolments open now and for a day more to a course that holds a module, in an order that the seed alone gives.
pub(super) async fn open_enrolments(tx: &mut Tx, now: Timestamp) -> Result<Vec<EnrolmentId>> {
    let sql = sql!(
        "SELECT e.id FROM enrolments e JOIN training_sessions s ON s.id = e.session_id
         WHERE s.starts_at <= $1 AND e.ends_at > $2 AND e.withdrawn_at IS NULL AND s.deleted_at IS NULL AND EXISTS (
           SELECT 1 FROM sections c JOIN steps t ON t.section_id = c.id JOIN items i ON i.id = t.item_id
           WHERE c.course_id = s.course_id AND c.only_for IS NULL AND i.kind = 'scorm') ORDER BY e.id"
    );
    let tomorrow = now + SignedDuration::from_hours(24);
    let rows = tx.all(sql, args![now, tomorrow]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Makes someone's logins older than the platform remembers nothing for.
pub(super) async fn settle(tx: &mut Tx, person: PersonId) -> Result<()> {
    let sql = sql!("UPDATE logins SET created_at = created_at - 3600000 WHERE person_id = $1");
    tx.execute(sql, args![person]).await.map(drop)
}
