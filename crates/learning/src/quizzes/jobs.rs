//! Closing a try whose time is over and that nobody opens again.

use std::sync::Arc;

use assess::quiz::attempts::{GRACE, State, state};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::ids::Uuid;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::{Error, Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};

use super::close::{Taker, close};
use super::figures;
use super::store::{self, TryId};

const KIND: &str = "quiz.close";

/// What this room runs later.
pub fn handlers() -> Handlers {
    vec![
        Arc::new(CloseTry),
        Arc::new(figures::Add),
        Arc::new(figures::Rebuild),
    ]
}

/// Looks at a try once it should be over.
pub(super) async fn later(tx: &mut Tx, site: &Site, id: TryId, number: u32, ends: Timestamp) -> Result<()> {
    // A little after: what was sent on the last second is in.
    let due = ends
        .checked_add(GRACE + SignedDuration::from_secs(5))
        .unwrap_or(ends);
    let payload = json!({ "try": id.0, "number": number });
    jobs::enqueue(tx, site, Job::new(KIND, payload, due))
        .await
        .map(drop)
}

struct CloseTry;

#[derive(Deserialize)]
struct Payload {
    r#try: Uuid,
    number: u32,
}

#[async_trait]
impl Handler for CloseTry {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { r#try, number } = jobs::payload(payload)?;
        let mut tx = site.db().begin().await?;
        let id = TryId(r#try);
        let taker = match Taker::of(&mut tx, id).await {
            // Its session is gone: nobody reads it any more.
            Err(Error::NotFound) => return Ok(()),
            found => found?,
        };
        let found = store::numbered(&mut tx, (taker.enrolment.id, taker.step), number).await?;
        let Some((of, extra)) = found else {
            return Ok(());
        };
        let settings = taker.settings(&of)?;
        let now = site.clock().now();
        match state(&of.attempt, &settings, extra, now) {
            State::Ended(_) => return Ok(()),
            State::Over(end) => drop(close(&mut tx, site, &taker, &of, end).await?),
            // More time was given, or the access moved: looked at again then, or tomorrow when nobody knows.
            State::Underway(end) => {
                let tomorrow = now.checked_add(SignedDuration::from_hours(24)).unwrap_or(now);
                later(&mut tx, site, id, number, end.unwrap_or(tomorrow)).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}
