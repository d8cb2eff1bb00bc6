//! Someone who left a session: why, and coming back.

use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::http::{Done, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::views;
use crate::enrolment::leaving::{self, Withdrawn};
use crate::enrolment::{EnrolLearner, EnrolmentId, Newcomer, Welcome, closed, places};
use crate::sessions::{self, TrainingSession};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/retirees/{retrait}", page)
        .post::<EnrolLearner, _>("/sessions/{session}/inscriptions/retirees/{retrait}", come_back)
}

const GONE: &str = "Cette personne n’est plus parmi les retirées\u{202f}: revenez à la session, elle y est peut-être déjà de retour.";

/// Someone who left the session of the proof.
struct Gone {
    session: TrainingSession,
    withdrawn: Withdrawn,
    card: Arc<Identity>,
    note: Option<String>,
}

async fn find(site: &Site, proof: &Proof<EnrolLearner>, id: &str) -> Result<Gone> {
    let gone = || Error::Refused(GONE.into());
    let id: EnrolmentId = id.parse().map_err(|_| gone())?;
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let all = leaving::of_session(&mut tx, site, session.id).await?;
    let withdrawn = all.into_iter().find(|one| one.id == id).ok_or_else(gone)?;
    let note = leaving::note(&mut tx, site, &withdrawn).await?;
    drop(tx);
    Ok(Gone {
        card: Directory::of(site)?.card(site, withdrawn.person).await?,
        session,
        withdrawn,
        note,
    })
}

async fn page(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response> {
    let gone = find(&site, &proof, &id).await?;
    let places = places::of(&mut site.db().read().await?, gone.session.id).await?;
    let full = places.is_full().then_some(places::FULL);
    let closed = closed(gone.session.starts_at, gone.session.ends_at, site.clock().now()).or(full);
    Ok(view.page(&views::withdrawn(
        &view.frame,
        &views::Gone {
            session: &gone.session,
            withdrawn: &gone.withdrawn,
            card: &gone.card,
            note: gone.note.as_deref(),
            closed,
        },
    )?))
}

async fn come_back(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response> {
    let gone = find(&site, &proof, &id).await?;
    if let Some(why) = closed(gone.session.starts_at, gone.session.ends_at, site.clock().now()) {
        return Err(Error::Refused(why.into()));
    }
    let at = format!("/sessions/{}", gone.session.id);
    let welcome = Welcome::load(&site, proof.actor(), gone.session).await?;
    let newcomer = Newcomer::known(&site, gone.withdrawn.person).await?;
    let mut tx = site.db().begin().await?;
    if newcomer.join(&mut tx, &site, &proof, &welcome).await?.is_none() {
        return Err(Error::Refused(GONE.into()));
    }
    tx.commit().await?;
    let saying = format!(
        "{} est de retour dans la session, avec tout ce qui avait été fait. Un e-mail vient de partir.",
        gone.card.full_name()
    );
    Ok(Done::at(at).saying(saying).into_response())
}
