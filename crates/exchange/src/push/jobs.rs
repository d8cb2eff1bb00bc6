//! Rings somebody's devices, unless they read their news meanwhile.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::keys::Class;
use platform::{PersonId, Site};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::address::address;
use super::key::Key;
use super::rules::{Outcome, outcome};
use super::{post, store};

const RING: &str = "push.ring";

/// What runs in the background.
pub fn handlers() -> Handlers {
    vec![Arc::new(Ring)]
}

/// Somebody's devices ring at this instant, once.
pub fn ring(person: PersonId, at: Timestamp) -> Job {
    let key = format!("{RING}:{person}:{}", at.as_millisecond());
    Job::new(RING, json!({ "of": person.0 }), at).once(key)
}

#[derive(Deserialize)]
struct Payload {
    of: Uuid,
}

struct Ring;

#[async_trait]
impl Handler for Ring {
    fn kind(&self) -> &'static str {
        RING
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { of } = jobs::payload(payload)?;
        let person = PersonId(of);
        let mut tx = site.db().read().await?;
        if !store::has_news(&mut tx, person).await? {
            return Ok(());
        }
        let (devices, _) = store::of(&mut tx, person).await?;
        drop(tx);
        let Some(sealing) = site.keys().find(of, Class::Account).await? else {
            return Ok(());
        };
        let key = Key::of(site).await?;
        let (config, now) = (site.config(), site.clock().now());
        // Once for each: a job that is tried again would ring those that were taken twice.
        for device in devices {
            let Some(to) = address(&device.address(&sealing)?, &config.push_services) else {
                continue;
            };
            let authorization = key.authorization(&to, &config.mail_from, now)?;
            let status = post::post(&to, &authorization).await.map(outcome);
            let mut tx = site.db().begin().await?;
            match status {
                Ok(Outcome::Taken) => store::rung(&mut tx, site, device.id).await?,
                Ok(Outcome::Gone) => store::remove(&mut tx, person, device.id).await?,
                // The news stands under the bell, and its mail leaves as chosen: a missed ring is none to make up for.
                Ok(Outcome::Later | Outcome::Refused) | Err(_) => {
                    tracing::warn!(device = %device.id, "a device was not rung");
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }
}
