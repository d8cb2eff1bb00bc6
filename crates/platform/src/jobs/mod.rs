//! Work for later: durable, at least once, with back-off; several instances are safe. A job is enqueued in the
//! transaction that makes it necessary; an idempotency key makes it the only one of its kind.
//! Owns `jobs`; announces nothing.

mod rules;
mod runner;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::db::{Tx, Wake};
use crate::{Error, Result, Site};

pub use rules::{MAX_TRIES, backoff};
pub use runner::{Settled, run, settle};

crate::id_type!(
    /// A job.
    JobId
);

/// What runs each kind of job.
pub type Handlers = Vec<Arc<dyn Handler>>;

/// Work to do.
#[derive(Clone, Debug)]
pub struct Job {
    /// What kind: `mail.send`.
    pub kind: &'static str,
    /// Identifiers and numbers, never personal data: the table is not sealed.
    pub payload: Value,
    /// With a key, a second job is never made, even after the first has ended.
    pub key: Option<String>,
    /// Not before.
    pub due: Timestamp,
}

impl Job {
    /// A job that is due from a moment on.
    pub fn new(kind: &'static str, payload: Value, due: Timestamp) -> Self {
        Self {
            kind,
            payload,
            key: None,
            due,
        }
    }

    /// Goes before all that is due already, thousands of mails for instance: somebody looks at a page that waits for it.
    #[must_use]
    pub fn ahead(mut self) -> Self {
        self.due = Timestamp::UNIX_EPOCH;
        self
    }

    /// Makes it the only one with this key, for ever.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

/// Enqueues a job in the caller's transaction; none when its key is known already.
///
/// # Errors
/// The store's.
pub async fn enqueue(tx: &mut Tx, site: &Site, job: Job) -> Result<Option<JobId>> {
    let id: JobId = site.new_id();
    let written = store::insert(tx, site.clock().now(), vec![(id, job)]).await?;
    tx.wake(Wake::Jobs);
    Ok((written == 1).then_some(id))
}

/// Several at once; those whose key is known already are left out.
///
/// # Errors
/// The store's.
pub async fn enqueue_all(tx: &mut Tx, site: &Site, jobs: Vec<Job>) -> Result<()> {
    let jobs = jobs.into_iter().map(|job| (site.new_id(), job)).collect();
    store::insert(tx, site.clock().now(), jobs).await?;
    tx.wake(Wake::Jobs);
    Ok(())
}

/// Runs one kind of job. A job may run twice (an instance that dies before it says « done »), so its effect is
/// idempotent.
#[async_trait]
pub trait Handler: Send + Sync {
    /// The kind that it runs.
    fn kind(&self) -> &'static str;

    /// Does the work; `tries` counts this one.
    ///
    /// # Errors
    /// [`JobError::Retry`] to be called again later, [`JobError::Fail`] when trying again is of no use.
    async fn run(&self, site: &Site, payload: &Value, tries: u32) -> Result<(), JobError>;
}

/// Why a job did not succeed. The sentence is kept in clear: it never holds personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobError {
    /// Something that passes: a network, a lock, a busy store.
    Retry(String),
    /// Something that stays.
    Fail(String),
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        match error {
            Error::Internal(..)
            | Error::Unavailable(_)
            | Error::Busy { .. }
            | Error::Duplicate(_)
            | Error::InUse => Self::Retry(error.to_string()),
            other => Self::Fail(other.to_string()),
        }
    }
}

/// Reads a payload.
///
/// # Errors
/// [`JobError::Fail`]: a payload of another shape stays so.
pub fn payload<T: DeserializeOwned>(value: &Value) -> Result<T, JobError> {
    T::deserialize(value).map_err(|error| JobError::Fail(format!("a payload of another shape: {error}")))
}
