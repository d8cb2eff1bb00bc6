//! Rows of `step_states`.

mod changes;
mod marks;

use std::collections::HashMap;

use catalogue::courses::StepId;
use jiff::Timestamp;
use platform::db::{Row, Tx, Value, Write};
use platform::events::{self, Event};
use platform::{Error, PersonId, Result, Site, args, sql};
use training::enrolment::{Enrolment, EnrolmentId};
use training::sessions::SessionId;

pub use self::changes::changes;
pub(crate) use self::changes::pass;
use self::changes::{Said, keep, of_content};
pub use self::marks::{Mark, attend, forget_mark, grade, hand_back, mark, unmark};
use super::rules::{Observed, Status, StepState, merge, result};
use super::traced::{Origin, Standing};

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
        hidden: row.get::<i64>("percent_hidden")? != 0,
    })
}

/// Where a learner stands with each step opened so far: one query.
///
/// # Errors
/// The store's.
pub async fn of_enrolment(tx: &mut Tx, enrolment: EnrolmentId) -> Result<HashMap<StepId, StepState>> {
    let sql = sql!(
        "SELECT step_id, status, COALESCE(marked_percent, percent) AS percent, seconds, done_at, minutes, percent_hidden
         FROM step_states
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
        "SELECT t.enrolment_id, t.step_id, t.status, COALESCE(t.marked_percent, t.percent) AS percent, t.seconds, t.done_at, t.minutes,
                t.percent_hidden
         FROM step_states t JOIN enrolments e ON e.id = t.enrolment_id WHERE e.session_id = $1"
    );
    by_enrolment(&tx.all(sql, args![session]).await?)
}

/// Where someone stands in all that they follow: one query.
///
/// # Errors
/// The store's.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
) -> Result<HashMap<EnrolmentId, HashMap<StepId, StepState>>> {
    let sql = sql!(
        "SELECT t.enrolment_id, t.step_id, t.status, COALESCE(t.marked_percent, t.percent) AS percent, t.seconds, t.done_at, t.minutes,
                t.percent_hidden
         FROM enrolments e JOIN step_states t ON t.enrolment_id = e.id WHERE e.person_id = $1 AND e.withdrawn_at IS NULL"
    );
    by_enrolment(&tx.all(sql, args![person]).await?)
}

fn by_enrolment(rows: &[Row]) -> Result<HashMap<EnrolmentId, HashMap<StepId, StepState>>> {
    let mut all: HashMap<EnrolmentId, HashMap<StepId, StepState>> = HashMap::new();
    for row in rows {
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
    let seen = Seen {
        observed: seen,
        merge,
        at: site.clock().now(),
        said: Said {
            origin: Origin::Content,
            by: None,
            why: None,
        },
    };
    record_as(tx, site, enrolment, step, seen).await
}

/// The same of what was graded here, whose percentage is what it comes to now: the last of several tries may be lower. `at`:
/// when the learner had done it, however late it is graded. `by`: who graded, when somebody did.
///
/// # Errors
/// The store's.
pub async fn record_result(
    tx: &mut Tx,
    site: &Site,
    enrolment: &Enrolment,
    step: StepId,
    (observed, at, by): (Observed, Timestamp, Option<PersonId>),
) -> Result<StepState> {
    let seen = Seen {
        observed,
        merge: result,
        at,
        said: Said {
            origin: Origin::Quiz,
            by,
            why: None,
        },
    };
    record_as(tx, site, enrolment, step, seen).await
}

/// What the store says of a learner's step, for who makes it go on.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    state: StepState,
    /// The percentage that a tutor gave.
    marked: Option<f64>,
}

impl Kept {
    /// Which row it is, and what stands there: the enrolment, the step, the status, the percentage, the time, the tutor's percentage.
    pub fn values(&self, (enrolment, step): (EnrolmentId, StepId)) -> Vec<Value> {
        let StepState {
            status,
            percent,
            seconds,
            ..
        } = self.state;
        args![enrolment, step, status.code(), percent, seconds, self.marked]
    }
}

/// Reads it; none when nothing was observed of the step yet.
///
/// # Errors
/// The store's.
pub async fn kept(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<Option<Kept>> {
    let found = find(tx, enrolment, step)
        .await?
        .filter(|found| !found.only_marked);
    Ok(found.map(|Found { state, marked, .. }| Kept { state, marked }))
}

/// The writes by which a step goes on, the first of which touches nothing when the step isn't as it was known; no write when
/// nothing of it changes ([`Kept::values`] says what that is true of). None when more than its percentage and its time
/// changes: [`record`] knows what to do.
pub fn goes_on(
    site: &Site,
    (enrolment, step): (EnrolmentId, StepId),
    known: &Kept,
    seen: Observed,
) -> Option<(Kept, Vec<Write>)> {
    let before = known.state;
    let after = merge(Some(before), seen, site.clock().now());
    if after == before {
        return Some((*known, Vec::new()));
    }
    if after.status != before.status {
        return None;
    }
    let sql = sql!(
        "UPDATE step_states SET percent = $7, seconds = $8, changed_at = $9
         WHERE enrolment_id = $1 AND step_id = $2 AND status = $3 AND percent IS NOT DISTINCT FROM $4 AND seconds = $5
           AND marked_percent IS NOT DISTINCT FROM $6 AND only_marked = CAST(0 AS BIGINT)"
    );
    let mut values = known.values((enrolment, step));
    values.extend(args![after.percent, after.seconds, site.clock().now()]);
    let stood = (
        Standing::of(Some(&before), known.marked),
        Standing::of(Some(&after), known.marked),
    );
    let mut writes = vec![(sql, values)];
    writes.extend(of_content(site, (enrolment, step), stood));
    let marked = known.marked;
    Some((Kept { state: after, marked }, writes))
}

/// What is seen, and how it changes where a learner stood.
struct Seen {
    observed: Observed,
    merge: fn(Option<StepState>, Observed, Timestamp) -> StepState,
    at: Timestamp,
    said: Said<'static>,
}

async fn record_as(
    tx: &mut Tx,
    site: &Site,
    enrolment: &Enrolment,
    step: StepId,
    seen: Seen,
) -> Result<StepState> {
    lock(tx, enrolment.id).await?;
    let found = find(tx, enrolment.id, step).await?;
    let (only_marked, marked) = match &found {
        Some(found) => (found.only_marked, found.marked),
        None => (false, None),
    };
    let before = found.map(|found| found.state);
    let after = (seen.merge)(before, seen.observed, seen.at);
    if before == Some(after) && !only_marked {
        return Ok(after);
    }
    write(tx, site, (enrolment.id, step), &after, seen.said.origin).await?;
    let stood = (
        Standing::of(before.as_ref(), marked),
        Standing::of(Some(&after), marked),
    );
    keep(tx, site, (enrolment.id, step), stood, seen.said).await?;
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

/// Whether the percentage of a step is kept from its learner's path.
///
/// # Errors
/// The store's.
pub async fn hide_percent(tx: &mut Tx, enrolment: EnrolmentId, step: StepId, hidden: bool) -> Result<()> {
    let sql = sql!(
        "UPDATE step_states SET percent_hidden = $3 WHERE enrolment_id = $1 AND step_id = $2 AND percent_hidden <> $3"
    );
    tx.execute(sql, args![enrolment, step, i64::from(hidden)])
        .await
        .map(drop)
}

/// A row, as it is kept.
struct Found {
    /// What is observed of the step, without what a tutor says of its percentage.
    state: StepState,
    /// A tutor's word is all of it.
    only_marked: bool,
    /// The percentage that a tutor gave.
    marked: Option<f64>,
}

async fn find(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<Option<Found>> {
    let sql = sql!(
        "SELECT status, percent, marked_percent, seconds, done_at, minutes, percent_hidden, only_marked FROM step_states
         WHERE enrolment_id = $1 AND step_id = $2"
    );
    let Some(row) = tx.optional(sql, args![enrolment, step]).await? else {
        return Ok(None);
    };
    Ok(Some(Found {
        state: state(&row)?,
        only_marked: row.get::<i64>("only_marked")? != 0,
        marked: row.get("marked_percent")?,
    }))
}

async fn write(
    tx: &mut Tx,
    site: &Site,
    (enrolment, step): (EnrolmentId, StepId),
    state: &StepState,
    origin: Origin,
) -> Result<()> {
    // A launch goes on without the lock (`goes_on`): what it wrote since this state was read isn't taken back.
    let sql = sql!(
        "INSERT INTO step_states (enrolment_id, step_id, status, percent, seconds, changed_at, done_at, minutes)
         VALUES ($1, $2, $3, $4, $5, $6, $7,
                 CASE WHEN CAST($7 AS BIGINT) IS NOT NULL THEN (SELECT t.minutes FROM steps t WHERE t.id = $2) END)
         ON CONFLICT (enrolment_id, step_id) DO UPDATE SET status = $3,
                 percent = CASE WHEN CAST($8 AS BIGINT) = 1 AND (excluded.percent IS NULL OR step_states.percent > excluded.percent)
                                THEN step_states.percent ELSE excluded.percent END,
                 seconds = CASE WHEN step_states.seconds > excluded.seconds THEN step_states.seconds ELSE excluded.seconds END,
                 changed_at = $6, done_at = $7, only_marked = CAST(0 AS BIGINT),
                 minutes = COALESCE(step_states.minutes, excluded.minutes)"
    );
    let values = args![
        enrolment,
        step,
        state.status.code(),
        state.percent,
        state.seconds,
        site.clock().now(),
        state.done_at,
        i64::from(origin == Origin::Content)
    ];
    tx.execute(sql, values).await.map(drop)
}
