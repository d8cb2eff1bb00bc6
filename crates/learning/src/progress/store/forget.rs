//! Taking a mark away from what ended by itself.

use catalogue::courses::StepId;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::EnrolmentId;

use super::{Marked, lock, of_course};

/// A step that ended alone stays done, and loses the mark that a tutor gave it: once the right of `by` over it is proved.
///
/// # Errors
/// [`Error::NotFound`] when the step isn't of the learner's course, or the store's.
pub async fn forget_mark(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    (enrolment, step): (EnrolmentId, StepId),
) -> Result<()> {
    let Marked { enrolment, .. } = of_course(tx, enrolment, step).await?;
    lock(tx, enrolment.id).await?;
    let sql = sql!(
        "UPDATE step_states SET marked_percent = NULL, changed_at = $3
         WHERE enrolment_id = $1 AND step_id = $2 AND marked_percent IS NOT NULL"
    );
    if tx
        .execute(sql, args![enrolment.id, step, site.clock().now()])
        .await?
        == 0
    {
        return Ok(());
    }
    let event = Event::new("step.marked")
        .by(by)
        .about(enrolment.person)
        .in_session(enrolment.session);
    events::write(
        tx,
        site,
        event.on(enrolment.id).with("step", step.0).with("done", 1),
    )
    .await
}
