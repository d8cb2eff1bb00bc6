//! Changes of `courses`, `sections` and `steps`. Each takes the revision that its form showed.

mod copy;
mod order;
mod progression;

use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, Result, Site, args, id_type, sql};

pub use copy::{copy, lay};
pub(super) use order::{Goal, move_part, move_step};
pub use progression::{add_wait, set_progression};
pub(super) use progression::{remove_wait, set_any, set_waived_from};

use super::matter::Matter;
use crate::courses::{
    self, CourseId, EditCourse, EditCourses, Offer, Step, StepId, Words, completion_code, modality_code,
    required_code, step,
};
use crate::library::ItemId;

id_type!(
    /// A part of a course.
    PartId
);

/// A part as the editor sees it, even when empty.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which.
    pub id: PartId,
    /// Its title.
    pub title: String,
    /// What sums it up.
    pub summary: Option<ItemId>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// A course in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub id: CourseId,
    /// Its title.
    pub title: String,
    /// Whether chambers open sessions of it.
    pub offer: Offer,
    /// How many steps.
    pub steps: u32,
    /// Minutes of them all.
    pub minutes: u32,
}

/// Every course, by title: one query.
///
/// # Errors
/// The store's.
pub async fn all(tx: &mut Tx, _proof: &Proof<EditCourses>) -> Result<Vec<Line>> {
    let sql = sql!(
        "SELECT c.id, c.title, c.offer, COUNT(t.id) AS steps, CAST(COALESCE(SUM(t.minutes), 0) AS BIGINT) AS minutes
         FROM courses c LEFT JOIN sections s ON s.course_id = c.id AND s.only_for IS NULL LEFT JOIN steps t ON t.section_id = s.id
         WHERE c.deleted_at IS NULL GROUP BY c.id, c.title, c.offer ORDER BY c.title, c.id"
    );
    let rows = tx.all(sql, args![]).await?;
    let whole = |value: i64| u32::try_from(value).unwrap_or_default();
    rows.iter()
        .map(|row| {
            Ok(Line {
                id: row.get("id")?,
                title: row.get("title")?,
                offer: Offer::parse(&row.get::<String>("offer")?).unwrap_or(Offer::Draft),
                steps: whole(row.get("steps")?),
                minutes: whole(row.get("minutes")?),
            })
        })
        .collect()
}

/// The revision of a course.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn revision(tx: &mut Tx, course: CourseId) -> Result<i64> {
    let sql = sql!("SELECT revision FROM courses WHERE id = $1 AND deleted_at IS NULL");
    tx.one(sql, args![course]).await?.get("revision")
}

/// The parts of a course with their steps, empty ones too: two queries.
///
/// # Errors
/// The store's.
pub async fn parts(tx: &mut Tx, course: CourseId) -> Result<Vec<Part>> {
    let rows = tx
        .all(
            sql!(
                "SELECT s.id AS part_id, s.title AS part, s.summary_id AS part_summary, t.summary_id, t.id, t.title, t.modality, t.minutes, t.item_id,
                        t.required, t.required_above, t.completion, t.completion_percent, t.due_day, t.opens_any,
                        t.waived_from_id, t.waived_from_percent, i.kind AS item_kind, i.made_for, i.opens_after, i.open_for
                 FROM sections s LEFT JOIN steps t ON t.section_id = s.id LEFT JOIN items i ON i.id = t.item_id
                 WHERE s.course_id = $1 AND s.only_for IS NULL ORDER BY s.position, t.position"
            ),
            args![course],
        )
        .await?;
    let mut waits = courses::waits(tx, course).await?;
    let mut parts: Vec<Part> = Vec::new();
    for row in &rows {
        let id: PartId = row.get("part_id")?;
        if parts.last().is_none_or(|part| part.id != id) {
            parts.push(Part {
                id,
                title: row.get("part")?,
                summary: row.get("part_summary")?,
                steps: Vec::new(),
            });
        }
        if let (Some(_), Some(part)) = (row.get::<Option<StepId>>("id")?, parts.last_mut()) {
            part.steps.push(step(row, &mut waits)?);
        }
    }
    Ok(parts)
}

/// Takes the next revision; false when somebody else changed the course since this one.
async fn turn(tx: &mut Tx, site: &Site, proof: &Proof<EditCourse>, seen: i64) -> Result<bool> {
    tx.lock("course", proof.id().0).await?;
    let sql = sql!("UPDATE courses SET revision = revision + 1 WHERE id = $1 AND revision = $2");
    if tx.execute(sql, args![proof.id(), seen]).await? == 0 {
        return Ok(false);
    }
    let event = Event::new("course.changed").by(proof.actor()).on(proof.id());
    events::write(tx, site, event).await?;
    Ok(true)
}

pub(super) async fn rename(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    words: &Words<'_>,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!("UPDATE courses SET title = $2, summary = $3, objectives = $4 WHERE id = $1");
    tx.execute(
        sql,
        args![proof.id(), words.title, words.summary, words.objectives],
    )
    .await?;
    Ok(true)
}

/// Says whether chambers may open sessions of a course; false when somebody else changed it since this revision.
///
/// # Errors
/// The store's.
pub async fn set_offer(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    offer: Offer,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!("UPDATE courses SET offer = $2 WHERE id = $1 AND offer <> $2");
    if tx.execute(sql, args![proof.id(), offer.code()]).await? == 0 {
        return Ok(true);
    }
    let verb = match offer {
        Offer::Archived => "course.archived",
        Offer::Draft | Offer::Published => "course.published",
    };
    let event = Event::new(verb).by(proof.actor()).on(proof.id());
    events::write(tx, site, event).await?;
    Ok(true)
}

/// Adds a part at the end; false when somebody else changed the course since this revision.
///
/// # Errors
/// The store's.
pub async fn add_part(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    title: &str,
    summary: Option<ItemId>,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "INSERT INTO sections (id, course_id, position, title, summary_id)
         VALUES ($1, $2, (SELECT COALESCE(MAX(s.position), 0) + 1 FROM sections s
                      WHERE s.course_id = $2 AND s.only_for IS NULL), $3, $4)"
    );
    tx.execute(sql, args![site.new_id::<PartId>(), proof.id(), title, summary])
        .await?;
    Ok(true)
}

/// Changes what a part says; false when somebody else changed the course since this revision.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn change_part(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    part: PartId,
    title: &str,
    summary: Option<ItemId>,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!("UPDATE sections SET title = $3, summary_id = $4 WHERE id = $2 AND course_id = $1");
    touched(tx.execute(sql, args![proof.id(), part, title, summary]).await?)
}

pub(super) async fn add_step(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    part: PartId,
    matter: &Matter,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "INSERT INTO steps (id, section_id, position, title, modality, minutes, item_id, required, required_above, completion, completion_percent,
                            due_day, summary_id)
         SELECT $1, s.id, (SELECT COALESCE(MAX(t.position), 0) + 1 FROM steps t WHERE t.section_id = s.id), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
         FROM sections s WHERE s.id = $2 AND s.course_id = $3"
    );
    let (required, above) = required_code(matter.required);
    let (completion, percent) = completion_code(matter.completion);
    let values = args![
        site.new_id::<StepId>(),
        part,
        proof.id(),
        matter.facts.title.as_str(),
        modality_code(matter.facts.modality),
        matter.facts.minutes,
        matter.item,
        required,
        above.map(i64::from),
        completion,
        percent,
        matter.due_day,
        matter.summary
    ];
    touched(tx.execute(sql, values).await?)
}

pub(super) async fn change_step(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    step: StepId,
    matter: &Matter,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "UPDATE steps SET title = $3, modality = $4, minutes = $5, item_id = $6, required = $7, required_above = $8,
                completion = $9, completion_percent = $10, due_day = $11, summary_id = $12
         WHERE id = $2 AND section_id IN (SELECT s.id FROM sections s WHERE s.course_id = $1)"
    );
    let (required, above) = required_code(matter.required);
    let (completion, percent) = completion_code(matter.completion);
    let values = args![
        proof.id(),
        step,
        matter.facts.title.as_str(),
        modality_code(matter.facts.modality),
        matter.facts.minutes,
        matter.item,
        required,
        above.map(i64::from),
        completion,
        percent,
        matter.due_day,
        matter.summary
    ];
    touched(tx.execute(sql, values).await?)
}

fn touched(rows: u64) -> Result<bool> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(true) }
}

/// Removes a part without steps. [`Error::InUse`] while it has some.
pub(super) async fn remove_part(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    part: PartId,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!("DELETE FROM sections WHERE id = $2 AND course_id = $1");
    touched(tx.execute(sql, args![proof.id(), part]).await?)
}

/// Removes a step. [`Error::InUse`] while a learner's work or a session's date refers to it.
pub(super) async fn remove_step(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    step: StepId,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "DELETE FROM steps WHERE id = $2 AND section_id IN (SELECT s.id FROM sections s WHERE s.course_id = $1)"
    );
    touched(tx.execute(sql, args![proof.id(), step]).await?)
}
