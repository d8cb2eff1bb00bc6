//! What ends by itself: a request is erased, with its key, a week or a year after the last thing that happened to it.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use platform::db::Tx;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::keys::Class;
use platform::{Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rules::{RequestState, erased_at};
use super::store::{self, RequestId};

const ERASE: &str = "request.erase";

/// What runs in the background.
pub fn handlers() -> Handlers {
    vec![Arc::new(Erase)]
}

#[derive(Deserialize)]
struct Payload {
    request: Uuid,
}

/// A request will be looked at when its time would be over.
pub(super) async fn erase_later(
    tx: &mut Tx,
    site: &Site,
    id: RequestId,
    state: RequestState,
    changed: Timestamp,
) -> Result<()> {
    let due = erased_at(state, changed);
    let job = Job::new(ERASE, json!({ "request": id.0 }), due);
    let job = job.once(format!("{ERASE}:{id}:{}", due.as_millisecond()));
    jobs::enqueue(tx, site, job).await.map(drop)
}

struct Erase;

#[async_trait]
impl Handler for Erase {
    fn kind(&self) -> &'static str {
        ERASE
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { request } = jobs::payload(payload)?;
        let id = RequestId(request);
        let mut tx = site.db().begin().await?;
        tx.lock("request", request).await?;
        if let Some((state, changed)) = store::standing(&mut tx, id).await? {
            if erased_at(state, changed) > site.clock().now() {
                erase_later(&mut tx, site, id, state, changed).await?;
                return Ok(tx.commit().await?);
            }
            store::erase(&mut tx, site, id).await?;
        }
        tx.commit().await?;
        // What was mailed about it becomes unreadable too.
        Ok(site.keys().destroy(request, Class::Account).await?)
    }
}
