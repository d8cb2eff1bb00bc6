//! Rows of `courses`, `sections` and `steps`.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::html::Modality;
use platform::http::Proof;
use platform::{Error, Result, Site, args, id_type, sql};
use uuid::Uuid;

use super::EditCourses;
use super::rules::{modality, modality_code};
use crate::library::ItemId;

id_type!(
    /// A course.
    CourseId
);
id_type!(
    /// A step of a course.
    StepId
);

/// A course, without its path.
#[derive(Clone, Debug)]
pub struct Course {
    /// Which.
    pub id: CourseId,
    /// « Réussir ma stratégie Facebook ».
    pub title: String,
    /// One or two sentences.
    pub summary: String,
}

/// A part of a course.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// Its title.
    pub title: String,
    /// How it is learnt.
    pub modality: Modality,
    /// Estimated duration.
    pub minutes: u32,
    /// The item of the library that it opens; none for what happens elsewhere.
    pub item: Option<ItemId>,
}

/// A part about to be written.
#[derive(Clone, Debug)]
pub struct NewSection<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its steps, in order.
    pub steps: &'a [NewStep<'a>],
}

/// A step about to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewStep<'a> {
    /// Its title.
    pub title: &'a str,
    /// How it is learnt.
    pub modality: Modality,
    /// Estimated duration.
    pub minutes: u32,
    /// The item of the library that it opens.
    pub item: Option<ItemId>,
}

/// Writes a course with its path.
///
/// # Errors
/// The store's.
pub async fn create(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourses>,
    title: &str,
    summary: &str,
    path: &[NewSection<'_>],
) -> Result<CourseId> {
    let course: CourseId = site.new_id();
    tx.execute(
        sql!("INSERT INTO courses (id, title, summary, created_at) VALUES ($1, $2, $3, $4)"),
        args![course, title, summary, site.clock().now()],
    )
    .await?;
    for (position, section) in (1_i64..).zip(path) {
        let id: Uuid = site.new_id();
        tx.execute(
            sql!("INSERT INTO sections (id, course_id, position, title) VALUES ($1, $2, $3, $4)"),
            args![id, course, position, section.title],
        )
        .await?;
        for (position, step) in (1_i64..).zip(section.steps) {
            tx.execute(
                sql!(
                    "INSERT INTO steps (id, section_id, position, title, modality, minutes, item_id)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)"
                ),
                args![
                    site.new_id::<StepId>(),
                    id,
                    position,
                    step.title,
                    modality_code(step.modality),
                    step.minutes,
                    step.item
                ],
            )
            .await?;
        }
    }
    events::write(
        tx,
        site,
        Event::new("course.created").by(proof.actor()).on(course),
    )
    .await?;
    Ok(course)
}

/// One course.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: CourseId) -> Result<Course> {
    let row = tx
        .one(
            sql!("SELECT id, title, summary FROM courses WHERE id = $1 AND deleted_at IS NULL"),
            args![id],
        )
        .await?;
    Ok(Course {
        id: row.get("id")?,
        title: row.get("title")?,
        summary: row.get("summary")?,
    })
}

/// Every course, by title.
///
/// # Errors
/// The store's.
pub async fn all(tx: &mut Tx) -> Result<Vec<Course>> {
    let sql = sql!("SELECT id, title, summary FROM courses WHERE deleted_at IS NULL ORDER BY title, id");
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Course {
                id: row.get("id")?,
                title: row.get("title")?,
                summary: row.get("summary")?,
            })
        })
        .collect()
}

/// The path of a course, in order: one query.
///
/// # Errors
/// The store's.
pub async fn outline(tx: &mut Tx, course: CourseId) -> Result<Vec<Section>> {
    let rows = tx
        .all(
            sql!(
                "SELECT s.id AS section_id, s.title AS section, t.id, t.title, t.modality, t.minutes, t.item_id
                 FROM sections s JOIN steps t ON t.section_id = s.id
                 WHERE s.course_id = $1 ORDER BY s.position, t.position"
            ),
            args![course],
        )
        .await?;
    let mut sections: Vec<(Uuid, Section)> = Vec::new();
    for row in &rows {
        let id: Uuid = row.get("section_id")?;
        if sections.last().is_none_or(|(last, _)| *last != id) {
            sections.push((
                id,
                Section {
                    title: row.get("section")?,
                    steps: Vec::new(),
                },
            ));
        }
        let code: String = row.get("modality")?;
        let step = Step {
            id: row.get("id")?,
            title: row.get("title")?,
            modality: modality(&code).ok_or_else(|| Error::fault(format!("an unknown modality: {code}")))?,
            minutes: u32::try_from(row.get::<i64>("minutes")?).unwrap_or_default(),
            item: row.get("item_id")?,
        };
        if let Some((_, section)) = sections.last_mut() {
            section.steps.push(step);
        }
    }
    Ok(sections.into_iter().map(|(_, section)| section).collect())
}
