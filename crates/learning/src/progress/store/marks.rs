//! What a tutor says of a step, in rows of `step_states`.

use catalogue::courses::StepId;
use catalogue::library::ItemKind;
use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::{self, Enrolment, EnrolmentId};

use super::super::MarkSteps;
use super::super::traced::{Origin, Standing, Why};
use super::changes::{Said, keep, standing};
use super::{lock, of_enrolment};

/// What a tutor says of a step.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// When it was done: it counts for success when that is before the end of the access.
    pub done_at: Timestamp,
    /// The percentage, 0 to 100, where one is given.
    pub percent: Option<f64>,
}

/// A tutor says that a step is done; again replaces what was said.
///
/// # Errors
/// [`Error::NotFound`] when the step isn't of the learner's course, or the store's.
pub async fn mark(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MarkSteps>,
    step: StepId,
    said: Mark,
    why: Option<&Why>,
) -> Result<()> {
    let marked = of_course(tx, proof.id(), step).await?;
    lock(tx, proof.id()).await?;
    let place = (proof.id(), step);
    let before = standing(tx, place).await?;
    write_mark(tx, site, &marked, proof.actor(), step, said).await?;
    let stood = (before, standing(tx, place).await?);
    let said = Said {
        origin: Origin::Tutor,
        by: proof.actor(),
        why,
    };
    keep(tx, site, place, stood, said).await
}

/// Who was there has done the step, as whoever vouches for the attendance says: once their right over the session is proved.
/// What is done stays as it is.
///
/// # Errors
/// [`Error::NotFound`] when the step isn't of the learner's course or ends by itself, or the store's.
pub async fn attend(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    (enrolment, step): (EnrolmentId, StepId),
    done_at: Timestamp,
) -> Result<()> {
    let marked = of_course(tx, enrolment, step).await?;
    lock(tx, enrolment).await?;
    let states = of_enrolment(tx, enrolment).await?;
    if states.get(&step).is_some_and(|state| state.is_done()) {
        return Ok(());
    }
    let before = Standing::of(states.get(&step), None);
    let said = Mark {
        done_at,
        percent: None,
    };
    write_mark(tx, site, &marked, by, step, said).await?;
    let stood = (before, standing(tx, (enrolment, step)).await?);
    let said = Said {
        origin: Origin::Attendance,
        by,
        why: None,
    };
    keep(tx, site, (enrolment, step), stood, said).await
}

/// A work that was handed in is corrected: once the right of `by` over it is proved. Again replaces what was said.
///
/// # Errors
/// [`Error::NotFound`] when the step isn't of the learner's course or nobody marks it, or the store's.
pub async fn grade(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    (enrolment, step): (EnrolmentId, StepId),
    said: Mark,
) -> Result<()> {
    let marked = of_course(tx, enrolment, step).await?;
    write_mark(tx, site, &marked, by, step, said).await
}

/// A work that was handed in is the learner's to do again: once the right of `by` over it is proved.
///
/// # Errors
/// [`Error::NotFound`] when the step isn't of the learner's course or nobody marks it, or the store's.
pub async fn hand_back(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    (enrolment, step): (EnrolmentId, StepId),
) -> Result<()> {
    let Marked { enrolment, .. } = of_course(tx, enrolment, step).await?;
    lock(tx, enrolment.id).await?;
    let sql = sql!("DELETE FROM step_states WHERE enrolment_id = $1 AND step_id = $2");
    tx.execute(sql, args![enrolment.id, step]).await?;
    tell_marked(tx, site, by, (&enrolment, step), false).await
}

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
    tell_marked(tx, site, by, (&enrolment, step), true).await
}

/// Says in the chain that a tutor's word made a step done, or not done.
async fn tell_marked(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    (enrolment, step): (&Enrolment, StepId),
    done: bool,
) -> Result<()> {
    let event = Event::new("step.marked")
        .by(by)
        .about(enrolment.person)
        .in_session(enrolment.session)
        .on(enrolment.id);
    let event = event.with("step", step.0).with("done", i64::from(done));
    events::write(tx, site, event).await
}

async fn write_mark(
    tx: &mut Tx,
    site: &Site,
    marked: &Marked,
    by: Option<PersonId>,
    step: StepId,
    said: Mark,
) -> Result<()> {
    let Marked { enrolment, observed } = *marked;
    lock(tx, enrolment.id).await?;
    // What the platform observes of a module is kept apart: its time, its own percentage.
    if !observed {
        let sql = sql!("DELETE FROM step_states WHERE enrolment_id = $1 AND step_id = $2");
        tx.execute(sql, args![enrolment.id, step]).await?;
    }
    let sql = sql!(
        "INSERT INTO step_states (enrolment_id, step_id, status, marked_percent, only_marked, seconds, changed_at, done_at, minutes)
         VALUES ($1, $2, 'done', $3, 1, 0, $4, $5, (SELECT t.minutes FROM steps t WHERE t.id = $2))
         ON CONFLICT (enrolment_id, step_id) DO UPDATE SET status = 'done', marked_percent = $3, changed_at = $4, done_at = $5,
                 minutes = COALESCE(step_states.minutes, excluded.minutes)"
    );
    let values = args![enrolment.id, step, said.percent, site.clock().now(), said.done_at];
    tx.execute(sql, values).await?;
    tell_marked(tx, site, by, (&enrolment, step), true).await
}

/// Takes back what a tutor said of a step.
///
/// # Errors
/// [`Error::NotFound`] when the step isn't of the learner's course, or the store's.
pub async fn unmark(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MarkSteps>,
    step: StepId,
    why: Option<&Why>,
) -> Result<()> {
    let Marked { enrolment, observed } = of_course(tx, proof.id(), step).await?;
    lock(tx, enrolment.id).await?;
    let before = standing(tx, (enrolment.id, step)).await?;
    if observed {
        let sql = sql!(
            "UPDATE step_states SET status = 'started', done_at = NULL, minutes = NULL, marked_percent = NULL
             WHERE enrolment_id = $1 AND step_id = $2 AND only_marked = CAST(0 AS BIGINT)"
        );
        tx.execute(sql, args![enrolment.id, step]).await?;
    }
    // What nobody observed was the tutor's word alone.
    let sql = match observed {
        true => sql!(
            "DELETE FROM step_states WHERE enrolment_id = $1 AND step_id = $2 AND only_marked <> CAST(0 AS BIGINT)"
        ),
        false => sql!("DELETE FROM step_states WHERE enrolment_id = $1 AND step_id = $2"),
    };
    tx.execute(sql, args![enrolment.id, step]).await?;
    let stood = (before, standing(tx, (enrolment.id, step)).await?);
    let said = Said {
        origin: Origin::Tutor,
        by: proof.actor(),
        why,
    };
    keep(tx, site, (enrolment.id, step), stood, said).await?;
    tell_marked(tx, site, proof.actor(), (&enrolment, step), false).await
}

/// A step that a tutor marks.
struct Marked {
    enrolment: Enrolment,
    /// The platform observes what the learner does of it.
    observed: bool,
}

/// A tutor marks only what ends when they say so: a step of this learner’s course that holds no item, a meeting, or one
/// whose course leaves it to them.
async fn of_course(tx: &mut Tx, id: EnrolmentId, step: StepId) -> Result<Marked> {
    let sql = sql!(
        "SELECT i.kind FROM steps t JOIN sections p ON p.id = t.section_id
         JOIN training_sessions s ON s.course_id = p.course_id JOIN enrolments e ON e.session_id = s.id
         LEFT JOIN items i ON i.id = t.item_id
         WHERE e.id = $1 AND t.id = $2 AND (p.only_for IS NULL OR p.only_for = e.id)
           AND (t.item_id IS NULL OR i.kind IN ('meeting', 'assignment') OR t.completion = 'tutor')"
    );
    let row = tx.one(sql, args![id, step]).await?;
    let kind: Option<String> = row.get("kind")?;
    let kind = kind.as_deref().and_then(ItemKind::parse);
    Ok(Marked {
        enrolment: enrolment::find(tx, id).await?,
        observed: kind.is_some_and(|kind| kind != ItemKind::Meeting),
    })
}
