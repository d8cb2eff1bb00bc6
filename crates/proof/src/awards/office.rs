//! `/regles-de-badges`: what badges are won by, as the national office chooses it.

use catalogue::courses;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::ids::Uuid;
use platform::{Error, Result, Site};

use super::rules::{Typed, read};
use super::store::{self, RuleId};
use super::{MakeBadges, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<MakeBadges, _>("/regles-de-badges", page)
        .post::<MakeBadges, _>("/regles-de-badges", make)
        .post::<MakeBadges, _>("/regles-de-badges/{regle}", stop)
}

async fn shown(site: &Site, view: &View, typed: &Typed, errors: &FormErrors) -> Result<platform::html::Page> {
    let mut tx = site.db().read().await?;
    let rules = store::rules(&mut tx).await?;
    let courses = courses::offered(&mut tx).await?;
    drop(tx);
    Ok(views::office(&view.frame, (&rules, &courses), typed, errors))
}

async fn page(State(site): State<Site>, _: Proof<MakeBadges>, view: View) -> Result<Response> {
    Ok(view.page(&shown(&site, &view, &Typed::default(), &FormErrors::default()).await?))
}

async fn make(
    State(site): State<Site>,
    proof: Proof<MakeBadges>,
    view: View,
    form: Form,
) -> Result<Response> {
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        name: text("nom"),
        story: text("histoire"),
        icon: text("dessin"),
        won_by: text("fait"),
        wanted: text("nombre"),
        course: text("parcours"),
    };
    let mut errors = FormErrors::default();
    let new = read(&typed, &mut errors);
    let mut tx = site.db().begin().await?;
    let offered = courses::offered(&mut tx).await?;
    let course = offered
        .iter()
        .find(|course| course.id.to_string() == typed.course);
    if course.is_none() && !typed.course.is_empty() {
        errors.add("parcours", "Parcours", "choisissez-en un dans la liste");
    }
    let Some(new) = new.filter(|_| errors.is_empty()) else {
        drop(tx);
        return Ok(view.invalid(&shown(&site, &view, &typed, &errors).await?));
    };
    let course: Option<Uuid> = course.map(|course| course.id.0);
    store::make(&mut tx, &site, &proof, &new, course).await?;
    tx.commit().await?;
    Ok(Done::at("/regles-de-badges")
        .saying(format!(
            "Le badge «\u{202f}{}\u{202f}» se gagne à partir de maintenant.",
            new.name
        ))
        .into_response())
}

async fn stop(
    State(site): State<Site>,
    proof: Proof<MakeBadges>,
    Path(typed): Path<String>,
    form: Form,
) -> Result<Response> {
    let id: RuleId = typed.parse().map_err(|_| Error::NotFound)?;
    let stopped = form.text("acte") == "arreter";
    let mut tx = site.db().begin().await?;
    if !store::rules(&mut tx).await?.iter().any(|rule| rule.id == id) {
        return Err(Error::NotFound);
    }
    store::stop(&mut tx, &site, &proof, id, stopped).await?;
    tx.commit().await?;
    let saying = match stopped {
        true => "Ce badge ne se gagne plus. Qui l’a le garde.",
        false => "Ce badge se gagne de nouveau.",
    };
    Ok(Done::at("/regles-de-badges").saying(saying).into_response())
}
