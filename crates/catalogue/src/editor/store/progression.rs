//! Changes of a course's order and of `step_conditions`.

use assess::progression::Progression;
use platform::db::Tx;
use platform::http::Proof;
use platform::{Result, Site, args, sql};

use super::{touched, turn};
use crate::courses::{EditCourse, StepId, Threshold, Wait, wants_code};

/// Says whether the order of a course binds; false when somebody else changed the course since this revision.
///
/// # Errors
/// The store's.
pub async fn set_progression(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    progression: Progression,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!("UPDATE courses SET progression = $2 WHERE id = $1");
    touched(tx.execute(sql, args![proof.id(), progression.code()]).await?)
}

/// A step waits for another of its course; a condition of the same kind on the same step is replaced. False when somebody
/// else changed the course since this revision.
///
/// # Errors
/// [`platform::Error::NotFound`] for a step of another course, or the store's.
pub async fn add_wait(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    step: StepId,
    wait: Wait,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "INSERT INTO step_conditions (step_id, on_step_id, wants, percent)
         SELECT t.id, o.id, $4, $5 FROM steps t, steps o
         WHERE t.id = $2 AND o.id = $3 AND t.id <> o.id
           AND t.section_id IN (SELECT s.id FROM sections s WHERE s.course_id = $1)
           AND o.section_id IN (SELECT s.id FROM sections s WHERE s.course_id = $1)
         ON CONFLICT (step_id, on_step_id, wants) DO UPDATE SET percent = excluded.percent"
    );
    let (wants, percent) = wants_code(wait.wants);
    let values = args![proof.id(), step, wait.on, wants, percent.map(i64::from)];
    touched(tx.execute(sql, values).await?)
}

pub(in super::super) async fn remove_wait(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    step: StepId,
    wait: Wait,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "DELETE FROM step_conditions WHERE step_id = $2 AND on_step_id = $3 AND wants = $4
         AND step_id IN (SELECT t.id FROM steps t JOIN sections s ON s.id = t.section_id WHERE s.course_id = $1)"
    );
    let values = args![proof.id(), step, wait.on, wants_code(wait.wants).0];
    touched(tx.execute(sql, values).await?)
}

/// From which percentage at another step of the course a learner is let off a step; none for never. False when somebody
/// else changed the course since this revision.
///
/// # Errors
/// [`platform::Error::NotFound`] for a step of another course, or the store's.
pub async fn set_waived_from(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    step: StepId,
    from: Option<Threshold>,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "UPDATE steps SET waived_from_percent = $4,
           waived_from_id = (SELECT o.id FROM steps o JOIN sections p ON p.id = o.section_id
                             WHERE o.id = $3 AND o.id <> $2 AND p.course_id = $1)
         WHERE id = $2 AND section_id IN (SELECT s.id FROM sections s WHERE s.course_id = $1)"
    );
    let on = from.map(|from| from.on);
    let percent = from.map(|from| i64::from(from.percent));
    touched(tx.execute(sql, args![proof.id(), step, on, percent]).await?)
}

/// Whether one condition of a step is enough.
pub(in super::super) async fn set_any(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    seen: i64,
    step: StepId,
    any: bool,
) -> Result<bool> {
    if !turn(tx, site, proof, seen).await? {
        return Ok(false);
    }
    let sql = sql!(
        "UPDATE steps SET opens_any = $3
         WHERE id = $2 AND section_id IN (SELECT s.id FROM sections s WHERE s.course_id = $1)"
    );
    touched(tx.execute(sql, args![proof.id(), step, i64::from(any)]).await?)
}
