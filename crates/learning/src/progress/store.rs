//! Rows of `step_states`.

use std::collections::HashMap;

use catalogue::courses::StepId;
use catalogue::library::ItemKind;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, sql};
use training::enrolment::{self, Enrolment, EnrolmentId};
use training::sessions::SessionId;

use super::MarkSteps;
use super::rules::{Observed, Status, StepState, merge, result};

fn state(row: &Row) -> Result<StepState> {
    let code: String = row.get("status")?;
    Ok(StepState {
        status: Status::parse(&code).ok_or_else(|| Error::fault(format!("an unknown status: {code}")))?,
        percent: row.get("percent")?,
        seconds: row.get("seconds")?,
        done_at: row.get("done_at")?,
        minutes: row
            .get::<Option<i64>>("minutes")?
            .and_then(|minutes| u32::try_from(minutes).ok()),
    })
}

/// Where a learner stands with each step opened so far: one query.
///
/// # Errors
/// The store's.
pub async fn of_enrolment(tx: &mut Tx, enrolment: EnrolmentId) -> Result<HashMap<StepId, StepState>> {
    let sql = sql!(
        "SELECT step_id, status, COALESCE(marked_percent, percent) AS percent, seconds, done_at, minutes FROM step_states
         WHERE enrolment_id = $1"
    );
    let rows = tx.all(sql, args![enrolment]).await?;
    rows.iter()
        .map(|row| Ok((row.get("step_id")?, state(row)?)))
        .collect()
}

/// The percentage that a tutor gave for a step, whatever its module tells: one query.
///
/// # Errors
/// The store's.
pub async fn marked_percent(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<Option<f64>> {
    let sql = sql!("SELECT marked_percent FROM step_states WHERE enrolment_id = $1 AND step_id = $2");
    match tx.optional(sql, args![enrolment, step]).await? {
        Some(row) => row.get("marked_percent"),
        None => Ok(None),
    }
}

/// Where every learner of a session stands: one query.
///
/// # Errors
/// The store's.
pub async fn of_session(
    tx: &mut Tx,
    session: SessionId,
) -> Result<HashMap<EnrolmentId, HashMap<StepId, StepState>>> {
    let sql = sql!(
        "SELECT t.enrolment_id, t.step_id, t.status, COALESCE(t.marked_percent, t.percent) AS percent, t.seconds, t.done_at, t.minutes
         FROM step_states t JOIN enrolments e ON e.id = t.enrolment_id WHERE e.session_id = $1"
    );
    let rows = tx.all(sql, args![session]).await?;
    let mut all: HashMap<EnrolmentId, HashMap<StepId, StepState>> = HashMap::new();
    for row in &rows {
        let of = all.entry(row.get("enrolment_id")?).or_default();
        of.insert(row.get("step_id")?, state(row)?);
    }
    Ok(all)
}

/// Holds where a learner stands until the transaction ends: for who reads before recording.
///
/// # Errors
/// The store's.
pub async fn lock(tx: &mut Tx, enrolment: EnrolmentId) -> Result<()> {
    tx.lock("step state", enrolment.0).await
}

/// Merges what the player observed. The step opens or completes in the caller's transaction; the minutes that it then
/// counts for are in the store, and not in the answer.
///
/// # Errors
/// The store's.
pub async fn record(
    tx: &mut Tx,
    site: &Site,
    enrolment: &Enrolment,
    step: StepId,
    seen: Observed,
) -> Result<StepState> {
    let now = site.clock().now();
    record_as(tx, site, enrolment, step, (seen, merge, now)).await
}

/// The same of what was graded here, whose percentage is what it comes to now: the last of several tries may be lower. `at`:
/// when the learner had done it, however late it is graded.
///
/// # Errors
/// The store's.
pub async fn record_result(
    tx: &mut Tx,
    site: &Site,
    enrolment: &Enrolment,
    step: StepId,
    (seen, at): (Observed, Timestamp),
) -> Result<StepState> {
    record_as(tx, site, enrolment, step, (seen, result, at)).await
}

/// How what is seen changes where a learner stood.
type Merging = fn(Option<StepState>, Observed, Timestamp) -> StepState;

async fn record_as(
    tx: &mut Tx,
    site: &Site,
    enrolment: &Enrolment,
    step: StepId,
    (seen, merge, at): (Observed, Merging, Timestamp),
) -> Result<StepState> {
    lock(tx, enrolment.id).await?;
    let found = find(tx, enrolment.id, step).await?;
    let only_marked = found.is_some_and(|(_, only_marked)| only_marked);
    let before = found.map(|(state, _)| state);
    let after = merge(before, seen, at);
    if before == Some(after) && !only_marked {
        return Ok(after);
    }
    write(tx, site, enrolment.id, step, &after).await?;
    let event = |verb| {
        Event::new(verb)
            .about(enrolment.person)
            .in_session(enrolment.session)
            .on(enrolment.id)
            .with("step", step.0)
    };
    if before.is_none() || only_marked {
        events::write(tx, site, event("step.started")).await?;
    }
    if after.status == Status::Done && before.is_none_or(|before| before.status != Status::Done) {
        events::write(tx, site, event("step.completed")).await?;
    }
    Ok(after)
}

/// What is observed of a step, without what a tutor says of its percentage.
/// And whether a tutor's word is all of it.
async fn find(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<Option<(StepState, bool)>> {
    let sql = sql!(
        "SELECT status, percent, seconds, done_at, minutes, only_marked FROM step_states
         WHERE enrolment_id = $1 AND step_id = $2"
    );
    let Some(row) = tx.optional(sql, args![enrolment, step]).await? else {
        return Ok(None);
    };
    Ok(Some((state(&row)?, row.get::<i64>("only_marked")? != 0)))
}

async fn write(
    tx: &mut Tx,
    site: &Site,
    enrolment: EnrolmentId,
    step: StepId,
    state: &StepState,
) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO step_states (enrolment_id, step_id, status, percent, seconds, changed_at, done_at, minutes)
             VALUES ($1, $2, $3, $4, $5, $6, $7,
                     CASE WHEN CAST($7 AS BIGINT) IS NOT NULL THEN (SELECT t.minutes FROM steps t WHERE t.id = $2) END)
             ON CONFLICT (enrolment_id, step_id) DO UPDATE SET status = $3, percent = $4, seconds = $5, changed_at = $6,
                     done_at = $7, only_marked = CAST(0 AS BIGINT), minutes = COALESCE(step_states.minutes, excluded.minutes)"
        ),
        args![enrolment, step, state.status.code(), state.percent, state.seconds, site.clock().now(), state.done_at],
    )
    .await
    .map(drop)
}

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
) -> Result<()> {
    let marked = of_course(tx, proof.id(), step).await?;
    write_mark(tx, site, &marked, proof.actor(), step, said).await
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
    if states
        .get(&step)
        .is_some_and(|state| state.status == Status::Done)
    {
        return Ok(());
    }
    let said = Mark {
        done_at,
        percent: None,
    };
    write_mark(tx, site, &marked, by, step, said).await
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
pub async fn unmark(tx: &mut Tx, site: &Site, proof: &Proof<MarkSteps>, step: StepId) -> Result<()> {
    let Marked { enrolment, observed } = of_course(tx, proof.id(), step).await?;
    lock(tx, enrolment.id).await?;
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
