//! Waits for the disk in the place of those who commit to the embedded store: what is committed while the log is being flushed
//! is flushed together by the next turn, and the writer goes on meanwhile. Nobody is answered before the disk has.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::{oneshot, watch};

use crate::{Error, Result};

/// Called with what the disk said.
pub(super) type Told = Box<dyn FnOnce(Result<(), String>) + Send>;

/// A thread that flushes, and those who wait for it.
pub(super) struct Disk {
    flushing: Mutex<Option<(Sender<Told>, JoinHandle<()>)>>,
    /// How many wait.
    waiting: watch::Sender<usize>,
}

impl Disk {
    /// `flush` makes last all that was written before it was called.
    pub(super) fn start(flush: impl FnMut() -> io::Result<()> + Send + 'static) -> Result<Self> {
        let (ask, asked) = channel();
        let waiting = watch::Sender::new(0);
        let left = waiting.clone();
        let flushing = std::thread::Builder::new()
            .name("store disk".to_owned())
            .spawn(move || work(flush, &asked, &left))
            .map_err(|error| Error::internal("what waits for the disk", error))?;
        Ok(Self {
            flushing: Mutex::new(Some((ask, flushing))),
            waiting,
        })
    }

    /// Calls this once all that is written by now lasts.
    pub(super) fn then(&self, told: Told) {
        let flushing = self.flushing.lock().unwrap_or_else(PoisonError::into_inner);
        let refused = match &*flushing {
            Some((ask, _)) => {
                self.waiting.send_modify(|waiting| *waiting += 1);
                ask.send(told).err().map(|refused| refused.0)
            }
            None => Some(told),
        };
        drop(flushing);
        if let Some(told) = refused {
            told(Err("the store is closed".to_owned()));
        }
    }

    /// Waits until all that is written by now lasts.
    ///
    /// # Errors
    /// The disk's.
    pub(super) async fn flushed(&self) -> Result<()> {
        let (tell, told) = oneshot::channel();
        self.then(Box::new(|fate| drop(tell.send(fate))));
        let fate = told
            .await
            .unwrap_or_else(|_| Err("nothing waits for the disk any more".to_owned()));
        fate.map_err(|cause| Error::internal("the disk of the store", cause))
    }

    /// Until nobody waits.
    pub(super) async fn idle(&self) {
        // Fails only without a sender, which is ours.
        let _ = self.waiting.subscribe().wait_for(|waiting| *waiting == 0).await;
    }

    /// Flushes for those who wait; nobody else is taken.
    pub(super) fn stop(&self) {
        let flushing = self
            .flushing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some((ask, flushing)) = flushing {
            drop(ask);
            let _ = flushing.join();
        }
    }
}

/// A disk that failed once may have lost what it was given, and say later that all is well: nothing lasts any more then, until
/// the store is opened again.
fn work(mut flush: impl FnMut() -> io::Result<()>, asked: &Receiver<Told>, waiting: &watch::Sender<usize>) {
    let mut broken: Option<String> = None;
    while let Ok(first) = asked.recv() {
        let mut told = vec![first];
        told.extend(asked.try_iter());
        if broken.is_none() {
            broken = flush().err().map(|error| error.to_string());
            if let Some(cause) = &broken {
                tracing::error!(%cause, "the disk of the store fails: nothing is kept until the platform is started again");
            }
        }
        waiting.send_modify(|waiting| *waiting = waiting.saturating_sub(told.len()));
        for told in told {
            told(broken.clone().map_or(Ok(()), Err));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[tokio::test]
    async fn nobody_is_answered_before_the_disk_and_who_comes_meanwhile_shares_its_next_turn() {
        let (begins, begun) = sync_channel(0);
        let (go, goes) = sync_channel::<()>(0);
        let disk = Disk::start(move || {
            begins.send(()).unwrap();
            goes.recv().unwrap();
            Ok(())
        })
        .unwrap();
        let (tell, told) = channel();
        let ask = |name: &'static str| {
            let tell = tell.clone();
            disk.then(Box::new(move |fate| tell.send((name, fate.is_ok())).unwrap()));
        };
        ask("first");
        begun.recv().unwrap();
        ask("second");
        ask("third");
        assert!(told.try_recv().is_err(), "the disk has said nothing");
        go.send(()).unwrap();
        assert_eq!(told.recv().unwrap(), ("first", true));
        begun.recv().unwrap();
        assert!(told.try_recv().is_err(), "written after that turn had begun");
        go.send(()).unwrap();
        assert_eq!(
            [told.recv().unwrap(), told.recv().unwrap()],
            [("second", true), ("third", true)]
        );
        disk.idle().await;
        disk.stop();
        assert!(disk.flushed().await.is_err(), "closed");
    }

    #[tokio::test]
    async fn a_disk_that_failed_once_is_not_believed_again() {
        let mut times = 0;
        let disk = Disk::start(move || {
            times += 1;
            if times == 2 {
                Err(io::Error::other("gone"))
            } else {
                Ok(())
            }
        })
        .unwrap();
        assert!(disk.flushed().await.is_ok());
        assert!(disk.flushed().await.is_err());
        assert!(disk.flushed().await.is_err());
    }
}
