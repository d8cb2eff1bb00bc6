//! What waits to be corrected, over all the sessions that someone may correct.

use catalogue::courses::StepId;
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::http::Within;
use platform::{PersonId, Result, args};
use training::enrolment::EnrolmentId;
use training::groups::GroupId;
use training::sessions::SessionId;

use super::GradeSubmission;
use crate::submissions::SubmissionId;

/// The most lines of a queue.
const MOST: u32 = 500;
/// The most lines of what was published.
const LATELY: u32 = 100;

/// A work that waits to be corrected.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Which.
    pub id: SubmissionId,
    /// Whose.
    pub person: PersonId,
    /// Under which enrolment.
    pub enrolment: EnrolmentId,
    /// Of which session.
    pub session: SessionId,
    /// Its reference.
    pub reference: String,
    /// The zone of its region.
    pub zone: String,
    /// The course.
    pub course: String,
    /// At which step.
    pub step: StepId,
    /// Its title.
    pub step_title: String,
    /// Which try, from 1.
    pub number: u32,
    /// When it was handed in.
    pub handed_at: Timestamp,
    /// After the date of its step.
    pub late: bool,
    /// To be corrected without the name.
    pub anonymous: bool,
    /// A group's: its learner is who began.
    pub together: bool,
    /// The revision of its draft, when somebody has begun to correct it.
    pub draft: Option<i64>,
}

fn lines(which: &str) -> Sql {
    Sql::built(format!(
        "SELECT o.id, e.person_id, o.enrolment_id, e.session_id, s.reference, r.zone, c.title AS course, o.step_id,
                t.title AS step, o.number, o.handed_at, o.late, o.anonymous, o.group_id, g.revision AS draft
         FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id JOIN training_sessions s ON s.id = e.session_id
         JOIN regions r ON r.id = s.region_id JOIN courses c ON c.id = s.course_id JOIN steps t ON t.id = o.step_id
         LEFT JOIN gradings g ON g.submission_id = o.id
         WHERE {} AND {which} LIMIT $2",
        Within::<GradeSubmission>::predicate()
    ))
}

/// The statement of the queue, put together with the scope predicate of [`GradeSubmission`].
pub fn list_statement() -> Sql {
    lines("g.published_at IS NULL ORDER BY o.handed_at, o.id")
}

/// The statement of what was published, the latest first.
pub fn published_statement() -> Sql {
    lines("g.published_at IS NOT NULL ORDER BY g.published_at DESC, o.id")
}

/// The statement that counts it.
pub fn count_statement() -> Sql {
    Sql::built(format!(
        "SELECT COUNT(*) AS waiting
         FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id JOIN training_sessions s ON s.id = e.session_id
         LEFT JOIN gradings g ON g.submission_id = o.id
         WHERE {} AND g.published_at IS NULL",
        Within::<GradeSubmission>::predicate()
    ))
}

fn waiting(row: &Row) -> Result<Waiting> {
    Ok(Waiting {
        id: row.get("id")?,
        person: row.get("person_id")?,
        enrolment: row.get("enrolment_id")?,
        session: row.get("session_id")?,
        reference: row.get("reference")?,
        zone: row.get("zone")?,
        course: row.get("course")?,
        step: row.get("step_id")?,
        step_title: row.get("step")?,
        number: u32::try_from(row.get::<i64>("number")?).unwrap_or_default(),
        handed_at: row.get("handed_at")?,
        late: row.get::<i64>("late")? != 0,
        anonymous: row.get::<i64>("anonymous")? != 0,
        together: row.get::<Option<GroupId>>("group_id")?.is_some(),
        draft: row.get("draft")?,
    })
}

/// What someone may correct and nobody has published yet, the oldest first: one query.
///
/// # Errors
/// The store's.
pub async fn list(tx: &mut Tx, person: PersonId) -> Result<Vec<Waiting>> {
    let rows = tx.all(list_statement(), args![person, MOST]).await?;
    rows.iter().map(waiting).collect()
}

/// What was published lately of what someone may correct, the latest first: one query.
///
/// # Errors
/// The store's.
pub async fn published(tx: &mut Tx, person: PersonId) -> Result<Vec<Waiting>> {
    let rows = tx.all(published_statement(), args![person, LATELY]).await?;
    rows.iter().map(waiting).collect()
}

/// How much waits: one query.
///
/// # Errors
/// The store's.
pub async fn to_correct(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let row = tx.one(count_statement(), args![person]).await?;
    Ok(u64::try_from(row.get::<i64>("waiting")?).unwrap_or_default())
}
