//! How corrections followed one another: what a learner was given at a step, and when each mark of a session changed last.

use std::collections::HashMap;

use catalogue::courses::StepId;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::EnrolmentId;
use training::groups::GroupId;
use training::sessions::SessionId;

use super::{change_place, decision, place};
use crate::gradings::rules::{Decision, Said};
use crate::progress::Reason;
use crate::submissions::sealing::{Ring, opened};

/// A correction that a learner was given: in force, or one that another took the place of.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// Of which try: 1, 2, 3…
    pub number: u32,
    /// When it was published.
    pub at: Timestamp,
    /// Who published it; nobody whose account was erased.
    pub by: Option<PersonId>,
    /// What it comes to.
    pub percent: Option<f64>,
    /// What becomes of the work.
    pub decision: Decision,
    /// What was said of it.
    pub why: Reason,
}

/// What a learner was given at a step, alone or with a group, whatever took its place since: one query.
///
/// # Errors
/// The store's or the key store's.
pub async fn given(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    (enrolment, step): (EnrolmentId, StepId),
) -> Result<Vec<Corrected>> {
    let sql = sql!(
        "SELECT g.submission_id AS id, CAST(1 AS BIGINT) AS in_force, g.content, g.percent, g.redo, g.tutor_id, g.published_at,
                o.number, o.group_id
         FROM submissions o JOIN gradings g ON g.submission_id = o.id
         LEFT JOIN submission_members m ON m.submission_id = o.id AND m.enrolment_id = $1
         WHERE o.step_id = $2 AND g.published_at IS NOT NULL
           AND ((o.enrolment_id = $1 AND o.group_id IS NULL) OR m.enrolment_id IS NOT NULL)
         UNION ALL
         SELECT c.id, CAST(0 AS BIGINT), c.content, c.percent, c.redo, c.tutor_id, c.published_at, o.number, o.group_id
         FROM submissions o JOIN grading_changes c ON c.submission_id = o.id
         LEFT JOIN submission_members m ON m.submission_id = o.id AND m.enrolment_id = $1
         WHERE o.step_id = $2 AND ((o.enrolment_id = $1 AND o.group_id IS NULL) OR m.enrolment_id IS NOT NULL)"
    );
    let rows = tx.all(sql, args![enrolment, step]).await?;
    let owners: Vec<Option<GroupId>> = rows
        .iter()
        .map(|row| row.get("group_id"))
        .collect::<Result<_>>()?;
    let ring = Ring::of(site, person, &owners).await?;
    rows.iter().map(|row| corrected(row, &ring)).collect()
}

fn corrected(row: &Row, ring: &Ring) -> Result<Corrected> {
    let place = match row.get::<i64>("in_force")? {
        0 => change_place(row.get("id")?),
        _ => place(row.get("id")?),
    };
    let sealed: Vec<u8> = row.get("content")?;
    // One that doesn't open any more closes no other.
    let said = ring
        .get(row.get("group_id")?)
        .and_then(|key| opened::<Said>(key, place, &sealed));
    Ok(Corrected {
        number: u32::try_from(row.get::<i64>("number")?).unwrap_or_default(),
        at: row.get("published_at")?,
        by: row.get("tutor_id")?,
        percent: row.get("percent")?,
        decision: decision(row)?,
        why: said.map_or(Reason::Lost, |said| Reason::of(said.comment)),
    })
}

/// When a mark changed last, and by whom.
pub type Last = (Timestamp, Option<PersonId>);

/// The last change of each mark of a session, corrections and all: one query, which looks at each step of each learner once,
/// however often it changed.
///
/// # Errors
/// The store's.
pub async fn last_changes(tx: &mut Tx, session: SessionId) -> Result<HashMap<(EnrolmentId, StepId), Last>> {
    let sql = sql!(
        "SELECT m.enrolment_id, m.step_id, m.actor_id, m.changed_at FROM enrolments e
         JOIN training_sessions s ON s.id = e.session_id
         JOIN sections p ON p.course_id = s.course_id AND COALESCE(p.only_for, e.id) = e.id JOIN steps t ON t.section_id = p.id
         JOIN mark_changes m ON m.id = (SELECT n.id FROM mark_changes n WHERE n.enrolment_id = e.id AND n.step_id = t.id
                                        ORDER BY n.changed_at DESC, n.id DESC LIMIT 1)
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL
         UNION ALL
         SELECT o.enrolment_id, o.step_id, g.tutor_id, g.published_at FROM enrolments e
         JOIN submissions o ON COALESCE(o.group_id, o.enrolment_id) = e.id JOIN gradings g ON g.submission_id = o.id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL AND g.published_at IS NOT NULL
         UNION ALL
         SELECT m.enrolment_id, o.step_id, g.tutor_id, g.published_at FROM enrolments e
         JOIN submission_members m ON m.enrolment_id = e.id JOIN submissions o ON o.id = m.submission_id
         JOIN gradings g ON g.submission_id = o.id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL AND g.published_at IS NOT NULL"
    );
    let mut all: HashMap<(EnrolmentId, StepId), Last> = HashMap::new();
    for row in tx.all(sql, args![session]).await? {
        let last: Last = (row.get("changed_at")?, row.get("actor_id")?);
        let place = (row.get("enrolment_id")?, row.get("step_id")?);
        let kept = all.entry(place).or_insert(last);
        *kept = (*kept).max(last);
    }
    Ok(all)
}
