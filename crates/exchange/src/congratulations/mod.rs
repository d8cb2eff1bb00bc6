//! Tells who wins a badge that they have. Owns nothing: badges are `proof`'s, which says what happened; what is told is
//! `notifications`'.

use std::sync::Arc;

use async_trait::async_trait;
use platform::db::Tx;
use platform::events::{Reactor, Reactors, Sealed};
use platform::{Result, Site};
use proof::awards;

use crate::notifications::{self, Kind, Notice};

/// A badge is won.
pub const WON: Kind = Kind {
    code: "badge.won",
    label: "Un badge que vous gagnez",
};

/// What follows badges.
pub fn reactors() -> Reactors {
    vec![Arc::new(Congratulations)]
}

struct Congratulations;

#[async_trait]
impl Reactor for Congratulations {
    fn name(&self) -> &'static str {
        "congratulations"
    }

    fn verbs(&self) -> &'static [&'static str] {
        &["badge.won"]
    }

    async fn react(&self, site: &Site, tx: &mut Tx, event: &Sealed) -> Result<()> {
        let Some(award) = event.object.map(awards::AwardId) else {
            return Ok(());
        };
        let Some((to, name)) = awards::won(tx, award).await? else {
            return Ok(());
        };
        let notice = Notice {
            kind: &WON,
            to,
            by: None,
            about: award.0,
            path: "/mes-badges".to_owned(),
            words: format!("Vous avez gagné le badge «\u{202f}{name}\u{202f}»"),
        };
        let prepared = notifications::prepare(site, vec![notice]).await?;
        prepared.write(tx, site).await
    }
}
