//! The statement of the journal.

use super::Prepared;
use crate::db::Tx;
use crate::{Result, args, sql};

pub(super) async fn insert(tx: &mut Tx, line: &Prepared) -> Result<()> {
    let entry = &line.entry;
    tx.execute(
        sql!(
            "INSERT INTO journal (id, at, person_id, action, outcome, object_kind, object_id, region_id, address)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        args![
            line.id,
            line.at,
            entry.person,
            entry.action,
            entry.outcome,
            entry.object.map(|(kind, _)| kind),
            entry.object.map(|(_, id)| id),
            entry.region,
            line.address.clone(),
        ],
    )
    .await
    .map(drop)
}
