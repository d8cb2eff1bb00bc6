//! Who holds what.

use super::permission::PermissionInfo;
use crate::db::Tx;
use crate::{PersonId, Result, args, sql};

/// Whether a person holds a permission over anything at all.
///
/// # Errors
/// The store's.
pub async fn holds(tx: &mut Tx, person: PersonId, permission: &PermissionInfo) -> Result<bool> {
    let sql = sql!(
        "SELECT 1 AS held FROM grants g JOIN role_permissions rp ON rp.role_id = g.role_id
         WHERE g.person_id = $1 AND rp.permission = $2 LIMIT 1"
    );
    Ok(tx.optional(sql, args![person, permission.name]).await?.is_some())
}
