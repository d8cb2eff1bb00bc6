//! How many places of a session are taken.

use platform::db::{Row, Tx};
use platform::{Result, args, sql};

use super::super::places::Places;
use crate::sessions::SessionId;

/// The places of a session, as they are now. Who joins someone holds the session's lock: nobody else joins meanwhile.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn of(tx: &mut Tx, session: SessionId) -> Result<Places> {
    let row = tx
        .one(
            sql!(
                "SELECT o.capacity, (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = o.id AND e.withdrawn_at IS NULL) AS taken
                 FROM training_sessions o WHERE o.id = $1"
            ),
            args![session],
        )
        .await?;
    read(&row)
}

/// How many signed requests wait for a place of a session whose places are counted: one query.
///
/// # Errors
/// The store's.
pub(crate) async fn waiting(tx: &mut Tx, session: SessionId) -> Result<u64> {
    let sql = sql!(
        "SELECT COUNT(*) AS waiting FROM requests q JOIN training_sessions s ON s.id = q.session_id AND s.region_id = q.region_id
         WHERE q.session_id = $1 AND q.state = 'signed' AND s.capacity IS NOT NULL"
    );
    let row = tx.one(sql, args![session]).await?;
    Ok(u64::try_from(row.get::<i64>("waiting")?).unwrap_or_default())
}

/// From the columns `capacity` and `taken`.
pub(crate) fn read(row: &Row) -> Result<Places> {
    Ok(Places {
        capacity: row
            .get::<Option<i64>>("capacity")?
            .and_then(|many| u32::try_from(many).ok()),
        taken: u32::try_from(row.get::<i64>("taken")?).unwrap_or(u32::MAX),
    })
}
