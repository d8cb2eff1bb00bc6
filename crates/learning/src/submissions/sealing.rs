//! What is kept of work as sealed JSON, and with which key: its learner's own, or its group's.

use std::collections::HashMap;
use std::sync::Arc;

use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site};
use serde::Serialize;
use serde::de::DeserializeOwned;
use training::groups::GroupId;
use uuid::Uuid;

/// Seals a JSON value.
pub(crate) fn sealed<T: Serialize>(site: &Site, key: &DataKey, place: Place, value: &T) -> Result<Vec<u8>> {
    let plain =
        serde_json::to_vec(value).map_err(|error| Error::internal("writing what is sealed", error))?;
    key.seal(site.random(), place, &plain)
}

/// Opens it again.
pub(crate) fn opened<T: DeserializeOwned>(key: &DataKey, place: Place, sealed: &[u8]) -> Result<T> {
    let plain = key.open(place, sealed)?;
    serde_json::from_slice(&plain).map_err(|error| Error::internal("reading what is sealed", error))
}

/// Whose key seals a work: a group's work is nobody's alone.
pub const fn owner(person: PersonId, group: Option<GroupId>) -> (Uuid, Class) {
    match group {
        Some(group) => (group.0, Class::Shared),
        None => (person.0, Class::Evidence),
    }
}

/// The key of a work; none when its owner never had one.
///
/// # Errors
/// The key store's.
pub async fn key_of(site: &Site, person: PersonId, group: Option<GroupId>) -> Result<Option<Arc<DataKey>>> {
    let (owner, class) = owner(person, group);
    site.keys().find(owner, class).await
}

/// The keys of what one learner may read: their own, and those of groups they are or were in.
#[derive(Default)]
pub(crate) struct Ring {
    keys: HashMap<Option<GroupId>, Arc<DataKey>>,
}

impl Ring {
    /// Takes the key of each owner.
    pub(crate) async fn of(site: &Site, person: PersonId, owners: &[Option<GroupId>]) -> Result<Self> {
        let mut keys = HashMap::new();
        for &group in owners {
            if !keys.contains_key(&group)
                && let Some(key) = key_of(site, person, group).await?
            {
                keys.insert(group, key);
            }
        }
        Ok(Self { keys })
    }

    /// The key of a work.
    pub(crate) fn get(&self, group: Option<GroupId>) -> Result<&DataKey> {
        let key = self.keys.get(&group).map(AsRef::as_ref);
        key.ok_or_else(|| Error::fault("what someone handed in has lost its key"))
    }
}
