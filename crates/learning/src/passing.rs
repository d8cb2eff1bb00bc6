//! What this floor passes from an account that was never used to the one that its owner has already.

use async_trait::async_trait;
use people::uniting::{Pass, Passage};
use platform::db::Tx;
use platform::{Result, Site};

use crate::{adaptation, progress, quizzes};

/// This floor: what was arranged for a learner who hadn't come yet, and why a step was marked. All else that is sealed here, only who signed in writes.
pub struct Passing;

#[async_trait]
impl Pass for Passing {
    async fn pass(&self, tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
        adaptation::pass(tx, site, passage).await?;
        progress::pass(tx, site, passage).await?;
        quizzes::pass(tx, site, passage).await
    }
}
