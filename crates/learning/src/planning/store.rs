//! Rows of `plans`, `plan_changes` and `calendar_feeds`.

use std::collections::HashMap;

use catalogue::courses::StepId;
use jiff::{SignedDuration, Timestamp};
use platform::db::{Row, Tx, Value};
use platform::ids::Uuid;
use platform::vault::token_hash;
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::EnrolmentId;

use super::spread::Stretch;

/// A step that a learner means to do at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The step.
    pub step: StepId,
    /// When.
    pub at: Timestamp,
}

/// What a learner has planned of a course, in order.
///
/// # Errors
/// The store's.
pub async fn of_enrolment(tx: &mut Tx, enrolment: EnrolmentId) -> Result<Vec<Plan>> {
    let sql =
        sql!("SELECT step_id, planned_at FROM plans WHERE enrolment_id = $1 ORDER BY planned_at, step_id");
    let rows = tx.all(sql, args![enrolment]).await?;
    rows.iter().map(plan).collect()
}

/// A step planned in one of someone's courses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// In which.
    pub enrolment: EnrolmentId,
    /// The step, and when.
    pub plan: Plan,
    /// How long it takes.
    pub minutes: u32,
}

impl Planned {
    /// From when to when.
    pub fn stretch(&self) -> Stretch {
        let long = SignedDuration::from_mins(i64::from(self.minutes.max(1)));
        (self.plan.at, self.plan.at + long)
    }
}

/// All that someone has planned in what they follow, in order: one query, however many courses.
///
/// # Errors
/// The store's.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Planned>> {
    let sql = sql!(
        "SELECT p.enrolment_id, p.step_id, p.planned_at, t.minutes
         FROM enrolments e JOIN plans p ON p.enrolment_id = e.id JOIN steps t ON t.id = p.step_id
         WHERE e.person_id = $1 AND e.withdrawn_at IS NULL ORDER BY p.planned_at, p.enrolment_id, p.step_id"
    );
    let rows = tx.all(sql, args![person]).await?;
    let planned = |row: &Row| {
        let minutes: i64 = row.get("minutes")?;
        Ok(Planned {
            enrolment: row.get("enrolment_id")?,
            plan: plan(row)?,
            minutes: u32::try_from(minutes).unwrap_or_default(),
        })
    };
    rows.iter().map(planned).collect()
}

fn plan(row: &Row) -> Result<Plan> {
    Ok(Plan {
        step: row.get("step_id")?,
        at: row.get("planned_at")?,
    })
}

/// Plans steps, moves them or, where there is no instant, takes them out; answers what takes it all back. What could be taken
/// back before can't be any more.
///
/// # Errors
/// The store's.
pub async fn change(
    tx: &mut Tx,
    site: &Site,
    enrolment: EnrolmentId,
    moments: &[(StepId, Option<Timestamp>)],
) -> Result<Uuid> {
    let batch: Uuid = site.new_id();
    tx.lock("plan", enrolment.0).await?;
    forget(tx, enrolment).await?;
    let now = site.clock().now();
    let held = sql!("SELECT step_id, planned_at, changed_at FROM plans WHERE enrolment_id = $1");
    let mut known: HashMap<StepId, (Timestamp, Timestamp)> = HashMap::new();
    for row in tx.all(held, args![enrolment]).await? {
        known.insert(
            row.get("step_id")?,
            (row.get("planned_at")?, row.get("changed_at")?),
        );
    }
    let moments: HashMap<StepId, Option<Timestamp>> = moments.iter().copied().collect();
    let (mut planned, mut noted) = (Vec::new(), Vec::new());
    for (step, at) in moments {
        let before = known.get(&step);
        match at {
            Some(at) => planned.push(args![enrolment, step, at, now]),
            None => remove(tx, enrolment, step).await?,
        }
        let (was, changed) = (before.map(|one| one.0), before.map(|one| one.1));
        noted.push(args![enrolment, step, batch, was, changed, at]);
    }
    write(tx, planned).await?;
    let sql = sql!(
        "INSERT INTO plan_changes (enrolment_id, step_id, batch_id, before_at, before_changed_at, after_at)
         VALUES ($1, $2, $3, $4, $5, $6)"
    );
    tx.for_all(sql, noted).await?;
    Ok(batch)
}

async fn write(tx: &mut Tx, rows: Vec<Vec<Value>>) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plans (enrolment_id, step_id, planned_at, changed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (enrolment_id, step_id) DO UPDATE SET planned_at = excluded.planned_at, changed_at = excluded.changed_at"
    );
    tx.for_all(sql, rows).await.map(drop)
}

async fn remove(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<()> {
    let sql = sql!("DELETE FROM plans WHERE enrolment_id = $1 AND step_id = $2");
    tx.execute(sql, args![enrolment, step]).await.map(drop)
}

async fn forget(tx: &mut Tx, enrolment: EnrolmentId) -> Result<()> {
    let sql = sql!("DELETE FROM plan_changes WHERE enrolment_id = $1");
    tx.execute(sql, args![enrolment]).await.map(drop)
}

/// Gives back exactly what was planned before a change. False when something else was changed since: nothing is touched.
///
/// # Errors
/// The store's.
pub async fn take_back(tx: &mut Tx, enrolment: EnrolmentId, batch: Uuid) -> Result<bool> {
    tx.lock("plan", enrolment.0).await?;
    let sql = sql!(
        "SELECT step_id, before_at, before_changed_at FROM plan_changes WHERE enrolment_id = $1 AND batch_id = $2"
    );
    let rows = tx.all(sql, args![enrolment, batch]).await?;
    let mut again = Vec::new();
    for row in &rows {
        let step: StepId = row.get("step_id")?;
        let before: (Option<Timestamp>, Option<Timestamp>) =
            (row.get("before_at")?, row.get("before_changed_at")?);
        match before {
            (Some(at), Some(changed)) => again.push(args![enrolment, step, at, changed]),
            _ => remove(tx, enrolment, step).await?,
        }
    }
    write(tx, again).await?;
    if !rows.is_empty() {
        forget(tx, enrolment).await?;
    }
    Ok(!rows.is_empty())
}

/// Makes the private address of someone's calendar and answers its token, kept nowhere. An older one is dead.
///
/// # Errors
/// The store's.
pub async fn open_feed(tx: &mut Tx, site: &Site, person: PersonId) -> Result<String> {
    let token = site.random().token();
    let sql = sql!(
        "INSERT INTO calendar_feeds (person_id, token_hash, made_at) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET token_hash = $2, made_at = $3"
    );
    tx.execute(sql, args![person, token_hash(&token), site.clock().now()])
        .await?;
    Ok(token)
}

/// Ends the private address of someone's calendar.
///
/// # Errors
/// The store's.
pub async fn close_feed(tx: &mut Tx, person: PersonId) -> Result<()> {
    let sql = sql!("DELETE FROM calendar_feeds WHERE person_id = $1");
    tx.execute(sql, args![person]).await.map(drop)
}

/// Whether someone has a private address.
///
/// # Errors
/// The store's.
pub async fn has_feed(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let sql = sql!(
        "SELECT f.person_id FROM calendar_feeds f LEFT JOIN credentials c ON c.person_id = f.person_id
         WHERE f.person_id = $1 AND (c.changed_at IS NULL OR c.changed_at <= f.made_at)"
    );
    Ok(tx.optional(sql, args![person]).await?.is_some())
}

/// Whose calendar a token reads. It ends with the account, and with the password of its day: who took a session can't keep it.
///
/// # Errors
/// The store's.
pub async fn feed_of(tx: &mut Tx, token: &str) -> Result<Option<PersonId>> {
    let sql = sql!(
        "SELECT f.person_id FROM calendar_feeds f JOIN people p ON p.id = f.person_id
         LEFT JOIN credentials c ON c.person_id = f.person_id
         WHERE f.token_hash = $1 AND p.deleted_at IS NULL AND (c.changed_at IS NULL OR c.changed_at <= f.made_at)"
    );
    let row = tx.optional(sql, args![token_hash(token)]).await?;
    row.map(|row| row.get("person_id")).transpose()
}
