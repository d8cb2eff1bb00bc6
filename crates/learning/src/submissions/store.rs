//! Rows of `submissions` and `submission_files`, sealed with the evidence key of whoever learns.

pub(super) mod waiting;

use std::collections::HashMap;

use catalogue::assignments::Format;
use catalogue::courses::StepId;
use catalogue::library::VersionId;
use jiff::Timestamp;
use platform::blobs::{self, BlobId, Stored};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};
use training::enrolment::{Enrolment, EnrolmentId};

use super::rules::Try;
use super::sealing::{key_of, opened, sealed};

id_type!(
    /// One try of a learner at a step.
    SubmissionId
);
id_type!(
    /// A file that goes with it.
    PieceId
);

/// One try of a learner at a step: a draft, or handed in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Which.
    pub id: SubmissionId,
    /// Whose.
    pub enrolment: EnrolmentId,
    /// At which step.
    pub step: StepId,
    /// What it was asked by.
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

/// A file that goes with an answer.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Which.
    pub id: PieceId,
    /// A voice, a film or a file.
    pub format: Format,
    /// Its name, and what is said in it.
    pub about: About,
    /// The sealed blob.
    pub blob: BlobId,
    /// Bytes.
    pub size: u64,
}

/// What is sealed of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Its name, safe to show and to download under.
    pub name: String,
    /// What is said in it, in words.
    pub transcript: String,
    /// How long it is, in milliseconds, when it says so.
    pub length_ms: Option<u64>,
}

fn content_place(id: SubmissionId) -> Place {
    Place::new("submissions", "content", id.0)
}

fn piece_place(id: PieceId) -> Place {
    Place::new("submission_files", "content", id.0)
}

fn submission(row: &Row, key: &DataKey, pieces: Vec<Piece>) -> Result<Submission> {
    let id: SubmissionId = row.get("id")?;
    Ok(Submission {
        id,
        enrolment: row.get("enrolment_id")?,
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

fn piece(row: &Row, key: &DataKey) -> Result<Piece> {
    let id: PieceId = row.get("id")?;
    Ok(Piece {
        id,
        format: Format::parse(&row.get::<String>("kind")?).unwrap_or(Format::File),
        about: opened(key, piece_place(id), &row.get::<Vec<u8>>("content")?)?,
        blob: row.get("blob_id")?,
        size: u64::try_from(row.get::<i64>("size")?).unwrap_or_default(),
    })
}

/// The tries of a learner at a step, in order: two queries, one when there is none.
///
/// # Errors
/// The store's or the key store's.
pub async fn of_step(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    (enrolment, step): (EnrolmentId, StepId),
) -> Result<Vec<Submission>> {
    let sql = sql!(
        "SELECT id, enrolment_id, step_id, version_id, number, content, revision, handed_at, late, anonymous
         FROM submissions WHERE enrolment_id = $1 AND step_id = $2 ORDER BY number"
    );
    let rows = tx.all(sql, args![enrolment, step]).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = key_of(site, person).await?.ok_or_else(lost)?;
    let sql = sql!(
        "SELECT f.id, f.submission_id, f.kind, f.content, f.blob_id, b.size FROM submission_files f
         JOIN submissions o ON o.id = f.submission_id JOIN blobs b ON b.id = f.blob_id
         WHERE o.enrolment_id = $1 AND o.step_id = $2 ORDER BY f.added_at, f.id"
    );
    let mut pieces: HashMap<SubmissionId, Vec<Piece>> = HashMap::new();
    for row in &tx.all(sql, args![enrolment, step]).await? {
        let of = pieces.entry(row.get("submission_id")?).or_default();
        of.push(piece(row, &key)?);
    }
    rows.iter()
        .map(|row| submission(row, &key, pieces.remove(&row.get("id")?).unwrap_or_default()))
        .collect()
}

fn lost() -> Error {
    Error::fault("what someone handed in has lost its key")
}

/// One try of someone: two queries.
///
/// # Errors
/// [`Error::NotFound`], the store's or the key store's.
pub async fn find(tx: &mut Tx, site: &Site, person: PersonId, id: SubmissionId) -> Result<Submission> {
    let key = key_of(site, person).await?.ok_or(Error::NotFound)?;
    let sql = sql!(
        "SELECT id, enrolment_id, step_id, version_id, number, content, revision, handed_at, late, anonymous
         FROM submissions WHERE id = $1"
    );
    let row = tx.one(sql, args![id]).await?;
    let sql = sql!(
        "SELECT f.id, f.kind, f.content, f.blob_id, b.size FROM submission_files f JOIN blobs b ON b.id = f.blob_id
         WHERE f.submission_id = $1 ORDER BY f.added_at, f.id"
    );
    let rows = tx.all(sql, args![id]).await?;
    let pieces = rows.iter().map(|row| piece(row, &key)).collect::<Result<_>>()?;
    submission(&row, &key, pieces)
}

/// The form that someone handed in last, whatever the course: one query.
pub(super) async fn habit(tx: &mut Tx, site: &Site, person: PersonId) -> Result<Option<Format>> {
    let sql = sql!(
        "SELECT o.id, o.content FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id
         WHERE e.person_id = $1 AND o.handed_at IS NOT NULL ORDER BY o.handed_at DESC, o.id LIMIT 1"
    );
    let Some(row) = tx.optional(sql, args![person]).await? else {
        return Ok(None);
    };
    let key = key_of(site, person).await?.ok_or_else(lost)?;
    let content: Content = opened(
        &key,
        content_place(row.get("id")?),
        &row.get::<Vec<u8>>("content")?,
    )?;
    Ok(content.format)
}

/// Holds the tries of an enrolment until the transaction ends: for who reads before writing.
pub(crate) async fn lock(tx: &mut Tx, enrolment: EnrolmentId) -> Result<()> {
    tx.lock("submissions", enrolment.0).await
}

/// A draft about to be written.
pub(super) struct Draft<'a> {
    pub(super) key: &'a DataKey,
    pub(super) enrolment: EnrolmentId,
    pub(super) step: StepId,
    pub(super) version: VersionId,
    pub(super) number: u32,
}

/// Writes the text of a draft, which begins when there is none; `over`: the revision that was read, 0 before the first.
/// Answers its identifier and its next revision; none when somebody has written since.
pub(super) async fn write(
    tx: &mut Tx,
    site: &Site,
    draft: &Draft<'_>,
    before: Option<&Submission>,
    over: i64,
    text: &str,
) -> Result<Option<(SubmissionId, i64)>> {
    if before.map_or(0, |before| before.revision) != over {
        return Ok(None);
    }
    let content = Content {
        text: text.to_owned(),
        format: None,
    };
    let id = before.map_or_else(|| site.new_id(), |before| before.id);
    let content = sealed(site, draft.key, content_place(id), &content)?;
    let sql = sql!(
        "INSERT INTO submissions (id, enrolment_id, step_id, version_id, number, content, revision, began_at)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7)
         ON CONFLICT (enrolment_id, step_id, number) DO UPDATE SET content = $6, version_id = $4, revision = submissions.revision + 1
           WHERE submissions.id = $1 AND submissions.handed_at IS NULL"
    );
    let values = args![
        id,
        draft.enrolment,
        draft.step,
        draft.version,
        draft.number,
        content,
        site.clock().now()
    ];
    Ok((tx.execute(sql, values).await? > 0).then_some((id, over + 1)))
}

/// Adds a file to a draft.
pub(super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    to: SubmissionId,
    (format, about, stored): (Format, &About, Stored),
) -> Result<()> {
    let id: PieceId = site.new_id();
    let content = sealed(site, key, piece_place(id), about)?;
    let blob = stored.record(tx).await?;
    let sql = sql!(
        "INSERT INTO submission_files (id, submission_id, kind, content, blob_id, added_at) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![id, to, format.code(), content, blob, site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}

/// Takes a file out of a draft, and removes it.
pub(super) async fn remove(tx: &mut Tx, site: &Site, from: SubmissionId, piece: &Piece) -> Result<()> {
    let sql = sql!("DELETE FROM submission_files WHERE id = $1 AND submission_id = $2");
    if tx.execute(sql, args![piece.id, from]).await? > 0 {
        blobs::delete(tx, site, piece.blob).await?;
    }
    Ok(())
}

/// Says in words what is said in a recording: its learner, or who corrects it.
///
/// # Errors
/// The store's.
pub async fn transcribe(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    piece: &Piece,
    transcript: &str,
) -> Result<()> {
    let about = About {
        transcript: transcript.to_owned(),
        ..piece.about.clone()
    };
    let content = sealed(site, key, piece_place(piece.id), &about)?;
    let sql = sql!("UPDATE submission_files SET content = $2 WHERE id = $1");
    tx.execute(sql, args![piece.id, content]).await.map(drop)
}

/// How a draft is handed in.
pub(super) struct Handing {
    pub(super) version: VersionId,
    pub(super) format: Option<Format>,
    pub(super) late: bool,
    pub(super) anonymous: bool,
}

/// Hands a draft in, once: false when it was already.
pub(super) async fn hand_in(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    enrolment: &Enrolment,
    draft: &Submission,
    handing: &Handing,
) -> Result<bool> {
    let content = Content {
        format: handing.format,
        ..draft.content.clone()
    };
    let content = sealed(site, key, content_place(draft.id), &content)?;
    let sql = sql!(
        "UPDATE submissions SET handed_at = $3, content = $4, late = $5, anonymous = $6, version_id = $7
         WHERE id = $1 AND revision = $2 AND handed_at IS NULL"
    );
    let values = args![
        draft.id,
        draft.revision,
        site.clock().now(),
        content,
        i64::from(handing.late),
        i64::from(handing.anonymous),
        handing.version
    ];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    let event = Event::new("submission.handed")
        .about(enrolment.person)
        .in_session(enrolment.session)
        .on(draft.id)
        .with("step", draft.step.0)
        .with("late", i64::from(handing.late));
    events::write(tx, site, event).await?;
    Ok(true)
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
    let sql =
        sql!("SELECT id FROM submissions WHERE enrolment_id = $1 AND step_id = $2 AND number > $3 LIMIT 1");
    let values = args![of.enrolment, of.step, i64::from(of.number)];
    Ok(tx.optional(sql, values).await?.is_some())
}
