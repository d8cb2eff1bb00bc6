//! `/sessions/{session}/dates`.

use platform::html::{FormErrors, fr};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{PersonId, Result, Site};
use proof::attendance::keep_still;
use training::enrolment::Writing;
use training::sessions::{self, MoveSession};

use super::news::tell;
use super::plan::Plan;
use super::state::{Held, People, weigh};
use super::typed::Typed;
use super::views::{self, Consequences};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<MoveSession, _>("/sessions/{session}/dates", page)
        .post::<MoveSession, _>("/sessions/{session}/dates", go_on)
}

async fn page(State(site): State<Site>, proof: Proof<MoveSession>, view: View) -> Result<Response> {
    let held = Held::read(&mut site.db().read().await?, &site, proof.id()).await?;
    let typed = Typed::now(&held);
    Ok(view.page(&views::dates(&view.frame, &held, &typed, &FormErrors::default())))
}

async fn go_on(
    State(site): State<Site>,
    proof: Proof<MoveSession>,
    view: View,
    form: Form,
) -> Result<Response> {
    let held = Held::read(&mut site.db().read().await?, &site, proof.id()).await?;
    let mut typed = Typed::from_form(&form, &held);
    let mut errors = typed.catch_up(&held);
    if !errors.is_empty() {
        return Ok(view.invalid(&views::dates(&view.frame, &held, &typed, &errors)));
    }
    if form.text("aller") == "retour" {
        return Ok(view.page(&views::dates(&view.frame, &held, &typed, &errors)));
    }
    typed.follow(&held);
    let Some(plan) = Plan::read(&typed, &held, &mut errors)? else {
        return Ok(view.invalid(&views::dates(&view.frame, &held, &typed, &errors)));
    };
    let people = People::load(&site, &held.session).await?;
    if form.text("aller") == "ecrire" {
        let readers: Vec<PersonId> = people.all().map(|(person, _)| *person).collect();
        let writing = Writing::prepare(&site, &held.session, proof.actor(), &readers).await?;
        return write(&site, &proof, &view, typed, &people, &writing).await;
    }
    let standings = weigh(&site, &held, &plan, &people).await?;
    let shown = Consequences {
        held: &held,
        typed: &typed,
        plan: &plan,
        people: &people,
        standings: &standings,
    };
    Ok(view.page(&views::consequences(&view.frame, &shown)))
}

/// The dates, the accesses that follow and the mails, in one transaction. The sheets keep still meanwhile: what was shown
/// is read once more.
async fn write(
    site: &Site,
    proof: &Proof<MoveSession>,
    view: &View,
    mut typed: Typed,
    people: &People,
    writing: &Writing,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    keep_still(&mut tx, proof.id()).await?;
    let held = Held::read(&mut tx, site, proof.id()).await?;
    let mut errors = typed.catch_up(&held);
    let plan = match errors.is_empty() {
        true => Plan::read(&typed, &held, &mut errors)?,
        false => None,
    };
    let Some(plan) = plan else {
        drop(tx);
        return Ok(view.invalid(&views::dates(&view.frame, &held, &typed, &errors)));
    };
    if sessions::move_dates(&mut tx, site, proof, &plan.moves(&held))
        .await?
        .is_none()
    {
        drop(tx);
        let held = Held::read(&mut site.db().read().await?, site, proof.id()).await?;
        let errors = typed.catch_up(&held);
        return Ok(view.invalid(&views::dates(&view.frame, &held, &typed, &errors)));
    }
    let told = tell(&mut tx, site, writing, (&held, &plan), people).await?;
    tx.commit().await?;
    let saying = match told {
        0 => "Les dates de la session sont changées.".to_owned(),
        _ => format!(
            "Les dates de la session sont changées\u{202f}: {} par e-mail.",
            fr::count(told, "personne prévenue", "personnes prévenues")
        ),
    };
    Ok(Done::at(held.home()).saying(saying).into_response())
}
