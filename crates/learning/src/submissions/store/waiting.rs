//! What waits to be corrected at a step, whole.

use std::collections::HashMap;

use catalogue::courses::StepId;
use platform::db::Tx;
use platform::{Error, PersonId, Result, Site, args, sql};
use training::sessions::SessionId;

use super::pieces::piece;
use super::{Piece, Submission, SubmissionId, key_of, submission};

/// The works of a step of a session whose correction isn't published, with their files: two queries, however many there are.
/// What was sealed for somebody who was erased isn't there.
///
/// # Errors
/// The store's or the key store's.
pub async fn at_step(
    tx: &mut Tx,
    site: &Site,
    (session, step): (SessionId, StepId),
) -> Result<HashMap<SubmissionId, Submission>> {
    let sql = sql!(
        "SELECT o.id, o.enrolment_id, o.step_id, o.version_id, o.number, o.content, o.revision, o.handed_at, o.late, o.anonymous,
                o.group_id, e.person_id
         FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id LEFT JOIN learner_groups lg ON lg.id = o.group_id
         WHERE COALESCE(lg.session_id, e.session_id) = $1 AND o.step_id = $2 AND o.settled = 0 AND o.handed_at IS NOT NULL"
    );
    let rows = tx.all(sql, args![session, step]).await?;
    let sql = sql!(
        "SELECT f.id, f.submission_id, f.kind, f.content, f.blob_id, b.size, f.author_id FROM submission_files f
         JOIN submissions o ON o.id = f.submission_id JOIN enrolments e ON e.id = o.enrolment_id JOIN blobs b ON b.id = f.blob_id
         LEFT JOIN learner_groups lg ON lg.id = o.group_id WHERE COALESCE(lg.session_id, e.session_id) = $1 AND o.step_id = $2 AND o.settled = 0 AND o.handed_at IS NOT NULL ORDER BY f.added_at, f.id"
    );
    let mut files: HashMap<SubmissionId, Vec<_>> = HashMap::new();
    for row in tx.all(sql, args![session, step]).await? {
        files.entry(row.get("submission_id")?).or_default().push(row);
    }
    let mut works = HashMap::with_capacity(rows.len());
    for row in &rows {
        let (id, person): (SubmissionId, PersonId) = (row.get("id")?, row.get("person_id")?);
        let Some(key) = key_of(site, person, row.get("group_id")?).await? else {
            continue;
        };
        let own = files.remove(&id).unwrap_or_default();
        let pieces: Result<Vec<Piece>> = own.iter().map(|row| piece(row, &key)).collect();
        match pieces.and_then(|pieces| submission(row, &key, pieces)) {
            Ok(work) => drop(works.insert(id, work)),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(works)
}
