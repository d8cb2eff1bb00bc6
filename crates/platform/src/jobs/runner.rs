//! Runs due jobs: a bounded number at once, each under a lease that is renewed while it runs.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use jiff::Timestamp;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::rules::{Fate, fate};
use super::store::{self, Claimed};
use super::{Handler, Handlers, JobError};
use crate::{Result, Site};

/// How many jobs an instance runs at once.
const AT_ONCE: usize = 8;

/// How many run beside one that somebody waits for: the processors and the store are for that one.
const BESIDE: usize = 1;

/// How long a job is ours without a sign of life, and how often one is given.
const LEASE_MILLIS: i64 = 60_000;
const RENEW: Duration = Duration::from_secs(20);

/// How often we look for what other instances enqueued and what has become due.
const TICK: Duration = Duration::from_secs(1);

/// How long the jobs under way may take to end when we stop; the others are found again when their lease ends.
const GRACE: Duration = Duration::from_secs(10);

/// Runs jobs until told to stop. Every instance runs it.
pub async fn run(site: Site, handlers: Handlers, stop: impl Future<Output = ()> + Send) {
    let handlers: Arc<[Arc<dyn Handler>]> = handlers.into();
    let mut running = JoinSet::new();
    // Held by each job under way that goes ahead.
    let ahead = Arc::new(());
    let mut stop = std::pin::pin!(stop);
    loop {
        // Those that ended meanwhile: as many are claimed at once.
        while let Some(ended) = running.try_join_next() {
            log(ended);
        }
        match claim(&site, room(running.len(), Arc::strong_count(&ahead) - 1)).await {
            Ok(jobs) => {
                for job in jobs {
                    let (site, handlers) = (site.clone(), handlers.clone());
                    let held = job.ahead.then(|| Arc::clone(&ahead));
                    running.spawn(async move {
                        let _held = held;
                        perform(&site, &handlers, &job).await.map(drop)
                    });
                }
            }
            Err(error) => tracing::error!(%error, "jobs could not be claimed"),
        }
        tokio::select! {
            () = &mut stop => break,
            Some(ended) = running.join_next() => log(ended),
            () = site.db().jobs_written(), if running.len() < AT_ONCE => {}
            () = tokio::time::sleep(TICK), if running.len() < AT_ONCE => {}
        }
    }
    let rest = async {
        while let Some(ended) = running.join_next().await {
            log(ended);
        }
    };
    drop(tokio::time::timeout(GRACE, rest).await);
}

/// How many jobs more may begin beside those under way, so many of which go ahead.
fn room(running: usize, ahead: usize) -> usize {
    let most = if ahead > 0 { ahead + BESIDE } else { AT_ONCE };
    most.min(AT_ONCE).saturating_sub(running)
}

fn log(ended: Result<Result<()>, tokio::task::JoinError>) {
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "a job's outcome could not be written; it will run again"),
        Err(error) => tracing::error!(%error, "a job's task ended early; it will run again"),
    }
}

/// What settling did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Jobs that succeeded.
    pub done: usize,
    /// Jobs that will be tried again later.
    pub again: usize,
    /// Jobs given up.
    pub failed: usize,
}

/// Runs every job that is due, one after the other, until none is left: tests and the command line.
///
/// # Errors
/// The store's; a job that fails isn't an error.
pub async fn settle(site: &Site, handlers: &[Arc<dyn Handler>]) -> Result<Settled> {
    let mut settled = Settled::default();
    loop {
        let jobs = claim(site, 1).await?;
        let Some(job) = jobs.first() else {
            return Ok(settled);
        };
        match perform(site, handlers, job).await? {
            Fate::Done => settled.done += 1,
            Fate::Again { .. } => settled.again += 1,
            Fate::Failed { .. } => settled.failed += 1,
        }
    }
}

pub(super) async fn claim(site: &Site, limit: usize) -> Result<Vec<Claimed>> {
    let now = site.clock().now();
    // Looked up on a reader first: an idle platform takes no write lock.
    if limit == 0 || !store::any_due(&mut site.db().read().await?, now).await? {
        return Ok(Vec::new());
    }
    let holder: Uuid = site.new_id();
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    let mut tx = site.db().begin().await?;
    let jobs = store::claim(&mut tx, holder, now, lease_end(now), limit).await?;
    tx.commit().await?;
    Ok(jobs)
}

fn lease_end(now: Timestamp) -> Timestamp {
    crate::clock::timestamp(now.as_millisecond().saturating_add(LEASE_MILLIS))
}

/// Runs one job and writes what became of it.
pub(super) async fn perform(site: &Site, handlers: &[Arc<dyn Handler>], job: &Claimed) -> Result<Fate> {
    let outcome = tokio::select! {
        outcome = handle(site, handlers, job) => outcome,
        () = keep(site, job) => Err(JobError::Retry("another instance has taken the job over".to_owned())),
    };
    let fate = fate(outcome, job.tries, job.id, site.clock().now());
    let mut tx = site.db().begin().await?;
    let ours = match &fate {
        Fate::Done => store::finish(&mut tx, job, site.clock().now(), "done", None).await?,
        Fate::Failed { why } => {
            tracing::error!(job = %job.id, kind = job.kind, tries = job.tries, why, "a job failed");
            store::finish(&mut tx, job, site.clock().now(), "failed", Some(why.clone())).await?
        }
        Fate::Again { due, why } => {
            tracing::warn!(job = %job.id, kind = job.kind, tries = job.tries, why, %due, "a job will be tried again");
            store::postpone(&mut tx, job, *due, why.clone()).await?
        }
    };
    tx.commit().await?;
    if !ours {
        tracing::warn!(job = %job.id, kind = job.kind, "a job outlived its lease: it may have run twice");
    }
    Ok(fate)
}

async fn handle(site: &Site, handlers: &[Arc<dyn Handler>], job: &Claimed) -> Result<(), JobError> {
    let Some(handler) = handlers.iter().find(|handler| handler.kind() == job.kind) else {
        // Another instance, newer than this one, may know it.
        return Err(JobError::Retry(format!("nothing here runs {}", job.kind)));
    };
    let run = AssertUnwindSafe(handler.run(site, &job.payload, job.tries));
    run.catch_unwind()
        .await
        .unwrap_or_else(|_| Err(JobError::Retry("the handler panicked".to_owned())))
}

/// Renews the lease; ends only when it is lost.
async fn keep(site: &Site, job: &Claimed) {
    loop {
        tokio::time::sleep(RENEW).await;
        match renew(site, job).await {
            Ok(true) => {}
            Ok(false) => return,
            // The lease outlasts a few of these; if it ends, another instance takes over.
            Err(error) => tracing::warn!(job = %job.id, %error, "a lease could not be renewed"),
        }
    }
}

pub(super) async fn renew(site: &Site, job: &Claimed) -> Result<bool> {
    let mut tx = site.db().begin().await?;
    let ours = store::renew(&mut tx, job, lease_end(site.clock().now())).await?;
    tx.commit().await?;
    Ok(ours)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn others_wait_for_what_goes_ahead() {
        let cases = [
            ((0, 0), 8),
            ((5, 0), 3),
            ((8, 0), 0),
            ((1, 1), 1),
            ((2, 1), 0),
            ((8, 1), 0),
            ((2, 2), 1),
            ((8, 8), 0),
        ];
        for ((running, ahead), expected) in cases {
            assert_eq!(room(running, ahead), expected, "{running} {ahead}");
        }
    }
}
