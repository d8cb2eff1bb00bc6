//! Rows of `mark_changes`: nothing of them is ever written over.

use catalogue::courses::StepId;
use people::uniting::Passage;
use platform::db::{Row, Tx, Write};
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use training::enrolment::EnrolmentId;

use super::super::traced::{Change, Origin, Reason, Standing, Why, tells};

id_type!(
    /// A change of a mark.
    MarkChangeId
);

fn place(id: MarkChangeId) -> Place {
    Place::new("mark_changes", "reason", id.0)
}

/// What a step comes to now: one query.
pub(super) async fn standing(tx: &mut Tx, (enrolment, step): (EnrolmentId, StepId)) -> Result<Standing> {
    let sql = sql!(
        "SELECT status, done_at, COALESCE(marked_percent, percent) AS percent FROM step_states WHERE enrolment_id = $1 AND step_id = $2"
    );
    match tx.optional(sql, args![enrolment, step]).await? {
        Some(row) => Ok(Standing {
            done: row.get::<String>("status")? == "done",
            done_at: row.get("done_at")?,
            percent: row.get("percent")?,
        }),
        None => Ok(Standing::default()),
    }
}

/// Who changes a mark, from what, and why.
pub(super) struct Said<'a> {
    pub(super) origin: Origin,
    pub(super) by: Option<PersonId>,
    pub(super) why: Option<&'a Why>,
}

/// Keeps a change, when it is one; what somebody said of a mark is always kept.
pub(super) async fn keep(
    tx: &mut Tx,
    site: &Site,
    (enrolment, step): (EnrolmentId, StepId),
    (before, after): (Standing, Standing),
    said: Said<'_>,
) -> Result<()> {
    if !tells(before, after) && said.why.is_none() {
        return Ok(());
    }
    let id: MarkChangeId = site.new_id();
    let reason = match said.why {
        Some(why) => Some(why.key.seal(site.random(), place(id), why.words.as_bytes())?),
        None => None,
    };
    let said = (said.origin, said.by, reason);
    let (sql, values) = row(site, id, (enrolment, step), (before, after), said);
    tx.execute(sql, values).await.map(drop)
}

/// What keeps a change that the content makes; nothing when it isn't one.
pub(super) fn of_content(
    site: &Site,
    of: (EnrolmentId, StepId),
    (before, after): (Standing, Standing),
) -> Option<Write> {
    tells(before, after).then(|| {
        row(
            site,
            site.new_id(),
            of,
            (before, after),
            (Origin::Content, None, None),
        )
    })
}

fn row(
    site: &Site,
    id: MarkChangeId,
    (enrolment, step): (EnrolmentId, StepId),
    (before, after): (Standing, Standing),
    (origin, by, reason): (Origin, Option<PersonId>, Option<Vec<u8>>),
) -> Write {
    let sql = sql!(
        "INSERT INTO mark_changes (id, enrolment_id, step_id, origin, actor_id, done_before, percent_before, done_after, percent_after,
                                   reason, changed_at, done_at_before, done_at_after)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    let values = args![
        id,
        enrolment,
        step,
        origin.code(),
        by,
        i64::from(before.done),
        before.percent,
        i64::from(after.done),
        after.percent,
        reason,
        site.clock().now(),
        before.done_at,
        after.done_at
    ];
    (sql, values)
}

/// What was sealed, as it can still be read: one line that doesn't open closes no other.
fn reason(row: &Row, key: Option<&DataKey>) -> Result<Reason> {
    let Some(sealed) = row.get::<Option<Vec<u8>>>("reason")? else {
        return Ok(Reason::Unsaid);
    };
    let place = place(row.get("id")?);
    let opened = key.and_then(|key| key.open(place, &sealed).ok());
    let words = opened.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(words.map_or(Reason::Lost, Reason::of))
}

fn change(row: &Row, key: Option<&DataKey>) -> Result<Change> {
    let code: String = row.get("origin")?;
    let standing = |done, done_at, percent| {
        Ok::<_, Error>(Standing {
            done: row.get::<i64>(done)? != 0,
            done_at: row.get(done_at)?,
            percent: row.get(percent)?,
        })
    };
    Ok(Change {
        at: row.get("changed_at")?,
        by: row.get("actor_id")?,
        origin: Origin::parse(&code).ok_or_else(|| Error::fault(format!("an unknown origin: {code}")))?,
        before: standing("done_before", "done_at_before", "percent_before")?,
        after: standing("done_after", "done_at_after", "percent_after")?,
        why: reason(row, key)?,
    })
}

/// The changes of a learner's mark at a step, the first first: one query. `key`: theirs of evidence, while they have one.
///
/// # Errors
/// The store's.
pub async fn changes(
    tx: &mut Tx,
    key: Option<&DataKey>,
    (enrolment, step): (EnrolmentId, StepId),
) -> Result<Vec<Change>> {
    let sql = sql!(
        "SELECT id, origin, actor_id, done_before, done_at_before, percent_before, done_after, done_at_after, percent_after, reason, changed_at
         FROM mark_changes
         WHERE enrolment_id = $1 AND step_id = $2 ORDER BY changed_at, id"
    );
    let rows = tx.all(sql, args![enrolment, step]).await?;
    rows.iter().map(|row| change(row, key)).collect()
}

/// Passes the reasons of the learner of an account that closes.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let read = sql!(
        "SELECT c.id, c.reason AS sealed FROM mark_changes c JOIN enrolments e ON e.id = c.enrolment_id WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE mark_changes SET reason = $2 WHERE id = $1 AND reason = $3");
    passage
        .reseal(
            tx,
            site,
            (Class::Evidence, "mark_changes", "reason"),
            (read, write),
        )
        .await
}
