//! The statements of mails.

use jiff::Timestamp;

use super::MailId;
use crate::db::{Row, Tx};
use crate::{PersonId, Result, Site, args, sql};

/// A mail as stored.
pub(super) struct Stored {
    pub id: MailId,
    pub person: PersonId,
    pub kind: String,
    pub message: Option<Vec<u8>>,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
}

/// A mail about to be kept, sealed.
pub(super) type New = (MailId, PersonId, &'static str, Vec<u8>);

pub(super) async fn insert(tx: &mut Tx, now: Timestamp, mails: Vec<New>) -> Result<()> {
    let sql =
        sql!("INSERT INTO mails (id, person_id, kind, message, created_at) VALUES ($1, $2, $3, $4, $5)");
    let row = |(id, person, kind, message): New| args![id, person, kind, message, now];
    tx.for_all(sql, mails.into_iter().map(row).collect())
        .await
        .map(drop)
}

pub(super) async fn find(tx: &mut Tx, id: MailId) -> Result<Stored> {
    let row = tx
        .one(
            sql!("SELECT id, person_id, kind, message, created_at, sent_at FROM mails WHERE id = $1"),
            args![id],
        )
        .await?;
    stored(&row)
}

/// The latest first.
pub(super) async fn latest(tx: &mut Tx, limit: u32) -> Result<Vec<Stored>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, person_id, kind, message, created_at, sent_at FROM mails
                 ORDER BY created_at DESC, id DESC LIMIT $1"
            ),
            args![limit],
        )
        .await?;
    rows.iter().map(stored).collect()
}

/// A server took it: the message is emptied, and its address is known again, unless it is one that was replaced.
pub(super) async fn sent(site: &Site, mail: &Stored) -> Result<()> {
    let id = mail.id;
    let mut tx = site.db().begin().await?;
    if mail.kind != "card" {
        let sql = sql!("UPDATE mails SET refused_at = NULL WHERE person_id = $1 AND refused_at IS NOT NULL");
        tx.execute(sql, args![mail.person]).await?;
    }
    tx.execute(
        sql!("UPDATE mails SET message = NULL, sent_at = $2 WHERE id = $1"),
        args![id, site.clock().now()],
    )
    .await?;
    tx.commit().await
}

/// The server of the address wants none of it: it stays, to leave for another address.
pub(super) async fn refused(site: &Site, id: MailId) -> Result<()> {
    let mut tx = site.db().begin().await?;
    let sql = sql!("UPDATE mails SET refused_at = $2 WHERE id = $1");
    tx.execute(sql, args![id, site.clock().now()]).await?;
    tx.commit().await
}

/// The mails that somebody's address refused, the oldest first: one query.
pub(super) async fn waiting(tx: &mut Tx, person: PersonId) -> Result<Vec<Stored>> {
    let sql = sql!(
        "SELECT id, person_id, kind, message, created_at, sent_at FROM mails
         WHERE person_id = $1 AND refused_at IS NOT NULL ORDER BY created_at, id"
    );
    let rows = tx.all(sql, args![person]).await?;
    rows.iter().map(stored).collect()
}

/// A mail that was refused leaves again, sealed anew; or, without, is let go. False when it did already.
pub(super) async fn again(tx: &mut Tx, id: MailId, message: Option<Vec<u8>>) -> Result<bool> {
    let sql =
        sql!("UPDATE mails SET refused_at = NULL, message = $2 WHERE id = $1 AND refused_at IS NOT NULL");
    Ok(tx.execute(sql, args![id, message]).await? == 1)
}

/// It is in the development mailbox, where it can be read.
pub(super) async fn keep(site: &Site, id: MailId) -> Result<()> {
    let mut tx = site.db().begin().await?;
    tx.execute(
        sql!("UPDATE mails SET sent_at = $2 WHERE id = $1"),
        args![id, site.clock().now()],
    )
    .await?;
    tx.commit().await
}

fn stored(row: &Row) -> Result<Stored> {
    Ok(Stored {
        id: row.get("id")?,
        person: row.get("person_id")?,
        kind: row.get("kind")?,
        message: row.get("message")?,
        created_at: row.get("created_at")?,
        sent_at: row.get("sent_at")?,
    })
}
