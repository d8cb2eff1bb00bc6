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
use platform::keys::Class;
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
    all: Vec<Shown>,
    zone: Option<String>,
}

/// A device, as its owner is shown it.
struct Shown {
    device: store::Device,
    name: Option<String>,
    /// By which the browser that it is knows itself.
    mark: String,
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
        let (devices, zone) = store::of(&mut tx, person).await?;
        drop(tx);
        let mut all = Vec::with_capacity(devices.len());
        // Who was erased has none.
        if let Some(sealing) = site.keys().find(person.0, Class::Account).await? {
            for device in devices {
                all.push(Shown {
                    name: device.name(&sealing)?,
                    mark: address::mark(&device.address(&sealing)?),
                    device,
                });
            }
        }
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
