//! `/modeles`: the documents, their words, a preview of them.

use std::collections::HashMap;

use people::directory::Directory;
use platform::html::FormErrors;
use platform::http::{
    Done, Form, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View, print, send_pdf,
};
use platform::{Error, PersonId, Result, Site};

use super::EditTemplates;
use super::check::check;
use super::original::original;
use super::rules::{Document, Text};
use super::sample::Sample;
use super::store::{self, Version};
use super::views::{self, Editing};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EditTemplates, _>("/modeles", list)
        .get::<EditTemplates, _>("/modeles/{modele}", page)
        .post::<EditTemplates, _>("/modeles/{modele}", save)
        .post::<EditTemplates, _>("/modeles/{modele}/apercu", preview)
        .post::<EditTemplates, _>("/modeles/{modele}/document", document)
        .get::<EditTemplates, _>("/modeles/{modele}/origine", original_page)
        .post::<EditTemplates, _>("/modeles/{modele}/origine", back_to_original)
}

const CHANGED: &str = "quelqu’un d’autre a enregistré un autre texte pendant ce temps. Il est écrit plus bas, et votre saisie est gardée\u{202f}: enregistrez-la si elle reste juste";

fn read(slug: &str) -> Result<Document> {
    Document::of_slug(slug).ok_or_else(|| {
        Error::Refused(
            "Ce document n’a pas de modèle\u{202f}: choisissez-en un dans la liste des modèles.".into(),
        )
    })
}

fn typed(form: &Form) -> Text {
    let text = |name: &str| form.text(name).trim().replace("\r\n", "\n");
    Text {
        title: text("titre"),
        subtitle: text("soustitre"),
        body: text("corps"),
        closing: text("cloture"),
        footer: text("pied"),
    }
}

fn seen(form: &Form) -> i64 {
    form.text("revision").parse().unwrap_or_default()
}

/// The versions of a document, and who made them.
async fn versions(site: &Site, document: Document) -> Result<(Vec<Version>, views::Authors)> {
    let versions = store::versions(&mut site.db().read().await?, document).await?;
    let people: Vec<PersonId> = versions.iter().filter_map(|one| one.by).collect();
    let authors = Directory::of(site)?.cards(site, &people).await?;
    Ok((versions, authors))
}

async fn list(State(site): State<Site>, _proof: Proof<EditTemplates>, view: View) -> Result<Response> {
    let last = store::last(&mut site.db().read().await?).await?;
    let people: Vec<PersonId> = last.values().filter_map(|one| one.by).collect();
    let authors = Directory::of(&site)?.cards(&site, &people).await?;
    Ok(view.page(&views::list(&last, &authors)?))
}

async fn page(
    State(site): State<Site>,
    _proof: Proof<EditTemplates>,
    view: View,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let document = read(&slug)?;
    let (versions, authors) = versions(&site, document).await?;
    let asked = query.get("version").and_then(|number| number.parse::<i64>().ok());
    let shown = match asked {
        Some(number) => Some(
            versions
                .iter()
                .find(|one| one.number == number)
                .ok_or(Error::NotFound)?,
        ),
        None => versions.first(),
    };
    let text = shown.and_then(|one| one.text.clone());
    let text = text.unwrap_or_else(|| original(document));
    let revision = versions.first().map_or(0, |one| one.number);
    let editing = Editing {
        document,
        text: &text,
        revision,
        former: asked.is_some_and(|number| number != revision),
        versions: &versions,
        authors: &authors,
        sample: None,
        beside: false,
    };
    Ok(view.page(&views::page(&view.frame, &editing, &FormErrors::default())?))
}

/// The form again, with what was typed: what to mend, or what it looks like.
async fn again(
    site: &Site,
    view: &View,
    (document, text, seen): (Document, &Text, i64),
    sample: Option<&Sample>,
    errors: &FormErrors,
) -> Result<Response> {
    let (versions, authors) = versions(site, document).await?;
    let revision = versions.first().map_or(0, |one| one.number);
    let editing = Editing {
        document,
        text,
        revision,
        former: false,
        versions: &versions,
        authors: &authors,
        sample,
        beside: revision != seen,
    };
    let page = views::page(&view.frame, &editing, errors)?;
    Ok(if errors.is_empty() {
        view.page(&page)
    } else {
        view.invalid(&page)
    })
}

async fn save(
    State(site): State<Site>,
    proof: Proof<EditTemplates>,
    view: View,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response> {
    let document = read(&slug)?;
    let (text, seen) = (typed(&form), seen(&form));
    let mut errors = check(document, &text);
    if errors.is_empty() {
        let words = (text != original(document)).then_some(&text);
        let mut tx = site.db().begin().await?;
        if store::save(&mut tx, &site, &proof, (document, seen), words).await? {
            tx.commit().await?;
            return Ok(Done::at("/modeles")
                .saying("Le texte est enregistré\u{202f}: les prochains documents le porteront. Ceux qui sont déjà remis ne changent pas.")
                .into_response());
        }
        drop(tx);
        errors.add("titre", "", CHANGED);
    }
    again(&site, &view, (document, &text, seen), None, &errors).await
}

async fn preview(
    State(site): State<Site>,
    _proof: Proof<EditTemplates>,
    view: View,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response> {
    let document = read(&slug)?;
    let text = typed(&form);
    let errors = check(document, &text);
    let sample = errors
        .is_empty()
        .then(|| Sample::of(document, &text, &site.config().site_name));
    again(
        &site,
        &view,
        (document, &text, seen(&form)),
        sample.as_ref(),
        &errors,
    )
    .await
}

async fn document(
    State(site): State<Site>,
    _proof: Proof<EditTemplates>,
    view: View,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response> {
    let document = read(&slug)?;
    let text = typed(&form);
    let errors = check(document, &text);
    if !errors.is_empty() {
        return again(&site, &view, (document, &text, seen(&form)), None, &errors).await;
    }
    let sample = Sample::of(document, &text, &site.config().site_name);
    let bytes = print(move || sample.printed()).await?;
    Ok(send_pdf(bytes, &format!("apercu-{}.pdf", document.slug())))
}

async fn original_page(
    State(site): State<Site>,
    _proof: Proof<EditTemplates>,
    view: View,
    Path(slug): Path<String>,
) -> Result<Response> {
    let document = read(&slug)?;
    let (versions, _) = versions(&site, document).await?;
    let revision = versions.first().map_or(0, |one| one.number);
    Ok(view.page(&views::back(&view.frame, document, revision)))
}

async fn back_to_original(
    State(site): State<Site>,
    proof: Proof<EditTemplates>,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response> {
    let document = read(&slug)?;
    let mut tx = site.db().begin().await?;
    if !store::save(&mut tx, &site, &proof, (document, seen(&form)), None).await? {
        return Err(Error::Refused(
            "Quelqu’un d’autre vient d’enregistrer un autre texte. Relisez-le, puis revenez au texte d’origine si c’est toujours utile.".into(),
        ));
    }
    tx.commit().await?;
    Ok(Done::at(format!("/modeles/{}", document.slug()))
        .saying("Le texte d’origine est de retour. Vos textes restent dans les versions précédentes.")
        .into_response())
}
