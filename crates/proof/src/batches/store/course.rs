//! A batch that is stopped, taken up, given up.

use platform::db::Tx;
use platform::events;
use platform::http::Proof;
use platform::{Result, Site, args, sql};

use super::super::rules::Stage;
use super::super::{StopBatch, jobs};
use super::{alone, find, lock, said, under_way};

/// Stops a batch: what it made stays. False, and nothing changes, when it isn't under way.
pub(in crate::batches) async fn stop(tx: &mut Tx, site: &Site, proof: &Proof<StopBatch>) -> Result<bool> {
    lock(tx, proof.id()).await?;
    let batch = find(tx, proof.id()).await?;
    let sql = sql!(
        "UPDATE certificate_batches SET stopped_at = $2 WHERE id = $1 AND ended_at IS NULL AND stopped_at IS NULL"
    );
    let stopped = tx.execute(sql, args![batch.id, site.clock().now()]).await? == 1;
    if stopped {
        let event = said("batch.stopped", batch.id, batch.over).by(proof.actor());
        events::write(tx, site, event).await?;
    }
    Ok(stopped)
}

/// A batch that was stopped won't go on.
pub(in crate::batches) async fn give_up(tx: &mut Tx, site: &Site, proof: &Proof<StopBatch>) -> Result<()> {
    lock(tx, proof.id()).await?;
    let batch = find(tx, proof.id()).await?;
    let sql = sql!(
        "UPDATE certificate_batches SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND stopped_at IS NOT NULL"
    );
    if tx.execute(sql, args![batch.id, site.clock().now()]).await? == 1 {
        let event = said("batch.given_up", batch.id, batch.over).by(proof.actor());
        events::write(tx, site, event).await?;
    }
    Ok(())
}

/// Takes a batch up: one that was stopped, or those whom an error left without their documents. False when another one
/// over the same is under way.
pub(in crate::batches) async fn take_up(tx: &mut Tx, site: &Site, proof: &Proof<StopBatch>) -> Result<bool> {
    lock(tx, proof.id()).await?;
    let batch = find(tx, proof.id()).await?;
    let stage = batch.stage();
    if !matches!(stage, Stage::Stopped | Stage::Over) {
        return Ok(true);
    }
    alone(tx, batch.over).await?;
    if under_way(tx, batch.over)
        .await?
        .is_some_and(|other| other != batch.id)
    {
        return Ok(false);
    }
    let again =
        sql!("UPDATE certificate_batch_lines SET outcome = NULL WHERE batch_id = $1 AND outcome = 'failed'");
    let again = tx.execute(again, args![batch.id]).await?;
    if again == 0 && stage != Stage::Stopped {
        return Ok(true);
    }
    let sql = sql!("UPDATE certificate_batches SET ended_at = NULL, stopped_at = NULL WHERE id = $1");
    tx.execute(sql, args![batch.id]).await?;
    jobs::resume(tx, site, batch.id).await?;
    let event = said("batch.resumed", batch.id, batch.over).by(proof.actor());
    events::write(tx, site, event).await?;
    Ok(true)
}
