//! Rows of `module_attempts`, `launches` and `attempt_operations`.

use catalogue::courses::StepId;
use catalogue::library::VersionId;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{Error, Result, Site, args, id_type, sql};
use scorm::cmi12::{LessonStatus, Operation, Outcome, Session, Snapshot, Start};
use serde::Serialize;
use serde::de::DeserializeOwned;
use training::enrolment::EnrolmentId;

use super::rules::Standing;

id_type!(
    /// A learner's attempt at a part of a package.
    AttemptId
);
id_type!(
    /// One opening of a part.
    LaunchId
);

/// The engine that a launch is replayed by, for as long as it lasts.
pub(super) const ENGINE: &str = "cmi12/1";

/// A launch, as stored.
pub(super) struct Launch {
    pub id: LaunchId,
    pub attempt: AttemptId,
    pub version: VersionId,
    pub sequence: i64,
    pub snapshot_sequence: i64,
    pub created_at: Timestamp,
    pub replaced: bool,
    start: Vec<u8>,
    snapshot: Option<Vec<u8>>,
}

/// Whose a launch is, found by its token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub launch: LaunchId,
    pub attempt: AttemptId,
    pub enrolment: EnrolmentId,
    pub step: StepId,
    pub withdrawn: bool,
}

fn place(column: &'static str, launch: LaunchId) -> Place {
    Place::new("launches", column, launch.0)
}

fn operation_place(launch: LaunchId) -> Place {
    Place::new("attempt_operations", "operation", launch.0)
}

fn seal(site: &Site, key: &DataKey, place: Place, value: &impl Serialize) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value).map_err(|e| Error::internal("writing what content said", e))?;
    key.seal(site.random(), place, &plain)
}

fn open<T: DeserializeOwned>(key: &DataKey, place: Place, sealed: &[u8]) -> Result<T> {
    let plain = key.open(place, sealed)?;
    serde_json::from_slice(&plain).map_err(|e| Error::internal("reading what content said", e))
}

/// The learner's attempt at a part of a step; begun when there is none.
pub(super) async fn attempt(
    tx: &mut Tx,
    site: &Site,
    enrolment: EnrolmentId,
    step: StepId,
    sco: &str,
) -> Result<AttemptId> {
    tx.execute(
        sql!(
            "INSERT INTO module_attempts (id, enrolment_id, step_id, sco, lesson_status, score, seconds, created_at, changed_at)
             VALUES ($1, $2, $3, $4, 'not attempted', NULL, 0, $5, $5) ON CONFLICT (enrolment_id, step_id, sco) DO NOTHING"
        ),
        args![site.new_id::<AttemptId>(), enrolment, step, sco, site.clock().now()],
    )
    .await?;
    let sql = sql!("SELECT id FROM module_attempts WHERE enrolment_id = $1 AND step_id = $2 AND sco = $3");
    tx.one(sql, args![enrolment, step, sco]).await?.get("id")
}

fn launch(row: &Row) -> Result<Launch> {
    Ok(Launch {
        id: row.get("id")?,
        attempt: row.get("attempt_id")?,
        version: row.get("version_id")?,
        sequence: row.get("sequence")?,
        snapshot_sequence: row.get("snapshot_sequence")?,
        created_at: row.get("created_at")?,
        replaced: row.get::<Option<i64>>("replaced_at")?.is_some(),
        start: row.get("start")?,
        snapshot: row.get("snapshot")?,
    })
}

/// The launch that holds the lease of an attempt.
pub(super) async fn current(tx: &mut Tx, attempt: AttemptId) -> Result<Option<Launch>> {
    let sql = sql!(
        "SELECT id, attempt_id, version_id, start, snapshot, snapshot_sequence, sequence, created_at, replaced_at
         FROM launches WHERE attempt_id = $1 AND replaced_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    tx.optional(sql, args![attempt])
        .await?
        .as_ref()
        .map(launch)
        .transpose()
}

pub(super) async fn find(tx: &mut Tx, id: LaunchId) -> Result<Launch> {
    let sql = sql!(
        "SELECT id, attempt_id, version_id, start, snapshot, snapshot_sequence, sequence, created_at, replaced_at
         FROM launches WHERE id = $1"
    );
    launch(&tx.one(sql, args![id]).await?)
}

/// Whose this token is.
pub(super) async fn held(tx: &mut Tx, token_hash: [u8; 32]) -> Result<Held> {
    let sql = sql!(
        "SELECT l.id, l.attempt_id, a.enrolment_id, a.step_id, e.withdrawn_at, s.deleted_at
         FROM launches l JOIN module_attempts a ON a.id = l.attempt_id JOIN enrolments e ON e.id = a.enrolment_id
         JOIN training_sessions s ON s.id = e.session_id WHERE l.token_hash = $1"
    );
    let row = tx.one(sql, args![token_hash]).await?;
    let gone = |name: &str| row.get::<Option<i64>>(name).map(|at| at.is_some());
    Ok(Held {
        launch: row.get("id")?,
        attempt: row.get("attempt_id")?,
        enrolment: row.get("enrolment_id")?,
        step: row.get("step_id")?,
        withdrawn: gone("withdrawn_at")? || gone("deleted_at")?,
    })
}

/// Where a launch stands: its snapshot, and what came after it.
pub(super) async fn session(tx: &mut Tx, key: &DataKey, launch: &Launch) -> Result<(Start, Session)> {
    let start: Start = open(key, place("start", launch.id), &launch.start)?;
    let mut session = match &launch.snapshot {
        Some(sealed) => {
            let snapshot: Snapshot = open(key, place("snapshot", launch.id), sealed)?;
            Session::restore(start.clone(), snapshot)
        }
        None => Session::new(start.clone()),
    };
    let sql = sql!(
        "SELECT sequence, operation FROM attempt_operations WHERE launch_id = $1 AND sequence > $2 ORDER BY sequence"
    );
    for row in tx.all(sql, args![launch.id, launch.snapshot_sequence]).await? {
        let operation: Operation = open(key, operation_place(launch.id), &row.get::<Vec<u8>>("operation")?)?;
        if i64::try_from(operation.sequence).ok() != Some(row.get("sequence")?) {
            return Err(Error::fault("an operation that was moved in its log"));
        }
        session.apply(&operation);
    }
    Ok((start, session))
}

/// A new launch takes the lease of its attempt.
pub(super) async fn insert(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    attempt: AttemptId,
    version: VersionId,
    token_hash: [u8; 32],
    start: &Start,
) -> Result<LaunchId> {
    let (id, now) = (site.new_id::<LaunchId>(), site.clock().now());
    tx.execute(
        sql!("UPDATE launches SET replaced_at = $1 WHERE attempt_id = $2 AND replaced_at IS NULL"),
        args![now, attempt],
    )
    .await?;
    let sealed = seal(site, key, place("start", id), start)?;
    tx.execute(
        sql!(
            "INSERT INTO launches (id, attempt_id, version_id, engine, token_hash, start, snapshot, snapshot_sequence, sequence, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, NULL, 0, 0, $7)"
        ),
        args![id, attempt, version, ENGINE, token_hash, sealed, now],
    )
    .await?;
    Ok(id)
}

/// One line of the log.
pub(super) async fn append(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    launch: LaunchId,
    operation: &Operation,
) -> Result<()> {
    let sealed = seal(site, key, operation_place(launch), operation)?;
    let sequence =
        i64::try_from(operation.sequence).map_err(|e| Error::internal("an operation's number", e))?;
    tx.execute(
        sql!("INSERT INTO attempt_operations (launch_id, sequence, operation, received_at) VALUES ($1, $2, $3, $4)"),
        args![launch, sequence, sealed, site.clock().now()],
    )
    .await
    .map(drop)
}

/// How far the log of a launch goes, and where it stood there when that is worth keeping.
pub(super) async fn advance(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    launch: LaunchId,
    sequence: i64,
    snapshot: Option<&Snapshot>,
) -> Result<()> {
    match snapshot {
        Some(snapshot) => {
            let sealed = seal(site, key, place("snapshot", launch), snapshot)?;
            tx.execute(
                sql!(
                    "UPDATE launches SET sequence = $1, snapshot = $2, snapshot_sequence = $1 WHERE id = $3"
                ),
                args![sequence, sealed, launch],
            )
            .await
        }
        None => {
            tx.execute(
                sql!("UPDATE launches SET sequence = $1 WHERE id = $2"),
                args![sequence, launch],
            )
            .await
        }
    }
    .map(drop)
}

/// What an attempt comes to now; answers whether that changed.
pub(super) async fn settle(tx: &mut Tx, site: &Site, attempt: AttemptId, outcome: &Outcome) -> Result<bool> {
    let seconds = i64::try_from(outcome.total_time.centiseconds() / 100).unwrap_or(i64::MAX);
    let status = outcome.lesson_status.as_str();
    let row = tx
        .one(
            sql!("SELECT lesson_status, score, seconds FROM module_attempts WHERE id = $1"),
            args![attempt],
        )
        .await?;
    let same = row.get::<String>("lesson_status")? == status
        && row.get::<Option<f64>>("score")? == outcome.score_raw
        && row.get::<i64>("seconds")? == seconds;
    if same {
        return Ok(false);
    }
    tx.execute(
        sql!("UPDATE module_attempts SET lesson_status = $1, score = $2, seconds = $3, changed_at = $4 WHERE id = $5"),
        args![status, outcome.score_raw, seconds, site.clock().now(), attempt],
    )
    .await?;
    Ok(true)
}

/// An asset says nothing: opened, it is done.
pub(super) async fn opened(tx: &mut Tx, site: &Site, attempt: AttemptId) -> Result<()> {
    tx.execute(
        sql!("UPDATE module_attempts SET lesson_status = 'completed', changed_at = $1 WHERE id = $2"),
        args![site.clock().now(), attempt],
    )
    .await
    .map(drop)
}

/// What a learner's attempts at the parts of a step came to: one query.
///
/// # Errors
/// The store's.
pub async fn standings(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<Vec<Standing>> {
    let sql = sql!(
        "SELECT sco, lesson_status, score, seconds FROM module_attempts WHERE enrolment_id = $1 AND step_id = $2 ORDER BY sco"
    );
    let rows = tx.all(sql, args![enrolment, step]).await?;
    rows.iter()
        .map(|row| {
            Ok(Standing {
                sco: row.get("sco")?,
                status: LessonStatus::parse(&row.get::<String>("lesson_status")?).unwrap_or_default(),
                score: row.get("score")?,
                seconds: row.get("seconds")?,
            })
        })
        .collect()
}
