//! Putting parts and steps in order.

use platform::db::Tx;
use platform::http::Proof;
use platform::{Error, Result, Site, args, sql};

use super::{PartId, parts, turn};
use crate::courses::{EditCourse, StepId};
use crate::editor::rules::{Way, put_in, shift, swap};

/// Where a step goes.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Goal {
    /// By one place.
    By(Way),
    /// To a place of a part, counted from 0 without it.
    To(PartId, usize),
}

/// Moves a part by one place.
pub(in super::super) async fn move_part(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    moved: PartId,
    way: Way,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let mut order: Vec<PartId> = parts(tx, proof.id()).await?.iter().map(|part| part.id).collect();
    if !order.contains(&moved) {
        return Err(Error::NotFound);
    }
    if !swap(&mut order, &moved, way) {
        return Ok(true);
    }
    // Two parts never stand at one place, even in passing.
    let aside = sql!("UPDATE sections SET position = -position WHERE course_id = $1 AND only_for IS NULL");
    tx.execute(aside, args![proof.id()]).await?;
    for (position, part) in (1_i64..).zip(order) {
        let sql = sql!("UPDATE sections SET position = $2 WHERE id = $1");
        tx.execute(sql, args![part, position]).await?;
    }
    Ok(true)
}

/// Moves a step; by one place, into the neighbouring part at the edge of its own.
pub(in super::super) async fn move_step(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    moved: StepId,
    goal: Goal,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let parts = parts(tx, proof.id()).await?;
    let mut order: Vec<Vec<StepId>> = parts
        .iter()
        .map(|part| part.steps.iter().map(|step| step.id).collect())
        .collect();
    if !order.iter().any(|steps| steps.contains(&moved)) {
        return Err(Error::NotFound);
    }
    let changed = match goal {
        Goal::By(way) => shift(&mut order, moved, way),
        Goal::To(part, place) => {
            let at = parts
                .iter()
                .position(|one| one.id == part)
                .ok_or(Error::NotFound)?;
            put_in(&mut order, moved, at, place)
        }
    };
    if !changed {
        return Ok(true);
    }
    let aside = sql!(
        "UPDATE steps SET position = -position
         WHERE section_id IN (SELECT s.id FROM sections s WHERE s.course_id = $1 AND s.only_for IS NULL)"
    );
    tx.execute(aside, args![proof.id()]).await?;
    for (part, steps) in parts.iter().zip(order) {
        for (position, step) in (1_i64..).zip(steps) {
            let sql = sql!("UPDATE steps SET section_id = $2, position = $3 WHERE id = $1");
            tx.execute(sql, args![step, part.id, position]).await?;
        }
    }
    Ok(true)
}
