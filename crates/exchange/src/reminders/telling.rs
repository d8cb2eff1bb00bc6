//! Looks at what is to come, every few minutes, on every instance: the store says who tells what.

use std::time::Duration;

use platform::db::Tx;
use platform::ids::PersonId;
use platform::{Result, Site};

use super::DUE;
use super::rules::{Lead, words};
use super::store::{self, Line, ReminderId};
use crate::notifications::{self, Notice};

/// How often: an hour before is so exact.
const EVERY: Duration = Duration::from_secs(120);
/// How many are told in one transaction.
const AT_ONCE: usize = 200;

/// Looks until it is told to stop.
pub async fn run(site: Site, told: impl Future<Output = ()>) {
    let mut told = std::pin::pin!(told);
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = &mut told => return,
        }
        if let Err(error) = look(&site).await {
            tracing::warn!(%error, "reminders are told at the next look");
        }
    }
}

/// Tells learners and tutors of what is to come, and takes back what isn't any more.
///
/// # Errors
/// The store's, or the key store's.
pub async fn look(site: &Site) -> Result<()> {
    tidy(site).await?;
    let due = store::due(&mut site.db().read().await?, site.clock().now()).await?;
    for some in due.chunks(AT_ONCE) {
        tell(site, some).await?;
    }
    Ok(())
}

/// What was told of a moment that isn't any more isn't news, and no mail of it leaves.
async fn tidy(site: &Site) -> Result<()> {
    let now = site.clock().now();
    let stale = store::stale(&mut site.db().read().await?, now).await?;
    let mut tx = site.db().begin().await?;
    for (id, person) in stale {
        take_back(&mut tx, site, (id, person)).await?;
    }
    store::forget(&mut tx, now).await?;
    tx.commit().await
}

async fn take_back(tx: &mut Tx, site: &Site, (id, person): (ReminderId, PersonId)) -> Result<()> {
    notifications::seen(tx, site, person, id.0).await?;
    store::take_back(tx, id).await
}

async fn tell(site: &Site, due: &[(Line, Lead)]) -> Result<()> {
    let claims: Vec<(ReminderId, &Line, Lead)> = due
        .iter()
        .map(|(line, lead)| (site.new_id(), line, *lead))
        .collect();
    let notices = claims.iter().map(|(id, line, _)| notice(*id, line));
    let prepared = notifications::prepare(site, notices.collect()).await?;
    let mut tx = site.db().begin().await?;
    let claimed = store::claim(&mut tx, site, &claims).await?;
    prepared
        .only(|notice| claimed.contains(&notice.about))
        .write(&mut tx, site)
        .await?;
    tx.commit().await
}

fn notice(id: ReminderId, line: &Line) -> Notice {
    let at = line
        .coming
        .at
        .to_zoned_datetime(line.coming.zone.clone())
        .datetime();
    Notice {
        kind: &DUE,
        to: line.person,
        by: None,
        about: id.0,
        path: line.whose.path(),
        words: words(line.what, &line.title, at),
    }
}
