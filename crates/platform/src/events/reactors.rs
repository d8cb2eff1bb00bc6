//! Reactors: read by position, cursor and effect in one transaction.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_trait::async_trait;
use futures_util::FutureExt as _;
use tokio::sync::watch;
use uuid::Uuid;

use super::chain::Record;
use super::{Sealed, rules, store};
use crate::db::Tx;
use crate::{Error, Result, Site};

/// The verbs of a reactor that wants every event.
pub const EVERY: &[&str] = &["*"];

/// How many events are read, and reacted to in one transaction, at a time.
const PAGE: u32 = 100;

/// Acts on events. What it does through `tx` is committed with its cursor, so it is done exactly once; what it must do
/// outside the store (a mail, a call), it enqueues as a job.
#[async_trait]
pub trait Reactor: Send + Sync {
    /// Its name, kept with its cursor: never changed once released.
    fn name(&self) -> &'static str;

    /// The verbs that it wants, or [`EVERY`].
    fn verbs(&self) -> &'static [&'static str];

    /// Acts on one event.
    ///
    /// # Errors
    /// Any: then nothing of it was written, and this reactor (no other) stops here until it succeeds.
    async fn react(&self, site: &Site, tx: &mut Tx, event: &Sealed) -> Result<()>;
}

/// Follows the news of one reactor until its task is ended.
pub(super) async fn follow(site: Site, reactor: Arc<dyn Reactor>, mut news: watch::Receiver<()>) {
    let mut failures = 0;
    loop {
        let caught_up = AssertUnwindSafe(catch_up(&site, reactor.as_ref()))
            .catch_unwind()
            .await;
        match caught_up.unwrap_or_else(|_| Err(Error::fault("the reactor panicked"))) {
            Ok(_) => failures = 0,
            Err(error) => {
                failures += 1;
                tracing::error!(reactor = reactor.name(), failures, %error, "a reactor stopped at an event; it will try again");
                tokio::time::sleep(rules::pause(failures)).await;
            }
        }
        if news.changed().await.is_err() {
            return;
        }
    }
}

/// Reacts to all that is sealed; answers whether anything was done.
pub(super) async fn catch_up(site: &Site, reactor: &dyn Reactor) -> Result<bool> {
    let mut moved = false;
    while step(site, reactor).await? {
        moved = true;
    }
    Ok(moved)
}

/// One page; answers whether there may be more.
async fn step(site: &Site, reactor: &dyn Reactor) -> Result<bool> {
    let mut reader = site.db().read().await?;
    let from = store::cursor(&mut reader, reactor.name()).await?;
    let page = store::sealed_after(&mut reader, from, PAGE).await?;
    drop(reader);
    let Some(end) = page.last().map(|record| record.position) else {
        return Ok(false);
    };
    let wanted = wanted(reactor, &page)?;
    // Nothing for us in the last page: the cursor waits for something worth a write.
    if wanted.is_empty() && page.len() < PAGE as usize {
        return Ok(false);
    }
    match attempt(site, reactor, from, &wanted, end).await {
        Ok(()) => Ok(true),
        Err((done, error)) => {
            // What came before the event that fails is committed, so that it isn't done again with each new try.
            if let Some(failing) = wanted.get(done).filter(|_| done > 0) {
                attempt(site, reactor, from, &wanted[..done], failing.position - 1)
                    .await
                    .map_err(|(_, error)| error)?;
            }
            Err(error)
        }
    }
}

fn wanted(reactor: &dyn Reactor, page: &[Record]) -> Result<Vec<Sealed>> {
    let verbs = reactor.verbs();
    let wants = |record: &&Record| verbs == EVERY || verbs.contains(&record.verb.as_str());
    page.iter().filter(wants).map(Record::to_sealed).collect()
}

/// Reacts to some events and moves the cursor, in one transaction; on failure, says at which event.
async fn attempt(
    site: &Site,
    reactor: &dyn Reactor,
    from: i64,
    events: &[Sealed],
    to: i64,
) -> Result<(), (usize, Error)> {
    let early = |error| (0, error);
    let mut tx = site.db().begin().await.map_err(early)?;
    tx.lock(reactor.name(), Uuid::nil()).await.map_err(early)?;
    // Another instance was faster: what it did is not done again.
    if store::cursor(&mut tx, reactor.name()).await.map_err(early)? != from {
        return Ok(());
    }
    for (done, event) in events.iter().enumerate() {
        reactor
            .react(site, &mut tx, event)
            .await
            .map_err(|error| (done, error))?;
    }
    store::move_cursor(&mut tx, reactor.name(), to)
        .await
        .map_err(early)?;
    tx.commit().await.map_err(early)
}
