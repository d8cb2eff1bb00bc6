//! Rows of `second_readings` and `grading_readings`: corrections that a second tutor reads before they are published.

use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::vault::{DataKey, Place};
use platform::{PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};
use training::sessions::SessionId;

use super::super::AskSecondReading;
use super::super::rules::{Decision, Said};
use crate::submissions::SubmissionId;
use crate::submissions::sealing::{opened, sealed};

id_type!(
    /// A correction that a second tutor is asked to read.
    ReadingId
);

/// What is asked to be published, and the word that sent it back; sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Proposal {
    /// What it says.
    pub said: Said,
    /// What becomes of the work.
    pub decision: Decision,
    /// Why it was sent back.
    pub word: String,
}

/// What became of a second reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was published.
    Agreed,
    /// It was sent back with a word.
    SentBack,
    /// Who corrected took it up again.
    TakenUp,
}

/// A second reading: asked, perhaps answered.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Which.
    pub id: ReadingId,
    /// What was to be published.
    pub proposal: Proposal,
    /// The revision that it was made over.
    pub revision: i64,
    /// Who corrected.
    pub by: PersonId,
    /// When they asked.
    pub asked_at: Timestamp,
    /// Who answered.
    pub reader: Option<PersonId>,
    /// What, and when; nothing while it waits.
    pub answer: Option<(Answer, Timestamp)>,
}

fn place(id: ReadingId) -> Place {
    Place::new("grading_readings", "content", id.0)
}

fn reading(row: &Row, key: &DataKey) -> Result<Reading> {
    let id: ReadingId = row.get("id")?;
    let answer = match row.get::<Option<i64>>("agreed")? {
        Some(0) => Answer::SentBack,
        Some(_) => Answer::Agreed,
        None => Answer::TakenUp,
    };
    Ok(Reading {
        id,
        proposal: opened(key, place(id), &row.get::<Vec<u8>>("content")?)?,
        revision: row.get("revision")?,
        by: row.get("tutor_id")?,
        asked_at: row.get("asked_at")?,
        reader: row.get("actor_id")?,
        answer: row
            .get::<Option<Timestamp>>("answered_at")?
            .map(|at| (answer, at)),
    })
}

/// Whether the corrections of a session are read twice: one query.
///
/// # Errors
/// The store's.
pub async fn wanted(tx: &mut Tx, session: SessionId) -> Result<bool> {
    let sql = sql!("SELECT session_id FROM second_readings WHERE session_id = $1");
    Ok(tx.optional(sql, args![session]).await?.is_some())
}

/// Says whether they are.
///
/// # Errors
/// The store's.
pub async fn want(tx: &mut Tx, site: &Site, proof: &Proof<AskSecondReading>, wanted: bool) -> Result<()> {
    let sql = match wanted {
        true => {
            sql!("INSERT INTO second_readings (session_id) VALUES ($1) ON CONFLICT DO NOTHING")
        }
        false => sql!("DELETE FROM second_readings WHERE session_id = $1"),
    };
    if tx.execute(sql, args![proof.id()]).await? == 0 {
        return Ok(());
    }
    let event = Event::new("session.second_reading")
        .by(proof.actor())
        .in_session(proof.id())
        .on(proof.id())
        .with("wanted", i64::from(wanted));
    events::write(tx, site, event).await
}

/// The second readings of a work, the first first: one query.
///
/// # Errors
/// The store's.
pub async fn readings(tx: &mut Tx, key: &DataKey, id: SubmissionId) -> Result<Vec<Reading>> {
    let sql = sql!(
        "SELECT id, content, revision, tutor_id, asked_at, actor_id, answered_at, agreed FROM grading_readings
         WHERE submission_id = $1 ORDER BY asked_at, id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter().map(|row| reading(row, key)).collect()
}

/// Asks for one; false when one is asked already.
pub(in super::super) async fn insert(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (id, revision): (SubmissionId, i64),
    by: PersonId,
    proposal: &Proposal,
) -> Result<bool> {
    let reading: ReadingId = site.new_id();
    let content = sealed(site, key, place(reading), proposal)?;
    let sql = sql!(
        "INSERT INTO grading_readings (id, submission_id, content, revision, tutor_id, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"
    );
    let values = args![reading, id, content, revision, by, site.clock().now()];
    Ok(tx.execute(sql, values).await? > 0)
}

/// Answers one that waits; false when it was answered meanwhile.
pub(in super::super) async fn answer(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    reading: &Reading,
    by: Option<PersonId>,
    (answer, word): (Answer, &str),
) -> Result<bool> {
    let proposal = Proposal {
        word: word.to_owned(),
        ..reading.proposal.clone()
    };
    let content = sealed(site, key, place(reading.id), &proposal)?;
    let agreed = match answer {
        Answer::Agreed => Some(1_i64),
        Answer::SentBack => Some(0),
        Answer::TakenUp => None,
    };
    let sql = sql!(
        "UPDATE grading_readings SET content = $2, actor_id = $3, answered_at = $4, agreed = $5
         WHERE id = $1 AND answered_at IS NULL"
    );
    let values = args![reading.id, content, by, site.clock().now(), agreed];
    Ok(tx.execute(sql, values).await? > 0)
}
