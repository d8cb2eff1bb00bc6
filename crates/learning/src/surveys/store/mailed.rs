//! Who a late survey waits for, and what was mailed to them about it.

use catalogue::courses::StepId;
use catalogue::surveys::DAY_MS;
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::EnrolmentId;

/// Somebody who is to be written to.
pub(in super::super) struct Due {
    pub(in super::super) enrolment: EnrolmentId,
    pub(in super::super) person: PersonId,
    pub(in super::super) step: StepId,
    pub(in super::super) course: String,
    /// They were told when it opened: this is the reminder.
    pub(in super::super) again: bool,
    /// What was mailed before is of another time: the access was extended since.
    pub(in super::super) opens: Timestamp,
    pub(in super::super) closes: Timestamp,
    pub(in super::super) zone: String,
}

/// Between the mail and its reminder.
const REMINDED_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Those whose late survey is open and unanswered, and who weren't told since it opened, or were a week ago: one query.
pub(in super::super) async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<Due>> {
    let sql = sql!(
        "SELECT e.id, e.person_id, t.id AS step_id, c.title, u.invited_at, r.zone,
                e.ends_at + i.opens_after * $2 AS opens, e.ends_at + (i.opens_after + i.open_for) * $2 AS closes
         FROM items i JOIN steps t ON t.item_id = i.id JOIN sections p ON p.id = t.section_id
         JOIN courses c ON c.id = p.course_id
         JOIN training_sessions s ON s.course_id = c.id JOIN regions r ON r.id = s.region_id
         JOIN enrolments e ON e.session_id = s.id
         LEFT JOIN survey_turns u ON u.enrolment_id = e.id AND u.step_id = t.id
         WHERE i.kind = 'late_survey' AND s.deleted_at IS NULL AND e.withdrawn_at IS NULL AND e.suspended_at IS NULL
           AND (p.only_for IS NULL OR p.only_for = e.id)
           AND e.ends_at + i.opens_after * $2 <= $1 AND e.ends_at + (i.opens_after + i.open_for) * $2 > $1
           AND COALESCE(u.answered, 0) = 0
           AND (u.invited_at IS NULL OR u.invited_at < e.ends_at + i.opens_after * $2
             OR (u.reminded_at IS NULL AND u.invited_at <= $3))
           AND NOT EXISTS (SELECT 1 FROM adapted_steps a WHERE a.enrolment_id = e.id AND a.step_id = t.id AND a.reason IS NOT NULL)
         ORDER BY e.id, t.id"
    );
    let week_ago = now.checked_sub(REMINDED_AFTER).unwrap_or(Timestamp::MIN);
    let rows = tx.all(sql, args![now, DAY_MS, week_ago]).await?;
    rows.iter()
        .map(|row| {
            let opens: Timestamp = row.get("opens")?;
            let invited: Option<Timestamp> = row.get("invited_at")?;
            Ok(Due {
                enrolment: row.get("id")?,
                person: row.get("person_id")?,
                step: row.get("step_id")?,
                course: row.get("title")?,
                again: invited.is_some_and(|at| at >= opens),
                opens,
                closes: row.get("closes")?,
                zone: row.get("zone")?,
            })
        })
        .collect()
}

/// Notes that they are written to; false when somebody else did, or they have answered meanwhile.
pub(in super::super) async fn claim(tx: &mut Tx, site: &Site, due: &Due) -> Result<bool> {
    let now = site.clock().now();
    let written = match due.again {
        true => {
            let sql = sql!(
                "UPDATE survey_turns SET reminded_at = $3
                 WHERE enrolment_id = $1 AND step_id = $2 AND reminded_at IS NULL AND answered = CAST(0 AS BIGINT)"
            );
            tx.execute(sql, args![due.enrolment, due.step, now]).await?
        }
        false => {
            let sql = sql!(
                "INSERT INTO survey_turns (id, enrolment_id, step_id, answered, invited_at)
                 VALUES ($4, $1, $2, CAST(0 AS BIGINT), $3)
                 ON CONFLICT (enrolment_id, step_id) DO UPDATE SET invited_at = $3, reminded_at = NULL
                 WHERE (survey_turns.invited_at IS NULL OR survey_turns.invited_at < $5) AND survey_turns.answered = CAST(0 AS BIGINT)"
            );
            let id = site.new_id::<EnrolmentId>();
            tx.execute(sql, args![due.enrolment, due.step, now, id, due.opens])
                .await?
        }
    };
    Ok(written == 1)
}
