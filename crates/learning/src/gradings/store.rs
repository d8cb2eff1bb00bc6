//! Rows of `gradings` and `grading_changes`, sealed with the evidence key of whoever learns.

pub(super) mod claims;
pub(super) mod files;
pub(super) mod given;
pub(super) mod readings;
pub(super) mod remarks;

use std::collections::HashMap;

use catalogue::courses::StepId;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{PersonId, Result, Site, args, id_type, sql};
use training::enrolment::EnrolmentId;

use super::rules::{Decision, Said};
use crate::submissions::sealing::{Ring, opened, sealed};
use crate::submissions::{Piece, SubmissionId};

id_type!(
    /// A correction that another took the place of.
    ChangeId
);

/// A correction: a draft, or published.
#[derive(Clone, Debug)]
pub struct Grading {
    /// What it says.
    pub said: Said,
    /// What it comes to, 0 to 100, when it comes to something.
    pub percent: Option<f64>,
    /// What becomes of the work.
    pub decision: Decision,
    /// Goes up with each save.
    pub revision: i64,
    /// Who saved it last; nobody whose account was erased.
    pub by: Option<PersonId>,
    /// When.
    pub changed_at: Timestamp,
    /// When the learner was given it.
    pub published_at: Option<Timestamp>,
    /// When they opened it.
    pub read_at: Option<Timestamp>,
    /// What was recorded to say it.
    pub files: Vec<Piece>,
}

impl Grading {
    /// A recording of it.
    pub fn file(&self, id: &str) -> Option<&Piece> {
        self.files.iter().find(|file| file.id.to_string() == id)
    }
}

/// What a change of a published correction took the place of.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it said.
    pub said: Said,
    /// What it came to.
    pub percent: Option<f64>,
    /// What became of the work.
    pub decision: Decision,
    /// Who had published it.
    pub by: Option<PersonId>,
    /// When.
    pub published_at: Timestamp,
}

fn place(id: SubmissionId) -> Place {
    Place::new("gradings", "content", id.0)
}

fn change_place(id: ChangeId) -> Place {
    Place::new("grading_changes", "content", id.0)
}

fn decision(row: &Row) -> Result<Decision> {
    Ok(match row.get::<i64>("redo")? {
        0 => Decision::Done,
        _ => Decision::Redo,
    })
}

/// `files`: all that was ever recorded to say of the work.
fn grading(row: &Row, key: &DataKey, mut files: Vec<Piece>) -> Result<Grading> {
    let id: SubmissionId = row.get("submission_id")?;
    let said: Said = opened(key, place(id), &row.get::<Vec<u8>>("content")?)?;
    files.retain(|file| said.files.contains(&file.id.0));
    Ok(Grading {
        said,
        files,
        percent: row.get("percent")?,
        decision: decision(row)?,
        revision: row.get("revision")?,
        by: row.get("tutor_id")?,
        changed_at: row.get("changed_at")?,
        published_at: row.get("published_at")?,
        read_at: row.get("read_at")?,
    })
}

/// The correction of a work, when it has begun: two queries.
///
/// # Errors
/// The store's.
pub async fn find(tx: &mut Tx, key: &DataKey, id: SubmissionId) -> Result<Option<Grading>> {
    let sql = sql!(
        "SELECT submission_id, content, percent, redo, revision, tutor_id, changed_at, published_at, read_at
         FROM gradings WHERE submission_id = $1"
    );
    let Some(row) = tx.optional(sql, args![id]).await? else {
        return Ok(None);
    };
    let files = files::of(tx, key, id).await?;
    grading(&row, key, files).map(Some)
}

/// What was published of the tries of a learner at a step, alone or with a group; when they opened it themselves: two queries, one
/// when nothing was.
pub(crate) async fn of_step(
    tx: &mut Tx,
    ring: &Ring,
    (enrolment, step): (EnrolmentId, StepId),
) -> Result<HashMap<SubmissionId, Grading>> {
    let sql = sql!(
        "SELECT g.submission_id, g.content, g.percent, g.redo, g.revision, g.tutor_id, g.changed_at, g.published_at, o.group_id,
                CASE WHEN o.group_id IS NULL THEN g.read_at ELSE m.read_at END AS read_at
         FROM submissions o JOIN gradings g ON g.submission_id = o.id
         LEFT JOIN submission_members m ON m.submission_id = o.id AND m.enrolment_id = $1
         WHERE o.step_id = $2 AND g.published_at IS NOT NULL
           AND ((o.enrolment_id = $1 AND o.group_id IS NULL) OR m.enrolment_id IS NOT NULL)"
    );
    let rows = tx.all(sql, args![enrolment, step]).await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let mut files = files::of_step(tx, ring, (enrolment, step)).await?;
    let mut all = HashMap::new();
    for row in &rows {
        // What nobody can open any more is left out.
        if let Ok(key) = ring.get(row.get("group_id")?) {
            let id: SubmissionId = row.get("submission_id")?;
            all.insert(id, grading(row, key, files.remove(&id).unwrap_or_default())?);
        }
    }
    Ok(all)
}

/// What is about to be written of a correction.
#[derive(Clone, Debug)]
pub struct Writing<'a> {
    /// What it says.
    pub said: &'a Said,
    /// What it comes to.
    pub percent: Option<f64>,
    /// What becomes of the work.
    pub decision: Decision,
}

/// Saves a draft over the revision that was read, 0 before the first; once the right of `by` is proved. None when somebody
/// has saved or published since.
///
/// # Errors
/// The store's.
pub async fn save(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (id, over): (SubmissionId, i64),
    by: Option<PersonId>,
    writing: &Writing<'_>,
) -> Result<Option<i64>> {
    let content = sealed(site, key, place(id), writing.said)?;
    let redo = i64::from(writing.decision == Decision::Redo);
    let values = args![id, over, content, writing.percent, redo, by, site.clock().now()];
    let sql = match over {
        0 => sql!(
            "INSERT INTO gradings (submission_id, enrolment_id, content, percent, redo, revision, tutor_id, changed_at)
             SELECT o.id, o.enrolment_id, $3, $4, $5, $2 + 1, $6, $7 FROM submissions o WHERE o.id = $1
             ON CONFLICT (submission_id) DO NOTHING"
        ),
        _ => sql!(
            "UPDATE gradings SET content = $3, percent = $4, redo = $5, revision = revision + 1, tutor_id = $6, changed_at = $7
             WHERE submission_id = $1 AND revision = $2 AND published_at IS NULL AND NOT EXISTS (
               SELECT 1 FROM grading_readings w WHERE w.submission_id = $1 AND w.answered_at IS NULL)"
        ),
    };
    Ok((tx.execute(sql, values).await? > 0).then_some(over + 1))
}

/// Gives a correction to its learner, as it is now or in the place of what was published; what that was is kept. False when
/// somebody has saved or published since.
pub(super) async fn put_out(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (id, before): (SubmissionId, Option<&Grading>),
    by: Option<PersonId>,
    writing: &Writing<'_>,
) -> Result<bool> {
    let over = before.map_or(0, |before| before.revision);
    if let Some((before, published)) = before.and_then(|before| Some((before, before.published_at?))) {
        let change: ChangeId = site.new_id();
        let content = sealed(site, key, change_place(change), &before.said)?;
        let redo = i64::from(before.decision == Decision::Redo);
        let sql = sql!(
            "INSERT INTO grading_changes (id, submission_id, content, percent, redo, tutor_id, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        let values = args![change, id, content, before.percent, redo, before.by, published];
        tx.execute(sql, values).await?;
    }
    let content = sealed(site, key, place(id), writing.said)?;
    let redo = i64::from(writing.decision == Decision::Redo);
    let values = args![id, over, content, writing.percent, redo, by, site.clock().now()];
    let sql = match before {
        None => sql!(
            "INSERT INTO gradings (submission_id, enrolment_id, content, percent, redo, revision, tutor_id, changed_at, published_at)
             SELECT o.id, o.enrolment_id, $3, $4, $5, $2 + 1, $6, $7, $7 FROM submissions o WHERE o.id = $1
             ON CONFLICT (submission_id) DO NOTHING"
        ),
        Some(_) => sql!(
            "UPDATE gradings SET content = $3, percent = $4, redo = $5, revision = revision + 1, tutor_id = $6, changed_at = $7,
                    published_at = $7, read_at = NULL
             WHERE submission_id = $1 AND revision = $2"
        ),
    };
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    let sql = sql!("UPDATE submissions SET settled = 1 WHERE id = $1");
    tx.execute(sql, args![id]).await?;
    Ok(true)
}

/// What corrections of a work took the place of each other, the first first: one query.
///
/// # Errors
/// The store's.
pub async fn changes(tx: &mut Tx, key: &DataKey, id: SubmissionId) -> Result<Vec<Change>> {
    let sql = sql!(
        "SELECT id, content, percent, redo, tutor_id, published_at FROM grading_changes
         WHERE submission_id = $1 ORDER BY published_at, id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Change {
                said: opened(key, change_place(row.get("id")?), &row.get::<Vec<u8>>("content")?)?,
                percent: row.get("percent")?,
                decision: decision(row)?,
                by: row.get("tutor_id")?,
                published_at: row.get("published_at")?,
            })
        })
        .collect()
}

/// What was just corrected, and not opened yet by its learner.
#[derive(Clone, Copy, Debug)]
pub struct News {
    /// At which step.
    pub step: StepId,
    /// What becomes of the work.
    pub decision: Decision,
}

/// What was corrected under an enrolment and not opened yet, the latest first: one query.
///
/// # Errors
/// The store's.
pub async fn news(tx: &mut Tx, enrolment: EnrolmentId) -> Result<Vec<News>> {
    let sql = sql!(
        "SELECT n.step_id, n.redo FROM (
           SELECT o.id, o.step_id, g.redo, g.published_at FROM gradings g JOIN submissions o ON o.id = g.submission_id
           WHERE g.enrolment_id = $1 AND o.group_id IS NULL AND g.published_at IS NOT NULL AND g.read_at IS NULL
           UNION ALL
           SELECT o.id, o.step_id, g.redo, g.published_at FROM submission_members m
           JOIN submissions o ON o.id = m.submission_id JOIN gradings g ON g.submission_id = o.id
           WHERE m.enrolment_id = $1 AND g.published_at IS NOT NULL AND m.read_at IS NULL) n
         ORDER BY n.published_at DESC, n.id"
    );
    let rows = tx.all(sql, args![enrolment]).await?;
    rows.iter()
        .map(|row| {
            Ok(News {
                step: row.get("step_id")?,
                decision: decision(row)?,
            })
        })
        .collect()
}

/// A group's correction is news to each of its members.
pub(super) async fn tell(tx: &mut Tx, id: SubmissionId) -> Result<()> {
    let sql = sql!("UPDATE submission_members SET read_at = NULL WHERE submission_id = $1");
    tx.execute(sql, args![id]).await.map(drop)
}

/// The learner has opened what was published of their tries at a step.
///
/// # Errors
/// The store's.
pub async fn read(tx: &mut Tx, site: &Site, (enrolment, step): (EnrolmentId, StepId)) -> Result<()> {
    let sql = sql!(
        "UPDATE gradings SET read_at = $3 WHERE read_at IS NULL AND published_at IS NOT NULL
           AND submission_id IN (SELECT o.id FROM submissions o LEFT JOIN submission_members m ON m.submission_id = o.id AND m.enrolment_id = $1
                                 WHERE o.step_id = $2 AND ((o.enrolment_id = $1 AND o.group_id IS NULL) OR m.enrolment_id IS NOT NULL))"
    );
    let values = args![enrolment, step, site.clock().now()];
    tx.execute(sql, values).await?;
    let sql = sql!(
        "UPDATE submission_members SET read_at = $3 WHERE enrolment_id = $1 AND read_at IS NULL
           AND submission_id IN (SELECT o.id FROM submissions o JOIN gradings g ON g.submission_id = o.id
                                 WHERE o.step_id = $2 AND g.published_at IS NOT NULL)"
    );
    let values = args![enrolment, step, site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}
