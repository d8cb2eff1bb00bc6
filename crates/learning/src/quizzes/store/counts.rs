//! What tries come to, for authors: computed by the store, never learner by learner.

use catalogue::library::ItemId;
use platform::db::Tx;
use platform::{Result, args, sql};

/// What a quiz's tries came to.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Tries {
    pub(in super::super) over: i64,
    pub(in super::super) underway: i64,
    pub(in super::super) to_grade: i64,
    pub(in super::super) learners: i64,
    /// Mean of those that are over and graded, from 0 to 1.
    pub(in super::super) mean: Option<f64>,
}

/// Over every version: one query.
pub(in super::super) async fn came_to(tx: &mut Tx, item: ItemId) -> Result<Tries> {
    let sql = sql!(
        "SELECT COUNT(a.ended_at) AS ended, COUNT(*) AS tries, COUNT(DISTINCT a.enrolment_id) AS learners,
                CAST(COALESCE(SUM(CASE WHEN a.to_grade > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting,
                AVG(CASE WHEN a.ended_at IS NOT NULL AND a.to_grade = 0 AND a.whole > 0
                    THEN CAST(a.earned AS DOUBLE PRECISION) / a.whole END) AS mean
         FROM quiz_attempts a JOIN item_versions v ON v.id = a.version_id WHERE v.item_id = $1"
    );
    let row = tx.one(sql, args![item]).await?;
    let (over, all): (i64, i64) = (row.get("ended")?, row.get("tries")?);
    Ok(Tries {
        over,
        underway: all - over,
        to_grade: row.get("waiting")?,
        learners: row.get("learners")?,
        mean: row.get("mean")?,
    })
}
