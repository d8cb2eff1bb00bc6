//! Writing the security journal: who connected, who did what, from where. Reading it is a room of its own, upstairs.
//! Owns `journal`; announces nothing. The address is sealed; names are never written.
//!
//! Connections are written by the room that opens them, with the constants below. An act that a permission allows bears
//! the permission's name, and is written by the route (`http/routes.rs`): a room has nothing to do for it.

mod store;
#[cfg(test)]
mod tests;

use std::net::IpAddr;

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::Tx;
use crate::ids::RegionId;
use crate::keys::{self, Class};
use crate::vault::Place;
use crate::{Error, PersonId, Result, Site};

/// Signing in.
pub const SIGN_IN: &str = "sign_in";
/// Signing out.
pub const SIGN_OUT: &str = "sign_out";
/// Choosing another password.
pub const PASSWORD: &str = "password";
/// Activating an account.
pub const ACTIVATION: &str = "activation";
/// Making one's accounts one.
pub const UNITING: &str = "uniting";
/// Asking for a reset link.
pub const LINK: &str = "link";

/// It was done.
pub const DONE: &str = "done";
/// It was refused.
pub const REFUSED: &str = "refused";

/// A line of the journal.
#[derive(Clone, Debug)]
#[must_use = "an entry is prepared, then written"]
pub struct Entry {
    action: &'static str,
    outcome: &'static str,
    person: Option<PersonId>,
    object: Option<(&'static str, Uuid)>,
    region: Option<RegionId>,
    address: Option<IpAddr>,
}

impl Entry {
    /// An action and its outcome, both from constants: never anything that was typed.
    pub fn new(action: &'static str, outcome: &'static str) -> Self {
        Self {
            action,
            outcome,
            person: None,
            object: None,
            region: None,
            address: None,
        }
    }

    /// Who did it; nobody when nobody is known.
    pub fn by(mut self, person: impl Into<Option<PersonId>>) -> Self {
        self.person = person.into();
        self
    }

    /// On what: a kind (the word of the address: `session`, `inscription`) and an identifier.
    pub fn on(mut self, kind: &'static str, id: impl Into<Uuid>) -> Self {
        self.object = Some((kind, id.into()));
        self
    }

    /// In which region.
    pub fn in_region(mut self, region: impl Into<Option<RegionId>>) -> Self {
        self.region = region.into();
        self
    }

    /// From which address.
    pub fn from(mut self, address: IpAddr) -> Self {
        self.address = Some(address);
        self
    }
}

/// An entry whose address is sealed.
#[derive(Debug)]
#[must_use = "a prepared entry is written in a transaction"]
pub struct Prepared {
    id: Uuid,
    at: Timestamp,
    entry: Entry,
    address: Option<Vec<u8>>,
}

/// Seals the address: before the transaction, since a key is committed before what it seals.
///
/// # Errors
/// The key store's.
pub async fn prepare(site: &Site, entry: Entry) -> Result<Prepared> {
    let id = site.new_id();
    let address = match entry.address {
        None => None,
        Some(address) => {
            let key = site.keys().get_or_create(keys::PLATFORM, Class::Platform).await?;
            Some(key.seal(site.random(), place(id), address.to_string().as_bytes())?)
        }
    };
    Ok(Prepared {
        id,
        at: site.clock().now(),
        entry,
        address,
    })
}

/// Writes a line by itself.
///
/// # Errors
/// The stores'.
pub async fn record(site: &Site, entry: Entry) -> Result<()> {
    let line = prepare(site, entry).await?;
    site.db()
        .hot(move |tx: &mut Tx| Box::pin(async move { store::insert(tx, &line).await }))
        .await
}

impl Prepared {
    /// Writes the line in the caller's transaction.
    ///
    /// # Errors
    /// The store's.
    pub async fn write(self, tx: &mut Tx, _site: &Site) -> Result<()> {
        store::insert(tx, &self).await
    }
}

/// Opens the address of a line.
///
/// # Errors
/// When its key is gone, or it was altered.
pub async fn open_address(site: &Site, line: Uuid, sealed: &[u8]) -> Result<IpAddr> {
    let key = site
        .keys()
        .find(keys::PLATFORM, Class::Platform)
        .await?
        .ok_or(Error::NotFound)?;
    let text = String::from_utf8(key.open(place(line), sealed)?)
        .map_err(|error| Error::internal("an address", error))?;
    text.parse().map_err(|error| Error::internal("an address", error))
}

fn place(line: Uuid) -> Place {
    Place::new("journal", "address", line)
}
