//! The group-committing writer of SQLite: many small writes, one flush. Each runs under a savepoint; all that succeeded share a
//! commit; nobody is answered before the disk has it, and the writer goes on meanwhile.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use super::open::Handle;
use super::sqlite::Connections;
use super::tx::{Tx, Write};
use crate::{Error, Result};

/// A write that can be handed over: it borrows the transaction and answers a value.
pub trait Work<T>: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static {}

impl<T, F> Work<T> for F where F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static {}

/// Runs the work; answers whether it succeeded, and what to call with the fate of the commit.
pub(super) type Errand = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, (bool, Answer)> + Send>;
type Answer = Box<dyn FnOnce(Result<(), String>) + Send>;

/// How many writes share a commit at most: bounds the wait of the first.
const BATCH: usize = 256;

pub(super) async fn submit<T: Send + 'static, W: Work<T>>(
    queue: &mpsc::Sender<Errand>,
    work: W,
) -> Result<T> {
    let (answer, outcome) = oneshot::channel();
    let errand: Errand = Box::new(move |tx| {
        Box::pin(async move {
            let result = work(tx).await;
            let ok = result.is_ok();
            let tell: Answer = Box::new(move |commit| {
                let told = match commit {
                    Ok(()) => result,
                    Err(cause) => result.and(Err(Error::internal("the shared commit", cause))),
                };
                drop(answer.send(told));
            });
            (ok, tell)
        })
    });
    queue
        .send(errand)
        .await
        .map_err(|_| Error::fault("the writer has stopped"))?;
    outcome
        .await
        .map_err(|_| Error::fault("the writer has stopped"))?
}

/// Makes writes one after the other; [`Error::Stale`] when one of the first, so many, doesn't touch one row.
pub(super) async fn each(tx: &mut Tx, writes: Vec<Write>, sure: usize) -> Result<()> {
    for (at, (sql, values)) in writes.into_iter().enumerate() {
        if tx.execute(sql, values).await? != 1 && at < sure {
            return Err(Error::Stale);
        }
    }
    Ok(())
}

/// Starts the writer on a thread of its own: it waits for the disk most of the time. It ends with the store.
pub(super) fn spawn(
    writer: Arc<Connections>,
    db: impl Into<Handle>,
    errands: mpsc::Receiver<Errand>,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| Error::internal("the writer", error))?;
    let write = work(writer, db.into(), errands);
    std::thread::Builder::new()
        .name("store writer".to_owned())
        .spawn(move || runtime.block_on(write))
        .map(drop)
        .map_err(|error| Error::internal("the writer", error))
}

async fn work(writer: Arc<Connections>, db: Handle, mut errands: mpsc::Receiver<Errand>) {
    while let Some(first) = errands.recv().await {
        let Some(db) = db.db() else { return };
        let mut answers = Vec::new();
        let shared = match db.begin_on(&writer).await {
            Ok(tx) => share(tx, &writer, (first, &mut errands), &mut answers).await,
            Err(error) => Err(error),
        };
        let told = move |fate: Result<(), String>| {
            for answer in answers {
                answer(fate.clone());
            }
        };
        match shared {
            Ok(tx) => tx.commit_then(Box::new(told)),
            Err(error) => told(Err(error.to_string())),
        }
    }
}

async fn share(
    mut tx: Tx,
    writer: &Connections,
    (first, queue): (Errand, &mut mpsc::Receiver<Errand>),
    answers: &mut Vec<Answer>,
) -> Result<Tx> {
    let mut next = Some(first);
    while let Some(errand) = next {
        tx.savepoint("SAVEPOINT hot").await?;
        let (ok, answer) = errand(&mut tx).await;
        answers.push(answer);
        if !ok {
            tx.savepoint("ROLLBACK TO hot").await?;
        }
        tx.savepoint("RELEASE hot").await?;
        if answers.len() >= BATCH {
            break;
        }
        next = match queue.try_recv() {
            Ok(errand) => Some(errand),
            // Before the disk is ready nothing is gained by committing: who comes meanwhile shares it.
            Err(_) => tokio::select! {
                errand = queue.recv() => errand,
                () = writer.disk_ready() => None,
            },
        };
    }
    Ok(tx)
}
