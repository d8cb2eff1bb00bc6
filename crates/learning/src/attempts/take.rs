//! Taking what a launch says. Where it stands is kept in memory from one batch to the next; the write that takes a batch
//! says from where, so that what another instance has moved is noticed, read again, and nothing is taken twice.

use std::sync::Arc;

use platform::db::Tx;
use platform::vault::{DataKey, token_hash};
use platform::{Error, Result, Site};
use scorm::attempt2004::Shared;
use scorm::log::{Answer, Operation};
use serde::Deserialize;

use super::live::{Known, Live, key};
use super::rules::{believed, in_time, merge, roll_up};
use super::store;
use crate::progress;

/// How many operations are replayed after a snapshot before a new one is kept.
const TAIL: i64 = 64;
/// How often a batch is tried when others move the launch at the same instant.
const TRIES: usize = 4;

/// What a browser sends of a launch's log.
#[derive(Debug, Deserialize)]
pub struct Batch {
    /// In the order of their numbers; none to say only that the launch is still open.
    pub operations: Vec<Operation>,
    /// How long the launch has been open, when that is worth saying.
    #[serde(default)]
    pub spent: Option<Spent>,
}

/// What a page measured since it opened a launch, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Spent {
    /// The page was there.
    pub open: i64,
    /// It was seen, and the learner did something in the last minutes.
    pub active: i64,
}

/// What became of a batch. In each case every operation up to `sequence` is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Taken, up to there; what follows starts one further.
    Kept {
        /// The last operation that the store holds.
        sequence: i64,
        /// The launch is finished: nothing more can follow.
        finished: bool,
    },
    /// A newer launch holds the lease: nothing more is taken from this one.
    Replaced {
        /// The last operation that the store holds.
        sequence: i64,
    },
    /// The access has ended: nothing more is taken.
    Ended {
        /// The last operation that the store holds.
        sequence: i64,
    },
}

/// Takes a batch of the launch that this token opens. Sent again, it changes nothing; out of order, nothing after the gap
/// is taken. Answered only once what was taken is durable.
///
/// # Errors
/// [`Error::NotFound`] for an unknown token or an erased learner, or the store's: then nothing of it was taken.
pub async fn take(site: &Site, token: &str, batch: Batch) -> Result<Taken> {
    let live = site.extension::<Live>()?;
    let hash = token_hash(token);
    let known = match live.take(&hash) {
        Some(known) => known,
        None => Known::load(&mut site.db().read().await?, site, hash).await?,
    };
    let work = Work {
        site: site.clone(),
        key: key(site, &known.enrolment).await?,
        hash,
        operations: batch.operations,
        spent: batch.spent,
    };
    let (taken, known) = site.db().hot(move |tx| Box::pin(work.keep(tx, known))).await?;
    live.keep(hash, known);
    Ok(taken)
}

struct Work {
    site: Site,
    key: Arc<DataKey>,
    hash: [u8; 32],
    operations: Vec<Operation>,
    spent: Option<Spent>,
}

impl Work {
    async fn keep(self, tx: &mut Tx, mut known: Known) -> Result<(Taken, Known)> {
        for _ in 0..TRIES {
            if let Some(taken) = self.try_keep(tx, &mut known).await? {
                return Ok((taken, known));
            }
            // No lock here: on PostgreSQL the refused update may hold the row already, which `begin` takes after its lock.
            known = Known::load(tx, &self.site, self.hash).await?;
        }
        Err(Error::fault("a launch that others move again and again"))
    }

    /// None when it isn't as it was known: what is known is then read again, whatever was done to it here.
    async fn try_keep(&self, tx: &mut Tx, known: &mut Known) -> Result<Option<Taken>> {
        let sequence = known.launch.sequence;
        if known.launch.replaced {
            return Ok(Some(Taken::Replaced { sequence }));
        }
        if known.withdrawn {
            return Ok(Some(Taken::Ended { sequence }));
        }
        let Accepted { operations, ended } = self.play(known);
        // What no write confirms isn't answered from memory.
        if (ended || operations.is_empty()) && !known.fresh {
            return Ok(None);
        }
        if let Some(last) = operations.last() {
            if !self
                .append(tx, known, number(last.sequence)?, &operations)
                .await?
            {
                return Ok(None);
            }
            self.settle(tx, known).await?;
        }
        self.spend(tx, known).await?;
        let sequence = known.launch.sequence;
        Ok(Some(if ended {
            Taken::Ended { sequence }
        } else {
            let finished = known.engine.is_finished();
            Taken::Kept { sequence, finished }
        }))
    }

    /// Time on the page: believed as far as the launch is old.
    async fn spend(&self, tx: &mut Tx, known: &Known) -> Result<()> {
        let Some(spent) = self.spent else { return Ok(()) };
        let age = self
            .site
            .clock()
            .now()
            .duration_since(known.launch.created_at)
            .as_secs();
        let open = spent.open.clamp(0, age.max(0));
        store::spend(tx, known.launch.id, open, spent.active.clamp(0, open)).await
    }

    /// Moves the launch from where it was known, and keeps what it said; false when it isn't there.
    async fn append(
        &self,
        tx: &mut Tx,
        known: &mut Known,
        reached: i64,
        operations: &[Operation],
    ) -> Result<bool> {
        let due = known.engine.is_finished() || reached - known.launch.snapshot_sequence >= TAIL;
        let snapshot_sequence = if due {
            reached
        } else {
            known.launch.snapshot_sequence
        };
        if !store::advance(tx, known, reached, snapshot_sequence).await? {
            return Ok(false);
        }
        (known.launch.sequence, known.launch.snapshot_sequence) = (reached, snapshot_sequence);
        let (site, key, launch) = (&self.site, &self.key, known.launch.id);
        if due {
            store::keep_snapshot(tx, site, key, launch, &known.engine.snapshot()?).await?;
        }
        store::append(tx, site, key, launch, reached, operations).await?;
        Ok(true)
    }

    /// Plays what is new in time.
    fn play(&self, known: &mut Known) -> Accepted {
        let now = self.site.clock().now();
        let mut accepted = Accepted::default();
        for operation in &self.operations {
            if operation.sequence <= known.engine.sequence() {
                continue;
            }
            let ends = (known.enrolment.ends_at, known.paused_at);
            if !in_time(operation.at, ends, now) {
                accepted.ended = true;
                break;
            }
            let at = believed(operation.at, known.launch.created_at, now);
            let operation = Operation {
                at,
                ..operation.clone()
            };
            match known.engine.apply(&operation) {
                Answer::Duplicate => {}
                Answer::OutOfOrder { .. } | Answer::AfterFinish => break,
                Answer::Accepted | Answer::Refused { .. } => accepted.operations.push(operation),
            }
        }
        accepted
    }

    /// Another package may have written meanwhile: what this one changed is put in what is there now.
    async fn share(&self, tx: &mut Tx, known: &mut Known, after: Option<Shared>) -> Result<()> {
        if let (Some(before), Some(after)) = (&known.shared, &after) {
            progress::lock(tx, known.enrolment.id).await?;
            let mut there = store::shared(tx, &self.key, known.enrolment.id).await?;
            merge(&mut there.objectives, &before.objectives, &after.objectives);
            merge(&mut there.data, &before.data, &after.data);
            store::share(tx, &self.site, &self.key, known.enrolment.id, &there).await?;
        }
        known.shared = after;
        Ok(())
    }

    /// What the attempt comes to, and the step.
    async fn settle(&self, tx: &mut Tx, known: &mut Known) -> Result<()> {
        let (standing, shared) = known.engine.outcome(&known.settled.sco);
        if shared != known.shared {
            self.share(tx, known, shared).await?;
        }
        if standing == known.settled {
            return Ok(());
        }
        let (site, attempt) = (&self.site, known.launch.attempt);
        store::settle(tx, site, attempt, &standing).await?;
        let seen = if known.parts.len() == 1 {
            roll_up(known.completion, &known.parts, std::slice::from_ref(&standing))
        } else {
            progress::lock(tx, known.enrolment.id).await?;
            roll_up(
                known.completion,
                &known.parts,
                &store::standings(tx, known.enrolment.id, known.step).await?,
            )
        };
        progress::record(tx, site, &known.enrolment, known.step, seen).await?;
        known.settled = standing;
        Ok(())
    }
}

#[derive(Default)]
struct Accepted {
    operations: Vec<Operation>,
    /// What follows came after the end of the access.
    ended: bool,
}

fn number(sequence: u64) -> Result<i64> {
    i64::try_from(sequence).map_err(|error| Error::internal("an operation's number", error))
}
