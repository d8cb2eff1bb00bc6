//! Rows of `survey_boxes` and `survey_turns`.

mod late;
mod mailed;
mod results;

use std::sync::Arc;

use catalogue::courses::StepId;
use catalogue::library::VersionId;
use platform::db::Tx;
use platform::ids::Uuid;
use platform::vault::{DataKey, Place};
use platform::{Result, Site, args, sql};
use serde::{Deserialize, Serialize};
use training::enrolment::{Enrolment, EnrolmentId};

use super::answers::{Answer, Answers};
use super::ballots::Ballots;
use crate::submissions::sealing::{opened, sealed};

pub use late::{Late, late};
pub(super) use mailed::{Due, claim, due};
pub use results::statements;
pub(super) use results::{Asked, Filter, Found, Named, asked, boxes, named, versions};

fn box_place(id: Uuid) -> Place {
    Place::new("survey_boxes", "content", id)
}

fn turn_place(id: Uuid) -> Place {
    Place::new("survey_turns", "content", id)
}

/// What somebody signed: kept with their own key, and gone with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Own {
    /// Of the survey.
    pub(super) version: Uuid,
    pub(super) answers: Answers,
}

/// An answer about to be kept.
pub(super) struct Kept<'a> {
    pub(super) enrolment: &'a Enrolment,
    pub(super) step: StepId,
    pub(super) version: VersionId,
    pub(super) answers: Answers,
    /// What seals the boxes of the survey.
    pub(super) key: Arc<DataKey>,
    /// The key of whoever answers, where names are shown.
    pub(super) own: Option<Arc<DataKey>>,
}

/// Whether somebody has answered.
pub(super) async fn has_answered(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<bool> {
    Ok(turn(tx, enrolment, step)
        .await?
        .is_some_and(|(_, answered)| answered))
}

async fn turn(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<Option<(Uuid, bool)>> {
    let sql = sql!("SELECT id, answered FROM survey_turns WHERE enrolment_id = $1 AND step_id = $2");
    let Some(row) = tx.optional(sql, args![enrolment, step]).await? else {
        return Ok(None);
    };
    Ok(Some((row.get("id")?, row.get::<i64>("answered")? != 0)))
}

/// Keeps an answer; false when they had answered already.
pub(super) async fn keep(tx: &mut Tx, site: &Site, kept: Kept<'_>) -> Result<bool> {
    let (enrolment, step) = (kept.enrolment, kept.step);
    tx.lock("survey turn", enrolment.id.0).await?;
    let id = match turn(tx, enrolment.id, step).await? {
        Some((_, true)) => return Ok(false),
        Some((id, false)) => id,
        None => site.new_id::<EnrolmentId>().0,
    };
    let own = Own {
        version: kept.version.0,
        answers: kept.answers.clone(),
    };
    let signed = match &kept.own {
        Some(key) => Some(sealed(site, key, turn_place(id), &own)?),
        None => None,
    };
    let sql = sql!(
        "INSERT INTO survey_turns (id, enrolment_id, step_id, session_id, answered, content)
         VALUES ($1, $2, $3, $4, CAST(1 AS BIGINT), $5)
         ON CONFLICT (enrolment_id, step_id) DO UPDATE SET answered = CAST(1 AS BIGINT), session_id = $4, content = $5"
    );
    tx.execute(sql, args![id, enrolment.id, step, enrolment.session, signed])
        .await?;
    put(tx, site, kept).await?;
    Ok(true)
}

/// Puts an answer in its box. Signed words are with their author alone; what is counted outlives them.
async fn put(tx: &mut Tx, site: &Site, kept: Kept<'_>) -> Result<()> {
    let session = kept.enrolment.session;
    tx.lock("survey box", session.0).await?;
    let sql = sql!(
        "SELECT id, content FROM survey_boxes WHERE session_id = $1 AND step_id = $2 AND version_id = $3"
    );
    let row = tx.optional(sql, args![session, kept.step, kept.version]).await?;
    let (id, mut ballots): (Uuid, Ballots) = match &row {
        Some(row) => {
            let id = row.get("id")?;
            (
                id,
                opened(&kept.key, box_place(id), &row.get::<Vec<u8>>("content")?)?,
            )
        }
        None => (site.new_id::<EnrolmentId>().0, Ballots::default()),
    };
    let mut answers = kept.answers;
    if kept.own.is_some() {
        answers.retain(|_, answer| !matches!(answer, Answer::Words(_)));
    }
    ballots.put(answers);
    let content = sealed(site, &kept.key, box_place(id), &ballots)?;
    let sql = sql!(
        "INSERT INTO survey_boxes (id, session_id, step_id, version_id, content) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (session_id, step_id, version_id) DO UPDATE SET content = $5"
    );
    tx.execute(sql, args![id, session, kept.step, kept.version, content])
        .await
        .map(drop)
}
