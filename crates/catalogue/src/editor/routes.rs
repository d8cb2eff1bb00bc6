//! `/parcours`, `/parcours/{parcours}` and the acts on it.

use std::collections::HashMap;

use platform::html::{FormErrors, Modality};
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::rules::Way;
use super::store::{self, Part, PartId};
use super::views::{self, StepForm, Target};
use crate::courses::{self, Course, EditCourse, EditCourses, StepId, modality_code};
use crate::library::rules::{Typed, check_title, facts};
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
        .get::<EditCourse, _>("/parcours/{parcours}/etape", step_page)
        .post::<EditCourse, _>("/parcours/{parcours}/etape", save_step)
        .post::<EditCourse, _>("/parcours/{parcours}/ordre", reorder)
        .get::<EditCourse, _>("/parcours/{parcours}/retrait", remove_page)
        .post::<EditCourse, _>("/parcours/{parcours}/retrait", remove)
}

type Asked = Query<HashMap<String, String>>;

/// Somebody else was faster.
const CHANGED: &str = "Quelqu’un d’autre a modifié ce parcours pendant ce temps. Relisez-le, puis enregistrez à nouveau si c’est toujours utile.";
/// What a form was about is gone.
const GONE: &str =
    "Ce que vous vouliez modifier n’est plus dans le parcours. Revenez à sa page pour voir où il en est.";

fn gone() -> Error {
    Error::Refused(GONE.into())
}

fn seen(form: &Form) -> i64 {
    form.text("revision").parse().unwrap_or_default()
}

fn at(course: &Proof<EditCourse>, saying: &str) -> Response {
    Done::at(format!("/parcours/{}", course.id()))
        .saying(saying)
        .into_response()
}

/// A course as its pages show it.
struct Shown {
    course: Course,
    revision: i64,
    parts: Vec<Part>,
    items: Vec<Item>,
}

async fn gather(site: &Site, proof: &Proof<EditCourse>) -> Result<Shown> {
    let mut tx = site.db().read().await?;
    Ok(Shown {
        course: courses::find(&mut tx, proof.id()).await?,
        revision: store::revision(&mut tx, proof.id()).await?,
        parts: store::parts(&mut tx, proof.id()).await?,
        items: library::items(&mut tx).await?,
    })
}

async fn list(State(site): State<Site>, proof: Proof<EditCourses>, view: View) -> Result<Response> {
    let lines = store::all(&mut site.db().read().await?, &proof).await?;
    Ok(view.page(&views::list(&lines)))
}

async fn new_page(_proof: Proof<EditCourses>, view: View) -> Result<Response> {
    Ok(view.page(&views::title(&view.frame, None, ("", ""), &FormErrors::default())))
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
    errors
}

async fn create(
    State(site): State<Site>,
    proof: Proof<EditCourses>,
    view: View,
    form: Form,
) -> Result<Response> {
    let typed = (form.text("titre"), form.text("resume"));
    let errors = check(&form);
    if !errors.is_empty() {
        return Ok(view.invalid(&views::title(&view.frame, None, typed, &errors)));
    }
    let mut tx = site.db().begin().await?;
    let id = courses::create(&mut tx, &site, &proof, typed.0, typed.1, &[]).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/parcours/{id}"))
        .saying("Le parcours est créé. Ajoutez sa première partie.")
        .into_response())
}

async fn page(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let page = views::page(
        &view.frame,
        &shown.course,
        shown.revision,
        &shown.parts,
        &shown.items,
    );
    Ok(view.page(&page))
}

async fn title_page(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let Shown { course, revision, .. } = gather(&site, &proof).await?;
    let typed = (course.title.as_str(), course.summary.as_str());
    let page = views::title(
        &view.frame,
        Some((&course, revision)),
        typed,
        &FormErrors::default(),
    );
    Ok(view.page(&page))
}

async fn save_title(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let typed = (form.text("titre"), form.text("resume"));
    let mut errors = check(&form);
    if errors.is_empty() {
        let mut tx = site.db().begin().await?;
        if store::rename(&mut tx, &site, &proof, seen(&form), typed.0, typed.1).await? {
            tx.commit().await?;
            return Ok(at(&proof, "Le titre et le résumé sont enregistrés."));
        }
        errors.add("titre", "", CHANGED);
    }
    let Shown { course, revision, .. } = gather(&site, &proof).await?;
    Ok(view.invalid(&views::title(
        &view.frame,
        Some((&course, revision)),
        typed,
        &errors,
    )))
}

fn part_of<'a>(shown: &'a Shown, id: &str) -> Option<&'a Part> {
    shown.parts.iter().find(|part| part.id.to_string() == id)
}

fn asked<'a>(query: &'a HashMap<String, String>, name: &str) -> &'a str {
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
    let of = (&shown.course, shown.revision, part.map(|part| part.id));
    Ok(view.page(&views::part(&view.frame, of, title, &FormErrors::default())))
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
    if errors.is_empty() {
        let mut tx = site.db().begin().await?;
        let written = match part {
            None => store::add_part(&mut tx, &site, &proof, seen(&form), title).await?,
            Some(part) => store::rename_part(&mut tx, &site, &proof, seen(&form), part, title).await?,
        };
        if written {
            tx.commit().await?;
            return Ok(at(&proof, "La partie est enregistrée."));
        }
        errors.add("titre", "", CHANGED);
    }
    let shown = gather(&site, &proof).await?;
    let of = (&shown.course, shown.revision, part);
    Ok(view.invalid(&views::part(&view.frame, of, title, &errors)))
}

/// Which step, or the part that a new one joins.
fn target(shown: &Shown, step: &str, part: &str) -> Result<Target> {
    if step.is_empty() {
        let part = part_of(shown, part).ok_or_else(gone)?;
        return Ok(Target::NewIn(part.id, part.title.clone()));
    }
    let mut steps = shown.parts.iter().flat_map(|part| &part.steps);
    let found = steps.find(|one| one.id.to_string() == step).ok_or_else(gone)?;
    Ok(Target::Step(found.clone()))
}

async fn step_page(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let target = target(&shown, asked(&query, "etape"), asked(&query, "partie"))?;
    let (typed, item) = match &target {
        Target::Step(step) => (
            Typed {
                title: step.title.clone(),
                minutes: step.minutes.to_string(),
                modality: modality_code(step.modality).to_owned(),
            },
            step.item.map(|item| item.to_string()).unwrap_or_default(),
        ),
        Target::NewIn(..) => (
            Typed {
                modality: modality_code(Modality::SelfPaced).to_owned(),
                ..Typed::default()
            },
            String::new(),
        ),
    };
    let form = StepForm {
        course: &shown.course,
        revision: shown.revision,
        target: &target,
        typed: &typed,
        item: &item,
        items: &shown.items,
    };
    Ok(view.page(&views::step(&view.frame, &form, &FormErrors::default())))
}

async fn save_step(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let target = target(&shown, form.text("etape"), form.text("partie"))?;
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        title: text("titre"),
        minutes: text("minutes"),
        modality: text("modalite"),
    };
    let mut errors = FormErrors::default();
    let facts = facts(&typed, &mut errors);
    let chosen = form.text("ressource");
    let item = shown
        .items
        .iter()
        .find(|item| item.id.to_string() == chosen)
        .map(|item| item.id);
    if item.is_none() && !chosen.is_empty() {
        errors.add(
            "ressource",
            "Ressource",
            "Cette ressource n’est plus dans la bibliothèque\u{202f}: choisissez-en une autre.",
        );
    }
    if let (Some(facts), true) = (facts, errors.is_empty()) {
        let mut tx = site.db().begin().await?;
        let matter = (&facts, item);
        let written = match &target {
            Target::NewIn(part, _) => {
                store::add_step(&mut tx, &site, &proof, seen(&form), *part, matter).await?
            }
            Target::Step(step) => {
                store::change_step(&mut tx, &site, &proof, seen(&form), step.id, matter).await?
            }
        };
        if written {
            tx.commit().await?;
            return Ok(at(&proof, "L’étape est enregistrée."));
        }
        errors.add("titre", "", CHANGED);
    }
    let form = StepForm {
        course: &shown.course,
        revision: shown.revision,
        target: &target,
        typed: &typed,
        item: chosen,
        items: &shown.items,
    };
    Ok(view.invalid(&views::step(&view.frame, &form, &errors)))
}

async fn reorder(State(site): State<Site>, proof: Proof<EditCourse>, form: Form) -> Result<Response> {
    let way = Way::parse(form.text("sens")).ok_or_else(gone)?;
    let mut tx = site.db().begin().await?;
    let written = match (form.text("partie"), form.text("etape")) {
        ("", step) => {
            let step: StepId = step.parse().map_err(|_| gone())?;
            store::move_step(&mut tx, &site, &proof, seen(&form), step, way).await?
        }
        (part, _) => {
            let part: PartId = part.parse().map_err(|_| gone())?;
            store::move_part(&mut tx, &site, &proof, seen(&form), part, way).await?
        }
    };
    if !written {
        return Err(Error::Refused(CHANGED.into()));
    }
    tx.commit().await?;
    Ok(at(&proof, "L’ordre est enregistré."))
}

async fn remove_page(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let target = target(&shown, asked(&query, "etape"), asked(&query, "partie"))?;
    if let Target::NewIn(part, _) = &target
        && part_of(&shown, &part.to_string()).is_some_and(|part| !part.steps.is_empty())
    {
        return Err(Error::Refused(
            "Cette partie contient encore des étapes. Retirez-les ou déplacez-les d’abord.".into(),
        ));
    }
    Ok(view.page(&views::remove(
        &view.frame,
        &shown.course,
        shown.revision,
        &target,
    )))
}

async fn remove(State(site): State<Site>, proof: Proof<EditCourse>, form: Form) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let done = match (form.text("partie"), form.text("etape")) {
        ("", step) => {
            let step: StepId = step.parse().map_err(|_| gone())?;
            store::remove_step(&mut tx, &site, &proof, seen(&form), step).await
        }
        (part, _) => {
            let part: PartId = part.parse().map_err(|_| gone())?;
            store::remove_part(&mut tx, &site, &proof, seen(&form), part).await
        }
    };
    match done {
        Ok(true) => {}
        Ok(false) => return Err(Error::Refused(CHANGED.into())),
        Err(Error::InUse) if !form.text("partie").is_empty() => {
            return Err(Error::Refused(
                "Cette partie contient encore des étapes. Retirez-les ou déplacez-les d’abord.".into(),
            ));
        }
        Err(Error::InUse) => {
            return Err(Error::Refused(
                "Cette étape ne peut pas être retirée\u{202f}: des apprenants l’ont commencée, ou une session y a fixé une date. Vous pouvez la renommer ou la déplacer.".into(),
            ));
        }
        Err(Error::NotFound) => return Err(gone()),
        Err(other) => return Err(other),
    }
    tx.commit().await?;
    Ok(at(&proof, "C’est retiré du parcours."))
}
