//! `/bibliotheque`, `/bibliotheque/{ressource}`.

use std::collections::HashMap;

use people::directory::Directory;
use platform::html::{FormErrors, Modality};
use platform::http::{
    Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Query, Response, Routes, State, Upload, View,
    send_blob,
};
use platform::{Error, PersonId, Result, Site, blobs};

use super::kinds::{ItemKind, OnUpdate};
use super::rules::{Typed, TypedReading, facts, found};
use super::sent::{self, Brought, typed_facts};
use super::several;
use super::store::{self, Item, ItemId, NewItem, Sheet};
use super::views::{self, ItemPage, NewForm};
use super::{AddItems, Audience, EditItem, trash};
use crate::courses::modality_code;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AddItems, _>("/bibliotheque", list)
        .get::<AddItems, _>("/bibliotheque/nouvelle", new_page)
        .upload::<AddItems, _>("/bibliotheque", create)
        .get::<AddItems, _>("/bibliotheque/plusieurs", several::page)
        .upload::<AddItems, _>("/bibliotheque/plusieurs", several::create)
        .get::<AddItems, _>("/bibliotheque/corbeille", trash::trash_page)
        .post::<AddItems, _>("/bibliotheque/corbeille", trash::restore)
        .get::<EditItem, _>("/bibliotheque/{ressource}", page)
        .upload::<EditItem, _>("/bibliotheque/{ressource}/versions", add_version)
        .get::<EditItem, _>(
            "/bibliotheque/{ressource}/versions/{version}/{fichier}",
            recording_file,
        )
        .get::<EditItem, _>("/bibliotheque/{ressource}/retour", back_page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/retour", bring_back)
        .post::<EditItem, _>("/bibliotheque/{ressource}/archive", archive)
        .get::<EditItem, _>("/bibliotheque/{ressource}/fiche", sheet_page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/fiche", save_sheet)
        .get::<EditItem, _>("/bibliotheque/{ressource}/retrait", trash::remove_page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/retrait", trash::remove)
}

type Asked = Query<HashMap<String, String>>;

fn asked<'a>(query: &'a HashMap<String, String>, name: &str) -> &'a str {
    query.get(name).map_or("", String::as_str)
}

async fn list(
    State(site): State<Site>,
    _proof: Proof<AddItems>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let all = store::items(&mut site.db().read().await?).await?;
    let (words, kind) = (asked(&query, "q"), ItemKind::parse(asked(&query, "sorte")));
    let archived = asked(&query, "etat") == views::ARCHIVED;
    let wanted = |item: &&Item| {
        item.archived == archived && found(item, words) && kind.is_none_or(|kind| kind == item.kind)
    };
    let shown: Vec<&Item> = all.iter().filter(wanted).collect();
    Ok(view.page(&views::list(&shown, all.len(), words, kind, archived)))
}

async fn new_page(_proof: Proof<AddItems>, view: View, Query(query): Asked) -> Result<Response> {
    let Some(kind) = ItemKind::parse(asked(&query, "sorte")) else {
        return Ok(view.page(&views::kinds()));
    };
    let modality = match kind {
        ItemKind::Meeting => Modality::OnSite,
        ItemKind::Quiz => Modality::Quiz,
        ItemKind::Assignment => Modality::CaseStudy,
        _ => Modality::SelfPaced,
    };
    let form = NewForm {
        kind,
        typed: Typed {
            modality: modality_code(modality).to_owned(),
            ..Typed::default()
        },
        reading: TypedReading::default(),
    };
    let page = view.page(&views::new(&view.frame, &form, &FormErrors::default()));
    Ok(recording(kind, page))
}

async fn create(
    State(site): State<Site>,
    proof: Proof<AddItems>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let kind = ItemKind::parse(upload.form.text("sorte")).unwrap_or(ItemKind::Scorm);
    let brought = Brought::of(kind, &mut upload);
    let form = NewForm {
        kind,
        typed: typed_facts(&upload.form),
        reading: brought.typed.clone(),
    };
    let mut errors = FormErrors::default();
    let facts = facts(&form.typed, &mut errors);
    let checked = sent::check(brought, None, &mut errors).await?;
    let (Some(facts), Some(checked)) = (facts, checked) else {
        let page = view.invalid(&views::new(&view.frame, &form, &errors));
        return Ok(recording(kind, page));
    };
    let sealed = checked.seal(&site, site.new_id::<ItemId>()).await?;
    let new = NewItem {
        title: &facts.title,
        kind,
        modality: facts.modality,
        minutes: facts.minutes,
    };
    let mut tx = site.db().begin().await?;
    let id = store::import(&mut tx, &site, &proof, &new, sealed).await?;
    tx.commit().await?;
    let saying = format!("«\u{202f}{}\u{202f}» est dans la bibliothèque.", facts.title);
    // What is made of questions is composed next.
    let next = match kind {
        ItemKind::Quiz => "/quiz",
        ItemKind::Survey | ItemKind::LateSurvey => "/enquete",
        _ => "",
    };
    Ok(Done::at(format!("/bibliotheque/{id}{next}"))
        .saying(saying)
        .into_response())
}

async fn archive(State(site): State<Site>, proof: Proof<EditItem>, form: Form) -> Result<Response> {
    let archived = form.text("etat") == views::ARCHIVED;
    let mut tx = site.db().begin().await?;
    store::archive(&mut tx, &site, &proof, archived).await?;
    tx.commit().await?;
    let saying = match archived {
        true => {
            "La ressource est archivée\u{202f}: les parcours qui l’utilisent la gardent, aucun autre ne la propose."
        }
        false => "La ressource est de nouveau proposée aux parcours.",
    };
    Ok(Done::at(format!("/bibliotheque/{}", proof.id()))
        .saying(saying)
        .into_response())
}

async fn page(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let shown = gather(&site, proof.id()).await?;
    let page = views::page(&view.frame, &shown, None, &FormErrors::default())?;
    Ok(recording(shown.item.kind, view.page(&page)))
}

/// A page where an instruction may be said or filmed.
fn recording(kind: ItemKind, page: Response) -> Response {
    match kind {
        ItemKind::Assignment => View::recording(page),
        _ => page,
    }
}

pub(super) async fn gather(site: &Site, id: ItemId) -> Result<ItemPage> {
    let mut tx = site.db().read().await?;
    let item = store::find(&mut tx, id).await?;
    let versions = store::versions(&mut tx, id).await?;
    let changes = store::changes(&mut tx, id).await?;
    let uses = store::uses(&mut tx, id).await?;
    let reach = site.extension::<Audience>()?.0.reach(&mut tx, site, id).await?;
    drop(tx);
    let added = versions.iter().filter_map(|line| line.by);
    let authors: Vec<PersonId> = added
        .chain(changes.iter().filter_map(|change| change.by))
        .collect();
    Ok(ItemPage {
        authors: Directory::of(site)?.cards(site, &authors).await?,
        item,
        versions,
        changes,
        uses,
        reach,
    })
}

async fn add_version(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let mut shown = gather(&site, proof.id()).await?;
    let kind = shown.item.kind;
    let brought = Brought::of(kind, &mut upload);
    let mut typed = brought.typed.clone();
    if let Some(line) = shown.versions.first() {
        typed.spoken.held = line
            .version
            .reading()
            .map(|shown| shown.spoken)
            .unwrap_or_default();
        typed.spoken.files = views::spoken_files(&shown);
    }
    let mut errors = FormErrors::default();
    let on_update = OnUpdate::parse(upload.form.text("commence")).unwrap_or(shown.item.on_update);
    let before = shown.versions.first().map(|line| &line.version);
    let Some(checked) = sent::check(brought, before, &mut errors).await? else {
        shown.item.on_update = on_update;
        let page = view.invalid(&views::page(&view.frame, &shown, Some(&typed), &errors)?);
        return Ok(recording(kind, page));
    };
    let sealed = checked.seal(&site, proof.id()).await?;
    let mut tx = site.db().begin().await?;
    store::replace(&mut tx, &site, &proof, sealed, on_update).await?;
    tx.commit().await?;
    Ok(online(proof.id()))
}

/// A file of a recording, for who works on the library.
async fn recording_file(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    Path((_, version, name)): Path<(String, String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let item = store::find(&mut tx, proof.id()).await?;
    let version = store::version(&mut tx, version.parse()?).await?;
    let said = || Ok::<_, Error>(version.reading()?.spoken.iter().any(|one| one.file == name));
    let plays = item.kind.recorded() || (item.kind == ItemKind::Assignment && said()?);
    if version.item != item.id || !plays {
        return Err(Error::NotFound);
    }
    let file = store::file(&mut tx, version.id, &name).await?;
    let blob = blobs::find(&mut tx, file.blob).await?;
    drop(tx);
    send_blob(&site, &blob, &asked, false).await
}

fn online(id: ItemId) -> Response {
    Done::at(format!("/bibliotheque/{id}"))
        .saying("La nouvelle version est en ligne.")
        .into_response()
}

/// What one would go back to isn't there.
const NOT_EARLIER: &str = "Cette version n’existe pas, ou elle est déjà en ligne.";

async fn back_page(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, proof.id()).await?;
    let number: u32 = asked(&query, "version").parse().unwrap_or_default();
    let known = shown
        .versions
        .iter()
        .skip(1)
        .any(|line| line.version.number == number);
    if !known {
        return Ok(Done::at(format!("/bibliotheque/{}", proof.id()))
            .saying(NOT_EARLIER)
            .into_response());
    }
    Ok(view.page(&views::back(&view.frame, &shown, number)))
}

async fn bring_back(State(site): State<Site>, proof: Proof<EditItem>, form: Form) -> Result<Response> {
    let number: u32 = form.text("version").parse().unwrap_or_default();
    let mut tx = site.db().begin().await?;
    let item = store::find(&mut tx, proof.id()).await?;
    let on_update = OnUpdate::parse(form.text("commence")).unwrap_or(item.on_update);
    let saying = match store::bring_back(&mut tx, &site, &proof, number, on_update).await {
        Ok(_) => {
            tx.commit().await?;
            format!("La version {number} est de nouveau en ligne.")
        }
        // Sent twice, or by two people.
        Err(Error::InUse | Error::NotFound) => NOT_EARLIER.to_owned(),
        Err(other) => return Err(other),
    };
    Ok(Done::at(format!("/bibliotheque/{}", proof.id()))
        .saying(saying)
        .into_response())
}

async fn sheet_page(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let item = store::find(&mut site.db().read().await?, proof.id()).await?;
    let typed = Typed {
        title: item.title.clone(),
        minutes: item.minutes.to_string(),
        modality: modality_code(item.modality).to_owned(),
    };
    let page = views::sheet(
        &view.frame,
        &item,
        item.revision,
        &typed,
        &item.sheet,
        &FormErrors::default(),
    );
    Ok(view.page(&page))
}

async fn save_sheet(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    form: Form,
) -> Result<Response> {
    let text = |name: &str| form.text(name).to_owned();
    let typed = typed_facts(&form);
    let sheet = Sheet {
        objectives: text("objectifs"),
        audience: text("public"),
        keywords: text("mots"),
        language: text("langue"),
        licence: text("licence"),
    };
    let mut errors = FormErrors::default();
    super::rules::check_sheet(&sheet, &mut errors);
    let mut revision = form.text("revision").parse().unwrap_or_default();
    if let Some(facts) = facts(&typed, &mut errors)
        && errors.is_empty()
    {
        let mut tx = site.db().begin().await?;
        if store::describe(&mut tx, &site, &proof, revision, &facts, &sheet).await? {
            tx.commit().await?;
            return Ok(Done::at(format!("/bibliotheque/{}", proof.id()))
                .saying("La fiche est enregistrée.")
                .into_response());
        }
        errors.add("titre", "", views::CHANGED);
    }
    let item = store::find(&mut site.db().read().await?, proof.id()).await?;
    if errors.get("titre").is_some_and(|error| error == views::CHANGED) {
        revision = item.revision;
    }
    Ok(view.invalid(&views::sheet(
        &view.frame,
        &item,
        revision,
        &typed,
        &sheet,
        &errors,
    )))
}
