//! Who has begun.

use std::collections::HashSet;

use async_trait::async_trait;
use platform::Result;
use platform::db::Tx;
use training::enrolment::EnrolmentId;
use training::intake::Progress;
use training::sessions::SessionId;

use super::store;

/// Whoever has a step begun has begun.
pub struct Steps;

#[async_trait]
impl Progress for Steps {
    async fn begun(&self, tx: &mut Tx, session: SessionId) -> Result<HashSet<EnrolmentId>> {
        Ok(store::of_session(tx, session).await?.into_keys().collect())
    }
}
