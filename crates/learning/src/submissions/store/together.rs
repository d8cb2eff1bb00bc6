//! A group's work: with whom, and who wrote what of it.

use catalogue::courses::StepId;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{PersonId, Result, Site, args, id_type, sql};
use training::enrolment::EnrolmentId;
use training::groups::GroupId;

use super::super::sealing::{opened, sealed};
use super::SubmissionId;

id_type!(
    /// A text as someone left it.
    WritingId
);

/// The most that are kept of one work.
const MOST: i64 = 200;

/// Someone who hands in with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Under which enrolment.
    pub enrolment: EnrolmentId,
    /// Who.
    pub person: PersonId,
}

/// What someone wrote of a group's work, as they left it.
#[derive(Clone, Debug)]
pub struct Writing {
    /// Who.
    pub author: PersonId,
    /// When.
    pub at: Timestamp,
    /// The text then.
    pub text: String,
}

fn place(id: WritingId) -> Place {
    Place::new("submission_writings", "content", id.0)
}

fn member(row: &Row) -> Result<Member> {
    Ok(Member {
        enrolment: row.get("id")?,
        person: row.get("person_id")?,
    })
}

/// At which step a work was handed in, and what it is called; nothing when it isn't a group's. One query.
///
/// # Errors
/// The store's.
pub async fn together_at(tx: &mut Tx, id: SubmissionId) -> Result<Option<(StepId, String)>> {
    let sql = sql!(
        "SELECT o.step_id, t.title FROM submissions o JOIN steps t ON t.id = o.step_id WHERE o.id = $1 AND o.group_id IS NOT NULL"
    );
    match tx.optional(sql, args![id]).await? {
        Some(row) => Ok(Some((row.get("step_id")?, row.get("title")?))),
        None => Ok(None),
    }
}

/// Who writes a step's work with a group: those who have handed in with it, and its members who have handed nothing in
/// otherwise. One query.
///
/// # Errors
/// The store's.
pub(in super::super) async fn with(tx: &mut Tx, group: GroupId, step: StepId) -> Result<Vec<Member>> {
    let sql = sql!(
        "SELECT e.id, e.person_id FROM enrolments e
         WHERE e.withdrawn_at IS NULL AND (
           e.id IN (SELECT m.enrolment_id FROM submission_members m JOIN submissions o ON o.id = m.submission_id
                    WHERE o.group_id = $1 AND o.step_id = $2)
           OR (e.id IN (SELECT i.enrolment_id FROM group_members i JOIN learner_groups g ON g.id = i.group_id
                        WHERE g.id = $1 AND g.session_id = e.session_id)
             AND NOT EXISTS (SELECT 1 FROM submissions o WHERE o.enrolment_id = e.id AND o.step_id = $2
                             AND o.group_id IS NULL AND o.handed_at IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM submission_members m JOIN submissions o ON o.id = m.submission_id
                             WHERE m.enrolment_id = e.id AND o.step_id = $2 AND o.group_id <> $1)))
         ORDER BY e.id"
    );
    let rows = tx.all(sql, args![group, step]).await?;
    rows.iter().map(member).collect()
}

/// For whom a group's work was handed in: one query.
///
/// # Errors
/// The store's.
pub async fn members(tx: &mut Tx, id: SubmissionId) -> Result<Vec<Member>> {
    let sql = sql!(
        "SELECT e.id, e.person_id FROM submission_members m JOIN enrolments e ON e.id = m.enrolment_id
         WHERE m.submission_id = $1 AND e.withdrawn_at IS NULL ORDER BY e.id"
    );
    tx.all(sql, args![id]).await?.iter().map(member).collect()
}

/// Those of them whose access is open at this instant: one query.
///
/// # Errors
/// The store's.
pub async fn members_at(tx: &mut Tx, id: SubmissionId, now: Timestamp) -> Result<Vec<Member>> {
    let sql = sql!(
        "SELECT e.id, e.person_id FROM submission_members m JOIN enrolments e ON e.id = m.enrolment_id
         WHERE m.submission_id = $1 AND e.withdrawn_at IS NULL AND e.suspended_at IS NULL AND e.ends_at > $2 ORDER BY e.id"
    );
    tx.all(sql, args![id, now]).await?.iter().map(member).collect()
}

/// Keeps what someone wrote: over what they left themselves, beside what another did.
pub(in super::super) async fn trace(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (id, revision): (SubmissionId, i64),
    (author, text): (PersonId, &str),
) -> Result<()> {
    let sql = sql!(
        "SELECT id, author_id FROM submission_writings WHERE submission_id = $1 ORDER BY revision DESC, id LIMIT 1"
    );
    let now = site.clock().now();
    if let Some(row) = tx.optional(sql, args![id]).await?
        && row.get::<PersonId>("author_id")? == author
    {
        let last: WritingId = row.get("id")?;
        let content = sealed(site, key, place(last), &text)?;
        let sql =
            sql!("UPDATE submission_writings SET content = $2, written_at = $3, revision = $4 WHERE id = $1");
        return tx
            .execute(sql, args![last, content, now, revision])
            .await
            .map(drop);
    }
    let new: WritingId = site.new_id();
    let content = sealed(site, key, place(new), &text)?;
    let sql = sql!(
        "INSERT INTO submission_writings (id, submission_id, author_id, content, written_at, revision)
         VALUES ($1, $2, $3, $4, $5, $6)"
    );
    tx.execute(sql, args![new, id, author, content, now, revision])
        .await?;
    let sql = sql!(
        "DELETE FROM submission_writings WHERE submission_id = $1 AND id NOT IN
           (SELECT w.id FROM submission_writings w WHERE w.submission_id = $1 ORDER BY w.revision DESC, w.id LIMIT $2)"
    );
    tx.execute(sql, args![id, MOST]).await.map(drop)
}

/// Who wrote what of a group's work, the first first: one query.
///
/// # Errors
/// The store's.
pub async fn writings(tx: &mut Tx, key: &DataKey, id: SubmissionId) -> Result<Vec<Writing>> {
    let sql = sql!(
        "SELECT id, author_id, content, written_at FROM submission_writings WHERE submission_id = $1 ORDER BY revision, id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Writing {
                author: row.get("author_id")?,
                at: row.get("written_at")?,
                text: opened(key, place(row.get("id")?), &row.get::<Vec<u8>>("content")?)?,
            })
        })
        .collect()
}
