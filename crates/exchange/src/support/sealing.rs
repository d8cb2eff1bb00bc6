//! What is written in a request is sealed with the key of exchanges of who is helped, whoever writes it; for a caller whom the
//! platform doesn't know, with a key of the request itself, which ends a year after it was opened.

use std::sync::Arc;

use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::store::{Ticket, TicketId};

/// Whose key seals a request.
pub(super) fn owner(person: Option<PersonId>, id: TicketId) -> (Uuid, Class) {
    match person {
        Some(person) => (person.0, Class::Exchanges),
        None => (id.0, Class::Shared),
    }
}

/// The key of a request; none once who was helped is erased.
pub(super) async fn key(site: &Site, ticket: &Ticket) -> Result<Option<Arc<DataKey>>> {
    let (owner, class) = owner(ticket.person, ticket.id);
    site.keys().find(owner, class).await
}

pub(super) fn subject(id: TicketId) -> Place {
    Place::new("support_tickets", "subject", id.0)
}

pub(super) fn caller(id: TicketId) -> Place {
    Place::new("support_tickets", "caller", id.0)
}

pub(super) fn joined(id: TicketId) -> Place {
    Place::new("support_tickets", "joined", id.0)
}

pub(super) fn rating(id: TicketId) -> Place {
    Place::new("support_tickets", "rating_words", id.0)
}

/// Seals words at their place.
pub(super) fn sealed(site: &Site, key: &DataKey, place: Place, words: &str) -> Result<Vec<u8>> {
    key.seal(site.random(), place, words.as_bytes())
}

/// Opens them.
pub(super) fn opened(key: &DataKey, place: Place, sealed: &[u8]) -> Result<String> {
    String::from_utf8(key.open(place, sealed)?).map_err(|error| Error::internal("reading a request", error))
}

/// Seals a value at its place.
pub(super) fn sealed_value<T: Serialize>(
    site: &Site,
    key: &DataKey,
    place: Place,
    value: &T,
) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value).map_err(|error| Error::internal("writing a request", error))?;
    key.seal(site.random(), place, &plain)
}

/// Opens it.
pub(super) fn opened_value<T: DeserializeOwned>(key: &DataKey, place: Place, sealed: &[u8]) -> Result<T> {
    let plain = key.open(place, sealed)?;
    serde_json::from_slice(&plain).map_err(|error| Error::internal("reading a request", error))
}
