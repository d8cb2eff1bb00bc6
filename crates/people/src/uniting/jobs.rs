//! A second look at a closed account: who read it before and wrote to it after finds that it passed too.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::SignedDuration;
use platform::ids::Uuid;
use platform::jobs::{self, Handler, Handlers, JobError};
use platform::{PersonId, Site};
use serde::Deserialize;
use serde_json::{Value, json};

use super::passage::Passage;
use super::store;

/// The kind of the job.
pub(super) const MEND: &str = "account.united";

/// After that long, no request that began before is still being answered.
pub(super) const AGAIN: SignedDuration = SignedDuration::from_mins(2);

/// What the job is told.
pub(super) fn payload(from: PersonId, to: PersonId) -> Value {
    json!({ "from": from.0, "to": to.0 })
}

#[derive(Deserialize)]
struct Payload {
    from: Uuid,
    to: Uuid,
}

struct Mend;

#[async_trait]
impl Handler for Mend {
    fn kind(&self) -> &'static str {
        MEND
    }

    async fn run(&self, site: &Site, payload: &Value, _: u32) -> Result<(), JobError> {
        let Payload { from, to } = jobs::payload(payload)?;
        let passage = Passage::prepare(site, PersonId(from), PersonId(to)).await?.late();
        let mut tx = site.db().begin().await?;
        store::hand_over(&mut tx, site, &passage).await?;
        Ok(tx.commit().await?)
    }
}

/// What this room runs.
pub fn handlers() -> Handlers {
    vec![Arc::new(Mend)]
}
