//! What this floor passes from an account that was never used to the one that its owner has already.

use async_trait::async_trait;
use people::uniting::{Pass, Passage};
use platform::db::Tx;
use platform::{Result, Site};

use crate::{messages, notifications, support};

/// This floor: what others wrote to somebody who hadn't come yet, or for them.
pub struct Passing;

#[async_trait]
impl Pass for Passing {
    async fn pass(&self, tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
        messages::pass(tx, passage).await?;
        notifications::pass(tx, site, passage).await?;
        support::pass(tx, site, passage).await
    }
}
