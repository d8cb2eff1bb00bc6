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

/// From the columns `capacity` and `taken`.
pub(crate) fn read(row: &Row) -> Result<Places> {
    Ok(Places {
        capacity: row
            .get::<Option<i64>>("capacity")?
            .and_then(|many| u32::try_from(many).ok()),
        taken: u32::try_from(row.get::<i64>("taken")?).unwrap_or(u32::MAX),
    })
}
