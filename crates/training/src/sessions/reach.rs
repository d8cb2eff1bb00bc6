//! Whom a new version of an item reaches.

use async_trait::async_trait;
use catalogue::library::{Followers, ItemId, Reach};
use platform::db::Tx;
use platform::{Result, Site};

use super::store;

/// The sessions, and who is enrolled in them.
pub struct Sessions;

#[async_trait]
impl Followers for Sessions {
    async fn reach(&self, tx: &mut Tx, site: &Site, item: ItemId) -> Result<Reach> {
        store::reach(tx, item, site.clock().now()).await
    }
}
