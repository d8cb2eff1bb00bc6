//! Devices that ring when there is news: each as its owner adds it, by the push service of its browser (RFC 8030), which stands outside
//! the European Economic Area. What is sent holds nothing, neither who nor what; nothing is offered where the operator names no
//! service ([ADR 38](../../../../docs/adr/0038-a-device-rings-and-says-nothing.md)).
//! Owns `push_devices`, `push_keys`. Announces nothing.

mod address;
mod jobs;
mod key;
mod post;
mod routes;
mod rules;
mod store;
mod views;

use platform::db::Tx;
use platform::html::{Frame, Markup};
use platform::{PersonId, Result, Site};

pub use jobs::{handlers, ring};
pub use routes::routes;

/// Whether the platform offers it.
pub(crate) fn is_offered(site: &Site) -> bool {
    !site.config().push_services.is_empty()
}

/// Somebody's devices, as the page of their choices shows them; nothing where it isn't offered.
pub(crate) struct Devices {
    key: String,
    all: Vec<store::Device>,
    zone: Option<String>,
}

impl Devices {
    /// Reads them.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn of(site: &Site, person: PersonId) -> Result<Option<Self>> {
        if !is_offered(site) {
            return Ok(None);
        }
        let key = key::Key::of(site).await?.public();
        let mut tx: Tx = site.db().read().await?;
        let (all, zone) = store::of(&mut tx, person).await?;
        Ok(Some(Self { key, all, zone }))
    }

    /// Whether there is one.
    pub(crate) fn any(&self) -> bool {
        !self.all.is_empty()
    }

    /// Adding one, and taking one away.
    ///
    /// # Errors
    /// When the zone is unknown.
    pub(crate) fn section(&self, frame: &Frame) -> Result<Markup> {
        views::section(frame, self)
    }
}
