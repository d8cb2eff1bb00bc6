//! How much waits for a tutor in a session. A room upstairs knows: this one asks by this trait.

use async_trait::async_trait;
use platform::db::Tx;
use platform::{Result, Site};

use crate::enrolment::Enrolled;
use crate::sessions::TrainingSession;

/// Who knows what waits for a tutor.
#[async_trait]
pub trait Marks: Send + Sync {
    /// The steps that learners have done their part of, and that a tutor is to validate: a fixed number of queries.
    ///
    /// # Errors
    /// The store's.
    async fn waiting(
        &self,
        tx: &mut Tx,
        site: &Site,
        session: &TrainingSession,
        enrolled: &[Enrolled],
    ) -> Result<u64>;
}

/// The room that knows, as the site holds it.
pub struct Awaited(pub Box<dyn Marks>);
