//! Rows of `faq_entries` and `faq_votes`.

use catalogue::courses::{CourseId, StepId};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site, args, sql};
use training::sessions::TrainingSession;

use super::rules::{Entry, EntryId, Written};

/// Whose entries: a course's, in a region or for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shelf {
    pub(super) course: CourseId,
    pub(super) region: Option<RegionId>,
}

fn count(row: &Row, name: &str) -> Result<u32> {
    Ok(u32::try_from(row.get::<i64>(name)?).unwrap_or(u32::MAX))
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.get("id")?,
        region: row.get("region_id")?,
        step: row.get("step_id")?,
        question: row.get("question")?,
        answer: row.get("answer")?,
        useful: (count(row, "useful")?, count(row, "votes")?),
        mine: row.get::<Option<i64>>("mine")?.map(|mine| mine == 1),
    })
}

/// What the learners of a session read, the office's first, in the order of those who wrote it; `reader`: whose own word is told.
///
/// # Errors
/// The store's.
pub async fn of_session(
    tx: &mut Tx,
    session: &TrainingSession,
    reader: Option<PersonId>,
) -> Result<Vec<Entry>> {
    let shelf = Shelf {
        course: session.course,
        region: Some(session.region),
    };
    of_shelf(tx, shelf, reader).await
}

/// The same, of a shelf: what the office wrote is on each.
pub(super) async fn of_shelf(tx: &mut Tx, shelf: Shelf, reader: Option<PersonId>) -> Result<Vec<Entry>> {
    let sql = sql!(
        "SELECT f.id, f.region_id, f.step_id, f.question, f.answer,
                (SELECT COUNT(*) FROM faq_votes v WHERE v.entry_id = f.id) AS votes,
                (SELECT COUNT(*) FROM faq_votes v WHERE v.entry_id = f.id AND v.useful = 1) AS useful,
                (SELECT v.useful FROM faq_votes v WHERE v.entry_id = f.id AND v.person_id = $3) AS mine
         FROM faq_entries f WHERE f.course_id = $1 AND (f.region_id IS NULL OR f.region_id = $2) AND f.removed_at IS NULL
         ORDER BY CASE WHEN f.region_id IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END, f.position, f.id"
    );
    tx.all(sql, args![shelf.course, shelf.region, reader])
        .await?
        .iter()
        .map(entry)
        .collect()
}

/// Who writes on a shelf does it alone.
pub(super) async fn lock(tx: &mut Tx, shelf: Shelf) -> Result<()> {
    tx.lock("faq", shelf.region.map_or(shelf.course.0, |region| region.0))
        .await
}

fn said(shelf: Shelf, verb: &'static str, by: Option<PersonId>, id: EntryId) -> Event {
    Event::new(verb)
        .by(by)
        .in_region(shelf.region)
        .on(id)
        .with("course", shelf.course.0)
}

/// Writes a question at the end.
pub(super) async fn write(
    tx: &mut Tx,
    site: &Site,
    (shelf, by): (Shelf, Option<PersonId>),
    written: &Written,
) -> Result<EntryId> {
    let id: EntryId = site.new_id();
    let sql = sql!(
        "INSERT INTO faq_entries (id, course_id, region_id, step_id, question, answer, position, author_id, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6,
           (SELECT COALESCE(MAX(f.position), CAST(0 AS BIGINT)) + 1 FROM faq_entries f WHERE f.course_id = $2), $7, $8)"
    );
    let Written {
        question,
        answer,
        step,
    } = written;
    let now = site.clock().now();
    let values = args![
        id,
        shelf.course,
        shelf.region,
        *step,
        question.as_str(),
        answer.as_str(),
        by,
        now
    ];
    tx.execute(sql, values).await?;
    events::write(tx, site, said(shelf, "faq.written", by, id)).await?;
    Ok(id)
}

/// Changes one; false when it isn't on this shelf.
pub(super) async fn change(
    tx: &mut Tx,
    site: &Site,
    (shelf, by): (Shelf, Option<PersonId>),
    id: EntryId,
    written: &Written,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE faq_entries SET question = $1, answer = $2, step_id = $3, changed_at = $4
         WHERE id = $5 AND course_id = $6 AND COALESCE(region_id, course_id) = $7 AND removed_at IS NULL"
    );
    let Written {
        question,
        answer,
        step,
    } = written;
    let owner = shelf.region.map_or(shelf.course.0, |region| region.0);
    let now = site.clock().now();
    let values = args![
        question.as_str(),
        answer.as_str(),
        *step,
        now,
        id,
        shelf.course,
        owner
    ];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    events::write(tx, site, said(shelf, "faq.changed", by, id)).await?;
    Ok(true)
}

/// Takes one away; false when it isn't on this shelf.
pub(super) async fn remove(
    tx: &mut Tx,
    site: &Site,
    (shelf, by): (Shelf, Option<PersonId>),
    id: EntryId,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE faq_entries SET removed_at = $1
         WHERE id = $2 AND course_id = $3 AND COALESCE(region_id, course_id) = $4 AND removed_at IS NULL"
    );
    let owner = shelf.region.map_or(shelf.course.0, |region| region.0);
    if tx
        .execute(sql, args![site.clock().now(), id, shelf.course, owner])
        .await?
        == 0
    {
        return Ok(false);
    }
    events::write(tx, site, said(shelf, "faq.removed", by, id)).await?;
    Ok(true)
}

/// Two of a shelf change places.
pub(super) async fn swap(tx: &mut Tx, one: EntryId, other: EntryId) -> Result<()> {
    let at = sql!("SELECT position FROM faq_entries WHERE id = $1");
    let first: i64 = tx.one(at.clone(), args![one]).await?.get("position")?;
    let second: i64 = tx.one(at, args![other]).await?.get("position")?;
    let put = sql!("UPDATE faq_entries SET position = $1 WHERE id = $2");
    tx.execute(put.clone(), args![second, one]).await?;
    tx.execute(put, args![first, other]).await.map(drop)
}

/// A learner's word on an entry of their session; the last one counts.
///
/// # Errors
/// [`Error::NotFound`] when it isn't there for them any more, or the store's.
pub(super) async fn vote(
    tx: &mut Tx,
    site: &Site,
    session: &TrainingSession,
    (person, id): (PersonId, EntryId),
    useful: bool,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO faq_votes (entry_id, person_id, useful, voted_at)
         SELECT f.id, $2, $3, $4 FROM faq_entries f
         WHERE f.id = $1 AND f.course_id = $5 AND (f.region_id IS NULL OR f.region_id = $6) AND f.removed_at IS NULL
         ON CONFLICT (entry_id, person_id) DO UPDATE SET useful = excluded.useful, voted_at = excluded.voted_at"
    );
    let values = args![
        id,
        person,
        i64::from(useful),
        site.clock().now(),
        session.course,
        session.region
    ];
    match tx.execute(sql, values).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// The steps of a course, for a list.
pub(super) type Steps = Vec<(StepId, String)>;
