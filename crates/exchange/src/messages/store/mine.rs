//! What someone does for themselves: erase, block.

use std::collections::HashSet;

use platform::db::Tx;
use platform::{PersonId, Result, Site, args, sql};

use super::{ConversationId, MessageId};

/// Erases for someone all that a conversation holds until now.
pub(in super::super) async fn clear(tx: &mut Tx, person: PersonId, id: ConversationId) -> Result<()> {
    let sql = sql!(
        "UPDATE conversation_members SET cleared_at = last_at, unread = CAST(0 AS BIGINT)
         WHERE conversation_id = $1 AND person_id = $2"
    );
    tx.execute(sql, args![id, person]).await.map(drop)
}

/// Erases a message of a conversation for someone who is in it.
pub(in super::super) async fn remove(
    tx: &mut Tx,
    person: PersonId,
    (id, message): (ConversationId, MessageId),
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO message_removals (person_id, message_id)
         SELECT m.person_id, o.id FROM messages o JOIN conversation_members m ON m.conversation_id = o.conversation_id
         WHERE m.person_id = $1 AND o.conversation_id = $2 AND o.id = $3
         ON CONFLICT DO NOTHING"
    );
    tx.execute(sql, args![person, id, message]).await.map(drop)
}

/// No more messages from someone.
pub(in super::super) async fn block(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    other: PersonId,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO message_blocks (person_id, blocked_id, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
    );
    let values = args![person, other, site.clock().now()];
    tx.execute(sql, values).await?;
    // What can't be read any more isn't counted.
    let sql = sql!(
        "UPDATE conversation_members SET unread = CAST(0 AS BIGINT) WHERE person_id = $1 AND unread > 0 AND conversation_id IN
           (SELECT c.id FROM conversations c JOIN conversation_members o ON o.conversation_id = c.id AND o.person_id = $2
            WHERE c.audience = 'one')"
    );
    tx.execute(sql, args![person, other]).await.map(drop)
}

/// Messages from them again.
pub(in super::super) async fn unblock(tx: &mut Tx, person: PersonId, other: PersonId) -> Result<()> {
    let sql = sql!("DELETE FROM message_blocks WHERE person_id = $1 AND blocked_id = $2");
    tx.execute(sql, args![person, other]).await.map(drop)
}

/// Whom someone blocked, and who blocked them: one query.
pub(in super::super) async fn blocks(
    tx: &mut Tx,
    person: PersonId,
) -> Result<(HashSet<PersonId>, HashSet<PersonId>)> {
    let sql =
        sql!("SELECT person_id, blocked_id FROM message_blocks WHERE person_id = $1 OR blocked_id = $1");
    let (mut mine, mut theirs) = (HashSet::new(), HashSet::new());
    for row in &tx.all(sql, args![person]).await? {
        let by: PersonId = row.get("person_id")?;
        match by == person {
            true => mine.insert(row.get("blocked_id")?),
            false => theirs.insert(by),
        };
    }
    Ok((mine, theirs))
}
