//! Who has begun a training: with a step, or by being on a sheet.

use std::collections::HashSet;

use async_trait::async_trait;
use learning::progress::Steps;
use platform::Result;
use platform::db::Tx;
use training::enrolment::EnrolmentId;
use training::intake::Progress;
use training::sessions::SessionId;

use super::store;

/// Whoever has a step begun, or was there, has begun.
pub struct Attending;

#[async_trait]
impl Progress for Attending {
    async fn begun(&self, tx: &mut Tx, session: SessionId) -> Result<HashSet<EnrolmentId>> {
        let mut begun = Steps.begun(tx, session).await?;
        for marks in store::all_marks(tx, session).await?.into_values() {
            begun.extend(
                marks
                    .iter()
                    .filter(|mark| mark.cancelled.is_none())
                    .map(|mark| mark.enrolment),
            );
        }
        Ok(begun)
    }
}
