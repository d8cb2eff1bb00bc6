//! Rows of `message_drafts`: what someone has begun to write and hasn't sent.

use jiff::Timestamp;
use platform::db::Tx;
use platform::ids::Uuid;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};
use serde::{Deserialize, Serialize};

use super::ConversationId;

/// Where something is written: in a conversation, or a new message where people meet, to somebody who was chosen or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Desk {
    about: Uuid,
    other: Uuid,
}

impl Desk {
    pub(in super::super) fn of(conversation: ConversationId) -> Self {
        Self {
            about: conversation.0,
            other: Uuid::nil(),
        }
    }

    /// `session`: none between colleagues.
    pub(in super::super) fn new(session: Option<Uuid>, other: Option<PersonId>) -> Self {
        Self {
            about: session.unwrap_or_default(),
            other: other.map(|other| other.0).unwrap_or_default(),
        }
    }
}

/// What is begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in super::super) struct Draft {
    pub(in super::super) to: String,
    pub(in super::super) answers: String,
    pub(in super::super) subject: String,
    pub(in super::super) text: String,
}

impl Draft {
    fn is_empty(&self) -> bool {
        self.subject.trim().is_empty() && self.text.trim().is_empty()
    }
}

fn place(id: Uuid) -> Place {
    Place::new("message_drafts", "content", id)
}

/// What someone has begun there, and how often it was saved. `key`: theirs. One query.
pub(in super::super) async fn find(
    tx: &mut Tx,
    key: &DataKey,
    (person, desk): (PersonId, Desk),
) -> Result<Option<(Draft, i64)>> {
    let sql = sql!(
        "SELECT id, content, revision FROM message_drafts WHERE person_id = $1 AND about_id = $2 AND other_id = $3"
    );
    let Some(row) = tx.optional(sql, args![person, desk.about, desk.other]).await? else {
        return Ok(None);
    };
    let plain = key.open(place(row.get("id")?), &row.get::<Vec<u8>>("content")?)?;
    let draft =
        serde_json::from_slice(&plain).map_err(|error| Error::internal("reading what was begun", error))?;
    Ok(Some((draft, row.get("revision")?)))
}

/// Keeps it, when nothing else was since this revision: answers the next one, none when something was. What is empty goes. `key`:
/// of who writes.
pub(in super::super) async fn save(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (person, desk): (PersonId, Desk),
    (revision, draft): (i64, &Draft),
) -> Result<Option<i64>> {
    tx.lock("draft", person.0).await?;
    let sql = sql!(
        "SELECT id, revision FROM message_drafts WHERE person_id = $1 AND about_id = $2 AND other_id = $3"
    );
    let row = tx.optional(sql, args![person, desk.about, desk.other]).await?;
    let held: Option<(Uuid, i64)> = match &row {
        Some(row) => Some((row.get("id")?, row.get("revision")?)),
        None => None,
    };
    if held.is_some_and(|(_, held)| held != revision) {
        return Ok(None);
    }
    if draft.is_empty() {
        drop_one(tx, (person, desk)).await?;
        return Ok(Some(0));
    }
    let id = held.map_or_else(|| site.new_id(), |(id, _)| id);
    let plain = serde_json::to_vec(draft).map_err(|error| Error::internal("what was begun", error))?;
    let content = key.seal(site.random(), place(id), &plain)?;
    let next = held.map_or(1, |(_, held)| held + 1);
    let sql = sql!(
        "INSERT INTO message_drafts (id, person_id, about_id, other_id, content, revision, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (person_id, about_id, other_id) DO UPDATE SET content = excluded.content, revision = excluded.revision,
           changed_at = excluded.changed_at"
    );
    let values = args![
        id,
        person,
        desk.about,
        desk.other,
        content,
        next,
        site.clock().now()
    ];
    tx.execute(sql, values).await?;
    Ok(Some(next))
}

/// What nobody wrote any more since this instant goes: one query.
pub(in super::super) async fn drop_before(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let sql = sql!("DELETE FROM message_drafts WHERE changed_at < $1");
    tx.execute(sql, args![before]).await
}

/// It was sent.
pub(in super::super) async fn drop_one(tx: &mut Tx, (person, desk): (PersonId, Desk)) -> Result<()> {
    let sql = sql!("DELETE FROM message_drafts WHERE person_id = $1 AND about_id = $2 AND other_id = $3");
    tx.execute(sql, args![person, desk.about, desk.other])
        .await
        .map(drop)
}
