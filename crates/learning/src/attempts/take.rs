//! Taking what a launch says. Where it stands is kept in memory from one batch to the next; the write that takes a batch
//! says from where, so that what another instance has moved is noticed, read again, and nothing is taken twice.

use std::sync::Arc;

use platform::db::{Tx, Write};
use platform::vault::{DataKey, token_hash};
use platform::{Error, Result, Site};
use scorm::attempt2004::Shared;
use scorm::log::{Answer, Operation};
use serde::Deserialize;

use super::live::{Known, Live, key};
use super::log::Log;
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
    let (taken, known) = work.take(known).await?;
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
    /// Content is played before the write, which most of the time is one, and all or nothing; when the launch isn't as it was
    /// known, or more follows, it is written step by step.
    async fn take(self, mut known: Known) -> Result<(Taken, Known)> {
        let played = self.play(&mut known)?;
        let first = match self.at_once(&mut known, &played)? {
            None => Some((known, played)),
            Some(AtOnce { writes, sure }) => match self.site.db().at_once(writes, sure).await {
                Ok(()) => return Ok((self.kept(&known), known)),
                Err(Error::Stale | Error::Duplicate(_)) => None,
                Err(error) => return Err(error),
            },
        };
        let site = self.site.clone();
        site.db().hot(move |tx| Box::pin(self.keep(tx, first))).await
    }

    /// All that a batch changes, when it is known where everything stands: a package of one part, whose step goes on.
    fn at_once(&self, known: &mut Known, played: &Played) -> Result<Option<AtOnce>> {
        let Played {
            line: Some(line),
            ended: false,
        } = played
        else {
            return Ok(None);
        };
        let (Some(kept), [_]) = (known.kept, &*known.parts) else {
            return Ok(None);
        };
        if known.launch.replaced || known.withdrawn {
            return Ok(None);
        }
        let (standing, shared) = known.engine.outcome(&known.settled.sco);
        if shared != known.shared {
            return Ok(None);
        }
        let mut settled = Vec::new();
        let mut after = kept;
        if standing != known.settled {
            let seen = roll_up(known.completion, &known.parts, std::slice::from_ref(&standing));
            let of = (known.enrolment.id, known.step);
            let Some((kept, writes)) = progress::goes_on(&self.site, of, &kept, seen) else {
                return Ok(None);
            };
            after = kept;
            let attempt = known.launch.attempt;
            settled = writes;
            settled.push(match settled.is_empty() {
                true => store::settle_beside(&self.site, attempt, &standing, kept.values(of)),
                false => store::settle(&self.site, attempt, &standing),
            });
        }
        let sure = if settled.is_empty() { 1 } else { 2 };
        let mut writes = self.log(known, line);
        writes.splice(1..1, settled);
        known.settled = standing;
        known.kept = Some(after);
        Ok(Some(AtOnce { writes, sure }))
    }

    async fn keep(self, tx: &mut Tx, first: Option<(Known, Played)>) -> Result<(Taken, Known)> {
        let mut next = first;
        for _ in 0..TRIES {
            let (mut known, played) = match next.take() {
                Some(known) => known,
                // No lock here: on PostgreSQL the refused update may hold the row already, which `begin` takes after its lock.
                None => {
                    let mut known = Known::load(tx, &self.site, self.hash).await?;
                    let played = self.play(&mut known)?;
                    (known, played)
                }
            };
            if let Some(taken) = self.try_keep(tx, &mut known, played).await? {
                return Ok((taken, known));
            }
        }
        Err(Error::fault("a launch that others move again and again"))
    }

    /// None when it isn't as it was known: what is known is then read again, whatever was done to it here.
    async fn try_keep(&self, tx: &mut Tx, known: &mut Known, played: Played) -> Result<Option<Taken>> {
        let sequence = known.launch.sequence;
        if known.launch.replaced {
            return Ok(Some(Taken::Replaced { sequence }));
        }
        if known.withdrawn {
            return Ok(Some(Taken::Ended { sequence }));
        }
        // What no write confirms isn't answered from memory.
        if (played.ended || played.line.is_none()) && !known.fresh {
            return Ok(None);
        }
        match &played.line {
            Some(line) => {
                for (at, (sql, values)) in self.log(known, line).into_iter().enumerate() {
                    if tx.execute(sql, values).await? == 0 && at == 0 {
                        return Ok(None);
                    }
                }
                self.settle(tx, known).await?;
            }
            None => {
                if let Some((open, active)) = self.spent(known) {
                    store::spend(tx, known.launch.id, open, active).await?;
                }
            }
        }
        Ok(Some(match played.ended {
            true => Taken::Ended {
                sequence: known.launch.sequence,
            },
            false => self.kept(known),
        }))
    }

    fn kept(&self, known: &Known) -> Taken {
        Taken::Kept {
            sequence: known.launch.sequence,
            finished: known.engine.is_finished(),
        }
    }

    /// Time on the page: believed as far as the launch is old.
    fn spent(&self, known: &Known) -> Option<(i64, i64)> {
        let spent = self.spent?;
        let age = self.site.clock().now().duration_since(known.launch.created_at);
        let open = spent.open.clamp(0, age.as_secs().max(0));
        Some((open, spent.active.clamp(0, open)))
    }

    /// The writes that move the launch from where it was known, the first of which touches nothing when it isn't there, and
    /// keep what it said.
    fn log(&self, known: &mut Known, line: &Line) -> Vec<Write> {
        let due = line.snapshot.is_some();
        let launch = known.launch.id;
        let snapshot_sequence = if due {
            line.reached
        } else {
            known.launch.snapshot_sequence
        };
        let spent = self.spent(known).unwrap_or_default();
        let mut writes = vec![
            store::advance(known, line.reached, snapshot_sequence, spent),
            store::append(
                &self.site,
                launch,
                line.reached,
                (line.operations, line.sealed.clone()),
            ),
        ];
        writes.extend(
            line.snapshot
                .clone()
                .map(|sealed| store::keep_snapshot(launch, sealed)),
        );
        (known.launch.sequence, known.launch.snapshot_sequence) = (line.reached, snapshot_sequence);
        writes
    }

    /// Plays what is new in time, and seals it.
    fn play(&self, known: &mut Known) -> Result<Played> {
        let now = self.site.clock().now();
        let mut played = Played {
            line: None,
            ended: false,
        };
        let mut accepted = Vec::new();
        for operation in &self.operations {
            if operation.sequence <= known.engine.sequence() {
                continue;
            }
            let ends = (known.enrolment.ends_at, known.paused_at);
            if !in_time(operation.at, ends, now) {
                played.ended = true;
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
                Answer::Accepted | Answer::Refused { .. } => accepted.push(operation),
            }
        }
        if let Some(last) = accepted.last() {
            let log = Log::new(&self.key, known.launch.id);
            let reached = number(last.sequence)?;
            let due = known.engine.is_finished() || reached - known.launch.snapshot_sequence >= TAIL;
            let snapshot = match due {
                true => Some(log.seal_snapshot(&self.site, &known.engine.snapshot()?)?),
                false => None,
            };
            played.line = Some(Line {
                reached,
                operations: i64::try_from(accepted.len())
                    .map_err(|e| Error::internal("a batch's length", e))?,
                sealed: log.seal_line(&self.site, &accepted)?,
                snapshot,
            });
        }
        Ok(played)
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
        let site = &self.site;
        let (sql, values) = store::settle(site, known.launch.attempt, &standing);
        tx.execute(sql, values).await?;
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
        known.kept = progress::kept(tx, known.enrolment.id, known.step).await?;
        known.settled = standing;
        Ok(())
    }
}

/// What a batch came to.
struct Played {
    /// What is to be kept of it; none when nothing is new.
    line: Option<Line>,
    /// What follows came after the end of the access.
    ended: bool,
}

/// Operations that came together, sealed.
struct Line {
    /// The number of the last.
    reached: i64,
    operations: i64,
    sealed: Vec<u8>,
    /// Where the launch then stands, when that is due.
    snapshot: Option<Vec<u8>>,
}

/// Writes that are made together or not at all: the launch's first; then, where the attempt comes to something else, the one
/// that finds the step as it is known.
struct AtOnce {
    writes: Vec<Write>,
    /// How many of them must touch one row.
    sure: usize,
}

fn number(sequence: u64) -> Result<i64> {
    i64::try_from(sequence).map_err(|error| Error::internal("an operation's number", error))
}
