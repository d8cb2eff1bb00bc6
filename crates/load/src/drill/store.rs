//! What the store holds of a launch.

use platform::db::Tx;
use platform::{Result, args, sql};

/// A launch's log, counted.
pub(super) struct Log {
    /// What the launch says of itself.
    pub(super) sequence: i64,
    /// Operations in the log.
    pub(super) operations: i64,
    /// The last number in it.
    pub(super) last: i64,
}

pub(super) async fn log(tx: &mut Tx, token_hash: [u8; 32]) -> Result<Log> {
    let sql = sql!(
        "SELECT l.sequence, CAST(COALESCE(SUM(o.operations), 0) AS BIGINT) AS operations, CAST(COALESCE(MAX(o.sequence), 0) AS BIGINT) AS last
         FROM launches l LEFT JOIN attempt_operations o ON o.launch_id = l.id
         WHERE l.token_hash = $1 GROUP BY l.id, l.sequence"
    );
    let row = tx.one(sql, args![token_hash.to_vec()]).await?;
    Ok(Log {
        sequence: row.get("sequence")?,
        operations: row.get("operations")?,
        last: row.get("last")?,
    })
}
