//! Tells who follows a discussion that something was written in it, and the tutors that one begins. Who may no longer read
//! it isn't told.

use std::sync::Arc;

use async_trait::async_trait;
use platform::jobs::{self, Handler, Handlers, JobError};
use platform::{Result, Site};
use serde::Deserialize;
use serde_json::Value;

use super::ground::address;
use super::store::{PostId, reading};
use super::{ASKED, REPLIED};
use crate::notifications::{self, Notice};

pub(super) const KIND: &str = "forum.tell";

/// What this room runs later.
pub fn handlers() -> Handlers {
    vec![Arc::new(Tell)]
}

struct Tell;

#[derive(Deserialize)]
struct Payload {
    post: uuid::Uuid,
}

#[async_trait]
impl Handler for Tell {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, site: &Site, payload: &Value, _: u32) -> Result<(), JobError> {
        let Payload { post } = jobs::payload(payload)?;
        Ok(tell(site, PostId(post)).await?)
    }
}

async fn tell(site: &Site, post: PostId) -> Result<()> {
    let mut tx = site.db().read().await?;
    let Some(told) = reading::told(&mut tx, post).await? else {
        return Ok(());
    };
    let audience = reading::audience(&mut tx, &told).await?;
    drop(tx);
    // No title: it ends with its author's key, and may be hidden; what is told is sealed with the reader's.
    let (kind, by_someone, words) = match told.number {
        1 => (
            &ASKED,
            "a ouvert une discussion dans le forum",
            "Une discussion est ouverte dans le forum",
        ),
        _ => (
            &REPLIED,
            "a écrit dans une discussion que vous suivez",
            "Quelqu’un d’une autre session a écrit dans une discussion que vous suivez",
        ),
    };
    let mut notices = Vec::new();
    for (to, session) in audience {
        // Whole names stay within a session.
        let known = told.team || session == told.from;
        notices.push(Notice {
            kind,
            to,
            by: known.then_some(told.author),
            about: told.thread.0,
            path: format!("{}/{}", address(session), told.thread),
            words: if known { by_someone } else { words }.to_owned(),
        });
    }
    let prepared = notifications::prepare(site, notices).await?;
    let mut tx = site.db().begin().await?;
    prepared.write(&mut tx, site).await?;
    tx.commit().await
}
