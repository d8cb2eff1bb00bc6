//! The conversations of an account that closes.

use people::uniting::Passage;
use platform::db::Tx;
use platform::{Result, args, sql};

/// Passes them, who blocked it, and what was begun to it. One where both are stays as the account that stays has it.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, passage: &Passage) -> Result<()> {
    let both = args![passage.from, passage.to];
    let sql = sql!(
        "DELETE FROM conversation_members WHERE person_id = $1
           AND conversation_id IN (SELECT m.conversation_id FROM conversation_members m WHERE m.person_id = $2)"
    );
    tx.execute(sql, both.clone()).await?;
    let sql = sql!("UPDATE conversation_members SET person_id = $2 WHERE person_id = $1");
    tx.execute(sql, both.clone()).await?;
    let sql = sql!(
        "DELETE FROM message_blocks WHERE blocked_id = $1
           AND person_id IN (SELECT b.person_id FROM message_blocks b WHERE b.blocked_id = $2)"
    );
    tx.execute(sql, both.clone()).await?;
    let sql = sql!("UPDATE message_blocks SET blocked_id = $2 WHERE blocked_id = $1");
    tx.execute(sql, both.clone()).await?;
    let sql = sql!(
        "UPDATE message_drafts SET other_id = $2 WHERE other_id = $1 AND NOT EXISTS (
           SELECT 1 FROM message_drafts d WHERE d.person_id = message_drafts.person_id AND d.about_id = message_drafts.about_id
             AND d.other_id = $2)"
    );
    tx.execute(sql, both).await.map(drop)
}
