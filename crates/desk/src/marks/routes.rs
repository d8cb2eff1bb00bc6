//! `/sessions/{session}/suivi`, `/inscriptions/{inscription}/etapes/{etape}/…`.

use std::sync::Arc;

use catalogue::courses::{self, Step, StepId};
use learning::progress::{self, MarkSteps, Status, StepState};
use people::directory::{Directory, Identity};
use platform::html::FormErrors;
use platform::http::{
    Done, Form, IntoResponse as _, Path, Permission as _, Proof, Response, Routes, State, View, holds,
};
use platform::{Error, PersonId, Result, Site};
use training::enrolment::{self, Enrolment};
use training::sessions::{self, SeeSession, TrainingSession};

use super::{rules, views};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeSession, _>("/sessions/{session}/suivi", follow)
        .get::<MarkSteps, _>("/inscriptions/{inscription}/etapes/{etape}/validation", mark_page)
        .post::<MarkSteps, _>("/inscriptions/{inscription}/etapes/{etape}/validation", mark)
        .post::<MarkSteps, _>("/inscriptions/{inscription}/etapes/{etape}/annulation", unmark)
}

async fn follow(State(site): State<Site>, proof: Proof<SeeSession>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, &site, session.id).await?;
    let path = courses::outline(&mut tx, session.course).await?;
    let states = progress::of_session(&mut tx, session.id).await?;
    let may_mark = match proof.actor() {
        Some(actor) => holds(&mut tx, actor, &MarkSteps::INFO).await?,
        None => false,
    };
    drop(tx);
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = Directory::of(&site)?.sorted(&site, &people).await?;
    Ok(view.page(&views::follow(
        &session, &enrolled, &sorted, &path, &states, may_mark,
    )))
}

/// One step of one learner, to mark.
pub(super) struct Marking {
    pub(super) enrolment: Enrolment,
    pub(super) session: TrainingSession,
    pub(super) step: Step,
    pub(super) state: Option<StepState>,
    pub(super) card: Arc<Identity>,
}

/// A step that the platform observes by itself is nobody's to mark.
async fn load(site: &Site, proof: &Proof<MarkSteps>, step: &str) -> Result<Marking> {
    let step: StepId = step.parse()?;
    let mut tx = site.db().read().await?;
    let enrolment = enrolment::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    let path = courses::outline(&mut tx, session.course).await?;
    let state = progress::of_enrolment(&mut tx, enrolment.id).await?.remove(&step);
    drop(tx);
    let mut steps = path.into_iter().flat_map(|part| part.steps);
    let step = steps.find(|found| found.id == step && found.item.is_none());
    Ok(Marking {
        card: Directory::of(site)?.card(site, enrolment.person).await?,
        enrolment,
        session,
        step: step.ok_or(Error::NotFound)?,
        state,
    })
}

type Places = Path<(String, String)>;

async fn mark_page(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    view: View,
    Path((_, step)): Places,
) -> Result<Response> {
    let marking = load(&site, &proof, &step).await?;
    let before = marking.state.and_then(|state| state.percent);
    let typed = before.map_or_else(String::new, |percent| format!("{percent:.0}"));
    Ok(view.page(&views::mark(
        &view.frame,
        &marking,
        &typed,
        &FormErrors::default(),
    )))
}

async fn mark(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    view: View,
    Path((_, step)): Places,
    form: Form,
) -> Result<Response> {
    let marking = load(&site, &proof, &step).await?;
    let typed = form.text("pourcentage");
    let percent = rules::percent(typed);
    let scored = rules::scored(marking.step.modality);
    if scored && percent.is_none() {
        let mut errors = FormErrors::default();
        let message = "Donnez un pourcentage entier, de 0 à 100.";
        errors.add("pourcentage", "Pourcentage obtenu", message);
        return Ok(view.invalid(&views::mark(&view.frame, &marking, typed, &errors)));
    }
    let mut tx = site.db().begin().await?;
    progress::mark(
        &mut tx,
        &site,
        &proof,
        marking.step.id,
        percent.filter(|_| scored),
    )
    .await?;
    tx.commit().await?;
    let saying = format!(
        "Étape validée pour {}\u{202f}: «\u{202f}{}\u{202f}».",
        marking.card.full_name(),
        marking.step.title
    );
    Ok(Done::at(format!("/sessions/{}/suivi", marking.session.id))
        .saying(saying)
        .into_response())
}

async fn unmark(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    Path((_, step)): Places,
) -> Result<Response> {
    let marking = load(&site, &proof, &step).await?;
    if marking.state.is_some_and(|state| state.status == Status::Done) {
        let mut tx = site.db().begin().await?;
        progress::unmark(&mut tx, &site, &proof, marking.step.id).await?;
        tx.commit().await?;
    }
    let saying = format!(
        "L’étape «\u{202f}{}\u{202f}» est de nouveau à faire pour {}.",
        marking.step.title,
        marking.card.full_name()
    );
    Ok(Done::at(format!("/sessions/{}/suivi", marking.session.id))
        .saying(saying)
        .into_response())
}
