//! `/bibliotheque`, `/bibliotheque/{ressource}`.

use std::collections::HashMap;

use platform::html::{FormErrors, Modality, Notice};
use platform::http::{
    Done, Form, IntoResponse as _, Proof, Query, Response, Routes, SentFile, State, Upload, View,
};
use platform::{Error, Result, Site};

use super::kinds::{ItemKind, OnUpdate, Sent};
use super::package::{self, Sealed};
use super::rules::{Typed, TypedReading, facts, found, reading};
use super::store::{self, Item, ItemId, NewItem, Sheet};
use super::views::{self, ItemPage, NewForm};
use super::{AddItems, Audience, EditItem, document};
use crate::courses::modality_code;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AddItems, _>("/bibliotheque", list)
        .get::<AddItems, _>("/bibliotheque/nouvelle", new_page)
        .upload::<AddItems, _>("/bibliotheque", create)
        .get::<AddItems, _>("/bibliotheque/corbeille", trash_page)
        .post::<AddItems, _>("/bibliotheque/corbeille", restore)
        .get::<EditItem, _>("/bibliotheque/{ressource}", page)
        .upload::<EditItem, _>("/bibliotheque/{ressource}/versions", add_version)
        .get::<EditItem, _>("/bibliotheque/{ressource}/retour", back_page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/retour", bring_back)
        .get::<EditItem, _>("/bibliotheque/{ressource}/fiche", sheet_page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/fiche", save_sheet)
        .get::<EditItem, _>("/bibliotheque/{ressource}/retrait", remove_page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/retrait", remove)
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
    let wanted = |item: &&Item| found(item, words) && kind.is_none_or(|kind| kind == item.kind);
    let shown: Vec<&Item> = all.iter().filter(wanted).collect();
    Ok(view.page(&views::list(&shown, all.len(), words, kind)))
}

async fn new_page(_proof: Proof<AddItems>, view: View, Query(query): Asked) -> Result<Response> {
    let Some(kind) = ItemKind::parse(asked(&query, "sorte")) else {
        return Ok(view.page(&views::kinds()));
    };
    let modality = match kind {
        ItemKind::Meeting => Modality::OnSite,
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
    Ok(view.page(&views::new(&view.frame, &form, &FormErrors::default())))
}

/// What was sent, checked and not yet kept.
enum Checked {
    Package(Box<package::Checked>),
    Reading(super::Reading, Option<document::Document>),
}

fn package_of(checked: package::Checked) -> Checked {
    Checked::Package(Box::new(checked))
}

impl Checked {
    async fn seal(self, site: &Site, item: ItemId) -> Result<Sealed> {
        match self {
            Self::Package(checked) => checked.seal(site, item).await,
            Self::Reading(reading, document) => Sealed::reading(site, item, &reading, document).await,
        }
    }
}

/// What a form brings for an item of a kind; otherwise the errors say why not.
async fn checked(
    kind: ItemKind,
    file: Option<SentFile>,
    typed: &TypedReading,
    errors: &mut FormErrors,
) -> Result<Option<Checked>> {
    let label = views::file_label(kind);
    let field = views::file_field(kind);
    let words = match kind.sent() {
        Sent::Archive => None,
        Sent::File | Sent::Words => reading(kind, typed, errors),
    };
    let read = match (kind, file) {
        (ItemKind::Link | ItemKind::Instruction | ItemKind::Meeting, _) => {
            return Ok(words.map(|words| Checked::Reading(words, None)));
        }
        (_, None) => Err(views::choose(kind).to_owned()),
        (ItemKind::Scorm, Some(file)) => package::check(file.file).await?.map(package_of),
        (ItemKind::Web, Some(file)) => package::check_web(file.file).await?.map(package_of),
        (ItemKind::Document, Some(file)) => match (document::check(file).await?, words) {
            (Ok(document), Some(mut words)) => {
                words.file = Some(document.name.clone());
                Ok(Checked::Reading(words, Some(document)))
            }
            (Ok(_), None) => return Ok(None),
            (Err(sentence), _) => Err(sentence),
        },
    };
    Ok(read.map_err(|sentence| errors.add(field, label, sentence)).ok())
}

fn typed_reading(form: &Form) -> TypedReading {
    TypedReading {
        text: form.text("texte").to_owned(),
        address: form.text("adresse").to_owned(),
    }
}

fn typed_facts(form: &Form) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    Typed {
        title: text("titre"),
        minutes: text("minutes"),
        modality: text("modalite"),
    }
}

async fn create(
    State(site): State<Site>,
    proof: Proof<AddItems>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let kind = ItemKind::parse(upload.form.text("sorte")).unwrap_or(ItemKind::Scorm);
    let form = NewForm {
        kind,
        typed: typed_facts(&upload.form),
        reading: typed_reading(&upload.form),
    };
    let mut errors = FormErrors::default();
    let facts = facts(&form.typed, &mut errors);
    let file = upload.take(views::file_field(kind));
    let checked = checked(kind, file, &form.reading, &mut errors).await?;
    let (Some(facts), Some(checked)) = (facts, checked) else {
        return Ok(view.invalid(&views::new(&view.frame, &form, &errors)));
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
    Ok(Done::at(format!("/bibliotheque/{id}"))
        .saying(saying)
        .into_response())
}

async fn page(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let shown = gather(&site, proof.id()).await?;
    Ok(view.page(&views::page(&view.frame, &shown, None, &FormErrors::default())?))
}

async fn gather(site: &Site, id: ItemId) -> Result<ItemPage> {
    let mut tx = site.db().read().await?;
    Ok(ItemPage {
        item: store::find(&mut tx, id).await?,
        versions: store::versions(&mut tx, id).await?,
        uses: store::uses(&mut tx, id).await?,
        reach: site.extension::<Audience>()?.0.reach(&mut tx, site, id).await?,
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
    let typed = typed_reading(&upload.form);
    let mut errors = FormErrors::default();
    let on_update = OnUpdate::parse(upload.form.text("commence")).unwrap_or(shown.item.on_update);
    let file = upload.take(views::file_field(kind));
    // Words alone may change: the file of the version in force stays.
    if kind == ItemKind::Document
        && file.is_none()
        && let Some(words) = reading(kind, &typed, &mut errors)
        && let Some(current) = shown.versions.first()
    {
        let mut tx = site.db().begin().await?;
        let kept = store::only_file(&mut tx, current.version.id).await?;
        let words = super::Reading {
            file: kept.as_ref().map(|(name, _)| name.clone()),
            ..words
        };
        store::reword(&mut tx, &site, &proof, &words, kept).await?;
        tx.commit().await?;
        return Ok(online(proof.id()));
    }
    let Some(checked) = checked(kind, file, &typed, &mut errors).await? else {
        shown.item.on_update = on_update;
        return Ok(view.invalid(&views::page(&view.frame, &shown, Some(&typed), &errors)?));
    };
    let sealed = checked.seal(&site, proof.id()).await?;
    let mut tx = site.db().begin().await?;
    store::replace(&mut tx, &site, &proof, sealed, on_update).await?;
    tx.commit().await?;
    Ok(online(proof.id()))
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

async fn remove_page(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let shown = gather(&site, proof.id()).await?;
    Ok(view.page(&views::remove(&view.frame, &shown)))
}

async fn remove(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    match store::trash(&mut tx, &site, &proof).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(Done::at("/bibliotheque")
                .saying("La ressource est dans la corbeille. Vous pouvez l’en sortir.")
                .into_response())
        }
        Err(Error::InUse) => {
            drop(tx);
            let shown = gather(&site, proof.id()).await?;
            Ok(view.invalid(&views::remove(&view.frame, &shown)))
        }
        Err(other) => Err(other),
    }
}

async fn trash_page(State(site): State<Site>, _proof: Proof<AddItems>, view: View) -> Result<Response> {
    let items = store::trashed(&mut site.db().read().await?).await?;
    Ok(view.page(&views::trash(&view.frame, &items)))
}

async fn restore(
    State(site): State<Site>,
    proof: Proof<AddItems>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let restored = match form.text("ressource").parse::<ItemId>() {
        Ok(item) => store::restore(&mut tx, &site, &proof, item).await.map(|()| item),
        Err(error) => Err(error),
    };
    match restored {
        Ok(item) => {
            tx.commit().await?;
            Ok(Done::at(format!("/bibliotheque/{item}"))
                .saying("La ressource est de retour dans la bibliothèque.")
                .into_response())
        }
        Err(Error::NotFound) => {
            drop(tx);
            let items = store::trashed(&mut site.db().read().await?).await?;
            let gone = Notice::warn("Cette ressource n’est plus dans la corbeille.");
            Ok(view.invalid(&views::trash(&view.frame, &items).notice(gone)))
        }
        Err(other) => Err(other),
    }
}
