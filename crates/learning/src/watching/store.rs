//! Rows of `media_views`.

use std::collections::HashMap;

use catalogue::courses::StepId;
use jiff::Timestamp;
use platform::blobs::BlobId;
use platform::db::Tx;
use platform::{Result, Site, args, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

use super::rules::Watched;

/// What a learner has watched of a recording.
#[derive(Clone, Debug)]
pub(super) struct MediaView {
    pub(super) watched: Watched,
    /// Where they left off, in milliseconds.
    pub(super) position: u64,
    /// When they opened it first.
    pub(super) opened_at: Timestamp,
}

/// What a learner has watched of a recording; nothing when they have only seen another.
///
/// # Errors
/// The store's.
pub(super) async fn find(
    tx: &mut Tx,
    (enrolment, step): (EnrolmentId, StepId),
    recording: BlobId,
) -> Result<Option<MediaView>> {
    let sql = sql!(
        "SELECT watched, position, opened_at FROM media_views WHERE enrolment_id = $1 AND step_id = $2 AND blob_id = $3"
    );
    let row = tx.optional(sql, args![enrolment, step, recording]).await?;
    row.map(|row| {
        Ok(MediaView {
            watched: Watched::parse(&row.get::<String>("watched")?),
            position: u64::try_from(row.get::<i64>("position")?).unwrap_or_default(),
            opened_at: row.get("opened_at")?,
        })
    })
    .transpose()
}

/// The best share that every learner of a session has watched of the recording of each step, in percent: one query. What
/// takes the place of a recording takes nothing of it.
///
/// # Errors
/// The store's.
pub async fn shares(tx: &mut Tx, session: SessionId) -> Result<HashMap<(EnrolmentId, StepId), u32>> {
    let sql = sql!(
        "SELECT v.enrolment_id, v.step_id, v.percent FROM media_views v JOIN enrolments e ON e.id = v.enrolment_id
         WHERE e.session_id = $1"
    );
    let rows = tx.all(sql, args![session]).await?;
    rows.iter()
        .map(|row| {
            let percent = u32::try_from(row.get::<i64>("percent")?).unwrap_or_default();
            Ok(((row.get("enrolment_id")?, row.get("step_id")?), percent))
        })
        .collect()
}

/// Keeps what a learner has watched of a recording, in the place of what they had of another.
/// `length`: of the recording, in milliseconds.
///
/// # Errors
/// The store's.
pub(super) async fn keep(
    tx: &mut Tx,
    site: &Site,
    (enrolment, step): (EnrolmentId, StepId),
    recording: BlobId,
    view: &MediaView,
    length: u64,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO media_views (enrolment_id, step_id, blob_id, watched, percent, position, opened_at, changed_at)
         VALUES ($1, $2, $3, $4, $8, $5, $6, $7)
         ON CONFLICT (enrolment_id, step_id) DO UPDATE SET blob_id = $3, watched = $4, position = $5, opened_at = $6, changed_at = $7,
                 percent = CASE WHEN media_views.percent > $8 THEN media_views.percent ELSE $8 END"
    );
    let position = i64::try_from(view.position).unwrap_or(i64::MAX);
    let values = args![
        enrolment,
        step,
        recording,
        view.watched.to_text(),
        position,
        view.opened_at,
        site.clock().now(),
        view.watched.percent(length)
    ];
    tx.execute(sql, values).await.map(drop)
}
