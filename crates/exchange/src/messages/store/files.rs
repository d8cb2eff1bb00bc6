//! Rows of `message_files`.

use platform::db::{Sql, Tx};
use platform::vault::DataKey;
use platform::{PersonId, Result, Site, args, sql};

use super::{ConversationId, MessageId, READABLE};
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

pub(super) fn statement() -> Sql {
    Sql::built(format!(
        "SELECT f.id, f.message_id AS beside, o.author_id, f.kind, f.content, f.blob_id, b.size FROM conversation_members m
         JOIN messages o ON o.conversation_id = m.conversation_id
         JOIN message_files f ON f.message_id = o.id JOIN blobs b ON b.id = f.blob_id
         WHERE m.person_id = $1 AND o.conversation_id = $2 AND {READABLE} ORDER BY f.added_at, f.id"
    ))
}

/// The files of the messages of a conversation that someone reads: one query.
pub(in super::super) async fn of(tx: &mut Tx, person: PersonId, id: ConversationId) -> Result<Vec<Joined>> {
    let rows = tx.all(statement(), args![person, id]).await?;
    rows.iter().map(|row| Joined::read(row, TABLE)).collect()
}
