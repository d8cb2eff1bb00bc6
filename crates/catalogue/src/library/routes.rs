//! `/bibliotheque`, `/bibliotheque/{ressource}`.

use platform::html::{FormErrors, Modality};
use platform::http::{Done, IntoResponse as _, Proof, Response, Routes, SentFile, State, Upload, View};
use platform::{Result, Site};

use super::package::{self, Checked};
use super::rules::{Typed, facts};
use super::store::{self, ItemId, ItemKind, NewItem};
use super::views::{self, ItemPage};
use super::{AddItems, EditItem};
use crate::courses::modality_code;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AddItems, _>("/bibliotheque", list)
        .get::<AddItems, _>("/bibliotheque/nouvelle", new_page)
        .upload::<AddItems, _>("/bibliotheque", create)
        .get::<EditItem, _>("/bibliotheque/{ressource}", page)
        .upload::<EditItem, _>("/bibliotheque/{ressource}/versions", add_version)
}

async fn list(State(site): State<Site>, _proof: Proof<AddItems>, view: View) -> Result<Response> {
    let items = store::items(&mut site.db().read().await?).await?;
    Ok(view.page(&views::list(&items)))
}

async fn new_page(_proof: Proof<AddItems>, view: View) -> Result<Response> {
    let typed = Typed {
        modality: modality_code(Modality::SelfPaced).to_owned(),
        ..Typed::default()
    };
    Ok(view.page(&views::new(&view.frame, &typed, &FormErrors::default())))
}

/// The package that was sent; otherwise the errors say why not.
async fn checked(file: Option<SentFile>, errors: &mut FormErrors) -> Result<Option<Checked>> {
    let Some(file) = file else {
        errors.add("paquet", views::FILE, "Choisissez le fichier .zip du module.");
        return Ok(None);
    };
    match package::check(file.file).await? {
        Ok(checked) => Ok(Some(checked)),
        Err(sentence) => {
            errors.add("paquet", views::FILE, sentence);
            Ok(None)
        }
    }
}

async fn create(
    State(site): State<Site>,
    proof: Proof<AddItems>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let text = |name: &str| upload.form.text(name).to_owned();
    let typed = Typed {
        title: text("titre"),
        minutes: text("minutes"),
        modality: text("modalite"),
    };
    let mut errors = FormErrors::default();
    let facts = facts(&typed, &mut errors);
    let checked = checked(upload.take("paquet"), &mut errors).await?;
    let (Some(facts), Some(checked)) = (facts, checked) else {
        return Ok(view.invalid(&views::new(&view.frame, &typed, &errors)));
    };
    let sealed = checked.seal(&site, site.new_id::<ItemId>()).await?;
    let new = NewItem {
        title: &facts.title,
        kind: ItemKind::Scorm12,
        modality: facts.modality,
        minutes: facts.minutes,
    };
    let mut tx = site.db().begin().await?;
    let id = store::import(&mut tx, &site, &proof, &new, sealed).await?;
    tx.commit().await?;
    let saying = format!("«\u{202f}{}\u{202f}» est dans la bibliothèque.", facts.title);
    Ok(Done::at(format!("/bibliotheque/{id}"))
        .saying(saying)
        .into_response())
}

async fn page(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let shown = gather(&site, proof.id()).await?;
    Ok(view.page(&views::page(&view.frame, &shown, &FormErrors::default())?))
}

async fn gather(site: &Site, id: ItemId) -> Result<ItemPage> {
    let mut tx = site.db().read().await?;
    Ok(ItemPage {
        item: store::find(&mut tx, id).await?,
        versions: store::versions(&mut tx, id).await?,
        uses: store::uses(&mut tx, id).await?,
    })
}

async fn add_version(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let Some(checked) = checked(upload.take("paquet"), &mut errors).await? else {
        let shown = gather(&site, proof.id()).await?;
        return Ok(view.invalid(&views::page(&view.frame, &shown, &errors)?));
    };
    let sealed = checked.seal(&site, proof.id()).await?;
    let mut tx = site.db().begin().await?;
    store::replace(&mut tx, &site, &proof, sealed).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/bibliotheque/{}", proof.id()))
        .saying("La nouvelle version est en ligne.")
        .into_response())
}
