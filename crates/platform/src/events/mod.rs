//! The nervous system: a room writes its state and an [`Event`] (a verb, identifiers and numbers) in one transaction;
//! one sealer numbers and chains what was committed; reactors read by position and act, each in its own transaction.
//! Owns `events`, `event_batches`, `reactors` and `leases`; announces nothing itself.

mod chain;
mod event;
mod past;
mod reactors;
mod rules;
mod sealer;
mod store;
#[cfg(test)]
mod tests;
mod verbs;
mod verify;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::db::{Tx, Wake};
use crate::{Result, Site};

pub use event::{Detail, Event, Sealed};
pub use past::write_past;
pub use reactors::{EVERY, Reactor};
pub use verbs::{Verb, Verbs, verb};
pub use verify::{Broken, Verification, Why, verify};

/// The reactors of a platform, in no order: each goes at its own pace.
pub type Reactors = Vec<Arc<dyn Reactor>>;

/// How often we look for what other instances wrote.
const TICK: Duration = Duration::from_secs(1);

/// Writes an event in the caller's transaction: it exists if and only if what it tells was committed.
///
/// # Errors
/// When nobody declared the verb (debug builds), or the store's.
pub async fn write(tx: &mut Tx, site: &Site, event: Event) -> Result<()> {
    write_all(tx, site, vec![event]).await
}

/// Several at once, in their order.
///
/// # Errors
/// When nobody declared a verb (debug builds), or the store's.
pub async fn write_all(tx: &mut Tx, site: &Site, events: Vec<Event>) -> Result<()> {
    for event in &events {
        verbs::check(site, event.verb)?;
    }
    let events = events.into_iter().map(|event| (event::next_id(site), event));
    store::insert(tx, site.clock().now(), events.collect()).await?;
    tx.wake(Wake::Events);
    Ok(())
}

/// Seals and reacts until told to stop. Every instance runs it: one seals at a time, and each reactor's cursor is
/// held by one at a time. A reaction cut short by the stop is undone, and done again by whoever comes next.
pub async fn run(site: Site, reactors: Reactors, stop: impl Future<Output = ()> + Send) {
    let (sealed, news) = watch::channel(());
    let mut followers = JoinSet::new();
    for reactor in reactors {
        followers.spawn(reactors::follow(site.clone(), reactor, news.clone()));
    }
    let sealing = async {
        let holder = site.new_id();
        loop {
            if let Err(error) = sealer::seal(&site, sealer::Turn::Leased(holder)).await {
                tracing::error!(%error, "events could not be sealed");
            }
            // Told at each tick too: another instance may have sealed, and a reactor may have to try again.
            sealed.send_replace(());
            drop(tokio::time::timeout(TICK, site.db().events_written()).await);
        }
    };
    tokio::select! {
        () = stop => {}
        () = sealing => {}
    }
    followers.shutdown().await;
}

/// Seals everything and runs the reactors until all is quiet: tests and the command line.
///
/// # Errors
/// The first reactor's that fails, or the store's.
pub async fn settle(site: &Site, reactors: &[Arc<dyn Reactor>]) -> Result<()> {
    loop {
        let mut moved = sealer::seal(site, sealer::Turn::Now).await? > 0;
        for reactor in reactors {
            moved |= reactors::catch_up(site, reactor.as_ref()).await?;
        }
        if !moved {
            return Ok(());
        }
    }
}

/// A past that is made up asks nothing of reactors: they go on after it.
///
/// # Errors
/// The store's.
pub async fn skip_past(tx: &mut Tx, reactors: &[Arc<dyn Reactor>]) -> Result<()> {
    let last = last_position(tx).await?;
    for reactor in reactors {
        store::move_cursor(tx, reactor.name(), last).await?;
    }
    Ok(())
}

/// The position of the last sealed event; 0 when there is none.
///
/// # Errors
/// The store's.
pub async fn last_position(tx: &mut Tx) -> Result<i64> {
    Ok(store::last_batch(tx).await?.position)
}

/// The sealed events after a position, in order.
///
/// # Errors
/// The store's.
pub async fn after(tx: &mut Tx, position: i64, limit: u32) -> Result<Vec<Sealed>> {
    store::sealed_after(tx, position, limit)
        .await?
        .iter()
        .map(chain::Record::to_sealed)
        .collect()
}
