//! A batch goes on by itself.

use std::sync::Arc;

use async_trait::async_trait;
use platform::db::Tx;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::{Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::store::BatchId;
use super::work;

const ISSUE: &str = "certificates.batch";

/// What runs in the background.
pub fn handlers() -> Handlers {
    vec![Arc::new(Issue)]
}

#[derive(Deserialize)]
struct Payload {
    batch: Uuid,
}

pub(super) async fn begin(tx: &mut Tx, site: &Site, id: BatchId) -> Result<()> {
    let job = Job::new(ISSUE, json!({ "batch": id.0 }), site.clock().now());
    jobs::enqueue(tx, site, job.once(format!("{ISSUE}:{id}")))
        .await
        .map(drop)
}

/// The same work again: two at once deal with nobody twice.
pub(super) async fn resume(tx: &mut Tx, site: &Site, id: BatchId) -> Result<()> {
    let job = Job::new(ISSUE, json!({ "batch": id.0 }), site.clock().now());
    jobs::enqueue(tx, site, job).await.map(drop)
}

struct Issue;

#[async_trait]
impl Handler for Issue {
    fn kind(&self) -> &'static str {
        ISSUE
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { batch } = jobs::payload(payload)?;
        while work::go_on(site, BatchId(batch)).await? {}
        Ok(())
    }
}
