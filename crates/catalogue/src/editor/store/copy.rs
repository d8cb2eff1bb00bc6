//! A course made from another.

use assess::progression::Progression;
use platform::db::Tx;
use platform::http::Proof;
use platform::{Result, Site, args, sql};

use super::{Part, parts};
use crate::courses::{self, CourseId, EditCourses, NewSection, NewStep, Offer, Step, Words, wants_code};

/// A new course with the parts, the steps, the order, the conditions and the documents of another. Their items are shared: a new version
/// of one reaches both courses.
///
/// # Errors
/// [`platform::Error::NotFound`] when there is no such course, or the store's.
pub async fn copy(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourses>,
    from: CourseId,
    words: &Words<'_>,
) -> Result<CourseId> {
    let progression = courses::find(tx, from).await?.progression;
    let before = parts(tx, from).await?;
    let course = lay(tx, site, proof, words, progression, &before).await?;
    courses::copy_materials(tx, from, course).await?;
    Ok(course)
}

/// A new course, in draft, with parts and steps laid as these are. Their identifiers only say which step waits for which.
///
/// # Errors
/// The store's.
pub async fn lay(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourses>,
    words: &Words<'_>,
    progression: Progression,
    before: &[Part],
) -> Result<CourseId> {
    let steps: Vec<Vec<NewStep<'_>>> = before
        .iter()
        .map(|part| part.steps.iter().map(again).collect())
        .collect();
    let path: Vec<NewSection<'_>> = before
        .iter()
        .zip(&steps)
        .map(|(part, steps)| NewSection {
            title: &part.title,
            steps,
        })
        .collect();
    let course = courses::create(tx, site, proof, words, &path, Offer::Draft).await?;
    let sql = sql!("UPDATE courses SET progression = $2 WHERE id = $1");
    tx.execute(sql, args![course, progression.code()]).await?;

    let after = parts(tx, course).await?;
    let all =
        |parts: &[Part]| -> Vec<Step> { parts.iter().flat_map(|part| part.steps.iter().cloned()).collect() };
    let pairs: Vec<(Step, Step)> = all(before).into_iter().zip(all(&after)).collect();
    for (old, new) in before.iter().zip(&after) {
        let sql = sql!("UPDATE sections SET summary_id = $2 WHERE id = $1");
        tx.execute(sql, args![new.id, old.summary]).await?;
    }
    for (old, new) in &pairs {
        if old.any_wait {
            let sql = sql!("UPDATE steps SET opens_any = 1 WHERE id = $1");
            tx.execute(sql, args![new.id]).await?;
        }
        let on = old.waived_from.and_then(|from| {
            let on = pairs.iter().find(|(one, _)| one.id == from.on)?;
            Some((on.1.id, i64::from(from.percent)))
        });
        if let Some((on, percent)) = on {
            let sql = sql!("UPDATE steps SET waived_from_id = $2, waived_from_percent = $3 WHERE id = $1");
            tx.execute(sql, args![new.id, on, percent]).await?;
        }
        for wait in &old.waits {
            let on = pairs.iter().find(|(one, _)| one.id == wait.on);
            let Some((_, on)) = on else { continue };
            let sql = sql!(
                "INSERT INTO step_conditions (step_id, on_step_id, wants, percent) VALUES ($1, $2, $3, $4)"
            );
            let (wants, percent) = wants_code(wait.wants);
            tx.execute(sql, args![new.id, on.id, wants, percent.map(i64::from)])
                .await?;
        }
    }
    Ok(course)
}

fn again(step: &Step) -> NewStep<'_> {
    NewStep {
        title: &step.title,
        modality: step.modality,
        minutes: step.minutes,
        item: step.item,
        required: step.required,
        completion: step.chosen_completion(),
        due_day: step.due_day,
        summary: step.summary,
    }
}
