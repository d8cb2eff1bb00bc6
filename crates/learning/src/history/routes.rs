//! `/inscriptions/{inscription}/etapes/{etape}/ouvertures`, `…/ouverture?de=`.

use std::sync::Arc;

use catalogue::courses::{Step, StepId};
use jiff::tz::TimeZone;
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::http::{Path, Proof, Query, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Error, Result, Site};
use serde::Deserialize;
use training::enrolment::{self, Enrolment};
use training::sessions::{self, TrainingSession};

use super::{ReadLaunches, store, views};
use crate::attempts::{self, LaunchId};
use crate::{adaptation, progress};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<ReadLaunches, _>("/inscriptions/{inscription}/etapes/{etape}/ouvertures", openings)
        .get::<ReadLaunches, _>("/inscriptions/{inscription}/etapes/{etape}/ouverture", opening)
}

/// A step of a learner's course.
pub(super) struct About {
    pub(super) enrolment: Enrolment,
    pub(super) session: TrainingSession,
    pub(super) step: Step,
    pub(super) card: Arc<Identity>,
    /// Where its moments are told.
    pub(super) zone: TimeZone,
}

async fn about(site: &Site, tx: &mut Tx, proof: &Proof<ReadLaunches>, step: &str) -> Result<About> {
    let step: StepId = step.parse()?;
    let enrolment = enrolment::find(tx, proof.id()).await?;
    let session = sessions::find(tx, enrolment.session).await?;
    let states = progress::of_enrolment(tx, enrolment.id).await?;
    let edition = adaptation::edition(tx, site, &session, &enrolment, &states).await?;
    let mut steps = edition.path.iter().flat_map(|section| &section.steps);
    let step = steps.find(|one| one.id == step).cloned().ok_or(Error::NotFound)?;
    let zone = TimeZone::get(&session.zone).map_err(|e| Error::internal("a session's zone", e))?;
    let card = Directory::of(site)?.card(site, enrolment.person).await?;
    Ok(About {
        enrolment,
        session,
        step,
        card,
        zone,
    })
}

async fn openings(
    State(site): State<Site>,
    proof: Proof<ReadLaunches>,
    Path((_, step)): Path<(String, String)>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let about = about(&site, &mut tx, &proof, &step).await?;
    let openings = store::openings(&mut tx, &proof, about.step.id).await?;
    let standings = attempts::standings(&mut tx, about.enrolment.id, about.step.id).await?;
    Ok(view.page(&views::openings(&about, &openings, &standings)))
}

#[derive(Deserialize)]
struct Asked {
    /// Which opening.
    #[serde(default)]
    de: String,
}

async fn opening(
    State(site): State<Site>,
    proof: Proof<ReadLaunches>,
    Path((_, step)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let about = about(&site, &mut tx, &proof, &step).await?;
    if asked.de.is_empty() {
        return Ok(view.page(&views::opening(&about, &[])));
    }
    let launch: LaunchId = asked.de.parse()?;
    let key = site
        .keys()
        .find(about.enrolment.person.0, Class::Evidence)
        .await?
        .ok_or(Error::NotFound)?;
    let moments = store::replay(&mut tx, &proof, &key, about.step.id, launch).await?;
    Ok(view.page(&views::opening(&about, &moments)))
}
