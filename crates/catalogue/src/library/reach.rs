//! Whom a new version of an item reaches. The rooms upstairs know: the library asks them by this trait.

use async_trait::async_trait;
use platform::db::Tx;
use platform::{Result, Site};

use super::store::ItemId;

/// Sessions and learners whose course uses an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The sessions, whenever they are.
    pub sessions: u64,
    /// Those of them that have ended.
    pub ended: u64,
    /// The people enrolled in them, each once.
    pub learners: u64,
}

/// Who follows what.
#[async_trait]
pub trait Followers: Send + Sync {
    /// Whom an item reaches, by one query.
    ///
    /// # Errors
    /// The store's.
    async fn reach(&self, tx: &mut Tx, site: &Site, item: ItemId) -> Result<Reach>;
}

/// The room that knows, as the site holds it.
pub struct Audience(pub Box<dyn Followers>);
