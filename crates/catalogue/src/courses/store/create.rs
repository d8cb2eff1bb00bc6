//! A course written with its path.

use assess::success::Required;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::html::Modality;
use platform::http::Proof;
use platform::{Result, Site, args, sql};
use uuid::Uuid;

use super::{CourseId, StepId, Words, completion_code};
use crate::courses::{Completion, EditCourses, Offer, modality_code, required_code};
use crate::library::ItemId;

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
    /// What it must come to for the course to be passed.
    pub required: Required,
    /// When it is done, where that isn't what is usual of its item.
    pub completion: Option<Completion>,
    /// The day of the session by which it should be done, from 1.
    pub due_day: Option<u32>,
    /// What sums it up.
    pub summary: Option<ItemId>,
}

/// Writes a course with its path.
///
/// # Errors
/// The store's.
pub async fn create(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourses>,
    words: &Words<'_>,
    path: &[NewSection<'_>],
    offer: Offer,
) -> Result<CourseId> {
    let course: CourseId = site.new_id();
    tx.execute(
        sql!(
            "INSERT INTO courses (id, title, summary, objectives, created_at, offer) VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        args![
            course,
            words.title,
            words.summary,
            words.objectives,
            site.clock().now(),
            offer.code()
        ],
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
            let (required, above) = required_code(step.required);
            let (completion, percent) = completion_code(step.completion);
            tx.execute(
                sql!(
                    "INSERT INTO steps (id, section_id, position, title, modality, minutes, item_id, required, required_above,
                                        completion, completion_percent, due_day, summary_id)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
                ),
                args![
                    site.new_id::<StepId>(),
                    id,
                    position,
                    step.title,
                    modality_code(step.modality),
                    step.minutes,
                    step.item,
                    required,
                    above.map(i64::from),
                    completion,
                    percent,
                    step.due_day,
                    step.summary
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
