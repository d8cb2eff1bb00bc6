//! A message to all of a session: how long until each has it under the bell; then their pages, which wait for the next one.

use std::time::Duration;

use platform::{Error, Result, Site};
use training::enrolment;
use training::sessions::{self, SessionId};

use crate::http::Hand;
use crate::server::Server;
use crate::stopwatch::Stopwatch;
use crate::visits::{self, Visit};

use super::process;

/// Pages that wait for the next message.
const WAITING: usize = 2_000;

/// What came of it.
pub(super) struct Told {
    /// Who has it to read.
    pub(super) people: usize,
    /// How long that took.
    pub(super) took: Duration,
    /// Pages that wait.
    pub(super) waiting: usize,
    /// What they cost the server, in MiB.
    pub(super) mib: f64,
}

/// The first of the learners manages the region of their session too: they may write to all.
///
/// # Errors
/// The store's.
pub(super) async fn manages(site: &Site, first: Option<&Visit>) -> Result<SessionId> {
    let first = first.ok_or(Error::NotFound)?;
    let mut tx = site.db().begin().await?;
    let session = enrolment::find(&mut tx, first.enrolment).await?.session;
    let region = sessions::find(&mut tx, session).await?.region;
    visits::manager(&mut tx, site, first.person, region).await?;
    tx.commit().await?;
    Ok(session)
}

/// The first one writes to the others, who then wait for the next message.
///
/// # Errors
/// When somebody hasn't got it, or a page isn't there.
pub(super) async fn run(server: &Server, learners: &[Hand], session: SessionId) -> Result<Told> {
    let (first, others) = learners.split_first().ok_or(Error::NotFound)?;
    let fields = format!("cercle={session}&a=learners&sujet=Lundi&message=Rendez-vous+lundi&reponses=auteur");
    let watch = Stopwatch::start();
    let path = first.send("/messages/nouveau", &fields).await?;
    let last = others.last().ok_or(Error::NotFound)?;
    if !last.get("/notifications").await?.contains("Lundi") {
        return Err(Error::fault("a learner isn't told"));
    }
    let took = watch.elapsed();
    let before = process::memory_mib(server.id())?;
    let mut held = Vec::with_capacity(WAITING);
    for hand in others.iter().take(WAITING) {
        let told = hand.ask(&format!("GET {path}/direct HTTP/1.1\r\n"), b"").await?;
        if told.status != 200 {
            return Err(Error::fault(format!(
                "a page that waits is answered {}",
                told.status
            )));
        }
        held.push(told);
    }
    let mib = process::memory_mib(server.id())? - before;
    Ok(Told {
        people: others.len(),
        took,
        waiting: held.len(),
        mib,
    })
}
