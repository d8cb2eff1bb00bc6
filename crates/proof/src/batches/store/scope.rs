//! Whom a batch is for, and what it leaves out.

use jiff::Timestamp;
use platform::db::Tx;
use platform::ids::RegionId;
use platform::{Result, args, sql};

use super::{BatchId, Over, number};

/// Notes everybody whom a batch is for; how many.
pub(super) async fn gather(tx: &mut Tx, id: BatchId, over: Over, now: Timestamp) -> Result<u64> {
    match over {
        Over::Session(session, _) => {
            let sql = sql!(
                "INSERT INTO certificate_batch_lines (batch_id, place, enrolment_id)
                 SELECT $1, ROW_NUMBER() OVER (ORDER BY e.id), e.id FROM enrolments e
                 WHERE e.session_id = $2 AND e.withdrawn_at IS NULL"
            );
            tx.execute(sql, args![id, session]).await
        }
        Over::Region(region) => {
            let sql = sql!(
                "INSERT INTO certificate_batch_lines (batch_id, place, enrolment_id)
                 SELECT $1, ROW_NUMBER() OVER (ORDER BY s.starts_at, s.id, e.id), e.id
                 FROM enrolments e JOIN training_sessions s ON s.id = e.session_id
                 WHERE s.region_id = $2 AND s.deleted_at IS NULL AND s.starts_at <= $3 AND e.withdrawn_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.enrolment_id = e.id
                     AND (c.ended_at IS NULL OR c.ended_for <> 'replaced'))"
            );
            tx.execute(sql, args![id, region, now]).await
        }
        Over::Everywhere => {
            let sql = sql!(
                "INSERT INTO certificate_batch_lines (batch_id, place, enrolment_id)
                 SELECT $1, ROW_NUMBER() OVER (ORDER BY s.starts_at, s.id, e.id), e.id
                 FROM enrolments e JOIN training_sessions s ON s.id = e.session_id
                 WHERE s.deleted_at IS NULL AND s.starts_at <= $2 AND e.withdrawn_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.enrolment_id = e.id
                     AND (c.ended_at IS NULL OR c.ended_for <> 'replaced'))"
            );
            tx.execute(sql, args![id, now]).await
        }
    }
}

/// How many people of a region, or of all of them, hold nothing yet of a session that has begun.
pub(in crate::batches) async fn waiting(
    tx: &mut Tx,
    region: Option<RegionId>,
    now: Timestamp,
) -> Result<u32> {
    let row = match region {
        Some(region) => {
            let sql = sql!(
                "SELECT COUNT(*) AS people FROM enrolments e JOIN training_sessions s ON s.id = e.session_id
                 WHERE s.region_id = $1 AND s.deleted_at IS NULL AND s.starts_at <= $2 AND e.withdrawn_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.enrolment_id = e.id
                     AND (c.ended_at IS NULL OR c.ended_for <> 'replaced'))"
            );
            tx.one(sql, args![region, now]).await?
        }
        None => {
            let sql = sql!(
                "SELECT COUNT(*) AS people FROM enrolments e JOIN training_sessions s ON s.id = e.session_id
                 WHERE s.deleted_at IS NULL AND s.starts_at <= $1 AND e.withdrawn_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.enrolment_id = e.id
                     AND (c.ended_at IS NULL OR c.ended_for <> 'replaced'))"
            );
            tx.one(sql, args![now]).await?
        }
    };
    number(&row, "people")
}

/// How many documents of a region, or of all of them, somebody cancelled without handing another out.
pub(in crate::batches) async fn cancelled(tx: &mut Tx, region: Option<RegionId>) -> Result<u32> {
    let row = match region {
        Some(region) => {
            let sql = sql!(
                "SELECT COUNT(*) AS documents FROM (SELECT DISTINCT c.enrolment_id, c.kind FROM certificates c
                   JOIN enrolments e ON e.id = c.enrolment_id JOIN training_sessions s ON s.id = e.session_id
                   WHERE s.region_id = $1 AND s.deleted_at IS NULL AND e.withdrawn_at IS NULL
                     AND c.ended_at IS NOT NULL AND c.ended_for <> 'replaced'
                     AND NOT EXISTS (SELECT 1 FROM certificates n
                       WHERE n.enrolment_id = c.enrolment_id AND n.kind = c.kind AND n.ended_at IS NULL)) AS gone"
            );
            tx.one(sql, args![region]).await?
        }
        None => {
            let sql = sql!(
                "SELECT COUNT(*) AS documents FROM (SELECT DISTINCT c.enrolment_id, c.kind FROM certificates c
                   JOIN enrolments e ON e.id = c.enrolment_id JOIN training_sessions s ON s.id = e.session_id
                   WHERE s.deleted_at IS NULL AND e.withdrawn_at IS NULL
                     AND c.ended_at IS NOT NULL AND c.ended_for <> 'replaced'
                     AND NOT EXISTS (SELECT 1 FROM certificates n
                       WHERE n.enrolment_id = c.enrolment_id AND n.kind = c.kind AND n.ended_at IS NULL)) AS gone"
            );
            tx.one(sql, args![]).await?
        }
    };
    number(&row, "documents")
}
