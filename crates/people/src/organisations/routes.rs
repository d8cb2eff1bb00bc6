//! `/regions/{region}/organisme`.

use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::keys::{self, Class};
use platform::{Result, Site};

use super::{EditOrganisation, Organisation, pictures, rules, store, views};
use crate::regions;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EditOrganisation, _>("/regions/{region}/organisme", page)
        .post::<EditOrganisation, _>("/regions/{region}/organisme", save)
        .and(pictures::routes())
}

async fn page(State(site): State<Site>, proof: Proof<EditOrganisation>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let known = store::find(&mut tx, &site, region.id).await?;
    let shown = known.unwrap_or_else(|| Organisation {
        name: region.name.clone(),
        ..Organisation::default()
    });
    Ok(view.page(&views::page(&view.frame, &region, &shown, &FormErrors::default())))
}

/// Spaces in numbers are for the eye.
fn typed(form: &Form) -> Organisation {
    let text = |name: &str| form.text(name).to_owned();
    let number = |name: &str| form.text(name).chars().filter(|c| !c.is_whitespace()).collect();
    let lines = form.text("adresse").lines().map(str::trim);
    Organisation {
        name: text("nom"),
        address: lines.filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        city: text("ville"),
        siret: number("siret"),
        nda: number("nda"),
        signatory: text("signataire"),
        capacity: text("qualite"),
    }
}

async fn save(
    State(site): State<Site>,
    proof: Proof<EditOrganisation>,
    view: View,
    form: Form,
) -> Result<Response> {
    let said = typed(&form);
    let errors = rules::check(&said);
    if !errors.is_empty() {
        let region = regions::find(&mut site.db().read().await?, proof.id()).await?;
        return Ok(view.invalid(&views::page(&view.frame, &region, &said, &errors)));
    }
    let key = site.keys().get_or_create(keys::PLATFORM, Class::Platform).await?;
    let mut tx = site.db().begin().await?;
    store::save(&mut tx, &site, &proof, &key, &said).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/regions/{}/organisme", proof.id()))
        .saying("C’est enregistré\u{202f}: les prochains documents porteront ces mentions.")
        .into_response())
}
