//! What the log says is written beside the attempt and the step too, where pages read it: at once when it tells something
//! new, a little later when a score only rises and time only passes. What waits is in `unsettled_launches`, so that it is
//! written whatever becomes of this instance.

use jiff::{SignedDuration, Timestamp};
use platform::db::{Row, Tx};
use platform::{Error, Result, Site, args, sql};

use super::live::{Known, Live};
use super::rules::{Standing, roll_up};
use super::store::{self, AttemptId, LaunchId};
use crate::progress;

/// A launch that says nothing more for so long is settled by whoever looks.
const REST: SignedDuration = SignedDuration::from_secs(20);
/// How many are settled in one go.
const AT_MOST: i64 = 500;
/// How often one is tried when others move it at the same instant.
const TRIES: usize = 4;

/// Settles the launches that went silent before what they said was written everywhere: a tab that was killed, a server that
/// stopped. Answers how many there were.
///
/// # Errors
/// The store's.
pub async fn settle_at_rest(site: &Site) -> Result<usize> {
    let hashes = at_rest(&mut site.db().read().await?, site.clock().now() - REST).await?;
    for hash in &hashes {
        let (site, hash) = (site.clone(), *hash);
        // Whatever is known of it stays out of memory: it is read again if it ever speaks.
        drop(site.extension::<Live>()?.take(&hash));
        let db = site.db().clone();
        db.hot(move |tx| Box::pin(async move { rest(tx, &site, hash).await })).await?;
    }
    Ok(hashes.len())
}

async fn rest(tx: &mut Tx, site: &Site, hash: [u8; 32]) -> Result<()> {
    for _ in 0..TRIES {
        let mut known = match Known::load(tx, site, hash).await {
            // The learner's evidence was erased: nothing can be read of it any more.
            Err(Error::NotFound) => return forget(tx, hash).await,
            known => known?,
        };
        if known.unsettled.is_none() {
            return Ok(());
        }
        if hold(tx, &known).await? {
            return write(tx, site, &mut known).await;
        }
    }
    Err(Error::fault("a launch that others move again and again"))
}

/// Writes what is known and waits; nothing when nothing does.
pub(super) async fn write(tx: &mut Tx, site: &Site, known: &mut Known) -> Result<()> {
    let Some(standing) = known.unsettled.take() else { return Ok(()) };
    settled(tx, known.launch.id).await?;
    tell(tx, site, known, standing).await
}

/// Writes what an attempt comes to, beside it and in its step.
pub(super) async fn tell(tx: &mut Tx, site: &Site, known: &mut Known, standing: Standing) -> Result<()> {
    settle(tx, site, known.launch.attempt, &standing).await?;
    let seen = if known.parts.len() == 1 {
        roll_up(known.completion, &known.parts, std::slice::from_ref(&standing))
    } else {
        progress::lock(tx, known.enrolment.id).await?;
        let all = store::standings(tx, known.enrolment.id, known.step).await?;
        roll_up(known.completion, &known.parts, &all)
    };
    progress::record(tx, site, &known.enrolment, known.step, seen).await?;
    known.settled = standing;
    known.settled_at = Some(site.clock().now());
    Ok(())
}

/// What an attempt comes to now.
pub(super) async fn settle(tx: &mut Tx, site: &Site, attempt: AttemptId, to: &Standing) -> Result<()> {
    let sql = sql!(
        "UPDATE module_attempts SET lesson_status = $1, score = $2, seconds = $3, changed_at = $4 WHERE id = $5"
    );
    let status = to.status.as_str();
    tx.execute(
        sql,
        args![status, to.score, to.seconds, site.clock().now(), attempt],
    )
    .await
    .map(drop)
}

/// Notes that a launch has said more than its attempt tells.
pub(super) async fn wait(tx: &mut Tx, site: &Site, launch: LaunchId) -> Result<()> {
    let sql = sql!(
        "INSERT INTO unsettled_launches (launch_id, since) VALUES ($1, $2) ON CONFLICT (launch_id) DO NOTHING"
    );
    tx.execute(sql, args![launch, site.clock().now()]).await.map(drop)
}

/// Nothing of a launch waits any more; answers whether something did.
pub(super) async fn settled(tx: &mut Tx, launch: LaunchId) -> Result<bool> {
    let sql = sql!("DELETE FROM unsettled_launches WHERE launch_id = $1");
    Ok(tx.execute(sql, args![launch]).await? == 1)
}

/// Holds a launch where it is known; false when it isn't there any more.
pub(super) async fn hold(tx: &mut Tx, known: &Known) -> Result<bool> {
    let sql = sql!("UPDATE launches SET sequence = sequence WHERE id = $1 AND sequence = $2");
    let launch = &known.launch;
    Ok(tx.execute(sql, args![launch.id, launch.sequence]).await? == 1)
}

/// The tokens' hashes of those at rest since an instant.
async fn at_rest(tx: &mut Tx, since: Timestamp) -> Result<Vec<[u8; 32]>> {
    let sql = sql!(
        "SELECT l.token_hash FROM unsettled_launches u JOIN launches l ON l.id = u.launch_id
         WHERE u.since <= $1 ORDER BY u.since LIMIT $2"
    );
    let rows = tx.all(sql, args![since, AT_MOST]).await?;
    let hash = |row: &Row| {
        let hash: Vec<u8> = row.get("token_hash")?;
        hash.try_into()
            .map_err(|_| Error::fault("a token's hash of another length"))
    };
    rows.iter().map(hash).collect()
}

async fn forget(tx: &mut Tx, hash: [u8; 32]) -> Result<()> {
    let sql = sql!(
        "DELETE FROM unsettled_launches WHERE launch_id IN (SELECT l.id FROM launches l WHERE l.token_hash = $1)"
    );
    tx.execute(sql, args![hash]).await.map(drop)
}
