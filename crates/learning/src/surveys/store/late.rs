//! When the late surveys of sessions are open, for who accompanies or manages them.

use catalogue::courses::StepId;
use catalogue::surveys::DAY_MS;
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::http::Within;
use platform::{PersonId, Result, args};
use training::sessions::{self, SeeSession, TrainingSession};

/// How many are told at once.
const MOST: u32 = 200;

/// The late survey of a session, for those whose access ends with it.
#[derive(Clone, Debug)]
pub struct Late {
    /// Its step.
    pub step: StepId,
    /// As the course names it.
    pub title: String,
    /// From then.
    pub opens: Timestamp,
    /// Until then.
    pub closes: Timestamp,
}

/// The statement of [`late`], put together with the scope predicate of [`SeeSession`].
pub fn statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.course_id, c.title, o.region_id, r.name AS region_name, r.zone, o.reference, o.starts_at, o.ends_at,
                o.revision, c.revision AS course_revision, t.id AS step_id, t.title AS step,
                o.ends_at + i.opens_after * $4 AS opens, o.ends_at + (i.opens_after + i.open_for) * $4 AS closes
         FROM items i JOIN steps t ON t.item_id = i.id JOIN sections p ON p.id = t.section_id
         JOIN courses c ON c.id = p.course_id JOIN training_sessions o ON o.course_id = c.id JOIN regions r ON r.id = o.region_id
         WHERE i.kind = 'late_survey' AND p.only_for IS NULL AND o.ends_at + i.opens_after * $4 < $3
           AND o.ends_at + (i.opens_after + i.open_for) * $4 > $2 AND {}
         ORDER BY o.ends_at, o.id, t.id LIMIT {MOST}",
        Within::<SeeSession>::predicate()
    ))
}

/// The late surveys that a period meets, of the sessions that somebody sees: one query.
///
/// # Errors
/// The store's.
pub async fn late(
    tx: &mut Tx,
    person: PersonId,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<(TrainingSession, Late)>> {
    let rows = tx.all(statement(), args![person, from, until, DAY_MS]).await?;
    let read = |row: &Row| {
        let late = Late {
            step: row.get("step_id")?,
            title: row.get("step")?,
            opens: row.get("opens")?,
            closes: row.get("closes")?,
        };
        Ok((sessions::read(row)?, late))
    };
    rows.iter().map(read).collect()
}
