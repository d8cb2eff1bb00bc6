//! `/sessions/{session}/dates`.

use platform::html::{FormErrors, fr};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Result, Site};
use proof::attendance::keep_still;
use training::sessions::{self, MoveSession};

use super::news::Writing;
use super::plan::{Plan, Typed};
use super::state::{Held, People, weigh};
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
    let mut typed = Typed::read(&form, &held);
    let mut errors = FormErrors::default();
    if form.text("aller") == "retour" {
        return Ok(view.page(&views::dates(&view.frame, &held, &typed, &errors)));
    }
    if !typed.is_current(&held) {
        return Ok(overtaken(&view, &held, typed));
    }
    typed.follow(&held);
    let Some(plan) = Plan::read(&typed, &held, &mut errors)? else {
        return Ok(view.invalid(&views::dates(&view.frame, &held, &typed, &errors)));
    };
    let people = People::load(&site, &held.session).await?;
    if form.text("aller") == "ecrire" {
        let writing = Writing::prepare(&site, &held, proof.actor(), &people).await?;
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

/// Somebody changed the session since it was read: what was typed stays, beside what is now.
fn overtaken(view: &View, held: &Held, mut typed: Typed) -> Response {
    let mut errors = FormErrors::default();
    let message = "Quelqu’un a changé cette session pendant que vous remplissiez la page. Rien n’a été écrit\u{202f}: voyez ses dates d’aujourd’hui sous chaque champ, puis continuez.";
    errors.add("debut", "Dates de la session", message);
    typed.revision = held.session.revision.to_string();
    typed.follow = false;
    view.invalid(&views::dates(&view.frame, held, &typed, &errors))
}

/// The dates, the accesses that follow and the mails, in one transaction. The sheets keep still meanwhile: what was shown
/// is read once more.
async fn write(
    site: &Site,
    proof: &Proof<MoveSession>,
    view: &View,
    typed: Typed,
    people: &People,
    writing: &Writing,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    keep_still(&mut tx, proof.id()).await?;
    let held = Held::read(&mut tx, site, proof.id()).await?;
    if !typed.is_current(&held) {
        drop(tx);
        return Ok(overtaken(view, &held, typed));
    }
    let mut errors = FormErrors::default();
    let Some(plan) = Plan::read(&typed, &held, &mut errors)? else {
        drop(tx);
        return Ok(view.invalid(&views::dates(&view.frame, &held, &typed, &errors)));
    };
    if sessions::move_dates(&mut tx, site, proof, &plan.moves(&held))
        .await?
        .is_none()
    {
        drop(tx);
        let held = Held::read(&mut site.db().read().await?, site, proof.id()).await?;
        return Ok(overtaken(view, &held, typed));
    }
    let told = writing.tell(&mut tx, site, &held, &plan, people).await?;
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
