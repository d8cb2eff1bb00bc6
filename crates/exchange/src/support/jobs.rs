//! What ends by itself: a request that was solved two weeks ago, and the key of what an unknown caller said a year ago.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::keys::Class;
use platform::{Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::opened::calendar;
use super::rules::standing::{Act, REOPENS};
use super::store::TicketId;
use super::store::writing::{self, Done};

const END: &str = "support.end";
const FORGET: &str = "support.forget";
/// How long what an unknown caller said is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365);

/// What this room runs later.
pub fn handlers() -> Handlers {
    vec![Arc::new(End), Arc::new(Forget)]
}

#[derive(Deserialize)]
struct Payload {
    ticket: Uuid,
}

/// A request that was solved then will be closed, unless it is opened again.
pub(super) async fn end_later(tx: &mut Tx, site: &Site, id: TicketId, resolved: Timestamp) -> Result<()> {
    let job = Job::new(END, json!({ "ticket": id.0 }), resolved + REOPENS);
    let job = job.once(format!("{END}:{id}:{}", resolved.as_millisecond()));
    jobs::enqueue(tx, site, job).await.map(drop)
}

/// What an unknown caller said will be unreadable.
pub(super) async fn forget_later(tx: &mut Tx, site: &Site, id: TicketId) -> Result<()> {
    let job = Job::new(FORGET, json!({ "ticket": id.0 }), site.clock().now() + KEPT);
    jobs::enqueue(tx, site, job.once(format!("{FORGET}:{id}")))
        .await
        .map(drop)
}

struct End;

#[async_trait]
impl Handler for End {
    fn kind(&self) -> &'static str {
        END
    }

    async fn run(&self, site: &Site, payload: &Value, _: u32) -> Result<(), JobError> {
        let Payload { ticket } = jobs::payload(payload)?;
        Ok(end(site, TicketId(ticket)).await?)
    }
}

async fn end(site: &Site, id: TicketId) -> Result<()> {
    let now = site.clock().now();
    let mut tx = site.db().begin().await?;
    let ticket = writing::hold(&mut tx, id).await?;
    // It was opened again, then solved later: another job will look.
    let early = ticket
        .standing
        .resolved
        .is_none_or(|(at, _)| now.duration_since(at) < REOPENS);
    let calendar = calendar(&mut tx, ticket.region).await?;
    if let Some(ended) = ticket.standing.after(Act::End, now, &calendar).filter(|_| !early) {
        let done = Done {
            verb: "support.closed",
            by: None,
        };
        writing::put(&mut tx, site, &ticket, (&ended, ticket.agent), done).await?;
    }
    tx.commit().await
}

struct Forget;

#[async_trait]
impl Handler for Forget {
    fn kind(&self) -> &'static str {
        FORGET
    }

    async fn run(&self, site: &Site, payload: &Value, _: u32) -> Result<(), JobError> {
        let Payload { ticket } = jobs::payload(payload)?;
        Ok(site.keys().destroy(ticket, Class::Shared).await?)
    }
}
