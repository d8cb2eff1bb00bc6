//! The cards that lists changed, as they were, while they may be put back.

use jiff::Timestamp;
use people::directory::Identity;
use people::uniting::Passage;
use platform::db::Tx;
use platform::ids::Uuid;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};

use super::{IntakeId, situations};

/// A card that a list changed, and that nobody has changed since.
#[derive(Debug)]
pub(in super::super) struct Changed {
    id: Uuid,
    pub(in super::super) person: PersonId,
    pub(in super::super) written: Timestamp,
    before: Vec<u8>,
}

impl Changed {
    /// The card as it was.
    pub(in super::super) fn open(&self, key: &DataKey) -> Result<Identity> {
        let plain = key.open(place(self.id), &self.before)?;
        serde_json::from_slice(&plain).map_err(|error| Error::internal("a card as it was", error))
    }
}

fn place(id: Uuid) -> Place {
    Place::new("intake_updates", "before", id)
}

/// A card that a list changed: whose, as it was, their key, when it was written.
pub(in super::super) type Written<'a> = (PersonId, &'a Identity, &'a DataKey, Timestamp);

/// A list changed cards: what they were is kept, each sealed with its person's key.
pub(in super::super) async fn updated(
    tx: &mut Tx,
    site: &Site,
    list: IntakeId,
    cards: &[Written<'_>],
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO intake_updates (id, intake_id, person_id, before, written_at) VALUES ($1, $2, $3, $4, $5)"
    );
    let row = |(person, before, key, written): &Written<'_>| {
        let plain = serde_json::to_vec(before).map_err(|error| Error::internal("a card", error))?;
        let id: Uuid = site.new_id();
        let sealed = key.seal(site.random(), place(id), &plain)?;
        Ok(args![id, list, *person, sealed, *written])
    };
    let rows = cards.iter().map(row).collect::<Result<_>>()?;
    tx.for_all(sql, rows).await.map(drop)
}

/// So many people more have a card or a situation that a list changed.
pub(in super::super) async fn count_updated(tx: &mut Tx, list: IntakeId, more: usize) -> Result<()> {
    let sql = sql!("UPDATE intakes SET updated = updated + $1 WHERE id = $2");
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    tx.execute(sql, args![more, list]).await.map(drop)
}

/// The cards that a list changed and that are as it left them.
pub(in super::super) async fn changed(tx: &mut Tx, id: IntakeId) -> Result<Vec<Changed>> {
    let sql = sql!(
        "SELECT u.id, u.person_id, u.before, u.written_at FROM intake_updates u JOIN people p ON p.id = u.person_id
         WHERE u.intake_id = $1 AND p.changed_at = u.written_at AND p.deleted_at IS NULL ORDER BY u.id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Changed {
                id: row.get("id")?,
                person: row.get("person_id")?,
                written: row.get("written_at")?,
                before: row.get("before")?,
            })
        })
        .collect()
}

/// A list stays as it is from now on: the cards and the situations as they were are forgotten.
pub(in super::super) async fn settle(tx: &mut Tx, id: IntakeId) -> Result<()> {
    situations::settle(tx, id).await?;
    let sql = sql!("DELETE FROM intake_updates WHERE intake_id = $1");
    tx.execute(sql, args![id]).await.map(drop)
}

/// A card that another region holds isn't put back: what a list had changed of the account that closes is forgotten.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    situations::pass(tx, site, passage).await?;
    let sql = sql!("DELETE FROM intake_updates WHERE person_id = $1");
    tx.execute(sql, args![passage.from]).await.map(drop)
}
