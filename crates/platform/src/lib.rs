//! Floor 0: what every room stands on. It knows no feature of the platform.
//!
//! [`db`] (one SQL text, two engines), [`vault`] and [`keys`] (sealing), [`events`], [`jobs`], [`blobs`], [`uploads`], [`mail`],
//! [`journal`] (writing), [`live`] (« look again »), [`clock`] and [`random`] (injected), [`config`], [`error`], [`html`] (the kit), [`theme`]
//! (assets), [`http`] (router, permissions, extractors, headers), [`personal`] (who declares personal data).

pub mod blobs;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod events;
pub mod html;
pub mod http;
pub mod ids;
pub mod jobs;
pub mod journal;
pub mod keys;
pub mod live;
pub mod mail;
pub mod memo;
pub mod personal;
pub mod random;
pub mod settings;
pub mod site;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod theme;
pub mod uploads;
pub mod vault;

pub use error::{Error, Result};
pub use ids::PersonId;
pub use site::Site;
