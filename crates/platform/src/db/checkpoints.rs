//! Moves the log of the embedded store into its file, beside the writer rather than in its way. A log that has grown long is
//! moved to its end in the writer's place, so that the next commit begins it again.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// How many commits are moved together, about: a shared one writes some hundred pages.
const TOGETHER: u64 = 32;
/// A log of so many pages is long: 64 MiB.
const LONG: i64 = 16_000;

/// A thread that moves the log, and what wakes it.
pub(super) struct Checkpoints {
    commits: AtomicU64,
    moving: Mutex<Option<(SyncSender<()>, JoinHandle<()>)>>,
}

impl Checkpoints {
    /// `writer`: who holds it writes.
    pub(super) fn start(conn: Connection, writer: Arc<Semaphore>) -> Result<Self> {
        let (wake, woken) = sync_channel(1);
        let waits = Builder::new_current_thread()
            .build()
            .map_err(|error| Error::internal("what moves the log of the store", error))?;
        let moving = std::thread::Builder::new()
            .name("store log".to_owned())
            .spawn(move || work(&conn, &woken, (&waits, &writer)))
            .map_err(|error| Error::internal("what moves the log of the store", error))?;
        Ok(Self {
            commits: AtomicU64::new(0),
            moving: Mutex::new(Some((wake, moving))),
        })
    }

    /// Something was committed.
    pub(super) fn committed(&self) {
        if self.commits.fetch_add(1, Ordering::Relaxed) % TOGETHER != TOGETHER - 1 {
            return;
        }
        let moving = self.moving.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((wake, _)) = &*moving {
            // Full: it has been told already.
            let _ = wake.try_send(());
        }
    }

    /// Waits for what it is doing, then its connection is closed.
    pub(super) fn stop(&self) {
        let moving = self.moving.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((wake, moving)) = moving {
            drop(wake);
            let _ = moving.join();
        }
    }
}

fn work(conn: &Connection, woken: &Receiver<()>, (waits, writer): (&Runtime, &Semaphore)) {
    while woken.recv().is_ok() {
        let moved = passive(conn).and_then(|pages| match pages {
            // Most of it is moved; what came meanwhile is little.
            LONG.. => {
                let _turn = waits.block_on(writer.acquire());
                passive(conn)
            }
            _ => Ok(pages),
        });
        // What can't be moved now stays in the log, where it is as durable; the writer's own commits tell of a broken disk.
        if let Err(error) = moved {
            tracing::warn!(%error, "the log of the store isn't moved into its file");
        }
    }
}

/// Moves what nobody reads; answers how many pages the log has.
fn passive(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |row| row.get(1))
}
