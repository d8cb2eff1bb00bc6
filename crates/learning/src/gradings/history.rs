//! What a learner was given at a step, and what that took the place of.

use catalogue::courses::StepId;
use platform::db::Tx;
use platform::{PersonId, Result, Site};
use training::enrolment::EnrolmentId;

use super::store::{self, Change, Grading};
use crate::submissions;

/// The corrections that a try was given.
pub struct Corrected {
    /// Which try: 1, 2, 3…
    pub number: u32,
    /// The one in force.
    pub last: Grading,
    /// Those that it took the place of, the first first.
    pub before: Vec<Change>,
}

/// What a learner was given at a step, alone or with a group, by try. Nothing of who was erased.
///
/// # Errors
/// The store's or the key store's.
pub async fn given(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    place: (EnrolmentId, StepId),
) -> Result<Vec<Corrected>> {
    let held = submissions::held(tx, site, person, place, None).await?;
    let mut published = store::of_step(tx, &held.ring, place).await?;
    let mut all = Vec::new();
    for work in &held.tries {
        if let Some(last) = published.remove(&work.id) {
            all.push(Corrected {
                number: work.number,
                before: store::changes(tx, held.ring.get(work.group)?, work.id).await?,
                last,
            });
        }
    }
    Ok(all)
}
