//! What is written is sealed with the key of exchanges of who wrote it: it ends with that key, and the discussion stays.

use std::collections::HashMap;
use std::sync::Arc;

use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site};
use uuid::Uuid;

pub(super) const TITLE: (&str, &str) = ("forum_threads", "title");
pub(super) const TEXT: (&str, &str) = ("forum_posts", "content");
pub(super) const HIDDEN: (&str, &str) = ("forum_posts", "hidden_reason");
pub(super) const REPORT: (&str, &str) = ("forum_reports", "reason");

/// Seals words at their place.
pub(super) fn sealed(
    site: &Site,
    key: &DataKey,
    (table, column): (&'static str, &'static str),
    row: Uuid,
    words: &str,
) -> Result<Vec<u8>> {
    key.seal(site.random(), Place::new(table, column, row), words.as_bytes())
}

/// The key of who writes.
pub(super) async fn own(site: &Site, person: PersonId) -> Result<Arc<DataKey>> {
    site.keys().get_or_create(person.0, Class::Exchanges).await
}

/// The keys of those whose words are read.
pub(super) struct Ring(HashMap<PersonId, Arc<DataKey>>);

impl Ring {
    /// Takes each author's key; who was erased has none.
    pub(super) async fn of(site: &Site, authors: impl Iterator<Item = PersonId>) -> Result<Self> {
        let mut owners: Vec<Uuid> = authors.map(|one| one.0).collect();
        owners.sort_unstable();
        owners.dedup();
        site.keys().warm(&owners, Class::Exchanges).await?;
        let mut keys = HashMap::new();
        for owner in owners {
            if let Some(key) = site.keys().find(owner, Class::Exchanges).await? {
                keys.insert(PersonId(owner), key);
            }
        }
        Ok(Self(keys))
    }

    /// Someone's key; none once they are erased.
    pub(super) fn key(&self, author: PersonId) -> Option<&DataKey> {
        self.0.get(&author).map(AsRef::as_ref)
    }

    /// What was written; none once its author is erased.
    pub(super) fn open(
        &self,
        author: PersonId,
        (table, column): (&'static str, &'static str),
        row: Uuid,
        sealed: &[u8],
    ) -> Result<Option<String>> {
        let Some(key) = self.0.get(&author) else {
            return Ok(None);
        };
        let plain = key.open(Place::new(table, column, row), sealed)?;
        String::from_utf8(plain)
            .map(Some)
            .map_err(|error| Error::internal("reading a message", error))
    }
}
