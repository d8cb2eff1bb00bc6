//! What is kept of work as sealed JSON.

use std::sync::Arc;

use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site};
use serde::Serialize;
use serde::de::DeserializeOwned;

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

/// The key of what someone hands in; none when they never handed anything in.
pub(crate) async fn key_of(site: &Site, person: PersonId) -> Result<Option<Arc<DataKey>>> {
    site.keys().find(person.0, Class::Evidence).await
}
