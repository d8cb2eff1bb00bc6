//! Tells who follows a discussion that something was written in it, and the tutors that one begins. Who may no longer read
//! it isn't told.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use platform::http::Proof;
use platform::jobs::{self, Handler, Handlers, JobError};
use platform::{Error, PersonId, Result, Site};
use serde::Deserialize;
use serde_json::Value;

use super::ground::Ground;
use super::store::{PostId, writing};
use super::{ASKED, REPLIED, ReadForum};
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
    let Some((thread, session, number, author)) = writing::told(&mut tx, post).await? else {
        return Ok(());
    };
    let followers = writing::followers(&mut tx, thread, number).await?;
    let mut people: BTreeSet<PersonId> = followers.into_iter().collect();
    drop(tx);
    let ground = match Ground::of(site, session, author).await {
        // The session went to the trash meanwhile.
        Err(Error::NotFound) => return Ok(()),
        ground => ground?,
    };
    if number == 1 {
        people.extend(ground.tutors());
    }
    people.remove(&author);
    // No title: it ends with its author's key, and may be hidden; what is told is sealed with the reader's.
    let (kind, words) = match number {
        1 => (&ASKED, "a ouvert une discussion dans le forum"),
        _ => (&REPLIED, "a écrit dans une discussion que vous suivez"),
    };
    let mut notices = Vec::new();
    for to in people {
        match Proof::<ReadForum>::ask(site, to, session.0).await {
            Ok(_) => notices.push(Notice {
                kind,
                to,
                by: Some(author),
                about: thread.0,
                path: format!("{}/{thread}", ground.base()),
                words: words.to_owned(),
            }),
            Err(Error::NotFound | Error::Forbidden) => {}
            Err(other) => return Err(other),
        }
    }
    let prepared = notifications::prepare(site, notices).await?;
    let mut tx = site.db().begin().await?;
    prepared.write(&mut tx, site).await?;
    tx.commit().await
}
