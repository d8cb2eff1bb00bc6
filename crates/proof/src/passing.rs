//! What this floor passes from an account that was never used to the one that its owner has already.

use async_trait::async_trait;
use people::uniting::{Pass, Passage};
use platform::db::Tx;
use platform::{Result, Site};

use crate::{attendance, awards, certificates};

/// This floor: who never signed in may have signed a sheet, and been handed a document.
pub struct Passing;

#[async_trait]
impl Pass for Passing {
    async fn pass(&self, tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
        attendance::pass(tx, site, passage).await?;
        certificates::pass(tx, site, passage).await?;
        awards::pass(tx, passage).await
    }
}
