//! Rows of `plans` and `calendar_feeds`.

use catalogue::courses::StepId;
use jiff::Timestamp;
use platform::db::Tx;
use platform::vault::token_hash;
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::EnrolmentId;

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
    let plan = |row: &platform::db::Row| {
        Ok(Plan {
            step: row.get("step_id")?,
            at: row.get("planned_at")?,
        })
    };
    rows.iter().map(plan).collect()
}

/// Plans a step, or moves it.
///
/// # Errors
/// The store's.
pub async fn plan(tx: &mut Tx, site: &Site, enrolment: EnrolmentId, plan: Plan) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plans (enrolment_id, step_id, planned_at, changed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (enrolment_id, step_id) DO UPDATE SET planned_at = $3, changed_at = $4"
    );
    tx.execute(sql, args![enrolment, plan.step, plan.at, site.clock().now()])
        .await
        .map(drop)
}

/// Takes a step out of what is planned, when it is there.
///
/// # Errors
/// The store's.
pub async fn unplan(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<()> {
    let sql = sql!("DELETE FROM plans WHERE enrolment_id = $1 AND step_id = $2");
    tx.execute(sql, args![enrolment, step]).await.map(drop)
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
