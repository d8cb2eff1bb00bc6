//! Rows of `module_attempts`, `launches`, `launch_records` and `attempt_operations`.

use catalogue::courses::{self, Completion, StepId};
use catalogue::library::{self, ItemId, ItemKind, Launches, Version, VersionId};
use jiff::Timestamp;
use platform::db::{Row, Tx, Value, Write};
use platform::vault::{DataKey, Place};
use platform::{Error, Result, Site, args, id_type, sql};
use scorm::attempt2004::Shared;
use scorm::cmi12::LessonStatus;
use serde::de::DeserializeOwned;
use training::enrolment::EnrolmentId;

use super::engine::{Engine, Start};
use super::live::Known;
use super::log::{Log, json};
use super::rules::Standing;

id_type!(
    /// A learner's attempt at a part of a package.
    AttemptId
);
id_type!(
    /// One opening of a part.
    LaunchId
);

/// How far a launch is.
pub(super) struct Launch {
    pub id: LaunchId,
    pub attempt: AttemptId,
    pub version: VersionId,
    /// The last operation that the store holds.
    pub sequence: i64,
    /// The last operation of the snapshot that the store holds.
    pub snapshot_sequence: i64,
    pub created_at: Timestamp,
    pub replaced: bool,
}

/// What a launch began with, and its snapshot.
pub(super) struct Sealed {
    start: Vec<u8>,
    snapshot: Option<Vec<u8>>,
}

/// A launch found by its token, and whose it is.
pub(super) struct Held {
    pub launch: Launch,
    pub sealed: Sealed,
    pub enrolment: EnrolmentId,
    pub step: StepId,
    pub completion: Completion,
    pub withdrawn: bool,
    /// When the access was suspended first since then.
    pub paused_at: Option<Timestamp>,
    /// What the store says that the attempt comes to.
    pub settled: Standing,
}

fn shared_place(enrolment: EnrolmentId) -> Place {
    Place::new("shared_tracking", "shared", enrolment.0)
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
    })
}

fn sealed(row: &Row) -> Result<Sealed> {
    Ok(Sealed {
        start: row.get("start")?,
        snapshot: row.get("snapshot")?,
    })
}

/// Ends the lease of an attempt; answers the launch that had it, as it stands now.
pub(super) async fn take_lease(
    tx: &mut Tx,
    site: &Site,
    attempt: AttemptId,
) -> Result<Option<(Launch, Sealed)>> {
    let sql = sql!(
        "UPDATE launches SET replaced_at = $1 WHERE attempt_id = $2 AND replaced_at IS NULL
         RETURNING id, attempt_id, version_id, snapshot_sequence, sequence, created_at, replaced_at"
    );
    let Some(row) = tx.optional(sql, args![site.clock().now(), attempt]).await? else {
        return Ok(None);
    };
    let launch = launch(&row)?;
    let sql = sql!("SELECT start, snapshot FROM launch_records WHERE launch_id = $1");
    let sealed = sealed(&tx.one(sql, args![launch.id]).await?)?;
    Ok(Some((launch, sealed)))
}

/// Whose this token is. One statement, so that how far the launch is and what its attempt comes to are of one instant.
pub(super) async fn held(tx: &mut Tx, token_hash: [u8; 32]) -> Result<Held> {
    let sql = sql!(
        "SELECT l.id, l.attempt_id, l.version_id, r.start, r.snapshot, l.snapshot_sequence, l.sequence, l.created_at, l.replaced_at,
                a.enrolment_id, a.step_id, a.sco, a.lesson_status, a.score, a.seconds, e.withdrawn_at, s.deleted_at,
                t.required, t.required_above, t.completion, t.completion_percent, i.kind,
                (SELECT MIN(p.since) FROM enrolment_pauses p WHERE p.enrolment_id = e.id AND p.since >= l.created_at) AS paused_at
         FROM launches l JOIN launch_records r ON r.launch_id = l.id
         JOIN module_attempts a ON a.id = l.attempt_id JOIN enrolments e ON e.id = a.enrolment_id
         JOIN steps t ON t.id = a.step_id LEFT JOIN items i ON i.id = t.item_id
         JOIN training_sessions s ON s.id = e.session_id WHERE l.token_hash = $1"
    );
    let row = tx.one(sql, args![token_hash]).await?;
    let set = |name: &str| row.get::<Option<i64>>(name).map(|at| at.is_some());
    let kind: Option<String> = row.get("kind")?;
    Ok(Held {
        launch: launch(&row)?,
        sealed: sealed(&row)?,
        enrolment: row.get("enrolment_id")?,
        step: row.get("step_id")?,
        completion: courses::asked(&row, kind.as_deref().and_then(ItemKind::parse))?.1,
        withdrawn: set("withdrawn_at")? || set("deleted_at")?,
        paused_at: row.get("paused_at")?,
        settled: standing(&row)?,
    })
}

/// Where a launch stands: its snapshot, and what came after it. `launches` is of its version.
pub(super) async fn engine(
    tx: &mut Tx,
    key: &DataKey,
    launch: &Launch,
    sealed: &Sealed,
    launches: &Launches,
) -> Result<Engine> {
    let log = Log::new(key, launch.id);
    let snapshot = sealed.snapshot.as_ref().map(|sealed| log.snapshot(sealed));
    let mut engine = Engine::read(
        launches,
        &log.start(&sealed.start)?,
        snapshot.transpose()?.as_deref(),
    )?;
    let sql = sql!(
        "SELECT sequence, operation FROM attempt_operations WHERE launch_id = $1 AND sequence > $2 ORDER BY sequence"
    );
    for row in tx.all(sql, args![launch.id, launch.snapshot_sequence]).await? {
        for operation in log.line(row.get("sequence")?, &row.get::<Vec<u8>>("operation")?)? {
            engine.apply(&operation);
        }
    }
    Ok(engine)
}

/// A new launch has the lease of its attempt.
pub(super) async fn insert(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    attempt: AttemptId,
    (version, launches): (VersionId, &Launches),
    token_hash: [u8; 32],
    start: &Start,
) -> Result<LaunchId> {
    let (id, now) = (site.new_id::<LaunchId>(), site.clock().now());
    let sealed = Log::new(key, id).seal_start(site, start)?;
    tx.execute(
        sql!(
            "INSERT INTO launches (id, attempt_id, version_id, engine, token_hash, snapshot_sequence, sequence, created_at)
             VALUES ($1, $2, $3, $4, $5, 0, 0, $6)"
        ),
        args![id, attempt, version, Engine::name(launches), token_hash, now],
    )
    .await?;
    let sql = sql!("INSERT INTO launch_records (launch_id, start, snapshot) VALUES ($1, $2, NULL)");
    tx.execute(sql, args![id, sealed]).await?;
    Ok(id)
}

/// One line of the log: so many operations that came together, sealed, up to `sequence`.
pub(super) fn append(site: &Site, launch: LaunchId, sequence: i64, (many, sealed): (i64, Vec<u8>)) -> Write {
    let sql = sql!(
        "INSERT INTO attempt_operations (launch_id, sequence, operations, operation, received_at) VALUES ($1, $2, $3, $4, $5)"
    );
    (sql, args![launch, sequence, many, sealed, site.clock().now()])
}

/// How far the log of a launch goes, how far its snapshot does, and how long it has been open. Touches nothing when the launch,
/// or the access to it, isn't as it was known any more.
pub(super) fn advance(
    known: &Known,
    sequence: i64,
    snapshot_sequence: i64,
    (open, active): (i64, i64),
) -> Write {
    let (launch, enrolment) = (&known.launch, &known.enrolment);
    let sql = sql!(
        "UPDATE launches SET sequence = $1, snapshot_sequence = $2,
                open_seconds = CASE WHEN open_seconds < $9 THEN $9 ELSE open_seconds END,
                active_seconds = CASE WHEN active_seconds < $10 THEN $10 ELSE active_seconds END
         WHERE id = $3 AND sequence = $4 AND snapshot_sequence = $5 AND replaced_at IS NULL AND EXISTS (
           SELECT 1 FROM enrolments e JOIN training_sessions s ON s.id = e.session_id
           WHERE e.id = $6 AND e.ends_at = $7 AND e.session_id = $8 AND e.withdrawn_at IS NULL AND s.deleted_at IS NULL)"
    );
    let from = args![
        sequence,
        snapshot_sequence,
        launch.id,
        launch.sequence,
        launch.snapshot_sequence,
        enrolment.id,
        enrolment.ends_at,
        enrolment.session,
        open,
        active
    ];
    (sql, from)
}

/// Where a launch stands, sealed, so that what came before needn't be played again.
pub(super) fn keep_snapshot(launch: LaunchId, sealed: Vec<u8>) -> Write {
    let sql = sql!("UPDATE launch_records SET snapshot = $1 WHERE launch_id = $2");
    (sql, args![sealed, launch])
}

/// What the packages of a learner share.
pub(super) async fn shared(tx: &mut Tx, key: &DataKey, enrolment: EnrolmentId) -> Result<Shared> {
    let sql = sql!("SELECT shared FROM shared_tracking WHERE enrolment_id = $1");
    match tx.optional(sql, args![enrolment]).await? {
        Some(row) => open(key, shared_place(enrolment), &row.get::<Vec<u8>>("shared")?),
        None => Ok(Shared::default()),
    }
}

/// The same, as it is now.
pub(super) async fn share(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    enrolment: EnrolmentId,
    shared: &Shared,
) -> Result<()> {
    let sealed = key.seal(site.random(), shared_place(enrolment), &json(shared)?)?;
    tx.execute(
        sql!(
            "INSERT INTO shared_tracking (enrolment_id, shared, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (enrolment_id) DO UPDATE SET shared = $2, changed_at = $3"
        ),
        args![enrolment, sealed, site.clock().now()],
    )
    .await
    .map(drop)
}

/// The version that a learner's next launch takes: the one in force; while attempts go on with the version that they began
/// on, that one, until the step is done.
///
/// # Errors
/// [`Error::NotFound`] when the item has none, or the store's.
pub async fn version(tx: &mut Tx, enrolment: EnrolmentId, step: StepId, item: ItemId) -> Result<Version> {
    let sql = sql!(
        "SELECT l.version_id FROM launches l JOIN module_attempts a ON a.id = l.attempt_id
         JOIN item_versions v ON v.id = l.version_id JOIN items i ON i.id = v.item_id
         LEFT JOIN step_states t ON t.enrolment_id = a.enrolment_id AND t.step_id = a.step_id
         WHERE a.enrolment_id = $1 AND a.step_id = $2 AND v.item_id = $3 AND i.on_update = 'continue'
           AND (t.status IS NULL OR t.status <> 'done')
         ORDER BY l.created_at DESC, l.id DESC LIMIT 1"
    );
    match tx.optional(sql, args![enrolment, step, item]).await? {
        Some(row) => library::version(tx, row.get("version_id")?).await,
        None => library::current(tx, item).await,
    }
}

/// How long a launch has been open, and how long its learner was at it, in seconds, as its page says; never less than
/// before, never more than since it began.
pub(super) async fn spend(tx: &mut Tx, launch: LaunchId, open: i64, active: i64) -> Result<()> {
    let sql = sql!(
        "UPDATE launches SET open_seconds = CASE WHEN open_seconds < $1 THEN $1 ELSE open_seconds END,
                active_seconds = CASE WHEN active_seconds < $2 THEN $2 ELSE active_seconds END
         WHERE id = $3 AND (open_seconds < $1 OR active_seconds < $2)"
    );
    tx.execute(sql, args![open, active, launch]).await.map(drop)
}

/// What an attempt comes to now.
pub(super) fn settle(site: &Site, attempt: AttemptId, to: &Standing) -> Write {
    let sql = sql!(
        "UPDATE module_attempts SET lesson_status = $1, score = $2, seconds = $3, changed_at = $4 WHERE id = $5"
    );
    let status = to.status.as_str();
    (
        sql,
        args![status, to.score, to.seconds, site.clock().now(), attempt],
    )
}

/// The same, while the step is as it is known to be (`kept`: [`progress::Kept::values`]); it touches nothing otherwise.
pub(super) fn settle_beside(site: &Site, attempt: AttemptId, to: &Standing, kept: Vec<Value>) -> Write {
    let sql = sql!(
        "UPDATE module_attempts SET lesson_status = $7, score = $8, seconds = $9, changed_at = $10 WHERE id = $11 AND EXISTS (
           SELECT 1 FROM step_states t WHERE t.enrolment_id = $1 AND t.step_id = $2 AND t.status = $3
              AND t.percent IS NOT DISTINCT FROM $4 AND t.seconds = $5 AND t.marked_percent IS NOT DISTINCT FROM $6
              AND t.only_marked = CAST(0 AS BIGINT))"
    );
    let status = to.status.as_str();
    let mut values = kept;
    values.extend(args![status, to.score, to.seconds, site.clock().now(), attempt]);
    (sql, values)
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
    rows.iter().map(standing).collect()
}

fn standing(row: &Row) -> Result<Standing> {
    Ok(Standing {
        sco: row.get("sco")?,
        status: LessonStatus::parse(&row.get::<String>("lesson_status")?).unwrap_or_default(),
        score: row.get("score")?,
        seconds: row.get("seconds")?,
    })
}
