//! Rows of `courses`, `sections` and `steps`.

mod create;
mod materials;

use std::collections::HashMap;

use assess::progression::{Progression, Wants};
use assess::success::Required;
use jiff::civil::Date;
use platform::db::{Row, Tx};
use platform::html::Modality;
use platform::{Error, Result, args, id_type, sql};
use uuid::Uuid;

use crate::courses::completion::{Completion, completion};
use crate::courses::offer::Offer;
use crate::courses::opening::wants;
use crate::courses::rules::modality;
use crate::courses::success::required;
use crate::library::{ItemId, ItemKind};
use crate::surveys::Window;

pub use create::{NewSection, NewStep, create};
pub use materials::{add_material, materials};
pub(crate) use materials::{copy_materials, put_material, remove_material};

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
    /// What one will be able to do, one objective a line.
    pub objectives: String,
    /// Whether its order binds.
    pub progression: Progression,
    /// Whether chambers open sessions of it.
    pub offer: Offer,
}

/// What a course says of itself, about to be written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a> {
    /// Its title.
    pub title: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// One objective a line.
    pub objectives: &'a str,
}

/// A part of a course.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// What sums it up, for who has ended it.
    pub summary: Option<ItemId>,
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
    /// What that item is.
    pub kind: Option<ItemKind>,
    /// The item is made for a computer's screen.
    pub for_computer: bool,
    /// When it is open, for a late survey.
    pub window: Option<Window>,
    /// What it must come to for the course to be passed.
    pub required: Required,
    /// When it is done.
    pub completion: Completion,
    /// The day of the session by which it should be done, from 1.
    pub due_day: Option<u32>,
    /// What sums it up, for who has done it.
    pub summary: Option<ItemId>,
    /// What it waits for.
    pub waits: Vec<Wait>,
    /// One of them is enough.
    pub any_wait: bool,
    /// Who comes to that is let off it.
    pub waived_from: Option<Threshold>,
    /// This learner is let off it; nobody is in the course itself.
    pub waived: Option<Waiver>,
    /// The day by which this learner should have done it, whatever the course says.
    pub due_on: Option<Date>,
}

/// A percentage at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The step.
    pub on: StepId,
    /// 1 to 100.
    pub percent: u8,
}

/// Why a learner is let off a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// In words that the learner reads.
    pub reason: String,
    /// The step that takes its place.
    pub instead: Option<StepId>,
    /// A percentage at another step says so; nobody did.
    pub by_score: bool,
}

impl Step {
    /// A step that opens nothing here, is to be done and waits for nothing.
    pub fn plain(id: StepId, title: impl Into<String>, modality: Modality, minutes: u32) -> Self {
        Self {
            id,
            title: title.into(),
            modality,
            minutes,
            item: None,
            kind: None,
            for_computer: false,
            window: None,
            required: Required::Done,
            completion: Completion::usual(None, Required::Done),
            due_day: None,
            summary: None,
            waits: Vec::new(),
            any_wait: false,
            waived_from: None,
            waived: None,
            due_on: None,
        }
    }

    /// Whether the learner has something to do here, by opening its item: it isn't a meeting, nor what happens elsewhere.
    pub fn opens_here(&self) -> bool {
        self.kind.is_some_and(|kind| kind != ItemKind::Meeting)
    }

    /// Whether it is part of what is to be done: an opinion that the course doesn't require isn't, nor what the learner is
    /// let off.
    pub fn counts(&self) -> bool {
        self.waived.is_none() && !self.is_free_opinion()
    }

    /// Whether it asks what one thinks, and the course doesn't require an answer.
    pub fn is_free_opinion(&self) -> bool {
        self.kind.is_some_and(ItemKind::asks_opinion) && self.required == Required::Nothing
    }

    /// What the course says of its end, where that isn't what is usual.
    pub fn chosen_completion(&self) -> Option<Completion> {
        Some(self.completion).filter(|one| *one != Completion::usual(self.kind, self.required))
    }

    /// Whether a tutor says that it is done.
    pub fn marked_by_tutor(&self) -> bool {
        self.completion == Completion::Tutor
    }
}

/// What a step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait {
    /// The other step.
    pub on: StepId,
    /// What is wanted of it.
    pub wants: Wants,
}

/// One course.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: CourseId) -> Result<Course> {
    let row = tx
        .one(
            sql!(
                "SELECT id, title, summary, objectives, progression, offer FROM courses WHERE id = $1 AND deleted_at IS NULL"
            ),
            args![id],
        )
        .await?;
    course(&row)
}

fn course(row: &Row) -> Result<Course> {
    Ok(Course {
        id: row.get("id")?,
        title: row.get("title")?,
        summary: row.get("summary")?,
        objectives: row.get("objectives")?,
        progression: Progression::parse(&row.get::<String>("progression")?).unwrap_or_default(),
        offer: Offer::parse(&row.get::<String>("offer")?).unwrap_or(Offer::Draft),
    })
}

/// The courses that chambers may open sessions of, by title.
///
/// # Errors
/// The store's.
pub async fn offered(tx: &mut Tx) -> Result<Vec<Course>> {
    let sql = sql!(
        "SELECT id, title, summary, objectives, progression, offer FROM courses
         WHERE offer = 'published' AND deleted_at IS NULL ORDER BY title, id"
    );
    tx.all(sql, args![]).await?.iter().map(course).collect()
}

/// The path of a course, in order: two queries.
///
/// # Errors
/// The store's.
pub async fn outline(tx: &mut Tx, course: CourseId) -> Result<Vec<Section>> {
    let rows = tx
        .all(
            sql!(
                "SELECT s.id AS section_id, s.title AS section, s.summary_id AS section_summary, t.summary_id, t.id, t.title, t.modality, t.minutes, t.item_id,
                        t.required, t.required_above, t.completion, t.completion_percent, t.due_day, t.opens_any,
                        t.waived_from_id, t.waived_from_percent, i.kind AS item_kind, i.made_for, i.opens_after, i.open_for
                 FROM sections s JOIN steps t ON t.section_id = s.id LEFT JOIN items i ON i.id = t.item_id
                 WHERE s.course_id = $1 AND s.only_for IS NULL ORDER BY s.position, t.position"
            ),
            args![course],
        )
        .await?;
    let mut waits = waits(tx, course).await?;
    let mut sections: Vec<(Uuid, Section)> = Vec::new();
    for row in &rows {
        let id: Uuid = row.get("section_id")?;
        if sections.last().is_none_or(|(last, _)| *last != id) {
            sections.push((
                id,
                Section {
                    title: row.get("section")?,
                    summary: row.get("section_summary")?,
                    steps: Vec::new(),
                },
            ));
        }
        if let Some((_, section)) = sections.last_mut() {
            section.steps.push(step(row, &mut waits)?);
        }
    }
    Ok(sections.into_iter().map(|(_, section)| section).collect())
}

/// An item says something else of itself: the courses that use it are at another revision.
pub(crate) async fn changed_by_item(tx: &mut Tx, item: ItemId) -> Result<()> {
    let sql = sql!(
        "UPDATE courses SET revision = revision + 1 WHERE id IN (
           SELECT s.course_id FROM sections s LEFT JOIN steps t ON t.section_id = s.id
           WHERE t.item_id = $1 OR t.summary_id = $1 OR s.summary_id = $1)"
    );
    tx.execute(sql, args![item]).await.map(drop)
}

/// What the steps of a course wait for: one query.
pub(crate) async fn waits(tx: &mut Tx, course: CourseId) -> Result<HashMap<StepId, Vec<Wait>>> {
    let sql = sql!(
        "SELECT w.step_id, w.on_step_id, w.wants, w.percent
         FROM step_conditions w JOIN steps t ON t.id = w.step_id JOIN sections s ON s.id = t.section_id
         JOIN steps o ON o.id = w.on_step_id JOIN sections p ON p.id = o.section_id
         WHERE s.course_id = $1 ORDER BY p.position, o.position, w.wants"
    );
    let mut all: HashMap<StepId, Vec<Wait>> = HashMap::new();
    for row in tx.all(sql, args![course]).await? {
        let code: String = row.get("wants")?;
        let wants = wants(&code, row.get("percent")?);
        all.entry(row.get("step_id")?).or_default().push(Wait {
            on: row.get("on_step_id")?,
            wants: wants.ok_or_else(|| Error::fault(format!("an unknown condition: {code}")))?,
        });
    }
    Ok(all)
}

/// A step from a row with every column of `steps` but its place; takes what it waits for out of what all wait for.
///
/// # Errors
/// When what is stored isn't one.
pub fn step(row: &Row, waits: &mut HashMap<StepId, Vec<Wait>>) -> Result<Step> {
    let id: StepId = row.get("id")?;
    let code: String = row.get("modality")?;
    let kind = row.get::<Option<String>>("item_kind")?;
    let kind = kind.as_deref().and_then(ItemKind::parse);
    let (required, completion) = asked(row, kind)?;
    Ok(Step {
        id,
        title: row.get("title")?,
        modality: modality(&code).ok_or_else(|| Error::fault(format!("an unknown modality: {code}")))?,
        minutes: u32::try_from(row.get::<i64>("minutes")?).unwrap_or_default(),
        item: row.get("item_id")?,
        kind,
        for_computer: row.get::<Option<String>>("made_for")?.as_deref() == Some("computer"),
        window: window(row)?,
        required,
        completion,
        due_day: row
            .get::<Option<i64>>("due_day")?
            .and_then(|day| u32::try_from(day).ok()),
        summary: row.get("summary_id")?,
        waits: waits.remove(&id).unwrap_or_default(),
        any_wait: row.get::<i64>("opens_any")? == 1,
        waived_from: waived_from(row)?,
        waived: None,
        due_on: None,
    })
}

fn window(row: &Row) -> Result<Option<Window>> {
    let days = |name: &str| {
        let days: Option<i64> = row.get(name)?;
        Ok::<_, Error>(days.and_then(|days| u16::try_from(days).ok()))
    };
    let (after, days) = (days("opens_after")?, days("open_for")?);
    Ok(after.zip(days).map(|(after, days)| Window { after, days }))
}

fn waived_from(row: &Row) -> Result<Option<Threshold>> {
    let on: Option<StepId> = row.get("waived_from_id")?;
    let percent: Option<i64> = row.get("waived_from_percent")?;
    let percent = percent.and_then(|percent| u8::try_from(percent).ok());
    Ok(on.zip(percent).map(|(on, percent)| Threshold { on, percent }))
}

/// What a course asks of a step and when that is done, from a row with their columns.
///
/// # Errors
/// When what is stored is neither.
pub fn asked(row: &Row, kind: Option<ItemKind>) -> Result<(Required, Completion)> {
    let wanted: String = row.get("required")?;
    let required = required(&wanted, row.get("required_above")?)
        .ok_or_else(|| Error::fault(format!("an unknown requirement: {wanted}")))?;
    // It comes after the access: nothing can want it in time.
    let required = match kind {
        Some(ItemKind::LateSurvey) => Required::Nothing,
        _ => required,
    };
    let code: String = row.get("completion")?;
    let chosen = Completion::parse(&code, row.get("completion_percent")?);
    Ok((required, completion(chosen, kind, required)))
}

/// As stored: empty for what is usual.
pub(crate) fn completion_code(chosen: Option<Completion>) -> (&'static str, Option<i64>) {
    chosen.map_or(("", None), |chosen| {
        let (code, percent) = chosen.code();
        (code, percent.map(i64::from))
    })
}
