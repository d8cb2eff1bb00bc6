//! Rows of `former_tutors`: what somebody was there for, and until when.

use jiff::Timestamp;
use platform::db::Tx;
use platform::{PersonId, Result, Site, args, sql};

use crate::sessions::SessionId;
use crate::tutors::Duty;

/// Somebody accompanied a session from one instant to another; without an end: they still do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub until: Option<Timestamp>,
}

/// Everyone who has accompanied a session, the first first: one query.
///
/// # Errors
/// The store's.
pub async fn spells(tx: &mut Tx, session: SessionId) -> Result<Vec<Spell>> {
    let sql = sql!(
        "SELECT person_id, created_at AS since, CAST(NULL AS BIGINT) AS until FROM session_tutors WHERE session_id = $1
         UNION ALL SELECT person_id, since, until FROM former_tutors WHERE session_id = $1 ORDER BY since, person_id"
    );
    let rows = tx.all(sql, args![session]).await?;
    rows.iter()
        .map(|row| {
            Ok(Spell {
                person: row.get("person_id")?,
                since: row.get("since")?,
                until: row.get("until")?,
            })
        })
        .collect()
}

/// Keeps what a tutor is there for, about to be taken from them: one duty, or all.
pub(super) async fn remember(
    tx: &mut Tx,
    site: &Site,
    session: SessionId,
    person: PersonId,
    duty: Option<Duty>,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO former_tutors (session_id, person_id, duty, since, until)
         SELECT session_id, person_id, duty, created_at, CAST($4 AS BIGINT) FROM session_tutors
         WHERE session_id = $1 AND person_id = $2 AND (duty = $3 OR $3 = '')
         ON CONFLICT DO NOTHING"
    );
    let code = duty.map_or("", Duty::code);
    tx.execute(sql, args![session, person, code, site.clock().now()])
        .await
        .map(drop)
}
