//! `/parcours/{parcours}/documents`: what a course gives its people beside its steps.

use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, State, View};
use platform::{Result, Site};

use super::routes::{gather, gone};
use super::views::documents as views;
use crate::courses::{self, EditCourse, Readers};
use crate::library::ItemId;

fn done(proof: &Proof<EditCourse>, saying: &str) -> Response {
    Done::at(format!("/parcours/{}/documents", proof.id()))
        .saying(saying)
        .into_response()
}

pub(super) async fn page(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let none = FormErrors::default();
    Ok(view.page(&views::page(&view.frame, &shown, ("", ""), &none)))
}

pub(super) async fn add(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let typed = (form.text("ressource"), form.text("lecteurs"));
    let shown = gather(&site, &proof).await?;
    let mut items = shown.items.iter();
    let item = items.find(|item| item.id.to_string() == typed.0 && item.kind.kept());
    let (Some(item), Some(readers)) = (item, Readers::parse(typed.1)) else {
        let mut errors = FormErrors::default();
        if item.is_none() {
            errors.add(
                "ressource",
                "Ressource",
                "Choisissez une page, un document ou un lien de la bibliothèque.",
            );
        }
        if Readers::parse(typed.1).is_none() {
            errors.add("lecteurs", "Qui le lit", "Dites qui lit ce document.");
        }
        return Ok(view.invalid(&views::page(&view.frame, &shown, typed, &errors)));
    };
    let mut tx = site.db().begin().await?;
    courses::add_material(&mut tx, &site, &proof, item.id, readers).await?;
    tx.commit().await?;
    Ok(done(
        &proof,
        "Le document est ajouté\u{202f}: toutes les sessions du parcours l’ont.",
    ))
}

pub(super) async fn remove(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    form: Form,
) -> Result<Response> {
    let item: ItemId = form.text("ressource").parse().map_err(|_| gone())?;
    let mut tx = site.db().begin().await?;
    courses::remove_material(&mut tx, &site, &proof, item).await?;
    tx.commit().await?;
    Ok(done(
        &proof,
        "Le document est retiré du parcours. Il reste dans la bibliothèque.",
    ))
}
