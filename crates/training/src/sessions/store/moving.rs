//! The dates of a session, and other ones.

use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Result, Site, args, id_type, sql};

use super::{Date, SessionId, date, find, lock};
use crate::sessions::MoveSession;

id_type!(
    /// A class or a half-day of a session.
    DateId
);

/// A date that may move.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Which.
    pub id: DateId,
    /// What it is for now.
    pub date: Date,
}

/// The dates of a session with what names each, in order.
///
/// # Errors
/// The store's.
pub async fn planned(tx: &mut Tx, id: SessionId) -> Result<Vec<Planned>> {
    let rows = tx
        .all(
            sql!(
                "SELECT d.id, d.step_id, t.title, t.modality, d.starts_at, d.ends_at, d.place
                 FROM session_dates d JOIN steps t ON t.id = d.step_id
                 WHERE d.session_id = $1 ORDER BY d.starts_at, d.id"
            ),
            args![id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Planned {
                id: row.get("id")?,
                date: date(row)?,
            })
        })
        .collect()
}

/// Other dates for a session.
#[derive(Clone, Debug)]
pub struct Moves {
    /// The revision of the session that was read.
    pub revision: i64,
    /// Opens at this instant.
    pub starts_at: Timestamp,
    /// Closes at this instant.
    pub ends_at: Timestamp,
    /// The classes and half-days that change: from when to when, where.
    pub dates: Vec<(DateId, (Timestamp, Timestamp), String)>,
}

/// Moves a session. An access that ended with it follows its end; one that was given more time keeps it. How many accesses
/// followed; none when the session changed since it was read, and nothing is written.
///
/// # Errors
/// The store's.
pub async fn move_dates(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MoveSession>,
    moves: &Moves,
) -> Result<Option<u64>> {
    lock(tx, proof.id()).await?;
    let before = find(tx, proof.id()).await?;
    let sql = sql!(
        "UPDATE training_sessions SET starts_at = $2, ends_at = $3, revision = revision + 1 WHERE id = $1 AND revision = $4"
    );
    let values = args![proof.id(), moves.starts_at, moves.ends_at, moves.revision];
    if tx.execute(sql, values).await? == 0 {
        return Ok(None);
    }
    for (date, (from, to), place) in &moves.dates {
        let sql = sql!(
            "UPDATE session_dates SET starts_at = $3, ends_at = $4, place = $5 WHERE id = $1 AND session_id = $2"
        );
        tx.execute(sql, args![*date, proof.id(), *from, *to, place.as_str()])
            .await?;
    }
    let follow = sql!(
        "UPDATE enrolments SET ends_at = $3 WHERE session_id = $1 AND (ends_at = $2 OR (ends_at > $2 AND ends_at < $3))
           AND ends_at <> $3 AND withdrawn_at IS NULL AND paused_left IS NULL"
    );
    let followed = tx
        .execute(follow, args![proof.id(), before.ends_at, moves.ends_at])
        .await?;
    let event = Event::new("session.moved")
        .by(proof.actor())
        .in_region(before.region)
        .in_session(proof.id())
        .with("starts_at", moves.starts_at.as_millisecond())
        .with("ends_at", moves.ends_at.as_millisecond())
        .with("dates", i64::try_from(moves.dates.len()).unwrap_or(i64::MAX));
    events::write(tx, site, event).await?;
    Ok(Some(followed))
}
