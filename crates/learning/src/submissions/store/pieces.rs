//! Rows of `submission_files`: what goes with an answer, and what is said in it.

use std::collections::HashMap;

use catalogue::assignments::Format;
use catalogue::courses::StepId;
use platform::blobs::{self, BlobId, Stored};
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};
use training::enrolment::EnrolmentId;
use training::groups::GroupId;

use super::super::sealing::{Ring, key_of, opened, sealed};
use super::{SubmissionId, find, whose};

id_type!(
    /// A file that goes with it.
    PieceId
);

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
    /// Who of a group added it.
    pub author: Option<PersonId>,
}

/// What is sealed of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Its name, safe to show and to download under.
    pub name: String,
    /// What is said in it, in the words of who recorded it.
    pub transcript: String,
    /// What is said in it, as who corrects wrote it down: beside the other, never in its place.
    pub heard: String,
    /// How long it is, in milliseconds, when it says so.
    pub length_ms: Option<u64>,
}

fn place(id: PieceId) -> Place {
    Place::new("submission_files", "content", id.0)
}

pub(super) fn piece(row: &Row, key: &DataKey) -> Result<Piece> {
    let id: PieceId = row.get("id")?;
    Ok(Piece {
        id,
        format: Format::parse(&row.get::<String>("kind")?).unwrap_or(Format::File),
        about: opened(key, place(id), &row.get::<Vec<u8>>("content")?)?,
        blob: row.get("blob_id")?,
        size: u64::try_from(row.get::<i64>("size")?).unwrap_or_default(),
        author: row.get("author_id")?,
    })
}

/// The files of the works at a step that a learner may read: one query. Those of other works have no key here.
pub(super) async fn of_step(
    tx: &mut Tx,
    ring: &Ring,
    person: PersonId,
    (enrolment, step): (EnrolmentId, StepId),
    group: Option<GroupId>,
) -> Result<HashMap<SubmissionId, Vec<Piece>>> {
    let sql = sql!(
        "SELECT f.id, f.submission_id, o.group_id, f.kind, f.content, f.blob_id, f.author_id, b.size FROM submission_files f
         JOIN submissions o ON o.id = f.submission_id JOIN blobs b ON b.id = f.blob_id
         WHERE o.step_id = $2 AND ((o.enrolment_id = $1 AND o.group_id IS NULL) OR o.group_id = $3
           OR o.group_id IN (SELECT w.group_id FROM submissions w JOIN submission_members x ON x.submission_id = w.id
                             WHERE x.enrolment_id = $1 AND w.step_id = $2)
           OR o.id IN (SELECT y.submission_id FROM submission_writings y JOIN submissions w ON w.id = y.submission_id
                       JOIN learner_groups d ON d.id = w.group_id
                       WHERE y.author_id = $4 AND w.step_id = $2 AND d.dissolved_at IS NOT NULL))
         ORDER BY f.added_at, f.id"
    );
    let mut found: HashMap<SubmissionId, Vec<Piece>> = HashMap::new();
    for row in &tx.all(sql, args![enrolment, step, group, person]).await? {
        if let Ok(key) = ring.get(row.get("group_id")?) {
            let of = found.entry(row.get("submission_id")?).or_default();
            of.push(piece(row, key)?);
        }
    }
    Ok(found)
}

/// The files of one work: one query.
pub(in super::super) async fn of_draft(tx: &mut Tx, key: &DataKey, id: SubmissionId) -> Result<Vec<Piece>> {
    let sql = sql!(
        "SELECT f.id, f.kind, f.content, f.blob_id, f.author_id, b.size FROM submission_files f JOIN blobs b ON b.id = f.blob_id
         WHERE f.submission_id = $1 ORDER BY f.added_at, f.id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter().map(|row| piece(row, key)).collect()
}

/// Adds a file to a draft. `author`: who of a group does.
pub(in super::super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (to, author): (SubmissionId, Option<PersonId>),
    (format, about, stored): (Format, &About, Stored),
) -> Result<()> {
    let id: PieceId = site.new_id();
    let content = sealed(site, key, place(id), about)?;
    let blob = stored.record(tx).await?;
    let sql = sql!(
        "INSERT INTO submission_files (id, submission_id, kind, content, blob_id, author_id, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![id, to, format.code(), content, blob, author, site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}

/// Takes a file out of a draft, and removes it.
pub(in super::super) async fn remove(
    tx: &mut Tx,
    site: &Site,
    from: SubmissionId,
    piece: &Piece,
) -> Result<()> {
    let sql = sql!("DELETE FROM submission_files WHERE id = $1 AND submission_id = $2");
    if tx.execute(sql, args![piece.id, from]).await? > 0 {
        blobs::delete(tx, site, piece.blob).await?;
    }
    Ok(())
}

async fn describe(tx: &mut Tx, site: &Site, key: &DataKey, piece: &Piece, about: &About) -> Result<()> {
    let content = sealed(site, key, place(piece.id), about)?;
    let sql = sql!("UPDATE submission_files SET content = $2 WHERE id = $1");
    tx.execute(sql, args![piece.id, content]).await.map(drop)
}

/// Who recorded says in words what they say.
pub(in super::super) async fn transcribe(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    piece: &Piece,
    words: &str,
) -> Result<()> {
    let about = About {
        transcript: words.to_owned(),
        ..piece.about.clone()
    };
    describe(tx, site, key, piece, &about).await
}

/// Who corrects writes what they hear in a file of a work, beside what its learner wrote; once their right is proved. False
/// when the work has no such file.
///
/// # Errors
/// [`Error::NotFound`], the store's or the key store's.
pub async fn transcribe_for(
    tx: &mut Tx,
    site: &Site,
    id: SubmissionId,
    (file, words): (&str, &str),
) -> Result<bool> {
    let (_, person) = whose(tx, id).await?;
    let work = find(tx, site, person, id).await?;
    let Some(piece) = work.piece(file) else {
        return Ok(false);
    };
    let key = key_of(site, person, work.group).await?.ok_or(Error::NotFound)?;
    let about = About {
        heard: words.to_owned(),
        ..piece.about.clone()
    };
    describe(tx, site, &key, piece, &about).await.map(|()| true)
}
