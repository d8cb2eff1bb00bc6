//! The figures of questions: each try that ends, or is graded again, says what it changes; a job adds it some minutes later, so
//! that thousands who hand in at once don't wait for one row. Once a month they are made again from the tries themselves.

use std::collections::BTreeMap;

use assess::quiz::tally::Tally;
use async_trait::async_trait;
use catalogue::library::VersionId;
use catalogue::questions;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::ids::Uuid;
use platform::jobs::{self, Handler, Job, JobError};
use platform::{Error, Result, Site};
use serde_json::Value;

use super::close::{brought, parts};
use super::store::{self, TryId};

const ADD: &str = "quiz.figures";
const REBUILD: &str = "quiz.figures.again";

/// How long what changes waits for more, in milliseconds.
const MOMENT: i64 = 5 * 60_000;
/// How long a transaction that began in a moment may last after it, in milliseconds.
const MARGIN: i64 = 30_000;
/// How many tries are added in one transaction.
const AT_ONCE: usize = 200;
/// How often figures that move are made again at once.
const ROUNDS: u32 = 5;

/// Keeps what a try changes, and makes sure that it is added soon.
pub(super) async fn bring(tx: &mut Tx, site: &Site, id: TryId, changes: &[(Uuid, Tally)]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    store::put_tallies(tx, site, id, changes).await?;
    let now = site.clock().now();
    let moment = now.as_millisecond().div_euclid(MOMENT) + 1;
    let due = Timestamp::from_millisecond(moment * MOMENT + MARGIN).unwrap_or(now);
    let job = Job::new(ADD, Value::Null, due).once(format!("{ADD}:{moment}"));
    jobs::enqueue(tx, site, job).await.map(drop)
}

/// Adds what tries have brought meanwhile.
pub(super) struct Add;

#[async_trait]
impl Handler for Add {
    fn kind(&self) -> &'static str {
        ADD
    }

    async fn run(&self, site: &Site, _payload: &Value, _tries: u32) -> Result<(), JobError> {
        loop {
            let mut tx = site.db().begin().await?;
            questions::lock_figures(&mut tx).await?;
            let (changes, many) = store::take_tallies(&mut tx, AT_ONCE).await?;
            questions::add_figures(&mut tx, &changes).await?;
            tx.commit().await?;
            if many < AT_ONCE {
                return Ok(());
            }
        }
    }
}

/// Makes sure that figures are made again this month.
///
/// # Errors
/// The store's.
pub async fn begin(site: &Site) -> Result<()> {
    let now = site.clock().now();
    let mut tx = site.db().begin().await?;
    again(&mut tx, site, now).await?;
    tx.commit().await
}

/// Once a month, however many ask for it.
async fn again(tx: &mut Tx, site: &Site, due: Timestamp) -> Result<()> {
    let day = due.to_zoned_datetime(TimeZone::UTC).date();
    let key = format!("{REBUILD}:{}-{:02}", day.year(), day.month());
    jobs::enqueue(tx, site, Job::new(REBUILD, Value::Null, due).once(key))
        .await
        .map(drop)
}

/// The first night of the next month.
fn next_month(now: Timestamp) -> Timestamp {
    let day = now.to_zoned_datetime(TimeZone::UTC).date();
    let first = day.last_of_month().tomorrow().map(|day| day.at(2, 0, 0, 0));
    let first = first.and_then(|at| at.to_zoned_datetime(TimeZone::UTC));
    first.map_or(now + SignedDuration::from_hours(24 * 31), |at| at.timestamp())
}

/// Makes figures again from the tries.
pub(super) struct Rebuild;

#[async_trait]
impl Handler for Rebuild {
    fn kind(&self) -> &'static str {
        REBUILD
    }

    async fn run(&self, site: &Site, _payload: &Value, _tries: u32) -> Result<(), JobError> {
        let mut tx = site.db().begin().await?;
        again(&mut tx, site, next_month(site.clock().now())).await?;
        tx.commit().await?;
        Ok(rebuild(site).await?)
    }
}

/// Makes the figures of every question again from the tries themselves, quiz by quiz.
///
/// # Errors
/// The store's, or that those of a quiz never stood still.
pub async fn rebuild(site: &Site) -> Result<()> {
    let versions = store::tried(&mut site.db().read().await?).await?;
    let mut moving = 0u32;
    for version in versions {
        moving += u32::from(!rebuild_one(site, version).await?);
    }
    match moving {
        0 => Ok(()),
        _ => Err(Error::fault(format!(
            "the figures of {moving} quizzes moved each time that they were made again"
        ))),
    }
}

/// False when its figures moved each time.
async fn rebuild_one(site: &Site, version: VersionId) -> Result<bool> {
    for _ in 0..ROUNDS {
        let stamp = questions::figures_stamp(&mut site.db().read().await?, version).await?;
        let made = made_again(site, version).await?;
        let mut tx = site.db().begin().await?;
        questions::lock_figures(&mut tx).await?;
        if questions::replace_figures(&mut tx, (version, stamp), &made).await? {
            tx.commit().await?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// What tries have brought to the figures of a version, less what still waits to be added. They are read some at a time, and
/// nobody who writes waits: it is true for as long as nothing is added to the figures.
async fn made_again(site: &Site, version: VersionId) -> Result<BTreeMap<Uuid, Tally>> {
    let mut all: BTreeMap<Uuid, Tally> = BTreeMap::new();
    let mut after = TryId(Uuid::nil());
    loop {
        let mut tx = site.db().read().await?;
        let lot = store::over_after(&mut tx, version, after).await?;
        let Some((last, _)) = lot.tries.last_key_value() else {
            return Ok(all);
        };
        after = *last;
        for one in lot.tries.values() {
            let parts = parts(&mut tx, site, &one.asked, &one.answered).await?;
            for (question, tally) in brought(&one.asked, &parts) {
                *all.entry(question).or_default() += tally;
            }
        }
        for (question, tally) in lot.waiting {
            *all.entry(question).or_default() += -tally;
        }
        drop(tx);
        // Whoever waits has their turn.
        tokio::task::yield_now().await;
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_month_follows_another() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        for (now, expected) in [
            ("2026-11-29T18:00:00Z", "2026-12-01T02:00:00Z"),
            ("2026-12-01T02:00:00Z", "2027-01-01T02:00:00Z"),
            ("2028-02-29T23:59:59Z", "2028-03-01T02:00:00Z"),
        ] {
            assert_eq!(next_month(at(now)), at(expected), "{now}");
        }
    }
}
