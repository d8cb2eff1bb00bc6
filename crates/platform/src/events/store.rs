//! The statements of events, their batches, cursors and leases.

use jiff::Timestamp;
use uuid::Uuid;

use super::Event;
use super::chain::{Batch, Hash, ORIGIN, Record};
use crate::db::{Row, Tx};
use crate::{Error, Result, args, sql};

pub(super) async fn insert(tx: &mut Tx, at: Timestamp, events: Vec<(Uuid, Event)>) -> Result<()> {
    let sql = sql!(
        "INSERT INTO events (id, at, verb, actor_id, person_id, region_id, session_id, object_id, payload)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let row = |(id, event): (Uuid, Event)| {
        let payload = serde_json::to_string(&event.details)
            .map_err(|error| Error::internal("an event's details", error))?;
        Ok(args![
            id,
            at,
            event.verb,
            event.actor,
            event.person,
            event.region,
            event.session,
            event.object,
            payload
        ])
    };
    let rows = events.into_iter().map(row).collect::<Result<_>>()?;
    tx.for_all(sql, rows).await.map(drop)
}

/// Writes events that are numbered and chained already.
pub(super) async fn insert_sealed(tx: &mut Tx, records: Vec<Record>) -> Result<()> {
    let sql = sql!(
        "INSERT INTO events (id, at, verb, actor_id, person_id, region_id, session_id, object_id, payload, position, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let row = |one: Record| {
        args![
            one.id,
            one.at,
            one.verb,
            one.actor,
            one.person,
            one.region,
            one.session,
            one.object,
            one.payload,
            one.position,
            one.hash
        ]
    };
    tx.for_all(sql, records.into_iter().map(row).collect())
        .await
        .map(drop)
}

pub(super) async fn any_unsealed(tx: &mut Tx) -> Result<bool> {
    Ok(tx
        .optional(
            sql!("SELECT id FROM events WHERE position IS NULL LIMIT 1"),
            args![],
        )
        .await?
        .is_some())
}

pub(super) async fn unsealed(tx: &mut Tx, limit: u32) -> Result<Vec<Record>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, at, verb, actor_id, person_id, region_id, session_id, object_id, payload, position, hash
                 FROM events WHERE position IS NULL ORDER BY id LIMIT $1"
            ),
            args![limit],
        )
        .await?;
    rows.iter().map(record).collect()
}

pub(super) async fn sealed_after(tx: &mut Tx, position: i64, limit: u32) -> Result<Vec<Record>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, at, verb, actor_id, person_id, region_id, session_id, object_id, payload, position, hash
                 FROM events WHERE position > $1 ORDER BY position LIMIT $2"
            ),
            args![position, limit],
        )
        .await?;
    rows.iter().map(record).collect()
}

pub(super) async fn seal(tx: &mut Tx, id: Uuid, position: i64, hash: &Hash) -> Result<()> {
    let touched = tx
        .execute(
            sql!("UPDATE events SET position = $2, hash = $3 WHERE id = $1 AND position IS NULL"),
            args![id, position, *hash],
        )
        .await?;
    if touched == 1 {
        Ok(())
    } else {
        Err(Error::fault("an event was sealed by two at once"))
    }
}

/// Where the chain ends.
pub(super) struct Head {
    pub number: i64,
    pub position: i64,
    pub root: Hash,
}

pub(super) async fn last_batch(tx: &mut Tx) -> Result<Head> {
    let row = tx
        .optional(
            sql!("SELECT number, last_position, root FROM event_batches ORDER BY number DESC LIMIT 1"),
            args![],
        )
        .await?;
    match row {
        None => Ok(Head {
            number: 0,
            position: 0,
            root: ORIGIN,
        }),
        Some(row) => Ok(Head {
            number: row.get("number")?,
            position: row.get("last_position")?,
            root: hash(&row, "root")?,
        }),
    }
}

pub(super) async fn insert_batch(tx: &mut Tx, batch: &Batch) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO event_batches (number, first_position, last_position, previous, root, sealed_at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        args![
            batch.number,
            batch.first,
            batch.last,
            batch.previous,
            batch.root,
            batch.sealed_at
        ],
    )
    .await
    .map(drop)
}

pub(super) async fn batches_after(tx: &mut Tx, number: i64, limit: u32) -> Result<Vec<Batch>> {
    let rows = tx
        .all(
            sql!(
                "SELECT number, first_position, last_position, previous, root, sealed_at FROM event_batches
                 WHERE number > $1 ORDER BY number LIMIT $2"
            ),
            args![number, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Batch {
                number: row.get("number")?,
                first: row.get("first_position")?,
                last: row.get("last_position")?,
                previous: hash(row, "previous")?,
                root: hash(row, "root")?,
                sealed_at: row.get("sealed_at")?,
            })
        })
        .collect()
}

/// A reactor's cursor; 0 before its first event.
pub(super) async fn cursor(tx: &mut Tx, name: &'static str) -> Result<i64> {
    let row = tx
        .optional(sql!("SELECT position FROM reactors WHERE name = $1"), args![name])
        .await?;
    row.map_or(Ok(0), |row| row.get("position"))
}

pub(super) async fn move_cursor(tx: &mut Tx, name: &'static str, position: i64) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO reactors (name, position) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET position = excluded.position"
        ),
        args![name, position],
    )
    .await
    .map(drop)
}

/// Takes or renews a lease; false while another holder has it.
pub(super) async fn take_lease(
    tx: &mut Tx,
    name: &'static str,
    holder: Uuid,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    let touched = tx
        .execute(
            sql!(
                "INSERT INTO leases (name, holder_id, until_at) VALUES ($1, $2, $3)
                 ON CONFLICT (name) DO UPDATE SET holder_id = excluded.holder_id, until_at = excluded.until_at
                 WHERE leases.holder_id = excluded.holder_id OR leases.until_at <= $4"
            ),
            args![name, holder, until, now],
        )
        .await?;
    Ok(touched == 1)
}

fn record(row: &Row) -> Result<Record> {
    Ok(Record {
        position: row.get::<Option<i64>>("position")?.unwrap_or(0),
        id: row.get("id")?,
        at: row.get("at")?,
        verb: row.get("verb")?,
        actor: row.get("actor_id")?,
        person: row.get("person_id")?,
        region: row.get("region_id")?,
        session: row.get("session_id")?,
        object: row.get("object_id")?,
        payload: row.get("payload")?,
        hash: row.get("hash")?,
    })
}

/// A hash of another length was altered: it becomes one that matches nothing.
fn hash(row: &Row, name: &str) -> Result<Hash> {
    Ok(row.get::<Vec<u8>>(name)?.try_into().unwrap_or([0xff; 32]))
}
