//! The requests for help of an account that closes.

use people::uniting::Passage;
use platform::db::Tx;
use platform::keys::Class;
use platform::{Result, Site, args, sql};

/// Passes them, with what is written in them. Their files stay sealed as they were: each says with which key.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let sql = sql!("UPDATE support_tickets SET person_id = $2 WHERE person_id = $1");
    tx.execute(sql, args![passage.from, passage.to]).await?;
    let columns = [
        (
            "subject",
            sql!("SELECT id, subject AS sealed FROM support_tickets WHERE person_id = $1"),
            sql!("UPDATE support_tickets SET subject = $2 WHERE id = $1 AND subject = $3"),
        ),
        (
            "joined",
            sql!("SELECT id, joined AS sealed FROM support_tickets WHERE person_id = $1"),
            sql!("UPDATE support_tickets SET joined = $2 WHERE id = $1 AND joined = $3"),
        ),
        (
            "rating_words",
            sql!("SELECT id, rating_words AS sealed FROM support_tickets WHERE person_id = $1"),
            sql!("UPDATE support_tickets SET rating_words = $2 WHERE id = $1 AND rating_words = $3"),
        ),
    ];
    for (column, read, write) in columns {
        let place = (Class::Exchanges, "support_tickets", column);
        passage.reseal(tx, site, place, (read, write)).await?;
    }
    let read = sql!(
        "SELECT e.id, e.content AS sealed FROM support_entries e JOIN support_tickets t ON t.id = e.ticket_id WHERE t.person_id = $1"
    );
    let write = sql!("UPDATE support_entries SET content = $2 WHERE id = $1 AND content = $3");
    let place = (Class::Exchanges, "support_entries", "content");
    passage.reseal(tx, site, place, (read, write)).await?;
    let read = sql!(
        "SELECT f.id, f.content AS sealed FROM support_files f JOIN support_entries e ON e.id = f.entry_id
         JOIN support_tickets t ON t.id = e.ticket_id WHERE t.person_id = $1"
    );
    let write = sql!("UPDATE support_files SET content = $2 WHERE id = $1 AND content = $3");
    let place = (Class::Exchanges, "support_files", "content");
    passage.reseal(tx, site, place, (read, write)).await
}
