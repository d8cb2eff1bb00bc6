//! The sealer: numbers what was committed without gaps, chains it, and writes one batch a transaction.

use uuid::Uuid;

use super::chain::Batch;
use super::store;
use crate::{Result, Site};

/// How many events a batch holds at most: bounds how long the sealer keeps SQLite's writer.
const BATCH: u32 = 500;

/// How long an instance keeps the sealing to itself, in milliseconds.
const LEASE: i64 = 10_000;

/// By what right one seals. The lock alone keeps the chain right; the lease spares instances from queueing for it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Turn {
    /// While this holder has the lease.
    Leased(Uuid),
    /// At once, behind whoever is sealing.
    Now,
}

/// Seals what waits, batch by batch; answers how many events.
pub(super) async fn seal(site: &Site, turn: Turn) -> Result<usize> {
    let mut total = 0;
    while let sealed @ 1.. = seal_batch(site, turn).await? {
        total += sealed;
    }
    Ok(total)
}

async fn seal_batch(site: &Site, turn: Turn) -> Result<usize> {
    // Looked up on a reader first: an idle platform writes nothing.
    if !store::any_unsealed(&mut site.db().read().await?).await? {
        return Ok(0);
    }
    let mut tx = site.db().begin().await?;
    tx.lock("events.seal", Uuid::nil()).await?;
    let now = site.clock().now();
    if let Turn::Leased(holder) = turn {
        let until = crate::clock::timestamp(now.as_millisecond().saturating_add(LEASE));
        if !store::take_lease(&mut tx, "events.seal", holder, now, until).await? {
            return Ok(0);
        }
    }
    let mut waiting = store::unsealed(&mut tx, BATCH).await?;
    let before = store::last_batch(&mut tx).await?;
    let (mut position, mut hash) = (before.position, before.root);
    for record in &mut waiting {
        position += 1;
        record.position = position;
        hash = record.link(&hash);
        store::seal(&mut tx, record.id, position, &hash).await?;
    }
    if waiting.is_empty() {
        return Ok(0);
    }
    let (number, first) = (before.number + 1, before.position + 1);
    let root = Batch::root(number, first, position, &before.root, now, &hash);
    let batch = Batch {
        number,
        first,
        last: position,
        previous: before.root,
        root,
        sealed_at: now,
    };
    store::insert_batch(&mut tx, &batch).await?;
    tx.commit().await?;
    Ok(waiting.len())
}
