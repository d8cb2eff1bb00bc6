//! The list of courses, the page of one, its small forms.

use platform::html::{
    Button, Column, Empty, Form, FormErrors, Frame, Markup, Page, Row, Table, TextField, fr, html, icon,
    section, wide_section,
};

pub(in crate::editor) mod documents;
mod offer;
pub(super) mod progression;
mod step;
mod title;

pub(super) use offer::unready;
pub(super) use step::{StepForm, Target, step};
pub(super) use title::{new, title};

use step::{besides, summary_field};

use super::routes::Shown;
use super::store::{Line, Part, PartId};
use crate::courses::{Course, Offer, Section, conditions, waiting};
use crate::library::Item;

pub(super) fn list(lines: &[Line]) -> Page {
    let make = Button::primary("Créer un parcours")
        .icon("plus")
        .href("/parcours/nouveau");
    let page = Page::new("Parcours").crumb("Accueil", "/").work();
    if lines.is_empty() {
        return page.body(
            Empty::new("Aucun parcours")
                .icon("map")
                .why("Un parcours est une suite d’étapes, rangées en parties. Les sessions des régions le suivent.")
                .way(html! { (make) (import()) })
                .level(2),
        );
    }
    let mut table = Table::new("Parcours, par titre")
        .hide_caption()
        .columns(["Titre", "État"])
        .column(Column::new("Étapes").numeric())
        .columns(["Durée estimée"]);
    for line in lines {
        table = table.row(
            Row::new(html! { a href=(format!("/parcours/{}", line.id)) { (line.title) } })
                .cell(offer::state(line.offer))
                .cell(line.steps)
                .cell(if line.minutes == 0 {
                    "–".to_owned()
                } else {
                    fr::duration(line.minutes)
                }),
        );
    }
    page.about("Ce que les sessions de toutes les régions suivent.")
        .actions(html! { (make) (import()) })
        .body(table)
}

fn import() -> Button {
    Button::plain("Importer un parcours")
        .icon("upload")
        .href("/parcours/import")
}

fn on(course: &Course, title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Parcours", "/parcours")
        .crumb(course.title.as_str(), format!("/parcours/{}", course.id))
        .work()
}

/// A form about a course, which says the revision that it shows.
fn about(frame: &Frame, course: &Course, revision: i64, act: &str, fields: &Markup) -> Form {
    Form::post(frame, format!("/parcours/{}/{act}", course.id)).body(html! {
        input type="hidden" name="revision" value=(revision) autocomplete="off";
        (fields)
    })
}

/// A form of what is there already saves itself while the course is a draft: what learners follow changes when somebody says so.
fn written(page: Page, course: &Course, form: Form, there: bool) -> Page {
    if there && course.offer == Offer::Draft {
        page.script("editor.js").body(form.saves_itself())
    } else {
        page.body(form)
    }
}

fn save(course: &Course, label: &str) -> Markup {
    html! {
        p.actions.mt {
            (Button::primary(label))
            (Button::plain("Revenir au parcours").href(format!("/parcours/{}", course.id)))
        }
    }
}

pub(super) fn page(frame: &Frame, shown: &Shown) -> Page {
    let Shown {
        course,
        revision,
        parts,
        items,
        materials,
    } = shown;
    let (path, revision) = (shown.path(), *revision);
    let total: u32 = parts
        .iter()
        .flat_map(|part| &part.steps)
        .map(|step| step.minutes)
        .sum();
    let steps: usize = parts.iter().map(|part| part.steps.len()).sum();
    let last = parts.len().saturating_sub(1);
    let home = format!("/parcours/{}", course.id);
    let aside = match steps {
        0 => html! { "Aucune étape" },
        1 => html! { "Une étape, " (fr::duration(total)) },
        _ => html! { (steps) " étapes, " (fr::duration(total)) },
    };
    Page::new(format!("Parcours «\u{202f}{}\u{202f}»", course.title))
        .heading(course.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Parcours", "/parcours")
        .work()
        .about(aside)
        .actions(Button::primary("Ajouter une partie").icon("plus").href(format!("{home}/partie")))
        .body(html! {
            (section("offre", "Offre", html! {}, offer::offer(frame, course, revision)))
            (section("presentation", "Présentation", html! {}, html! {
                @if course.summary.is_empty() { p.soft { "Pas encore de résumé." } } @else { p.prose { (course.summary) } }
                (objectives(course))
                p.actions {
                    (Button::plain("Modifier la présentation").icon("pencil").href(format!("{home}/titre")))
                    (Button::plain("Dupliquer le parcours").quiet().icon("copy").href(format!("/parcours/nouveau?modele={}", course.id)))
                    (Button::plain("Exporter").quiet().icon("download").href(format!("{home}/archive")))
                }
            }))
            (section("reussite", "Pour réussir", html! {}, success(&path)))
            (section("ordre", "Ordre des étapes", html! {}, progression::summary(shown, &path)))
            (section("documents", "Documents", html! {}, documents::summary(materials, &home)))
            @if parts.is_empty() {
                (Empty::new("Aucune partie").icon("map").level(2)
                    .why("Une partie réunit quelques étapes\u{202f}: «\u{202f}Me situer\u{202f}», par exemple.")) 
            }
            div data-order="" {
                @for (at, part) in parts.iter().enumerate() {
                    (part_section(frame, (course, revision, &path), part, items, (at, last)))
                }
                (moves(frame, course, revision))
            }
        })
        .script("editor.js")
}

fn objectives(course: &Course) -> Markup {
    html! {
        @if course.objectives.trim().is_empty() { p.soft { "Pas encore d’objectifs\u{202f}: les attestations en ont besoin." } }
        @else { div.prose { ul { @for line in course.objectives.lines().filter(|line| !line.trim().is_empty()) { li { (line.trim()) } } } } }
    }
}

/// The rule in plain French; each step's own form changes it.
fn success(path: &[Section]) -> Markup {
    let conditions = conditions(path);
    html! {
        @if conditions.is_empty() {
            p { "Aucune étape ne compte encore pour réussir ce parcours\u{202f}: c’est le formulaire de chaque étape qui le dit." }
        } @else {
            div.prose {
                p { "Avant la fin de son accès, l’apprenant doit\u{202f}:" }
                ul { @for condition in &conditions { li { (condition.sentence) } } }
            }
            p.soft { "Le formulaire de chaque étape dit ce qu’elle demande." }
        }
    }
}

/// What a drag says: which step, and where it goes.
fn moves(frame: &Frame, course: &Course, revision: i64) -> Markup {
    let fields = html! {
        @for name in ["etape", "vers", "place"] { input type="hidden" name=(name) value=""; }
    };
    html! { div data-moves="" { (about(frame, course, revision, "ordre", &fields).bare()) } }
}

/// Where a step is taken hold of, by mouse or finger; arrows do it from the keyboard.
fn grip() -> Markup {
    html! { span.grip data-grip="" title="Faire glisser l’étape" hidden { (icon("grip-vertical")) } }
}

fn part_section(
    frame: &Frame,
    (course, revision, path): (&Course, i64, &[Section]),
    part: &Part,
    items: &[Item],
    (at, last): (usize, usize),
) -> Markup {
    let home = format!("/parcours/{}", course.id);
    let which = ("partie", part.id.to_string());
    let body = html! {
        @if part.steps.is_empty() { div data-empty="" { p { "Aucune étape dans cette partie." } } } @else {
            (steps(frame, (course, revision, path), part, items, (at, last)))
        }
        div.actions {
            (Button::plain("Ajouter une étape").icon("plus").href(format!("{home}/etape?partie={}", part.id)))
            (Button::plain("Modifier la partie").quiet().icon("pencil").href(format!("{home}/partie?partie={}", part.id)))
            @if at > 0 { (arrow(frame, course, revision, &which, true, "Monter la partie", false)) }
            @if at < last { (arrow(frame, course, revision, &which, false, "Descendre la partie", false)) }
            @if part.steps.is_empty() {
                (Button::plain("Retirer la partie").quiet().icon("trash-2").href(format!("{home}/retrait?partie={}", part.id)))
            }
        }
    };
    let aside = html! { @if part.summary.is_some() { "Avec une fiche de synthèse" } };
    html! { div data-part=(part.id) { (wide_section(&format!("partie-{}", at + 1), part.title.as_str(), aside, body)) } }
}

fn arrow(
    frame: &Frame,
    course: &Course,
    revision: i64,
    (name, id): &(&str, String),
    up: bool,
    label: &str,
    alone: bool,
) -> Markup {
    let (icon, way) = if up {
        ("arrow-up", "haut")
    } else {
        ("arrow-down", "bas")
    };
    let mut button = Button::plain(label).quiet().icon(icon).value("sens", way);
    if alone {
        button = button.icon_only();
    }
    let fields = html! { input type="hidden" name=(name) value=(id); (button) };
    html! { (about(frame, course, revision, "ordre", &fields).bare()) }
}

fn steps(
    frame: &Frame,
    (course, revision, path): (&Course, i64, &[Section]),
    part: &Part,
    items: &[Item],
    (at, last): (usize, usize),
) -> Markup {
    let home = format!("/parcours/{}", course.id);
    let mut table = Table::new(format!("Étapes de «\u{202f}{}\u{202f}»", part.title))
        .hide_caption()
        .columns(["Étape", "Modalité", "Durée estimée", "Ressource", "Ouverture"])
        .column(Column::actions("Actions"));
    let end = part.steps.len().saturating_sub(1);
    for (place, step) in part.steps.iter().enumerate() {
        let which = ("etape", step.id.to_string());
        let item = step.item.and_then(|id| items.iter().find(|item| item.id == id));
        let acts = html! {
            div.actions {
                @if at > 0 || place > 0 {
                    (arrow(frame, course, revision, &which, true, &format!("Monter «\u{202f}{}\u{202f}»", step.title), true))
                }
                @if at < last || place < end {
                    (arrow(frame, course, revision, &which, false, &format!("Descendre «\u{202f}{}\u{202f}»", step.title), true))
                }
                (Button::plain(format!("Retirer «\u{202f}{}\u{202f}»", step.title)).quiet().icon("trash-2").icon_only()
                    .href(format!("{home}/retrait?etape={}", step.id)))
            }
        };
        table = table.row(
            Row::new(
                html! { (grip()) a href=(format!("{home}/etape?etape={}", step.id)) { (step.title) } (besides(step)) },
            )
            .cell(step.modality)
            .cell(fr::duration(step.minutes))
            .cell(html! {
                @match item {
                    Some(item) => a href=(format!("/bibliotheque/{}", item.id)) { (item.title) },
                    None => "–",
                }
            })
            .cell(html! {
                a href=(format!("{home}/ouverture?etape={}", step.id)) {
                    @match waiting(path, step) { Some(waits) => (waits), None => "Sans condition" }
                    @if let Some(told) = progression::let_off(path, step) { " " (told) }
                    span.visually-hidden { " (" (fr::quote(&step.title)) ")" }
                }
            })
            .cell(acts)
            .id(format!("etape-{}", step.id)),
        );
    }
    html! { (table) }
}

pub(super) fn part(
    frame: &Frame,
    (course, revision, part): (&Course, i64, Option<PartId>),
    (title, summary): (&str, &str),
    items: &[Item],
    errors: &FormErrors,
) -> Page {
    let (heading, label) = match part {
        None => ("Ajouter une partie", "Ajouter la partie"),
        Some(_) => ("Modifier une partie", "Enregistrer"),
    };
    let fields = html! {
        @if let Some(part) = part { input type="hidden" name="partie" value=(part); }
        (TextField::new("titre", "Titre de la partie").value(title).required().error(errors.get("titre")))
        (summary_field(summary, items, errors))
        (save(course, label))
    };
    let form = about(frame, course, revision, "partie", &fields);
    written(on(course, heading).errors(errors), course, form, part.is_some())
}

pub(super) fn remove(frame: &Frame, course: &Course, revision: i64, target: &Target) -> Page {
    let (title, name, id, why) = match target {
        Target::Step(step) => (
            &step.title,
            "etape",
            step.id.to_string(),
            "L’étape disparaît du parcours pour toutes les sessions. La ressource qu’elle ouvre reste dans la bibliothèque.",
        ),
        Target::NewIn(part, title) => (
            title,
            "partie",
            part.to_string(),
            "La partie est vide\u{202f}: aucune étape ne disparaît avec elle.",
        ),
    };
    let fields = html! {
        input type="hidden" name=(name) value=(id);
        p.actions.mt {
            (Button::plain("Retirer du parcours").danger())
            (Button::plain("Ne rien changer").href(format!("/parcours/{}", course.id)))
        }
    };
    on(course, format!("Retirer «\u{202f}{title}\u{202f}»\u{202f}?")).body(html! {
        div.prose { p { (why) } }
        (about(frame, course, revision, "retrait", &fields))
    })
}
