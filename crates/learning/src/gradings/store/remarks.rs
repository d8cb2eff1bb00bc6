//! Rows of `remarks`: sentences that a tutor keeps for themselves, sealed with their key.

use platform::db::Tx;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{PersonId, Result, Site, args, id_type, sql};

use crate::submissions::sealing::{opened, sealed};

id_type!(
    /// A sentence that a tutor keeps.
    RemarkId
);

/// The most sentences that one keeps.
const MOST: i64 = 100;

/// A sentence that a tutor keeps.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Which.
    pub id: RemarkId,
    /// What it says.
    pub words: String,
}

fn place(id: RemarkId) -> Place {
    Place::new("remarks", "content", id.0)
}

/// The sentences of a tutor, the latest first: one query.
///
/// # Errors
/// The store's or the key store's.
pub async fn of_tutor(tx: &mut Tx, site: &Site, tutor: PersonId) -> Result<Vec<Remark>> {
    let sql = sql!("SELECT id, content FROM remarks WHERE tutor_id = $1 ORDER BY made_at DESC, id");
    let rows = tx.all(sql, args![tutor]).await?;
    let Some(key) = site.keys().find(tutor.0, Class::Account).await? else {
        return Ok(Vec::new());
    };
    rows.iter()
        .map(|row| {
            let id: RemarkId = row.get("id")?;
            let words = opened(&key, place(id), &row.get::<Vec<u8>>("content")?)?;
            Ok(Remark { id, words })
        })
        .collect()
}

/// Keeps a sentence; the oldest gives way where there are too many. `key`: the tutor's.
///
/// # Errors
/// The store's.
pub async fn keep(tx: &mut Tx, site: &Site, key: &DataKey, tutor: PersonId, words: &str) -> Result<()> {
    tx.lock("remarks", tutor.0).await?;
    let id: RemarkId = site.new_id();
    let content = sealed(site, key, place(id), &words)?;
    let sql = sql!("INSERT INTO remarks (id, tutor_id, content, made_at) VALUES ($1, $2, $3, $4)");
    tx.execute(sql, args![id, tutor, content, site.clock().now()])
        .await?;
    let sql = sql!(
        "DELETE FROM remarks WHERE tutor_id = $1 AND id NOT IN
           (SELECT r.id FROM remarks r WHERE r.tutor_id = $1 ORDER BY r.made_at DESC, r.id DESC LIMIT $2)"
    );
    tx.execute(sql, args![tutor, MOST]).await.map(drop)
}

/// Forgets a sentence; nothing happens when it is gone, or somebody else's.
///
/// # Errors
/// The store's.
pub async fn forget(tx: &mut Tx, tutor: PersonId, id: RemarkId) -> Result<()> {
    let sql = sql!("DELETE FROM remarks WHERE id = $1 AND tutor_id = $2");
    tx.execute(sql, args![id, tutor]).await.map(drop)
}
