//! The statements of jobs; claiming differs by engine and is in `db/engine.rs`.

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{Job, JobId};
use crate::db::{Sql, Tx, claim_jobs};
use crate::{Error, Result, args, sql};

/// A job that was claimed.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub id: JobId,
    pub kind: String,
    pub payload: Value,
    pub tries: u32,
    pub holder: Uuid,
    /// Somebody waits for it ([`Job::ahead`]).
    pub ahead: bool,
}

/// How many were written: not those whose key is known already.
pub(super) async fn insert(tx: &mut Tx, now: Timestamp, jobs: Vec<(JobId, Job)>) -> Result<usize> {
    let sql = sql!(
        "INSERT INTO jobs (id, kind, payload, idempotency_key, created_at, due_at, tries, lease_until)
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0) ON CONFLICT (idempotency_key) DO NOTHING RETURNING id"
    );
    let row = |(id, job): (JobId, Job)| args![id, job.kind, job.payload.to_string(), job.key, now, job.due];
    let written = tx.for_all(sql, jobs.into_iter().map(row).collect()).await?;
    Ok(written.len())
}

pub(super) async fn any_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let row = tx
        .optional(
            sql!(
                "SELECT id FROM jobs WHERE finished_at IS NULL AND due_at <= $1 AND lease_until <= $1 LIMIT 1"
            ),
            args![now],
        )
        .await?;
    Ok(row.is_some())
}

/// Takes due jobs that nobody has, until a moment.
pub(super) async fn claim(
    tx: &mut Tx,
    holder: Uuid,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Result<Vec<Claimed>> {
    let sql = Sql::literal(claim_jobs(tx.engine()));
    let rows = tx.all(sql, args![now, until, holder, limit]).await?;
    rows.iter()
        .map(|row| {
            let payload: String = row.get("payload")?;
            Ok(Claimed {
                id: row.get("id")?,
                kind: row.get("kind")?,
                payload: serde_json::from_str(&payload)
                    .map_err(|error| Error::internal("a job's payload", error))?,
                tries: u32::try_from(row.get::<i64>("tries")?).unwrap_or(u32::MAX),
                holder,
                ahead: row.get::<Timestamp>("due_at")? == Timestamp::UNIX_EPOCH,
            })
        })
        .collect()
}

/// Keeps a job longer; false when it is no longer this holder's.
pub(super) async fn renew(tx: &mut Tx, job: &Claimed, until: Timestamp) -> Result<bool> {
    let touched = tx
        .execute(
            sql!(
                "UPDATE jobs SET lease_until = $3 WHERE id = $1 AND lease_holder = $2 AND finished_at IS NULL"
            ),
            args![job.id, job.holder, until],
        )
        .await?;
    Ok(touched == 1)
}

/// Ends a job; false when it is no longer this holder's.
pub(super) async fn finish(
    tx: &mut Tx,
    job: &Claimed,
    now: Timestamp,
    outcome: &'static str,
    why: Option<String>,
) -> Result<bool> {
    let touched = tx
        .execute(
            sql!(
                "UPDATE jobs SET finished_at = $3, outcome = $4, last_error = $5, lease_until = 0, lease_holder = NULL
                 WHERE id = $1 AND lease_holder = $2 AND finished_at IS NULL"
            ),
            args![job.id, job.holder, now, outcome, why],
        )
        .await?;
    Ok(touched == 1)
}

/// Gives a job back until it is due again; false when it is no longer this holder's.
pub(super) async fn postpone(tx: &mut Tx, job: &Claimed, due: Timestamp, why: String) -> Result<bool> {
    let touched = tx
        .execute(
            sql!(
                "UPDATE jobs SET due_at = $3, last_error = $4, lease_until = 0, lease_holder = NULL
                 WHERE id = $1 AND lease_holder = $2 AND finished_at IS NULL"
            ),
            args![job.id, job.holder, due, why],
        )
        .await?;
    Ok(touched == 1)
}
