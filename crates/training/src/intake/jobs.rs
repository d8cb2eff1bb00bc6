//! What goes on by itself: enrolling the people of a long list, forgetting what a list said once its day is over.

use std::sync::Arc;

use async_trait::async_trait;
use platform::db::Tx;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::keys::Class;
use platform::{Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::apply;
use super::rules::DAY;
use super::store::{self, IntakeId};

const APPLY: &str = "intake.apply";
const FORGET: &str = "intake.forget";
const SETTLE: &str = "intake.settle";

/// What runs in the background.
pub fn handlers() -> Handlers {
    vec![Arc::new(Apply), Arc::new(Forget), Arc::new(Settle)]
}

#[derive(Deserialize)]
struct Payload {
    intake: Uuid,
}

fn job(kind: &'static str, id: IntakeId, due: jiff::Timestamp) -> Job {
    Job::new(kind, json!({ "intake": id.0 }), due).once(format!("{kind}:{id}"))
}

/// The people of a list will be enrolled: before the mails of another list leave.
pub(super) async fn enrol_later(tx: &mut Tx, site: &Site, id: IntakeId) -> Result<()> {
    jobs::enqueue(tx, site, job(APPLY, id, site.clock().now()).ahead())
        .await
        .map(drop)
}

/// A list will be forgotten when its day is over.
pub(super) async fn forget_later(tx: &mut Tx, site: &Site, id: IntakeId) -> Result<()> {
    let now = site.clock().now();
    let due = now.checked_add(DAY).unwrap_or(now);
    jobs::enqueue(tx, site, job(FORGET, id, due)).await.map(drop)
}

/// Once a list can't be taken back any more, the cards that it replaced are forgotten.
pub(super) async fn settle_later(tx: &mut Tx, site: &Site, id: IntakeId) -> Result<()> {
    let now = site.clock().now();
    let due = now.checked_add(DAY).unwrap_or(now);
    jobs::enqueue(tx, site, job(SETTLE, id, due)).await.map(drop)
}

struct Apply;

#[async_trait]
impl Handler for Apply {
    fn kind(&self) -> &'static str {
        APPLY
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { intake } = jobs::payload(payload)?;
        Ok(apply::go_on(site, IntakeId(intake)).await?)
    }
}

struct Forget;

#[async_trait]
impl Handler for Forget {
    fn kind(&self) -> &'static str {
        FORGET
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { intake } = jobs::payload(payload)?;
        apply::end_of_day(site, IntakeId(intake)).await?;
        let mut tx = site.db().begin().await?;
        if !store::forget(&mut tx, IntakeId(intake)).await? {
            return Err(JobError::Retry("the list is being acted on".to_owned()));
        }
        tx.commit().await?;
        Ok(site.keys().destroy(intake, Class::Shared).await?)
    }
}

struct Settle;

#[async_trait]
impl Handler for Settle {
    fn kind(&self) -> &'static str {
        SETTLE
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { intake } = jobs::payload(payload)?;
        let mut tx = site.db().begin().await?;
        store::settle(&mut tx, IntakeId(intake)).await?;
        Ok(tx.commit().await?)
    }
}
