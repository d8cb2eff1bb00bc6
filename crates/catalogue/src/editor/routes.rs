//! `/parcours`, `/parcours/{parcours}` and the acts on it.

use std::collections::HashMap;

use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::documents;
use super::matter::summary;
use super::offer;
use super::order;
use super::progression;
use super::step;
use super::store::{self, Part, PartId};
use super::views;
use crate::courses::{self, Course, EditCourse, EditCourses, Material, Offer, Words};
use crate::library::rules::{LONGEST_TITLE, check_title};
use crate::library::{self, Item};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EditCourses, _>("/parcours", list)
        .get::<EditCourses, _>("/parcours/nouveau", new_page)
        .post::<EditCourses, _>("/parcours", create)
        .get::<EditCourse, _>("/parcours/{parcours}", page)
        .get::<EditCourse, _>("/parcours/{parcours}/titre", title_page)
        .post::<EditCourse, _>("/parcours/{parcours}/titre", save_title)
        .get::<EditCourse, _>("/parcours/{parcours}/partie", part_page)
        .post::<EditCourse, _>("/parcours/{parcours}/partie", save_part)
        .get::<EditCourse, _>("/parcours/{parcours}/etape", step::page)
        .post::<EditCourse, _>("/parcours/{parcours}/etape", step::save)
        .post::<EditCourse, _>("/parcours/{parcours}/ordre", order::reorder)
        .get::<EditCourse, _>("/parcours/{parcours}/progression", progression::page)
        .post::<EditCourse, _>("/parcours/{parcours}/progression", progression::save)
        .get::<EditCourse, _>("/parcours/{parcours}/ouverture", progression::waits_page)
        .post::<EditCourse, _>("/parcours/{parcours}/ouverture", progression::change_waits)
        .get::<EditCourse, _>("/parcours/{parcours}/simulation", progression::simulator)
        .post::<EditCourse, _>("/parcours/{parcours}/offre", offer::change)
        .get::<EditCourse, _>("/parcours/{parcours}/documents", documents::page)
        .post::<EditCourse, _>("/parcours/{parcours}/documents", documents::add)
        .post::<EditCourse, _>("/parcours/{parcours}/documents/retrait", documents::remove)
        .get::<EditCourse, _>("/parcours/{parcours}/retrait", order::remove_page)
        .post::<EditCourse, _>("/parcours/{parcours}/retrait", order::remove)
}

pub(super) type Asked = Query<HashMap<String, String>>;

/// Somebody else was faster.
pub(super) const CHANGED: &str = "Quelqu’un d’autre a modifié ce parcours pendant ce temps. Relisez-le, puis enregistrez à nouveau si c’est toujours utile.";
/// What a form was about is gone.
pub(super) const GONE: &str =
    "Ce que vous vouliez modifier n’est plus dans le parcours. Revenez à sa page pour voir où il en est.";

pub(super) fn gone() -> Error {
    Error::Refused(GONE.into())
}

pub(super) fn seen(form: &Form) -> i64 {
    form.text("revision").parse().unwrap_or_default()
}

pub(super) fn at(course: &Proof<EditCourse>, saying: &str) -> Response {
    Done::at(format!("/parcours/{}", course.id()))
        .saying(saying)
        .into_response()
}

/// A course as its pages show it.
pub(super) struct Shown {
    pub(super) course: Course,
    pub(super) revision: i64,
    pub(super) parts: Vec<Part>,
    pub(super) items: Vec<Item>,
    pub(super) materials: Vec<Material>,
}

pub(super) async fn gather(site: &Site, proof: &Proof<EditCourse>) -> Result<Shown> {
    let mut tx = site.db().read().await?;
    Ok(Shown {
        course: courses::find(&mut tx, proof.id()).await?,
        revision: store::revision(&mut tx, proof.id()).await?,
        parts: store::parts(&mut tx, proof.id()).await?,
        items: library::items(&mut tx).await?,
        materials: courses::materials(&mut tx, proof.id()).await?,
    })
}

async fn list(State(site): State<Site>, proof: Proof<EditCourses>, view: View) -> Result<Response> {
    let lines = store::all(&mut site.db().read().await?, &proof).await?;
    Ok(view.page(&views::list(&lines)))
}

/// The course that a new one begins as a copy of, when one is named.
async fn model(site: &Site, id: &str) -> Result<Option<Course>> {
    match id {
        "" => Ok(None),
        id => courses::find(&mut site.db().read().await?, id.parse()?)
            .await
            .map(Some),
    }
}

async fn new_page(
    State(site): State<Site>,
    _proof: Proof<EditCourses>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let from = model(&site, asked(&query, "modele")).await?;
    let title = from.as_ref().map_or_else(String::new, |from| {
        format!("Copie de {}", from.title)
            .chars()
            .take(LONGEST_TITLE)
            .collect()
    });
    let words = from.as_ref().map_or_else(Words::default, |from| Words {
        title: &title,
        summary: &from.summary,
        objectives: &from.objectives,
    });
    Ok(view.page(&views::new(
        &view.frame,
        from.as_ref(),
        &words,
        &FormErrors::default(),
    )))
}

fn check(form: &Form) -> FormErrors {
    let mut errors = FormErrors::default();
    check_title(form.text("titre"), "titre", "Titre", &mut errors);
    if form.text("resume").chars().count() > 500 {
        errors.add(
            "resume",
            "Résumé",
            "Le résumé dépasse 500 caractères\u{202f}: raccourcissez-le.",
        );
    }
    if form.text("objectifs").chars().count() > 2000 {
        errors.add(
            "objectifs",
            "Objectifs",
            "Les objectifs dépassent 2\u{202f}000 caractères\u{202f}: raccourcissez-les.",
        );
    }
    errors
}

fn words(form: &Form) -> Words<'_> {
    Words {
        title: form.text("titre"),
        summary: form.text("resume"),
        objectives: form.text("objectifs"),
    }
}

async fn create(
    State(site): State<Site>,
    proof: Proof<EditCourses>,
    view: View,
    form: Form,
) -> Result<Response> {
    let typed = words(&form);
    let errors = check(&form);
    let from = model(&site, form.text("modele")).await?;
    if !errors.is_empty() {
        return Ok(view.invalid(&views::new(&view.frame, from.as_ref(), &typed, &errors)));
    }
    let mut tx = site.db().begin().await?;
    let (id, saying) = match from {
        None => (
            courses::create(&mut tx, &site, &proof, &typed, &[], Offer::Draft).await?,
            "Le parcours est créé, en brouillon. Ajoutez sa première partie.",
        ),
        Some(from) => (
            store::copy(&mut tx, &site, &proof, from.id, &typed).await?,
            "Le parcours est créé, en brouillon, avec les étapes de son modèle.",
        ),
    };
    tx.commit().await?;
    Ok(Done::at(format!("/parcours/{id}")).saying(saying).into_response())
}

async fn page(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    Ok(view.page(&views::page(&view.frame, &shown)))
}

async fn title_page(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let Shown { course, revision, .. } = gather(&site, &proof).await?;
    let typed = Words {
        title: &course.title,
        summary: &course.summary,
        objectives: &course.objectives,
    };
    let page = views::title(&view.frame, (&course, revision), &typed, &FormErrors::default());
    Ok(view.page(&page))
}

async fn save_title(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let typed = words(&form);
    let mut errors = check(&form);
    let Shown {
        course, mut revision, ..
    } = gather(&site, &proof).await?;
    if errors.is_empty() {
        let mut tx = site.db().begin().await?;
        if store::rename(&mut tx, &site, &proof, seen(&form), &typed).await? {
            tx.commit().await?;
            if view.alone() {
                return Ok(view.kept(seen(&form) + 1, ""));
            }
            return Ok(at(&proof, "La présentation du parcours est enregistrée."));
        }
        errors.add("titre", "", CHANGED);
    } else {
        revision = seen(&form);
    }
    Ok(view.invalid(&views::title(&view.frame, (&course, revision), &typed, &errors)))
}

pub(super) fn part_of<'a>(shown: &'a Shown, id: &str) -> Option<&'a Part> {
    shown.parts.iter().find(|part| part.id.to_string() == id)
}

pub(super) fn asked<'a>(query: &'a HashMap<String, String>, name: &str) -> &'a str {
    query.get(name).map_or("", String::as_str)
}

async fn part_page(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let part = match asked(&query, "partie") {
        "" => None,
        id => Some(part_of(&shown, id).ok_or_else(gone)?),
    };
    let title = part.map_or("", |part| part.title.as_str());
    let summary = part.and_then(|part| part.summary).map(|item| item.to_string());
    let of = (&shown.course, shown.revision, part.map(|part| part.id));
    let typed = (title, summary.as_deref().unwrap_or_default());
    Ok(view.page(&views::part(
        &view.frame,
        of,
        typed,
        &shown.items,
        &FormErrors::default(),
    )))
}

async fn save_part(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let title = form.text("titre");
    let part: Option<PartId> = match form.text("partie") {
        "" => None,
        id => Some(id.parse().map_err(|_| gone())?),
    };
    let mut errors = FormErrors::default();
    check_title(title, "titre", "Titre de la partie", &mut errors);
    let mut shown = gather(&site, &proof).await?;
    let now = part_of(&shown, form.text("partie")).and_then(|part| part.summary);
    let summary = summary(form.text("fiche"), now, &shown.items, &mut errors);
    if let (Some(summary), true) = (summary, errors.is_empty()) {
        let mut tx = site.db().begin().await?;
        let written = match part {
            None => store::add_part(&mut tx, &site, &proof, seen(&form), title, summary).await?,
            Some(part) => {
                store::change_part(&mut tx, &site, &proof, seen(&form), part, title, summary).await?
            }
        };
        if written {
            tx.commit().await?;
            if view.alone() {
                return Ok(view.kept(seen(&form) + 1, ""));
            }
            return Ok(at(&proof, "La partie est enregistrée."));
        }
        errors.add("titre", "", CHANGED);
    } else {
        shown.revision = seen(&form);
    }
    let of = (&shown.course, shown.revision, part);
    let typed = (title, form.text("fiche"));
    Ok(view.invalid(&views::part(&view.frame, of, typed, &shown.items, &errors)))
}
