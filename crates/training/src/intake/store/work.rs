//! What is done with a list, and what its lines led to.

use jiff::Timestamp;
use platform::db::Tx;
use platform::http::Proof;
use platform::{PersonId, Result, Site, args, sql};

use super::super::rules::Counts;
use super::{Intake, IntakeId, number, said};
use crate::enrolment::{EnrolLearner, EnrolmentId};
use crate::sessions::{SessionId, TrainingSession};

/// Who acts on a list does it alone.
pub(in super::super) async fn lock(tx: &mut Tx, id: IntakeId) -> Result<()> {
    tx.lock("intake", id.0).await
}

/// The manager says yes; false when the list isn't as it was shown any more.
pub(in super::super) async fn begin(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EnrolLearner>,
    session: &TrainingSession,
    (intake, counts): (&Intake, Counts),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE intakes SET state = 'applying', wanted = $1, refused = $2, ignored = $3
         WHERE id = $4 AND revision = $5 AND state = 'read'"
    );
    let refused = counts.faults + counts.asks;
    let values = args![counts.enrols, refused, counts.ignored, intake.id, intake.revision];
    let begun = tx.execute(sql, values).await? == 1;
    if begun {
        let many = usize::try_from(counts.enrols).unwrap_or_default();
        said(
            tx,
            site,
            proof.actor(),
            session,
            ("intake.applied", intake.id, many),
        )
        .await?;
    }
    Ok(begun)
}

/// Where the work on a list stands; none when there is no more to do.
pub(in super::super) async fn position(tx: &mut Tx, id: IntakeId) -> Result<Option<usize>> {
    let sql = sql!("SELECT position FROM intakes WHERE id = $1 AND state = 'applying'");
    let row = tx.optional(sql, args![id]).await?;
    row.map(|row| Ok(usize::try_from(row.get::<i64>("position")?).unwrap_or(usize::MAX)))
        .transpose()
}

/// These lines are dealt with.
pub(in super::super) async fn advance(tx: &mut Tx, id: IntakeId, position: usize) -> Result<()> {
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    let sql = sql!("UPDATE intakes SET position = $1 WHERE id = $2");
    tx.execute(sql, args![position, id]).await.map(drop)
}

/// What a line led to.
pub(in super::super) struct Led {
    pub(in super::super) line: u32,
    pub(in super::super) enrolment: EnrolmentId,
    /// The account was made for it.
    pub(in super::super) fresh: bool,
}

/// What lines led to, in the transaction and at the instant of the enrolments.
pub(in super::super) async fn record(tx: &mut Tx, id: IntakeId, lines: Vec<Led>) -> Result<()> {
    let sql = sql!(
        "INSERT INTO intake_lines (intake_id, line, enrolment_id, fresh, joined_at)
         VALUES ($1, $2, $3, $4, (SELECT e.joined_at FROM enrolments e WHERE e.id = $3))"
    );
    let row = |led: Led| args![id, led.line, led.enrolment, u32::from(led.fresh)];
    tx.for_all(sql, lines.into_iter().map(row).collect())
        .await
        .map(drop)
}

/// All is done that could be: who was to be enrolled and wasn't is refused.
pub(in super::super) async fn finish(tx: &mut Tx, site: &Site, id: IntakeId) -> Result<()> {
    let sql = sql!(
        "UPDATE intakes SET state = 'applied', applied_at = $1,
                refused = CASE WHEN refused + wanted > (SELECT COUNT(*) FROM intake_lines l WHERE l.intake_id = intakes.id)
                  THEN refused + wanted - (SELECT COUNT(*) FROM intake_lines l WHERE l.intake_id = intakes.id) ELSE CAST(0 AS BIGINT) END
         WHERE id = $2 AND state = 'applying'"
    );
    tx.execute(sql, args![site.clock().now(), id]).await.map(drop)
}

/// A line that led to an enrolment.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Made {
    pub(in super::super) line: u32,
    pub(in super::super) enrolment: EnrolmentId,
    pub(in super::super) person: PersonId,
    /// The account was made by the list.
    pub(in super::super) fresh: bool,
    /// They are in the session since then.
    pub(in super::super) inside: bool,
}

/// What the lines of a list led to.
pub(in super::super) async fn made(tx: &mut Tx, id: IntakeId) -> Result<Vec<Made>> {
    let sql = sql!(
        "SELECT l.line, l.enrolment_id, l.fresh, e.person_id, e.withdrawn_at, e.joined_at, l.joined_at AS then_at,
                CASE WHEN e.session_id = i.session_id THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS here
         FROM intake_lines l JOIN intakes i ON i.id = l.intake_id JOIN enrolments e ON e.id = l.enrolment_id WHERE l.intake_id = $1 ORDER BY l.line"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Made {
                line: number(row, "line")?,
                enrolment: row.get("enrolment_id")?,
                person: row.get("person_id")?,
                fresh: number(row, "fresh")? == 1,
                inside: row.get::<Option<Timestamp>>("withdrawn_at")?.is_none()
                    && number(row, "here")? == 1
                    && row.get::<i64>("joined_at")? == row.get::<i64>("then_at")?,
            })
        })
        .collect()
}

/// Whether someone is in any session.
pub(in super::super) async fn in_a_session(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let sql = sql!("SELECT id FROM enrolments WHERE person_id = $1 AND withdrawn_at IS NULL LIMIT 1");
    Ok(tx.optional(sql, args![person]).await?.is_some())
}

/// It was taken back, but for those who stay; false when it was already, or never done.
pub(in super::super) async fn undone(
    tx: &mut Tx,
    site: &Site,
    (by, session): (Option<PersonId>, &TrainingSession),
    id: IntakeId,
    (left, kept): (usize, usize),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE intakes SET state = 'undone', undone_at = $1, kept = $2 WHERE id = $3 AND state = 'applied'"
    );
    let many = i64::try_from(kept).unwrap_or(i64::MAX);
    let undone = tx.execute(sql, args![site.clock().now(), many, id]).await? == 1;
    if undone {
        said(tx, site, by, session, ("intake.undone", id, left)).await?;
    }
    Ok(undone)
}

/// The session of a list that is being worked on, and who sent it.
pub(in super::super) async fn sender(tx: &mut Tx, id: IntakeId) -> Result<Option<(SessionId, PersonId)>> {
    let sql = sql!("SELECT session_id, sent_by FROM intakes WHERE id = $1");
    let row = tx.optional(sql, args![id]).await?;
    row.map(|row| Ok((row.get("session_id")?, row.get("sent_by")?)))
        .transpose()
}
