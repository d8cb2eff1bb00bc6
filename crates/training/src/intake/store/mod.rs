//! Rows of `intakes`, `intake_lines`, `intake_updates`, `intake_standings` and `intake_columns`. What a list says is sealed with a key of its own.

mod columns;
mod situations;
mod updates;
mod work;

use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};

use super::columns::Mapping;
use super::reading::Sheet;
use super::rules::Answers;
use crate::enrolment::EnrolLearner;
use crate::sessions::{SessionId, TrainingSession};

pub(super) use columns::{remember, remembered};
pub(super) use situations::{Resaid, all_resaid, resaid};
pub(crate) use updates::pass;
pub(super) use updates::{Changed, changed, count_updated, settle, updated};
pub(super) use work::{
    Led, Made, advance, begin, finish, in_a_session, lock, made, position, record, sender, undone,
};

id_type!(
    /// A list of people, sent to be enrolled in a session.
    IntakeId
);

/// Where a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Read, shown, not acted on.
    Read,
    /// Its people are being enrolled.
    Applying,
    /// They are.
    Applied,
    /// They were, and were taken back.
    Undone,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Read, Self::Applying, Self::Applied, Self::Undone];

    const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Undone => "undone",
        }
    }
}

/// A list, without what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Intake {
    pub(super) id: IntakeId,
    pub(super) session: SessionId,
    pub(super) sent_by: PersonId,
    pub(super) sent_at: Timestamp,
    pub(super) stage: Stage,
    pub(super) revision: i64,
    /// How many people were to be enrolled.
    pub(super) wanted: u32,
    /// How many were.
    pub(super) made: u32,
    pub(super) refused: u32,
    pub(super) ignored: u32,
    /// How many cards it changed.
    pub(super) updated: u32,
    pub(super) applied_at: Option<Timestamp>,
    /// How many stayed when it was taken back.
    pub(super) kept: u32,
}

/// What a list says, sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Content {
    pub(super) sheet: Sheet,
    /// Which column is which, once all that is wanted is known.
    pub(super) mapping: Option<Mapping>,
    pub(super) answers: Answers,
}

fn place(id: IntakeId) -> Place {
    Place::new("intakes", "content", id.0)
}

fn seal(site: &Site, key: &DataKey, id: IntakeId, content: &Content) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(content).map_err(|error| Error::internal("writing a list", error))?;
    key.seal(site.random(), place(id), &plain)
}

fn number(row: &Row, name: &str) -> Result<u32> {
    Ok(u32::try_from(row.get::<i64>(name)?).unwrap_or(u32::MAX))
}

fn intake(row: &Row) -> Result<Intake> {
    let code: String = row.get("state")?;
    let stage = Stage::ALL.into_iter().find(|stage| stage.code() == code);
    Ok(Intake {
        id: row.get("id")?,
        session: row.get("session_id")?,
        sent_by: row.get("sent_by")?,
        sent_at: row.get("sent_at")?,
        stage: stage.ok_or_else(|| Error::fault(format!("an unknown stage: {code}")))?,
        revision: row.get("revision")?,
        wanted: number(row, "wanted")?,
        made: number(row, "made")?,
        refused: number(row, "refused")?,
        ignored: number(row, "ignored")?,
        updated: number(row, "updated")?,
        applied_at: row.get("applied_at")?,
        kept: number(row, "kept")?,
    })
}

/// Keeps a list; `key` is its own, made before the transaction.
pub(super) async fn insert(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EnrolLearner>,
    session: &TrainingSession,
    (id, key): (IntakeId, &DataKey),
    content: &Content,
) -> Result<()> {
    let by = proof.actor().ok_or(Error::Forbidden)?;
    let sealed = seal(site, key, id, content)?;
    tx.execute(
        sql!("INSERT INTO intakes (id, session_id, sent_by, sent_at, state, content) VALUES ($1, $2, $3, $4, $5, $6)"),
        args![id, session.id, by, site.clock().now(), Stage::Read.code(), sealed],
    )
    .await?;
    said(
        tx,
        site,
        Some(by),
        session,
        ("intake.sent", id, content.sheet.lines.len()),
    )
    .await
}

/// One list of a session.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn find(tx: &mut Tx, session: SessionId, id: IntakeId) -> Result<Intake> {
    let sql = sql!(
        "SELECT i.id, i.session_id, i.sent_by, i.sent_at, i.state, i.revision, i.wanted, i.refused, i.ignored, i.updated,
                i.applied_at, i.kept, (SELECT COUNT(*) FROM intake_lines l WHERE l.intake_id = i.id) AS made
         FROM intakes i WHERE i.id = $1 AND i.session_id = $2"
    );
    intake(&tx.one(sql, args![id, session]).await?)
}

/// The lists of a session, the latest first: what was done, and what this person has begun.
pub(super) async fn of_session(tx: &mut Tx, session: SessionId, person: PersonId) -> Result<Vec<Intake>> {
    let sql = sql!(
        "SELECT i.id, i.session_id, i.sent_by, i.sent_at, i.state, i.revision, i.wanted, i.refused, i.ignored, i.updated,
                i.applied_at, i.kept, (SELECT COUNT(*) FROM intake_lines l WHERE l.intake_id = i.id) AS made
         FROM intakes i WHERE i.session_id = $1 AND (i.state <> 'read' OR i.sent_by = $2)
         ORDER BY i.sent_at DESC, i.id DESC LIMIT 50"
    );
    tx.all(sql, args![session, person])
        .await?
        .iter()
        .map(intake)
        .collect()
}

/// What a list says; none once it was forgotten.
pub(super) async fn content(tx: &mut Tx, site: &Site, id: IntakeId) -> Result<Option<Content>> {
    let row = tx
        .one(sql!("SELECT content FROM intakes WHERE id = $1"), args![id])
        .await?;
    let Some(sealed) = row.get::<Option<Vec<u8>>>("content")? else {
        return Ok(None);
    };
    let Some(key) = site.keys().find(id.0, Class::Shared).await? else {
        return Ok(None);
    };
    let plain = key.open(place(id), &sealed)?;
    serde_json::from_slice(&plain)
        .map(Some)
        .map_err(|error| Error::internal("reading a list", error))
}

/// Writes what a list says at another revision; false when it isn't at this one any more, or is acted on.
pub(super) async fn change(
    tx: &mut Tx,
    site: &Site,
    intake: &Intake,
    key: &DataKey,
    content: &Content,
) -> Result<bool> {
    let sealed = seal(site, key, intake.id, content)?;
    let sql = sql!(
        "UPDATE intakes SET content = $1, revision = revision + 1 WHERE id = $2 AND revision = $3 AND state = 'read'"
    );
    Ok(tx.execute(sql, args![sealed, intake.id, intake.revision]).await? == 1)
}

/// The list's day is over: what it says goes, and the list itself when nothing was done with it. False while it is acted on.
pub(super) async fn forget(tx: &mut Tx, id: IntakeId) -> Result<bool> {
    if position(tx, id).await?.is_some() {
        return Ok(false);
    }
    tx.execute(
        sql!("DELETE FROM intakes WHERE id = $1 AND state = 'read'"),
        args![id],
    )
    .await?;
    tx.execute(sql!("UPDATE intakes SET content = NULL WHERE id = $1"), args![id])
        .await?;
    Ok(true)
}

/// The people of a session were written into a file.
pub(super) async fn exported(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    session: &TrainingSession,
    people: usize,
) -> Result<()> {
    let event = Event::new("session.exported")
        .by(by)
        .in_region(session.region)
        .in_session(session.id);
    events::write(
        tx,
        site,
        event.with("people", i64::try_from(people).unwrap_or(i64::MAX)),
    )
    .await
}

async fn said(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    session: &TrainingSession,
    (verb, id, lines): (&'static str, IntakeId, usize),
) -> Result<()> {
    let event = Event::new(verb)
        .by(by)
        .on(id)
        .in_region(session.region)
        .in_session(session.id);
    events::write(
        tx,
        site,
        event.with("lines", i64::try_from(lines).unwrap_or(i64::MAX)),
    )
    .await
}
