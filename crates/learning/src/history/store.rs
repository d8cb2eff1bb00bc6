//! Reads `launches` and `attempt_operations`.

use catalogue::courses::StepId;
use catalogue::library;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::http::Proof;
use platform::vault::DataKey;
use platform::{Result, args, sql};
use scorm::log::Operation;

use super::ReadLaunches;
use super::replay::{Moment, moments};
use crate::attempts::{LaunchId, Log};

/// One opening of a module.
pub(super) struct Opening {
    pub id: LaunchId,
    /// The part; empty for a package of SCORM 2004.
    pub sco: String,
    /// The version of the package: 1, 2, 3…
    pub version: i64,
    pub created_at: Timestamp,
    /// When something was last heard of it.
    pub heard_at: Option<Timestamp>,
    /// Seconds that its page was open.
    pub open: i64,
    /// Seconds that its learner was at it.
    pub active: i64,
    /// Acts of the module that the store holds.
    pub operations: i64,
}

fn opening(row: &Row) -> Result<Opening> {
    Ok(Opening {
        id: row.get("id")?,
        sco: row.get("sco")?,
        version: row.get("number")?,
        created_at: row.get("created_at")?,
        heard_at: row.get("heard_at")?,
        open: row.get("open_seconds")?,
        active: row.get("active_seconds")?,
        operations: row.get("sequence")?,
    })
}

/// The openings of a step by a learner, the latest first: one query.
pub(super) async fn openings(tx: &mut Tx, proof: &Proof<ReadLaunches>, step: StepId) -> Result<Vec<Opening>> {
    let sql = sql!(
        "SELECT l.id, a.sco, v.number, l.created_at, l.open_seconds, l.active_seconds, l.sequence,
                (SELECT MAX(o.received_at) FROM attempt_operations o WHERE o.launch_id = l.id) AS heard_at
         FROM launches l JOIN module_attempts a ON a.id = l.attempt_id JOIN item_versions v ON v.id = l.version_id
         WHERE a.enrolment_id = $1 AND a.step_id = $2 ORDER BY l.created_at DESC, l.id DESC LIMIT 200"
    );
    let rows = tx.all(sql, args![proof.id(), step]).await?;
    rows.iter().map(opening).collect()
}

/// One opening, played again from its beginning.
///
/// # Errors
/// [`platform::Error::NotFound`] when it isn't of this learner and step.
pub(super) async fn replay(
    tx: &mut Tx,
    proof: &Proof<ReadLaunches>,
    key: &DataKey,
    step: StepId,
    launch: LaunchId,
) -> Result<Vec<Moment>> {
    let sql = sql!(
        "SELECT l.version_id, r.start FROM launches l JOIN launch_records r ON r.launch_id = l.id
         JOIN module_attempts a ON a.id = l.attempt_id
         WHERE l.id = $1 AND a.enrolment_id = $2 AND a.step_id = $3"
    );
    let row = tx.one(sql, args![launch, proof.id(), step]).await?;
    let launches = library::version(tx, row.get("version_id")?).await?.launches()?;
    let log = Log::new(key, launch);
    let start = log.start(&row.get::<Vec<u8>>("start")?)?;
    let sql =
        sql!("SELECT sequence, operation FROM attempt_operations WHERE launch_id = $1 ORDER BY sequence");
    let mut operations: Vec<Operation> = Vec::new();
    for row in tx.all(sql, args![launch]).await? {
        operations.extend(log.line(row.get("sequence")?, &row.get::<Vec<u8>>("operation")?)?);
    }
    moments(&launches, &start, &operations)
}
