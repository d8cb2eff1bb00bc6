//! Rows of `preferred_formats`.

use catalogue::assignments::Format;
use platform::db::Tx;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{PersonId, Result, Site, args, sql};

use crate::submissions::sealing::{opened, sealed};

fn place(person: PersonId) -> Place {
    Place::new("preferred_formats", "content", person.0)
}

/// What someone would rather have first; none when they never said: one query.
pub(crate) async fn preferred(tx: &mut Tx, site: &Site, person: PersonId) -> Result<Option<Format>> {
    let sql = sql!("SELECT content FROM preferred_formats WHERE person_id = $1");
    let Some(row) = tx.optional(sql, args![person]).await? else {
        return Ok(None);
    };
    let Some(key) = site.keys().find(person.0, Class::Account).await? else {
        return Ok(None);
    };
    opened(&key, place(person), &row.get::<Vec<u8>>("content")?)
}

/// Keeps what someone would rather have. `key`: theirs.
pub(super) async fn prefer(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    person: PersonId,
    format: Option<Format>,
) -> Result<()> {
    let content = sealed(site, key, place(person), &format)?;
    let sql = sql!(
        "INSERT INTO preferred_formats (person_id, content, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET content = $2, changed_at = $3"
    );
    tx.execute(sql, args![person, content, site.clock().now()])
        .await
        .map(drop)
}
