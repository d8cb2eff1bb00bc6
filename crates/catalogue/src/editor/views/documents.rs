//! The documents of a course: who reads which, and the form that adds one.

use platform::html::{
    Button, Choice, Choices, Form, FormErrors, Frame, Markup, Page, Select, fits, fr, html, section,
};

use super::on;
use crate::courses::{Material, Readers};
use crate::editor::routes::Shown;

/// `typed`: the item and the readers that a refused form held.
pub(in super::super) fn page(frame: &Frame, shown: &Shown, typed: (&str, &str), errors: &FormErrors) -> Page {
    on(&shown.course, "Documents du parcours")
        .about("Ce que le parcours donne à lire à côté de ses étapes. Toutes ses sessions l’ont\u{202f}; chacune peut y ajouter les siens.")
        .errors(errors)
        .body(html! {
            @for readers in Readers::ALL {
                (section(readers.code(), readers.label(), html! {}, of(frame, shown, readers)))
            }
            (section("ajouter", "Ajouter un document", html! {}, add(frame, shown, typed, errors)))
        })
}

fn of(frame: &Frame, shown: &Shown, readers: Readers) -> Markup {
    let mut found = shown
        .materials
        .iter()
        .filter(|one| one.readers == readers)
        .peekable();
    html! {
        @if found.peek().is_none() { p.soft { "Aucun document." } }
        @else { (fits(found.map(|one| (title(one), take_away(frame, shown, one))))) }
    }
}

fn title(one: &Material) -> Markup {
    html! {
        a href=(format!("/bibliotheque/{}", one.item.item)) { (one.item.title) }
        @if let Some(name) = &one.item.reading.file { p.soft.small { (name) } }
    }
}

fn take_away(frame: &Frame, shown: &Shown, one: &Material) -> Form {
    Form::post(frame, format!("/parcours/{}/documents/retrait", shown.course.id))
        .bare()
        .body(html! {
            input type="hidden" name="ressource" value=(one.item.item);
            (Button::plain(format!("Retirer {}", fr::quote(&one.item.title))).small().quiet().icon("trash-2").icon_only())
        })
}

fn add(frame: &Frame, shown: &Shown, typed: (&str, &str), errors: &FormErrors) -> Markup {
    let items = shown
        .items
        .iter()
        .filter(|item| item.kind.kept() && item.proposed(typed.0))
        .map(|item| {
            (
                item.id.to_string(),
                format!("{} ({})", item.title, item.kind.label().to_lowercase()),
            )
        });
    html! {
        (Form::post(frame, format!("/parcours/{}/documents", shown.course.id)).body(html! {
            (Select::new("ressource", "Ressource").option("", "Choisissez").options(items).value(typed.0).required()
                .hint("Une page, un document ou un lien de la bibliothèque.").error(errors.get("ressource")))
            (Choices::radio("lecteurs", "Qui le lit")
                .choice(Choice::new(Readers::Learners.code(), "Les apprenants et leurs tuteurs").hint(Readers::Learners.about()))
                .choice(Choice::new(Readers::Tutors.code(), "Les tuteurs seulement").hint(Readers::Tutors.about()))
                .value(typed.1).required().error(errors.get("lecteurs")))
            p.actions.mt { (Button::primary("Ajouter le document").icon("plus")) }
        }))
    }
}

/// What the page of the course says of them.
pub(super) fn summary(materials: &[Material], home: &str) -> Markup {
    let count = |readers| {
        let count = materials.iter().filter(|one| one.readers == readers).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    };
    let (learners, tutors) = (count(Readers::Learners), count(Readers::Tutors));
    html! {
        @if materials.is_empty() {
            p.soft { "Aucun document à côté des étapes\u{202f}: ni pour les apprenants, ni pour les tuteurs." }
        } @else {
            p { (fr::capitalise(&fr::count(learners, "document", "documents"))) " pour les apprenants, " (tutors) " pour les tuteurs." }
        }
        p.actions {
            (Button::plain("Gérer les documents").icon("file-text").href(format!("{home}/documents")))
            (Button::plain("Questions fréquentes").icon("circle-question-mark").href(format!("{home}/questions")))
            (Button::plain("Messages automatiques").icon("send").href(format!("{home}/messages-automatiques")))
            (Button::plain("Forum du parcours").icon("messages-square").href(format!("{home}/forum")))
        }
    }
}
