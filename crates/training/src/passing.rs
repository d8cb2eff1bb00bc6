//! What this floor passes from an account that was never used to the one that its owner has already.

use async_trait::async_trait;
use people::uniting::{Pass, Passage};
use platform::db::Tx;
use platform::{Result, Site};

use crate::tutors::Tutor;
use crate::{enrolment, intake, standings};

/// This floor: the enrolments, which groups, tutors, requests and all that is done under them follow; the regions that may choose them
/// as a tutor.
pub struct Passing;

#[async_trait]
impl Pass for Passing {
    async fn pass(&self, tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
        enrolment::pass(tx, site, passage).await?;
        standings::pass(tx, site, passage).await?;
        intake::pass(tx, site, passage).await?;
        Tutor::pass(tx, (passage.from, passage.to)).await
    }
}
