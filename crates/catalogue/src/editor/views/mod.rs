//! The list of courses, the page of one, its small forms.

use platform::html::{
    Button, Choice, Choices, Column, Empty, Form, FormErrors, Frame, Markup, Page, Row, Select, Table,
    TextField, fr, html, section, wide_section,
};

pub(super) mod progression;
mod title;

pub(super) use title::{new, title};

use super::matter::{DUE, ENDING, ENDINGS, LAST_DAY, SHARE, SUMMARY, TypedStep};
use super::routes::Shown;
use super::store::{Line, Part, PartId};
use crate::courses::{Course, Section, Step, conditions, waiting};
use crate::library::{Item, minutes_field, modalities};

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
                .way(make)
                .level(2),
        );
    }
    let mut table = Table::new("Parcours, par titre")
        .hide_caption()
        .columns(["Titre"])
        .column(Column::new("Étapes").numeric())
        .columns(["Durée estimée"]);
    for line in lines {
        table = table.row(
            Row::new(html! { a href=(format!("/parcours/{}", line.id)) { (line.title) } })
                .cell(line.steps)
                .cell(if line.minutes == 0 {
                    "–".to_owned()
                } else {
                    fr::duration(line.minutes)
                }),
        );
    }
    page.about("Ce que les sessions de toutes les régions suivent.")
        .actions(make)
        .body(table)
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
        input type="hidden" name="revision" value=(revision);
        (fields)
    })
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
            (section("presentation", "Présentation", html! {}, html! {
                @if course.summary.is_empty() { p.soft { "Pas encore de résumé." } } @else { p.prose { (course.summary) } }
                (objectives(course))
                p.actions {
                    (Button::plain("Modifier la présentation").icon("pencil").href(format!("{home}/titre")))
                    (Button::plain("Dupliquer le parcours").quiet().icon("copy").href(format!("/parcours/nouveau?modele={}", course.id)))
                }
            }))
            (section("reussite", "Pour réussir", html! {}, success(&path)))
            (section("ordre", "Ordre des étapes", html! {}, progression::summary(shown, &path)))
            @if parts.is_empty() {
                (Empty::new("Aucune partie").icon("map").level(2)
                    .why("Une partie réunit quelques étapes\u{202f}: «\u{202f}Me situer\u{202f}», par exemple.")) 
            }
            @for (at, part) in parts.iter().enumerate() {
                (part_section(frame, (course, revision, &path), part, items, (at, last)))
            }
        })
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
        @if part.steps.is_empty() { p { "Aucune étape dans cette partie." } } @else {
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
    let aside = html! { @if part.summary.is_some() { "Avec une fiche" } };
    wide_section(&format!("partie-{}", at + 1), part.title.as_str(), aside, body)
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
                html! { a href=(format!("{home}/etape?etape={}", step.id)) { (step.title) } (besides(step)) },
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
                    span.visually-hidden { " (" (fr::quote(&step.title)) ")" }
                }
            })
            .cell(acts),
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
    on(course, heading)
        .errors(errors)
        .body(about(frame, course, revision, "partie", &fields))
}

/// What a form is about: a step, or a new one in a part.
pub(super) enum Target {
    Step(Step),
    NewIn(PartId, String),
}

/// The form of a step.
pub(super) struct StepForm<'a> {
    pub(super) course: &'a Course,
    pub(super) revision: i64,
    pub(super) target: &'a Target,
    pub(super) typed: &'a TypedStep,
    pub(super) items: &'a [Item],
}

pub(super) fn step(frame: &Frame, form: &StepForm<'_>, errors: &FormErrors) -> Page {
    let (heading, label, name, id, where_) = match form.target {
        Target::Step(step) => (
            "Modifier une étape",
            "Enregistrer",
            "etape",
            step.id.to_string(),
            None,
        ),
        Target::NewIn(part, title) => (
            "Ajouter une étape",
            "Ajouter l’étape",
            "partie",
            part.to_string(),
            Some(title),
        ),
    };
    let items = form.items.iter().map(|item| {
        let words = format!("{} ({})", item.title, fr::duration(item.minutes));
        (item.id.to_string(), words)
    });
    let fields = html! {
        input type="hidden" name=(name) value=(id);
        (TextField::new("titre", "Titre").value(&*form.typed.facts.title).required().error(errors.get("titre")))
        (modalities(&form.typed.facts.modality, errors))
        (minutes_field(&form.typed.facts.minutes, errors))
        (Select::new("ressource", "Ressource").option("", "Aucune").options(items).value(&*form.typed.item)
            .hint("Ce que l’étape ouvre, dans la bibliothèque. Aucune pour ce qui se passe ailleurs.")
            .error(errors.get("ressource")))
        (requirement(form.typed, errors))
        (ending(form.typed, errors))
        (summary_field(&form.typed.summary, form.items, errors))
        (save(form.course, label))
    };
    let mut page = on(form.course, heading).errors(errors);
    if let Some(title) = where_ {
        page = page.about(html! { "À la fin de la partie «\u{202f}" (title) "\u{202f}»." });
    }
    page.body(about(frame, form.course, form.revision, "etape", &fields))
}

/// What the step must come to; the percentage is read only with the choice that names it.
fn requirement(typed: &TypedStep, errors: &FormErrors) -> Markup {
    html! {
        (Choices::radio("exigence", "Pour réussir le parcours, cette étape doit…")
            .choice(Choice::new("done", "être faite").hint("Suivie jusqu’au bout, ou validée par un tuteur."))
            .choice(Choice::new("above", "être faite, avec un score à dépasser"))
            .choice(Choice::new("nothing", "rien de particulier").hint("Elle aide à apprendre, elle ne compte pas."))
            .value(&typed.required).error(errors.get("exigence")))
        (TextField::new("seuil", "Score à dépasser").number().between("0", "99").unit("%").value(&*typed.above).optional()
            .hint("Seulement avec le choix d’un score\u{202f}: il faudra strictement plus.").error(errors.get("seuil")))
    }
}

/// What ends the step, and by when it should be done.
fn ending(typed: &TypedStep, errors: &FormErrors) -> Markup {
    html! {
        (Select::new("fin", ENDING).option("", "comme d’habitude pour sa ressource").options(ENDINGS).value(&*typed.completion)
            .hint("D’habitude\u{202f}: un module le dit lui-même, un enregistrement se termine à 90\u{a0}%, l’apprenant dit «\u{202f}J’ai terminé\u{202f}», un tuteur valide un rendez-vous.")
            .error(errors.get("fin")))
        (TextField::new("part", SHARE).number().between("1", "100").unit("%").value(&*typed.share).optional()
            .hint("Seulement pour un enregistrement ou un score.").error(errors.get("part")))
        (TextField::new("jour", DUE).number().between("1", &LAST_DAY.to_string()).value(&*typed.due).optional()
            .hint("Le jour 1 est le premier de la session. Chaque apprenant voit la date.").error(errors.get("jour")))
    }
}

/// What sums up a step or a part: a page or a document of the library.
fn summary_field(typed: &str, items: &[Item], errors: &FormErrors) -> Select {
    let items = items.iter().filter(|item| item.kind.summarises());
    Select::new("fiche", SUMMARY)
        .option("", "Aucune")
        .options(items.map(|item| (item.id.to_string(), format!("{} ({})", item.title, item.kind.label().to_lowercase()))))
        .value(typed)
        .hint("Une page ou un document, que l’apprenant retrouve dans «\u{202f}Mes fiches\u{202f}» dès qu’il a terminé.")
        .error(errors.get("fiche"))
}

/// What a step says beside its title: what ends it when that isn't usual, and by when.
fn besides(step: &Step) -> Markup {
    let told = step.chosen_completion().map(|chosen| chosen.told(step.kind));
    html! {
        @if told.is_some() || step.due_day.is_some() || step.summary.is_some() {
            p.small.soft {
                @if let Some(told) = told { (fr::rich(&told)) ". " }
                @if let Some(day) = step.due_day { "Pour le jour\u{a0}" (day) ". " }
                @if step.summary.is_some() { "Avec une fiche." }
            }
        }
    }
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
