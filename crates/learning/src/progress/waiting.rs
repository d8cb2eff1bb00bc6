//! How much waits for a tutor in a session, for the rooms downstairs.

use async_trait::async_trait;
use platform::db::Tx;
use platform::{Result, Site};
use training::enrolment::Enrolled;
use training::sessions::TrainingSession;
use training::tutors::Marks;

use super::{of_session, waits_for_tutor};
use crate::adaptation;

/// The steps that wait to be validated.
pub struct Waiting;

#[async_trait]
impl Marks for Waiting {
    async fn waiting(
        &self,
        tx: &mut Tx,
        site: &Site,
        session: &TrainingSession,
        enrolled: &[Enrolled],
    ) -> Result<u64> {
        let paths = adaptation::of_session(tx, site, (session.id, session.course), enrolled).await?;
        let states = of_session(tx, session.id).await?;
        let waiting = enrolled.iter().filter_map(|line| {
            let own = states.get(&line.enrolment.id)?;
            let path = paths.of(line.enrolment.id, own);
            let steps = path.iter().flat_map(|part| &part.steps);
            Some(
                steps
                    .filter(|step| waits_for_tutor(step, own.get(&step.id)))
                    .count(),
            )
        });
        Ok(u64::try_from(waiting.sum::<usize>()).unwrap_or(u64::MAX))
    }
}
