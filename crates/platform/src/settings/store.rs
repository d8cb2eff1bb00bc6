//! Rows of `settings`.

use crate::db::Tx;
use crate::{Result, args, sql};

/// Writes a fact unless it is there already.
///
/// # Errors
/// The store's.
pub async fn put_once(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    let sql = sql!("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    tx.execute(sql, args![name, value]).await.map(drop)
}

/// Reads a fact.
///
/// # Errors
/// The store's.
pub async fn get(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let row = tx
        .optional(sql!("SELECT value FROM settings WHERE name = $1"), args![name])
        .await?;
    row.map(|row| row.get("value")).transpose()
}
