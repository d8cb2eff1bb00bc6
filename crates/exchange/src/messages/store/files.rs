//! Rows of `message_files`.

use platform::db::{Sql, Tx};
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site, args, sql};
use uuid::Uuid;

use super::{ConversationId, Message, MessageId, READABLE};
use crate::attachments::{Joined, Sealed};

const TABLE: &str = "message_files";

/// Adds a file to a message. `key`: the author's.
pub(in super::super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    to: MessageId,
    file: Sealed,
) -> Result<()> {
    let file = file.keep(tx, site, key, TABLE).await?;
    let sql = sql!(
        "INSERT INTO message_files (id, message_id, kind, content, blob_id, added_at) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![
        file.id,
        to,
        file.kind,
        file.content,
        file.blob,
        site.clock().now()
    ];
    tx.execute(sql, values).await.map(drop)
}

fn statement(narrowed: &str) -> Sql {
    Sql::built(format!(
        "SELECT f.id, f.message_id AS beside, o.author_id, f.kind, f.content, f.blob_id, b.size FROM conversation_members m
         JOIN messages o ON o.conversation_id = m.conversation_id
         JOIN message_files f ON f.message_id = o.id JOIN blobs b ON b.id = f.blob_id
         WHERE m.person_id = $1 AND o.conversation_id = $2 AND {narrowed} AND {READABLE} ORDER BY f.added_at, f.id"
    ))
}

pub(super) fn page_statement() -> Sql {
    statement("o.sent_at >= $3 AND o.sent_at <= $4")
}

pub(super) fn one_statement() -> Sql {
    statement("f.id = $3")
}

/// The files of some messages of a conversation that someone reads, the oldest first: one query at most.
pub(in super::super) async fn of(
    tx: &mut Tx,
    (person, id): (PersonId, ConversationId),
    shown: &[Message],
) -> Result<Vec<Joined>> {
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
        return Ok(Vec::new());
    };
    let values = args![person, id, first.sent_at, last.sent_at];
    let rows = tx.all(page_statement(), values).await?;
    rows.iter().map(|row| Joined::read(row, TABLE)).collect()
}

/// A file of a conversation that someone reads: one query.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(in super::super) async fn one(
    tx: &mut Tx,
    (person, id): (PersonId, ConversationId),
    typed: &str,
) -> Result<Joined> {
    let file: Uuid = typed.parse().map_err(|_| Error::NotFound)?;
    let row = tx.one(one_statement(), args![person, id, file]).await?;
    Joined::read(&row, TABLE)
}

/// One that was found beside its message.
pub(super) fn read(row: &platform::db::Row) -> Result<Joined> {
    Joined::read(row, TABLE)
}
