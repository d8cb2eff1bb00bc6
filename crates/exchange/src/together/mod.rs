//! Tells each of a group that one of them handed their work in. Owns nothing: the work is `learning`'s, which says what happened;
//! what is told is `notifications`'.

use std::sync::Arc;

use async_trait::async_trait;
use learning::submissions::{self, SubmissionId};
use platform::db::Tx;
use platform::events::{Reactor, Reactors, Sealed};
use platform::html::fr;
use platform::{Result, Site};

use crate::notifications::{self, Kind, Notice};

/// A group's work is handed in.
pub const HANDED: Kind = Kind {
    code: "work.handed",
    label: "Un travail que votre groupe rend",
};

/// What follows the work of groups.
pub fn reactors() -> Reactors {
    vec![Arc::new(Together)]
}

struct Together;

#[async_trait]
impl Reactor for Together {
    fn name(&self) -> &'static str {
        "together"
    }

    fn verbs(&self) -> &'static [&'static str] {
        &["submission.handed"]
    }

    async fn react(&self, site: &Site, tx: &mut Tx, event: &Sealed) -> Result<()> {
        let Some(work) = event.object.map(SubmissionId) else {
            return Ok(());
        };
        let Some((step, title)) = submissions::together_at(tx, work).await? else {
            return Ok(());
        };
        // Whoever handed in knows it; whose access is over or suspended would be led to a page that is shut.
        let others = submissions::members_at(tx, work, site.clock().now()).await?;
        let others = others.into_iter().filter(|one| Some(one.person) != event.actor);
        let notices = others.map(|one| Notice {
            kind: &HANDED,
            to: one.person,
            by: event.actor,
            about: work.0,
            path: format!("/mes-parcours/{}/etapes/{step}", one.enrolment),
            words: format!("a rendu le travail de votre groupe, {}", fr::quote(&title)),
        });
        let prepared = notifications::prepare(site, notices.collect()).await?;
        prepared.write(tx, site).await
    }
}
