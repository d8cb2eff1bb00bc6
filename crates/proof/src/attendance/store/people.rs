//! Who is on the sheets of a session, and the sheets of a session that someone has left for another.

use std::collections::HashMap;

use ::people::uniting::Passage;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::keys::Class;
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;
use uuid::Uuid;

use super::{Mark, Sheet, SheetId, mark, sheet};

/// Someone who is, or was, on the sheets of a session.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Attendant {
    pub(in super::super) enrolment: EnrolmentId,
    pub(in super::super) person: PersonId,
    /// Since when their access is suspended.
    pub(in super::super) suspended: Option<Timestamp>,
}

fn attendant(row: &Row) -> Result<Attendant> {
    Ok(Attendant {
        enrolment: row.get("id")?,
        person: row.get("person_id")?,
        suspended: row.get("suspended_at")?,
    })
}

/// Who is on a sheet: everybody in the session, and whoever left it, or is in another now, after having been there.
pub(in super::super) async fn attendants(
    tx: &mut Tx,
    session: SessionId,
    sheet: Option<SheetId>,
) -> Result<Vec<Attendant>> {
    let sql = sql!(
        "SELECT e.id, e.person_id, e.suspended_at FROM enrolments e WHERE e.session_id = $1 AND e.withdrawn_at IS NULL
         UNION SELECT e.id, e.person_id, e.suspended_at FROM attendance_marks m JOIN enrolments e ON e.id = m.enrolment_id
         WHERE m.sheet_id = $2 AND m.cancelled_at IS NULL ORDER BY id"
    );
    let rows = tx.all(sql, args![session, sheet]).await?;
    rows.iter().map(attendant).collect()
}

/// Who isn't in a session any more after having been there, by the sheet that says so: one query.
pub(in super::super) async fn who_left(
    tx: &mut Tx,
    session: SessionId,
) -> Result<HashMap<SheetId, Vec<Attendant>>> {
    let sql = sql!(
        "SELECT DISTINCT m.sheet_id, e.id, e.person_id, e.suspended_at
         FROM attendance_sheets s JOIN attendance_marks m ON m.sheet_id = s.id JOIN enrolments e ON e.id = m.enrolment_id
         WHERE s.session_id = $1 AND (e.withdrawn_at IS NOT NULL OR e.session_id <> $1) AND m.cancelled_at IS NULL ORDER BY e.id"
    );
    let mut all: HashMap<SheetId, Vec<Attendant>> = HashMap::new();
    for row in &tx.all(sql, args![session]).await? {
        all.entry(row.get("sheet_id")?).or_default().push(attendant(row)?);
    }
    Ok(all)
}

/// A sheet of the session that someone was in before theirs.
#[derive(Clone, Debug)]
pub(in super::super) struct Before {
    pub(in super::super) sheet: Sheet,
    /// A trainer vouched for it.
    pub(in super::super) sealed: bool,
    /// What is in force of those who have moved.
    pub(in super::super) marks: Vec<Mark>,
}

/// What the sheets of former sessions say of an enrolment, or of every one of a session: two queries.
pub(in super::super) async fn before(tx: &mut Tx, of: Uuid) -> Result<Vec<Before>> {
    let sql = sql!(
        "SELECT m.sheet_id, m.id, m.enrolment_id, m.aspect, m.absent_for, m.method, m.said_at, m.recorded_at, m.actor_id, m.signature,
                m.cancelled_at, m.cancelled_by, m.cancelled_for
         FROM enrolments e JOIN attendance_marks m ON m.enrolment_id = e.id JOIN attendance_sheets s ON s.id = m.sheet_id
         WHERE (e.id = $1 OR e.session_id = $1) AND s.session_id <> e.session_id AND m.cancelled_at IS NULL
         ORDER BY m.recorded_at, m.id"
    );
    let mut marks: HashMap<SheetId, Vec<Mark>> = HashMap::new();
    for row in &tx.all(sql, args![of]).await? {
        marks.entry(row.get("sheet_id")?).or_default().push(mark(row)?);
    }
    let sql = sql!(
        "SELECT s.id, s.session_id, s.step_id, s.day, s.half, s.starts_at, s.ends_at, s.minutes, s.place, s.code, t.title, t.modality,
                (SELECT COUNT(*) FROM attendance_seals l WHERE l.sheet_id = s.id AND l.cancelled_at IS NULL) AS seals
         FROM attendance_sheets s JOIN steps t ON t.id = s.step_id WHERE s.id IN (
           SELECT m.sheet_id FROM enrolments e JOIN attendance_marks m ON m.enrolment_id = e.id
           WHERE (e.id = $1 OR e.session_id = $1) AND m.cancelled_at IS NULL) AND s.session_id <> $1
         ORDER BY s.starts_at, s.id"
    );
    let rows = tx.all(sql, args![of]).await?;
    let mut all = Vec::new();
    for row in &rows {
        let sheet = sheet(row)?;
        // A sheet of the session itself has no mark here.
        if let Some(marks) = marks.remove(&sheet.id) {
            let sealed = row.get::<i64>("seals")? > 0;
            all.push(Before { sheet, sealed, marks });
        }
    }
    Ok(all)
}

/// Passes the signatures of the learner of an account that closes.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let read = sql!(
        "SELECT m.id, m.signature AS sealed FROM attendance_marks m JOIN enrolments e ON e.id = m.enrolment_id WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE attendance_marks SET signature = $2 WHERE id = $1 AND signature = $3");
    let place = (Class::Evidence, "attendance_marks", "signature");
    passage.reseal(tx, site, place, (read, write)).await
}
