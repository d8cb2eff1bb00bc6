//! Rows of `message_reports`.

use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::http::{Proof, Within};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

use super::super::HandleReports;
use super::{ConversationId, Message, MessageId};
use crate::attachments::Joined;

id_type!(
    /// A message that somebody reported.
    ReportId
);

/// A report, sealed.
#[derive(Clone, Debug)]
pub(in super::super) struct Reported {
    pub(in super::super) id: ReportId,
    pub(in super::super) by: PersonId,
    pub(in super::super) content: Vec<u8>,
    pub(in super::super) made_at: Timestamp,
    pub(in super::super) region: Option<String>,
    /// The zone of the region, or of France for colleagues.
    pub(in super::super) zone: String,
    pub(in super::super) message: Message,
}

pub(in super::super) fn place(id: ReportId) -> Place {
    Place::new("message_reports", "content", id.0)
}

/// Reports a message of a conversation to whom it concerns; false when they did already. `key`: of who reports.
pub(in super::super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (person, conversation, message): (PersonId, ConversationId, MessageId),
    why: &str,
) -> Result<bool> {
    let id: ReportId = site.new_id();
    let content = key.seal(site.random(), place(id), why.as_bytes())?;
    let sql = sql!(
        "INSERT INTO message_reports (id, message_id, person_id, region_id, content, made_at)
         VALUES ($1, $2, $3, (SELECT s.region_id FROM conversations c JOIN training_sessions s ON s.id = c.session_id WHERE c.id = $4), $5, $6)
         ON CONFLICT (message_id, person_id) DO NOTHING"
    );
    let values = args![id, message, person, conversation, content, site.clock().now()];
    let done = tx.execute(sql, values).await? > 0;
    if done {
        events::write(tx, site, Event::new("message.reported").by(Some(person)).on(id)).await?;
    }
    Ok(done)
}

/// The reports that wait, in the scopes of person `$1`.
pub fn list_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id AS report_id, o.person_id, o.content AS why, o.made_at, r.name AS region, COALESCE(r.zone, 'Europe/Paris') AS zone, m.id, m.conversation_id, m.author_id, m.content, m.sent_at
         FROM message_reports o JOIN messages m ON m.id = o.message_id LEFT JOIN regions r ON r.id = o.region_id
         WHERE {} ORDER BY o.made_at, o.id LIMIT 100",
        Within::<HandleReports>::predicate()
    ))
}

/// The same, read: one query.
pub(in super::super) async fn list(tx: &mut Tx, within: &Within<HandleReports>) -> Result<Vec<Reported>> {
    let read = |row: &Row| {
        Ok(Reported {
            id: row.get("report_id")?,
            by: row.get("person_id")?,
            content: row.get("why")?,
            made_at: row.get("made_at")?,
            region: row.get("region")?,
            zone: row.get("zone")?,
            message: super::message(row)?,
        })
    };
    let rows = tx.all(list_statement(), args![within.actor()]).await?;
    rows.iter().map(read).collect()
}

/// The files of the messages whose reports wait, in the scopes of person `$1`.
pub fn files_statement() -> Sql {
    Sql::built(format!(
        "SELECT DISTINCT f.id, f.message_id AS beside, m.author_id, f.kind, f.content, f.blob_id, b.size, f.added_at
         FROM message_reports o JOIN messages m ON m.id = o.message_id
         JOIN message_files f ON f.message_id = m.id JOIN blobs b ON b.id = f.blob_id
         WHERE {} ORDER BY f.added_at, f.id LIMIT 500",
        Within::<HandleReports>::predicate()
    ))
}

/// The same, read: one query.
pub(in super::super) async fn files(tx: &mut Tx, within: &Within<HandleReports>) -> Result<Vec<Joined>> {
    let rows = tx.all(files_statement(), args![within.actor()]).await?;
    rows.iter().map(super::files::read).collect()
}

/// A file of the message that is reported, for who judges it, and of no other: one query.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(in super::super) async fn file(tx: &mut Tx, proof: &Proof<HandleReports>, typed: &str) -> Result<Joined> {
    let file: uuid::Uuid = typed.parse().map_err(|_| Error::NotFound)?;
    let sql = sql!(
        "SELECT f.id, f.message_id AS beside, m.author_id, f.kind, f.content, f.blob_id, b.size
         FROM message_reports o JOIN messages m ON m.id = o.message_id
         JOIN message_files f ON f.message_id = m.id JOIN blobs b ON b.id = f.blob_id
         WHERE o.id = $1 AND o.settled_at IS NULL AND f.id = $2"
    );
    super::files::read(&tx.one(sql, args![proof.id(), file]).await?)
}

/// A report has been dealt with.
pub(in super::super) async fn settle(tx: &mut Tx, site: &Site, proof: &Proof<HandleReports>) -> Result<()> {
    let sql = sql!(
        "UPDATE message_reports SET settled_at = $2, actor_id = $3 WHERE id = $1 AND settled_at IS NULL"
    );
    let values = args![proof.id(), site.clock().now(), proof.actor()];
    if tx.execute(sql, values).await? == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::new("message.report_settled")
        .by(proof.actor())
        .on(proof.id());
    events::write(tx, site, event).await
}
