//! Rows of `grading_files`: what a tutor recorded to say of a work.

use std::collections::HashMap;

use catalogue::assignments::Format;
use catalogue::courses::StepId;
use platform::blobs::{self, Stored};
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{Result, Site, args, sql};
use training::enrolment::EnrolmentId;

use crate::submissions::sealing::{Ring, opened, sealed};
use crate::submissions::{About, Piece, PieceId, SubmissionId};

fn place(id: PieceId) -> Place {
    Place::new("grading_files", "content", id.0)
}

fn file(row: &Row, key: &DataKey) -> Result<Piece> {
    let id: PieceId = row.get("id")?;
    Ok(Piece {
        id,
        format: Format::parse(&row.get::<String>("kind")?).unwrap_or(Format::Audio),
        about: opened(key, place(id), &row.get::<Vec<u8>>("content")?)?,
        blob: row.get("blob_id")?,
        size: u64::try_from(row.get::<i64>("size")?).unwrap_or_default(),
        author: None,
    })
}

/// All that was recorded to say of a work, whether its correction holds it still or not: one query.
///
/// # Errors
/// The store's.
pub async fn of(tx: &mut Tx, key: &DataKey, id: SubmissionId) -> Result<Vec<Piece>> {
    let sql = sql!(
        "SELECT f.id, f.kind, f.content, f.blob_id, b.size FROM grading_files f JOIN blobs b ON b.id = f.blob_id
         WHERE f.submission_id = $1 ORDER BY f.added_at, f.id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter().map(|row| file(row, key)).collect()
}

/// The same of every try of a learner at a step, alone or with a group: one query.
pub(super) async fn of_step(
    tx: &mut Tx,
    ring: &Ring,
    (enrolment, step): (EnrolmentId, StepId),
) -> Result<HashMap<SubmissionId, Vec<Piece>>> {
    let sql = sql!(
        "SELECT f.submission_id, f.id, f.kind, f.content, f.blob_id, b.size, o.group_id FROM grading_files f
         JOIN blobs b ON b.id = f.blob_id JOIN submissions o ON o.id = f.submission_id
         LEFT JOIN submission_members m ON m.submission_id = o.id AND m.enrolment_id = $1
         WHERE o.step_id = $2 AND ((o.enrolment_id = $1 AND o.group_id IS NULL) OR m.enrolment_id IS NOT NULL)
         ORDER BY f.added_at, f.id"
    );
    let mut files: HashMap<SubmissionId, Vec<Piece>> = HashMap::new();
    for row in &tx.all(sql, args![enrolment, step]).await? {
        if let Ok(key) = ring.get(row.get("group_id")?) {
            let of = files.entry(row.get("submission_id")?).or_default();
            of.push(file(row, key)?);
        }
    }
    Ok(files)
}

/// Keeps a recording beside the correction of a work, which says that it holds it. `key`: its learner's.
///
/// # Errors
/// The store's.
pub async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    to: SubmissionId,
    (format, about, stored): (Format, &About, Stored),
) -> Result<PieceId> {
    let id: PieceId = site.new_id();
    let content = sealed(site, key, place(id), about)?;
    let blob = stored.record(tx).await?;
    let sql = sql!(
        "INSERT INTO grading_files (id, submission_id, kind, content, blob_id, added_at) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![id, to, format.code(), content, blob, site.clock().now()];
    tx.execute(sql, values).await?;
    Ok(id)
}

/// Writes what is said in a recording.
///
/// # Errors
/// The store's.
pub async fn write_down(tx: &mut Tx, site: &Site, key: &DataKey, file: &Piece, words: &str) -> Result<()> {
    let about = About {
        transcript: words.to_owned(),
        ..file.about.clone()
    };
    let content = sealed(site, key, place(file.id), &about)?;
    let sql = sql!("UPDATE grading_files SET content = $2 WHERE id = $1");
    tx.execute(sql, args![file.id, content]).await.map(drop)
}

/// Removes a recording that no learner was ever given.
///
/// # Errors
/// The store's.
pub async fn take_out(tx: &mut Tx, site: &Site, file: &Piece) -> Result<()> {
    let sql = sql!("DELETE FROM grading_files WHERE id = $1");
    if tx.execute(sql, args![file.id]).await? > 0 {
        blobs::delete(tx, site, file.blob).await?;
    }
    Ok(())
}
