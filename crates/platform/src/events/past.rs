//! A past written at once, numbered and chained already: what reference data are made of. Millions of events would
//! otherwise each be written, then found and sealed.

use jiff::Timestamp;
use uuid::Uuid;

use super::chain::{Batch, Record};
use super::event::{Event, id_at};
use super::{store, verbs};
use crate::db::Tx;
use crate::{Error, Result, Site};

/// Appends a batch of events to the chain, in the caller's transaction, in the order given; each says when it was.
///
/// # Errors
/// When nobody declared a verb (debug builds), or the store's.
pub async fn write_past(tx: &mut Tx, site: &Site, past: Vec<(Timestamp, Event)>) -> Result<()> {
    let Some((latest, _)) = past.last() else {
        return Ok(());
    };
    let sealed_at = *latest;
    tx.lock("events.seal", Uuid::nil()).await?;
    let before = store::last_batch(tx).await?;
    let (mut position, mut hash) = (before.position, before.root);
    let mut records = Vec::with_capacity(past.len());
    for (at, event) in past {
        verbs::check(site, event.verb)?;
        position += 1;
        let mut record = record(site, at, position, &event)?;
        hash = record.link(&hash);
        record.hash = Some(hash.to_vec());
        records.push(record);
    }
    store::insert_sealed(tx, records).await?;
    let (number, first) = (before.number + 1, before.position + 1);
    let batch = Batch {
        number,
        first,
        last: position,
        previous: before.root,
        root: Batch::root(number, first, position, &before.root, sealed_at, &hash),
        sealed_at,
    };
    store::insert_batch(tx, &batch).await
}

fn record(site: &Site, at: Timestamp, position: i64, event: &Event) -> Result<Record> {
    Ok(Record {
        position,
        id: id_at(at, site.random()),
        at,
        verb: event.verb.to_owned(),
        actor: event.actor,
        person: event.person,
        region: event.region,
        session: event.session,
        object: event.object,
        payload: serde_json::to_string(&event.details)
            .map_err(|error| Error::internal("an event's details", error))?,
        hash: None,
    })
}
