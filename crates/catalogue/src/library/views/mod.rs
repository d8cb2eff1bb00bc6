//! The library's list, the form of a new item, the page of an item.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::Identity;
use platform::html::{
    Button, Choice, Choices, Empty, Form, FormErrors, Frame, Markup, Modality, Page, Row, Select, Table,
    TextField, fr, go_link, html, rows, section, wide_section,
};
use platform::{PersonId, Result};

use super::changes::Change;
use super::kinds::{ItemKind, OnUpdate, Sent};
use super::reach::Reach;
use super::rules::{LANGUAGES, TypedReading};
use super::shown::prose;
use super::store::{Item, Place, Sheet, Use, VersionLine};
use crate::assignments;
use crate::courses::modality_code;

mod changes;
mod elsewhere;
mod forms;
mod recordings;
mod several;
mod versions;

use changes::changes;
pub use elsewhere::elsewhere;
use forms::matter;
pub(super) use forms::{
    CAPTIONS, CHANGED, NewForm, back, choose, file_field, file_label, kinds, new, remove, sheet, trash,
};
use recordings::preview;
pub use recordings::recording;
pub(super) use several::several;
use versions::{reached, versions, warnings};

/// As the filter of the list and the form of an item say it.
pub(super) const ARCHIVED: &str = "archive";

pub(super) fn list(items: &[&Item], all: usize, words: &str, kind: Option<ItemKind>, archived: bool) -> Page {
    let add = Button::primary("Ajouter une ressource")
        .icon("plus")
        .href("/bibliotheque/nouvelle");
    let page = Page::new("Bibliothèque").crumb("Accueil", "/").work();
    if all == 0 {
        return page.body(html! {
            (Empty::new("Aucune ressource")
                .icon("layers")
                .why("Déposez ici ce que les parcours utiliseront\u{202f}: chaque ressource est partagée par toutes les régions.")
                .way(add)
                .level(2))
            (trash_link())
        });
    }
    page.about("Ce que les étapes des parcours ouvrent. Une ressource remplacée l’est aussitôt dans tous les parcours.")
        .actions(add)
        .body(html! { (search(words, kind, archived)) (found(items, all)) (trash_link()) })
}

fn search(words: &str, kind: Option<ItemKind>, archived: bool) -> Form {
    Form::get("/bibliotheque").tools().body(html! {
        (TextField::new("q", "Chercher").search().value(words))
        (Select::new("sorte", "Type").option("", "Tous")
            .options(ItemKind::ALL.map(|kind| (kind.code(), kind.label()))).value(kind.map_or("", ItemKind::code)))
        (Select::new("etat", "État").option("", "En service").option(ARCHIVED, "Archivées")
            .value(if archived { ARCHIVED } else { "" }))
        (Button::plain("Chercher").icon("search"))
    })
}

fn found(items: &[&Item], all: usize) -> Markup {
    if items.is_empty() {
        return html! {
            (Empty::new("Aucune ressource ne correspond").icon("search").level(2)
                .why("Essayez un autre mot, ou une autre sorte. Le titre, le public, les objectifs et les mots-clés sont cherchés.")
                .way(go_link("Voir toute la bibliothèque", "/bibliotheque")))
        };
    }
    let count = fr::count(
        u64::try_from(items.len()).unwrap_or(u64::MAX),
        "ressource",
        "ressources",
    );
    let mut table = Table::new("Ressources, par titre").hide_caption().columns([
        "Titre",
        "Type",
        "Modalité",
        "Durée estimée",
    ]);
    for item in items {
        table = table.row(
            Row::new(html! { a href=(format!("/bibliotheque/{}", item.id)) { (item.title) } })
                .cell(item.kind.label())
                .cell(item.modality)
                .cell(fr::duration(item.minutes)),
        );
    }
    html! {
        p.soft role="status" { (count) @if items.len() < all { " sur " (all) } }
        (table)
    }
}

fn trash_link() -> Markup {
    html! { p.mt { (go_link("Corbeille", "/bibliotheque/corbeille").icon("trash-2")) } }
}

/// The choice of a modality.
pub fn modalities(chosen: &str, errors: &FormErrors) -> Select {
    Select::new("modalite", "Modalité")
        .options(Modality::ALL.map(|modality| (modality_code(modality), modality.label())))
        .value(chosen)
        .required()
        .error(errors.get("modalite"))
}

/// The field of an estimated duration.
pub fn minutes(typed: &str, errors: &FormErrors) -> TextField {
    TextField::new("minutes", "Durée estimée")
        .number()
        .unit("minutes")
        .value(typed)
        .required()
        .error(errors.get("minutes"))
}

/// What the page of an item shows.
pub(super) struct ItemPage {
    pub(super) item: Item,
    pub(super) versions: Vec<VersionLine>,
    pub(super) changes: Vec<Change>,
    /// Who made them, and the versions.
    pub(super) authors: HashMap<PersonId, Arc<Identity>>,
    pub(super) uses: Vec<Use>,
    pub(super) reach: Reach,
}

impl ItemPage {
    /// The name of who made something; « – » when nobody did, or their account was erased.
    fn author(&self, by: Option<PersonId>) -> String {
        by.and_then(|by| self.authors.get(&by))
            .map_or_else(|| "–".to_owned(), |card| card.full_name())
    }
}

/// `typed`: what a refused form held.
pub(super) fn page(
    frame: &Frame,
    shown: &ItemPage,
    typed: Option<&TypedReading>,
    errors: &FormErrors,
) -> Result<Page> {
    let item = &shown.item;
    let home = format!("/bibliotheque/{}", item.id);
    let typed = match typed {
        Some(typed) => typed.clone(),
        None => reading_of(shown)?,
    };
    let send = Form::post(frame, format!("{home}/versions"))
        .multipart()
        .body(html! {
            (matter(item.kind, &typed, !shown.versions.is_empty(), errors))
            @if item.kind == ItemKind::Scorm { (on_update(item.on_update)) }
            p.actions { (Button::plain("Mettre en ligne cette version").icon("upload")) }
        });
    let replacing = match item.kind.sent() {
        Sent::Words => "Modifier",
        Sent::Archive | Sent::File => "Remplacer",
    };
    Ok(Page::new(item.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Bibliothèque", "/bibliotheque")
        .work()
        .about(html! { (item.kind.label()) ", " (item.modality.label().to_lowercase()) ", " (fr::duration(item.minutes)) @if item.for_computer { ", prévu pour ordinateur" } @if item.archived { ", archivée" } "." })
        .errors(errors)
        .body(html! {
            (section("fiche", "Fiche", html! {}, html! {
                (described(&item.sheet))
                (changes(shown))
                div.actions {
                    (Button::plain("Modifier la fiche").icon("pencil").href(format!("{home}/fiche")))
                    (archiving(frame, item))
                    (Button::plain("Mettre à la corbeille").quiet().icon("trash-2").href(format!("{home}/retrait")))
                }
            }))
            @if item.kind == ItemKind::Quiz { (section("quiz", "Questions et réglages", html! {}, quiz(&home))) }
            @if item.kind.asks_opinion() {
                (section("questions", "Questions", html! {}, html! {
                    p.prose { (fr::count(asks(shown)?, "question", "questions")) ". Chaque mise en ligne en fait une version." }
                    div.actions { (Button::plain("Composer l’enquête").icon("list-checks").href(format!("{home}/enquete"))) }
                }))
            }
            (preview(shown)?)
            @if item.kind == ItemKind::Page { (section("apercu", "Aperçu", html! {}, prose(&reading_of(shown)?.text))) }
            @if item.kind == ItemKind::Assignment { (section("demande", "Ce qui est demandé", html! {}, asked(shown)?)) }
            (wide_section("versions", "Versions", html! {}, html! {
                (versions(shown)?)
                (warnings(shown)?)
            }))
            (section("emplois", "Parcours qui l’utilisent", html! {}, uses(&shown.uses)))
            (section("remplacer", replacing, html! {}, html! {
                p.prose { "La nouvelle version prend la place de la précédente dans tous les parcours. Les résultats déjà obtenus restent. " (reached(shown)) }
                (send)
            }))
        }))
}

/// The button that takes an item out of what courses are proposed, or puts it back.
fn archiving(frame: &Frame, item: &Item) -> Form {
    let (state, button) = match item.archived {
        false => (ARCHIVED, Button::plain("Archiver").quiet().icon("archive")),
        true => ("", Button::plain("Remettre en service").quiet().icon("undo-2")),
    };
    Form::post(frame, format!("/bibliotheque/{}/archive", item.id))
        .bare()
        .body(html! { input type="hidden" name="etat" value=(state); (button) })
}

/// Where the questions of a quiz are.
fn quiz(home: &str) -> Markup {
    html! {
        p.prose { "Un quiz est fait de questions de la banque. Chaque mise en ligne en fait une version." }
        div.actions {
            (Button::plain("Composer le quiz").icon("list-checks").href(format!("{home}/quiz")))
            (Button::plain("Statistiques").quiet().icon("chart-column").href(format!("{home}/quiz/statistiques")))
        }
    }
}

/// What the version in force shows, as a form begins with it.
fn reading_of(shown: &ItemPage) -> Result<TypedReading> {
    let current = shown
        .versions
        .first()
        .filter(|_| shown.item.kind.sent() != Sent::Archive);
    let reading = current
        .map(|line| line.version.reading())
        .transpose()?
        .unwrap_or_default();
    Ok(TypedReading {
        text: reading.text,
        address: reading.address.unwrap_or_default(),
        transcript: reading.transcript,
        work: reading
            .assignment
            .map_or_else(assignments::Typed::default, |work| assignments::Typed::of(&work)),
        survey: None,
        spoken: assignments::TypedSpoken::of(reading.spoken, spoken_files(shown)),
    })
}

/// How many questions a survey asks.
fn asks(shown: &ItemPage) -> Result<u64> {
    let reading = shown
        .versions
        .first()
        .map(|line| line.version.reading())
        .transpose()?;
    let survey = reading.and_then(|reading| reading.survey).unwrap_or_default();
    Ok(u64::try_from(survey.questions.len()).unwrap_or(u64::MAX))
}

/// Where what is said of the version in force is.
pub(in super::super) fn spoken_files(shown: &ItemPage) -> String {
    let version = shown.versions.first().map(|line| line.version.id.to_string());
    format!(
        "/bibliotheque/{}/versions/{}",
        shown.item.id,
        version.unwrap_or_default()
    )
}

/// The instruction of an assignment, and its settings.
fn asked(shown: &ItemPage) -> Result<Markup> {
    let Some(line) = shown.versions.first() else {
        return Ok(html! {});
    };
    let reading = line.version.reading()?;
    Ok(
        html! { (assignments::instruction(&reading.text, &reading.spoken, &spoken_files(shown), None)) (assignments::told(&reading.assignment.unwrap_or_default())) },
    )
}

fn described(sheet: &Sheet) -> Markup {
    let language = LANGUAGES
        .iter()
        .find(|(code, _)| *code == sheet.language)
        .map_or("", |(_, words)| words);
    let facts = [
        ("Public", sheet.audience.as_str()),
        ("Mots-clés", sheet.keywords.as_str()),
        ("Langue", language),
        ("Licence", sheet.licence.as_str()),
    ];
    html! {
        @if sheet.objectives.trim().is_empty() { p.soft { "Pas encore d’objectifs." } }
        @else { div.prose { ul { @for line in sheet.objectives.lines().filter(|line| !line.trim().is_empty()) { li { (line.trim()) } } } } }
        dl.facts { @for (name, value) in facts { @if !value.is_empty() { div { dt { (name) } dd { (value) } } } } }
    }
}

/// What becomes of who has begun.
fn on_update(chosen: OnUpdate) -> Choices {
    Choices::radio("commence", "Apprenants qui ont déjà commencé ce module")
        .choice(
            Choice::new(OnUpdate::Continue.code(), "Ils le terminent dans leur version")
                .hint("Rien de ce qu’ils ont fait ne bouge. À leur prochaine ouverture après la fin, ils trouvent la nouvelle."),
        )
        .choice(
            Choice::new(OnUpdate::Restart.code(), "Ils recommencent dans la nouvelle")
                .hint("À choisir quand l’ancienne est fausse. Leur meilleur résultat et leur temps restent."),
        )
        .value(chosen.code())
}

fn uses(uses: &[Use]) -> Markup {
    if uses.is_empty() {
        return html! { p { "Aucun parcours n’utilise encore cette ressource." } };
    }
    rows(uses.iter().map(|one| {
        html! { a href=(format!("/parcours/{}", one.course)) { (one.title) } @match &one.place {
            Place::Step(title) => { ", étape " (fr::quote(title)) }
            Place::Own(title) => { ", étape " (fr::quote(title)) ", pour un apprenant seulement" }
            Place::Part(title) => { ", partie " (fr::quote(title)) }
            Place::Documents => { ", parmi ses documents" }
        } }
    }))
}
