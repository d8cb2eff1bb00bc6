//! Rows of `submissions` and `submission_files`, sealed with the evidence key of whoever learns, or with their group's.

mod drafts;
mod handing;
mod pieces;
pub(super) mod together;
pub(super) mod waiting;

use catalogue::assignments::Format;
use catalogue::courses::StepId;
use catalogue::library::VersionId;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};
use training::enrolment::EnrolmentId;
use training::groups::GroupId;
use uuid::Uuid;

use super::rules::{Try, owner};
use super::sealing::{Ring, key_of, opened};

pub(super) use drafts::{Draft, save_alone, write};
pub(super) use handing::{Handing, hand_in};
pub use pieces::{About, Piece, PieceId, transcribe_for};
pub(super) use pieces::{add, of_draft, remove, transcribe};

id_type!(
    /// One try of a learner, or of a group, at a step.
    SubmissionId
);

/// One try at a step: a draft, or handed in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Which.
    pub id: SubmissionId,
    /// Whose; of a group's, who began it.
    pub enrolment: EnrolmentId,
    /// The group that it is of.
    pub group: Option<GroupId>,
    /// At which step.
    pub step: StepId,
    /// What it was asked by; of a draft, when it began.
    pub version: VersionId,
    /// From 1.
    pub number: u32,
    /// What the learner wrote.
    pub content: Content,
    /// Its files, in the order in which they came.
    pub pieces: Vec<Piece>,
    /// Of the draft: goes up with each save.
    pub revision: i64,
    /// When it was handed in.
    pub handed_at: Option<Timestamp>,
    /// After the date of its step.
    pub late: bool,
    /// To be corrected without the name.
    pub anonymous: bool,
}

/// What is written, sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The answer in words.
    pub text: String,
    /// The form that it mostly has, known once it is handed in.
    pub format: Option<Format>,
}

fn content_place(id: SubmissionId) -> Place {
    Place::new("submissions", "content", id.0)
}

fn submission(row: &Row, key: &DataKey, pieces: Vec<Piece>) -> Result<Submission> {
    let id: SubmissionId = row.get("id")?;
    Ok(Submission {
        id,
        enrolment: row.get("enrolment_id")?,
        group: row.get("group_id")?,
        step: row.get("step_id")?,
        version: row.get("version_id")?,
        number: u32::try_from(row.get::<i64>("number")?).unwrap_or_default(),
        content: opened(key, content_place(id), &row.get::<Vec<u8>>("content")?)?,
        pieces,
        revision: row.get("revision")?,
        handed_at: row.get("handed_at")?,
        late: row.get::<i64>("late")? != 0,
        anonymous: row.get::<i64>("anonymous")? != 0,
    })
}

/// What someone may read of a step, and with whom they go on.
#[derive(Default)]
pub(crate) struct Held {
    /// The tries that count, in order, the draft last.
    pub(crate) tries: Vec<Submission>,
    /// A draft that waits beside them: written alone before being put in a group, for one.
    pub(super) aside: Vec<Submission>,
    /// The group that writes the next, when it isn't the learner alone.
    pub(super) group: Option<GroupId>,
    /// The keys of all that.
    pub(crate) ring: Ring,
}

/// The tries of a learner at a step, alone and with their groups; `group`: the one they are in now, where this work is a
/// group's. Two queries, one when there is none.
///
/// # Errors
/// The store's or the key store's.
pub(crate) async fn of_step(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    (enrolment, step): (EnrolmentId, StepId),
    group: Option<GroupId>,
) -> Result<Held> {
    let sql = sql!(
        "SELECT o.id, o.enrolment_id, o.group_id, o.step_id, o.version_id, o.number, o.content, o.revision, o.handed_at, o.late,
                o.anonymous, m.submission_id AS handed_with
         FROM submissions o LEFT JOIN submission_members m ON m.submission_id = o.id AND m.enrolment_id = $1
         WHERE o.step_id = $2 AND ((o.enrolment_id = $1 AND o.group_id IS NULL) OR o.group_id = $3
           OR o.group_id IN (SELECT w.group_id FROM submissions w JOIN submission_members x ON x.submission_id = w.id
                             WHERE x.enrolment_id = $1 AND w.step_id = $2)
           OR o.id IN (SELECT y.submission_id FROM submission_writings y JOIN submissions w ON w.id = y.submission_id
                       JOIN learner_groups d ON d.id = w.group_id
                       WHERE y.author_id = $4 AND w.step_id = $2 AND d.dissolved_at IS NOT NULL))
         ORDER BY o.number, o.began_at, o.id"
    );
    let rows = tx.all(sql, args![enrolment, step, group, person]).await?;
    if rows.is_empty() {
        return Ok(Held {
            group,
            ..Held::default()
        });
    }
    let mut own = Vec::new();
    let mut known = Vec::new();
    for row in &rows {
        let of: Option<GroupId> = row.get("group_id")?;
        let handed = row.get::<Option<Timestamp>>("handed_at")?.is_some();
        let mine = of.is_none() || !handed || row.get::<Option<SubmissionId>>("handed_with")?.is_some();
        known.push((of, handed, mine));
        if mine {
            own.push((row, of, handed));
        }
    }
    let goes_on = owner(&known, group);
    let owners: Vec<Option<GroupId>> = own.iter().map(|(_, of, _)| *of).collect();
    let ring = Ring::of(site, person, &owners).await?;
    let mut pieces = pieces::of_step(tx, &ring, person, (enrolment, step), group).await?;
    let mut held = Held {
        group: goes_on,
        ..Held::default()
    };
    for (row, of, handed) in own {
        // What nobody can open any more is left out.
        let Ok(key) = ring.get(of) else { continue };
        let found = pieces.remove(&row.get("id")?).unwrap_or_default();
        let one = submission(row, key, found)?;
        match handed || of == goes_on {
            true => held.tries.push(one),
            false => held.aside.push(one),
        }
    }
    // A draft comes after all that was handed in, whatever group that was with.
    held.tries
        .sort_by_key(|one| (one.handed_at.is_none(), one.number));
    held.ring = ring;
    Ok(held)
}

/// One try of someone: two queries.
///
/// # Errors
/// [`Error::NotFound`], the store's or the key store's.
pub async fn find(tx: &mut Tx, site: &Site, person: PersonId, id: SubmissionId) -> Result<Submission> {
    let sql = sql!(
        "SELECT id, enrolment_id, group_id, step_id, version_id, number, content, revision, handed_at, late, anonymous
         FROM submissions WHERE id = $1"
    );
    let row = tx.one(sql, args![id]).await?;
    let key = key_of(site, person, row.get("group_id")?).await?;
    let key = key.ok_or(Error::NotFound)?;
    let pieces = of_draft(tx, &key, id).await?;
    submission(&row, &key, pieces)
}

/// The form that someone handed in last by themselves, whatever the course: one query.
pub(super) async fn habit(tx: &mut Tx, site: &Site, person: PersonId) -> Result<Option<Format>> {
    let sql = sql!(
        "SELECT o.id, o.content FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id
         WHERE e.person_id = $1 AND o.group_id IS NULL AND o.handed_at IS NOT NULL ORDER BY o.handed_at DESC, o.id LIMIT 1"
    );
    let Some(row) = tx.optional(sql, args![person]).await? else {
        return Ok(None);
    };
    let ring = Ring::of(site, person, &[None]).await?;
    let content: Content = opened(
        ring.get(None)?,
        content_place(row.get("id")?),
        &row.get::<Vec<u8>>("content")?,
    )?;
    Ok(content.format)
}

/// Holds the tries of an owner until the transaction ends: for who reads before writing.
pub(crate) async fn lock(tx: &mut Tx, owner: Uuid) -> Result<()> {
    tx.lock("submissions", owner).await
}

impl Submission {
    /// As its turn sees it.
    pub fn as_try(&self, redo: Option<bool>) -> Try {
        Try {
            number: self.number,
            handed: self.handed_at.is_some(),
            redo,
        }
    }

    /// A file of it.
    pub fn piece(&self, id: &str) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.id.to_string() == id)
    }

    /// Whose tries it is among: its group's, or its learner's.
    pub fn owner(&self) -> Uuid {
        self.group.map_or(self.enrolment.0, |group| group.0)
    }
}

/// Under which enrolment, and whose, a work is: one query.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn whose(tx: &mut Tx, id: SubmissionId) -> Result<(EnrolmentId, PersonId)> {
    let sql = sql!(
        "SELECT e.id, e.person_id FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id WHERE o.id = $1"
    );
    let row = tx.one(sql, args![id]).await?;
    Ok((row.get("id")?, row.get("person_id")?))
}

/// Whether another try has begun since: one query.
///
/// # Errors
/// The store's.
pub async fn overtaken(tx: &mut Tx, of: &Submission) -> Result<bool> {
    let sql = sql!(
        "SELECT id FROM submissions WHERE COALESCE(group_id, enrolment_id) = $1 AND step_id = $2 AND number > $3 LIMIT 1"
    );
    let values = args![of.owner(), of.step, i64::from(of.number)];
    Ok(tx.optional(sql, values).await?.is_some())
}
