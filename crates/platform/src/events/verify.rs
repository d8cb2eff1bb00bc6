//! Checks the whole chain, page by page, and names the first broken link.

use super::chain::{Batch, Hash, ORIGIN};
use super::store;
use crate::db::Tx;
use crate::{Result, Site};

/// How many events or batches are read at a time.
const PAGE: u32 = 1000;

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Sealed events that were checked.
    pub events: u64,
    /// Batches that were checked.
    pub batches: u64,
    /// The first broken link; none when the chain is whole.
    pub broken: Option<Broken>,
}

/// A broken link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The position of the event where the chain breaks, or where its batch begins.
    pub position: i64,
    /// What is wrong there.
    pub why: Why,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The event was altered: its fields don't give its hash.
    Altered,
    /// The event is missing.
    Missing,
    /// The batch's root isn't what its events give.
    Root,
    /// The batch doesn't follow the one before.
    Batches,
    /// The event is numbered and in no batch.
    Unbatched,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Altered => "the event was altered",
            Self::Missing => "the event is missing",
            Self::Root => "the root of the batch doesn't match its events",
            Self::Batches => "the batch doesn't follow the one before",
            Self::Unbatched => "the event belongs to no batch",
        })
    }
}

/// Where the checking stands.
struct Walk {
    found: Verification,
    number: i64,
    position: i64,
    root: Hash,
}

/// Recomputes the chain from its origin. New events may be sealed meanwhile.
///
/// # Errors
/// The store's; a broken chain isn't an error.
pub async fn verify(site: &Site) -> Result<Verification> {
    let found = Verification {
        events: 0,
        batches: 0,
        broken: None,
    };
    let mut walk = Walk {
        found,
        number: 0,
        position: 0,
        root: ORIGIN,
    };
    let mut tx = site.db().read().await?;
    loop {
        // Looked up before the batches: a batch is committed with its events, so one that is absent then is missing.
        let beyond = store::sealed_after(&mut tx, walk.position, 1).await?;
        let page = store::batches_after(&mut tx, walk.number, PAGE).await?;
        if page.is_empty() {
            if let Some(stray) = beyond.first() {
                walk.found.broken = Some(Broken {
                    position: stray.position,
                    why: Why::Unbatched,
                });
            }
            return Ok(walk.found);
        }
        for batch in &page {
            if let Some(broken) = walk.batch(&mut tx, batch).await? {
                walk.found.broken = Some(broken);
                return Ok(walk.found);
            }
        }
    }
}

impl Walk {
    async fn batch(&mut self, tx: &mut Tx, batch: &Batch) -> Result<Option<Broken>> {
        let start = self.position + 1;
        let follows = batch.number == self.number + 1 && batch.first == start && batch.previous == self.root;
        if !follows || batch.last < batch.first {
            return Ok(Some(Broken {
                position: start,
                why: Why::Batches,
            }));
        }
        let mut hash = batch.previous;
        while self.position < batch.last {
            let left = u32::try_from(batch.last - self.position)
                .unwrap_or(PAGE)
                .min(PAGE);
            let page = store::sealed_after(tx, self.position, left).await?;
            if page.is_empty() {
                return Ok(Some(Broken {
                    position: self.position + 1,
                    why: Why::Missing,
                }));
            }
            for record in &page {
                let expected = self.position + 1;
                if record.position != expected {
                    return Ok(Some(Broken {
                        position: expected,
                        why: Why::Missing,
                    }));
                }
                hash = record.link(&hash);
                if record.hash.as_deref() != Some(hash.as_slice()) {
                    return Ok(Some(Broken {
                        position: expected,
                        why: Why::Altered,
                    }));
                }
                self.position = expected;
                self.found.events += 1;
            }
        }
        if batch.root
            != Batch::root(
                batch.number,
                batch.first,
                batch.last,
                &batch.previous,
                batch.sealed_at,
                &hash,
            )
        {
            return Ok(Some(Broken {
                position: start,
                why: Why::Root,
            }));
        }
        self.number = batch.number;
        self.root = batch.root;
        self.found.batches += 1;
        Ok(None)
    }
}
