//! Rows of `keys`, in the key store.

use jiff::Timestamp;
use uuid::Uuid;

use super::Class;
use crate::db::{Db, Row, Value};
use crate::{Result, args, sql};

/// Which key store this is; the first to ask decides.
pub(super) async fn identity(db: &Db, proposed: Uuid) -> Result<Uuid> {
    let mut tx = db.begin().await?;
    tx.execute(
        sql!("INSERT INTO identity (one, id) VALUES (1, $1) ON CONFLICT DO NOTHING"),
        args![proposed],
    )
    .await?;
    let row = tx
        .one(sql!("SELECT id FROM identity WHERE one = 1"), args![])
        .await?;
    tx.commit().await?;
    row.get("id")
}

/// Writes a wrapped key unless the owner has one already, and commits it.
pub(super) async fn insert(
    db: &Db,
    owner: Uuid,
    class: Class,
    wrapped: Vec<u8>,
    now: Timestamp,
) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(
        sql!(
            "INSERT INTO keys (owner_id, class, version, wrapped, created_at) VALUES ($1, $2, 1, $3, $4)
             ON CONFLICT DO NOTHING"
        ),
        args![owner, class.code(), wrapped, now],
    )
    .await?;
    tx.commit().await
}

/// Writes the wrapped keys of owners who have none, and commits them together.
pub(super) async fn insert_all(
    db: &Db,
    class: Class,
    rows: Vec<(Uuid, Vec<u8>)>,
    now: Timestamp,
) -> Result<()> {
    let sql =
        sql!("INSERT INTO keys (owner_id, class, version, wrapped, created_at) VALUES ($1, $2, 1, $3, $4)");
    let row = |(owner, wrapped): (Uuid, Vec<u8>)| args![owner, class.code(), wrapped, now];
    let mut tx = db.begin().await?;
    tx.for_all(sql, rows.into_iter().map(row).collect()).await?;
    tx.commit().await
}

/// The same for owners of whom some may have one already: theirs stays.
pub(super) async fn insert_missing(
    db: &Db,
    class: Class,
    rows: Vec<(Uuid, Vec<u8>)>,
    now: Timestamp,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO keys (owner_id, class, version, wrapped, created_at) VALUES ($1, $2, 1, $3, $4)
         ON CONFLICT DO NOTHING"
    );
    let row = |(owner, wrapped): (Uuid, Vec<u8>)| args![owner, class.code(), wrapped, now];
    let mut tx = db.begin().await?;
    tx.for_all(sql, rows.into_iter().map(row).collect()).await?;
    tx.commit().await
}

/// The latest wrapped key.
pub(super) async fn find(db: &Db, owner: Uuid, class: Class) -> Result<Option<Row>> {
    let sql = sql!(
        "SELECT owner_id, version, wrapped FROM keys WHERE owner_id = $1 AND class = $2 ORDER BY version DESC LIMIT 1"
    );
    db.read().await?.optional(sql, args![owner, class.code()]).await
}

/// How many owners [`find_many`] takes.
pub(super) const MANY: usize = 16;

/// The wrapped keys of as many owners at most, the latest of each last.
pub(super) async fn find_many(db: &Db, owners: &[Uuid], class: Class) -> Result<Vec<Row>> {
    let sql = sql!(
        "SELECT owner_id, version, wrapped FROM keys WHERE class = $1 AND owner_id IN
           ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ORDER BY owner_id, version"
    );
    let mut values = args![class.code()];
    values.extend((0..MANY).map(|nth| Value::from(owners.get(nth).or(owners.first()).copied())));
    db.read().await?.all(sql, values).await
}

/// Deletes every version of a key.
pub(super) async fn delete(db: &Db, owner: Uuid, class: Class) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(
        sql!("DELETE FROM keys WHERE owner_id = $1 AND class = $2"),
        args![owner, class.code()],
    )
    .await?;
    tx.commit().await
}
