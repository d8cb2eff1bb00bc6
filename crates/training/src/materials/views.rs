//! The documents of a session: their list, one of them, the form that adds or changes one.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::Readers;
use catalogue::library::{elsewhere, prose};
use people::directory::Identity;
use platform::html::{
    Button, Choice, Choices, Empty, FileField, Form, FormErrors, Frame, Markup, Page, TextArea, TextField,
    fr, go_link, html, rows, section,
};
use platform::{PersonId, Result};

use super::routes::Held;
use super::rules::{FILE, Typed};
use super::store::Material;
use crate::enrolment::EnrolmentId;
use crate::sessions::{TrainingSession, days};

fn base(session: &TrainingSession) -> String {
    format!("/sessions/{}/documents", session.id)
}

fn under(session: &TrainingSession, title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), format!("/sessions/{}", session.id))
        .crumb("Documents", base(session))
}

pub(super) fn list(held: &Held, authors: &HashMap<PersonId, Arc<Identity>>, may_add: bool) -> Result<Page> {
    let session = &held.session;
    let mut parts = Vec::new();
    for readers in Readers::ALL {
        let mut lines = Vec::new();
        for one in held.materials.iter().filter(|one| one.readers == readers) {
            lines.push(
                html! { (title(one, &base(session))) p.soft.small { (origin(one, session, authors)?) } },
            );
        }
        parts.push((readers, lines));
    }
    let mut page = Page::new("Documents de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), format!("/sessions/{}", session.id))
        .work()
        .about("Ceux du parcours, et ceux que vous ajoutez pour cette session.");
    if may_add {
        let add = format!("{}/nouveau", base(session));
        page = page.actions(Button::primary("Ajouter un document").icon("plus").href(add));
    }
    Ok(page.body(html! {
        @for (readers, lines) in parts {
            (section(readers.code(), readers.label(), html! {}, html! {
                @if lines.is_empty() { p.soft { (none(readers)) } } @else { (rows(lines)) }
            }))
        }
    }))
}

fn none(readers: Readers) -> &'static str {
    match readers {
        Readers::Learners => {
            "Rien pour le moment\u{202f}: un plan d’accès, un programme, un support trouvent leur place ici."
        }
        Readers::Tutors => {
            "Rien pour le moment\u{202f}: le scénario pédagogique, le guide du tuteur, les corrigés trouvent leur place ici."
        }
    }
}

/// The way to the page of a document.
fn title(one: &Material, base: &str) -> Markup {
    html! { a href=(format!("{base}/{}", one.id)) { (one.title) } }
}

/// « Du parcours, guide.pdf » or « Ajouté par Fabienne Le Goff le 12 novembre ».
fn origin(
    one: &Material,
    session: &TrainingSession,
    authors: &HashMap<PersonId, Arc<Identity>>,
) -> Result<Markup> {
    let from = match one.added() {
        None => "Du parcours".to_owned(),
        Some(added) => {
            let day = fr::date_words(days(added.at, added.at, &session.zone)?.0);
            match added.by.and_then(|by| authors.get(&by)) {
                Some(card) => format!("Ajouté par {} le {day}", card.full_name()),
                None => format!("Ajouté le {day}"),
            }
        }
    };
    Ok(html! { (fr::rich(&from)) @if let Some(name) = &one.reading.file { ", " (name) } })
}

/// What one finds there: the name of a file, or in a word.
fn kind(one: &Material) -> &str {
    match (&one.reading.file, &one.reading.address) {
        (Some(name), _) => name,
        (None, Some(_)) => "Sur un autre site",
        (None, None) => "À lire ici",
    }
}

/// What it holds, and the ways out of the page.
fn matter(one: &Material, home: &str) -> Markup {
    html! {
        @if !one.reading.text.is_empty() { (prose(&one.reading.text)) }
        @if let Some(address) = &one.reading.address { (elsewhere(address)) }
        @if let Some(name) = &one.reading.file {
            p.actions.mt { (Button::primary("Télécharger le fichier").icon("download").href(format!("{home}/{}/fichier", one.id))) }
            p.soft.small { (name) }
        }
    }
}

pub(super) fn page(session: &TrainingSession, one: &Material, may_change: bool) -> Page {
    let home = base(session);
    under(session, one.title.as_str())
        .about(one.readers.about())
        .body(html! {
            (matter(one, &home))
            @if may_change {
                p.actions.mt-l {
                    (Button::plain("Modifier").icon("pencil").href(format!("{home}/{}/modification", one.id)))
                    (Button::plain("Retirer de la session").quiet().icon("trash-2").href(format!("{home}/{}/retrait", one.id)))
                }
            } @else if one.added().is_none() {
                p.soft.mt-l { "Ce document vient du parcours\u{202f}: toutes ses sessions ont le même." }
            }
            p.mt { (go_link("Revenir aux documents", home.as_str()).icon("arrow-left")) }
        })
}

fn own_base(enrolment: EnrolmentId) -> String {
    format!("/mes-parcours/{enrolment}/documents")
}

fn own(session: &TrainingSession, enrolment: EnrolmentId, title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(session.title.as_str(), format!("/mes-parcours/{enrolment}"))
}

pub(super) fn own_list(held: &Held, enrolment: EnrolmentId) -> Page {
    let page = own(&held.session, enrolment, "Documents");
    let course = format!("/mes-parcours/{enrolment}");
    if held.materials.is_empty() {
        return page.body(
            Empty::new("Aucun document pour le moment")
                .icon("folder")
                .level(2)
                .why("Quand votre tuteur ou votre CMA vous donne un document pour cette session, il arrive ici.")
                .way(Button::primary("Voir mon parcours").href(course)),
        );
    }
    let home = own_base(enrolment);
    let lines = held.materials.iter().map(|one| {
        html! { (title(one, &home)) p.soft.small { (kind(one)) } }
    });
    page.about("Ce que votre CMA et vos tuteurs vous donnent à côté des étapes.")
        .body(html! {
            (rows(lines))
            p.mt { (go_link("Revenir à mon parcours", course).icon("arrow-left")) }
        })
}

pub(super) fn own_page(session: &TrainingSession, one: &Material, enrolment: EnrolmentId) -> Page {
    let home = own_base(enrolment);
    own(session, enrolment, one.title.as_str())
        .crumb("Documents", home.as_str())
        .body(html! {
            (matter(one, &home))
            p.mt { (go_link("Revenir aux documents", home.as_str()).icon("arrow-left")) }
        })
}

/// The form of a document: a new one, or one to change.
pub(super) struct MaterialForm<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) before: Option<&'a Material>,
    pub(super) typed: &'a Typed,
}

pub(super) fn form(frame: &Frame, form: &MaterialForm<'_>, errors: &FormErrors) -> Page {
    let home = base(form.session);
    let (heading, label, action) = match form.before {
        None => ("Ajouter un document", "Ajouter le document", home.clone()),
        Some(one) => (
            "Modifier le document",
            "Enregistrer",
            format!("{home}/{}", one.id),
        ),
    };
    let kept = form.before.and_then(|one| one.reading.file.as_deref());
    let hint = match kept {
        Some(name) => format!(
            "«\u{202f}{name}\u{202f}» reste tant que vous n’en choisissez pas un autre. 100\u{a0}Mo au plus."
        ),
        None => "PDF, document de bureautique ou image. 100\u{a0}Mo au plus.".to_owned(),
    };
    let typed = form.typed;
    let revision = form.before.and_then(Material::added).map(|added| added.revision);
    under(form.session, heading).work().errors(errors).body(
        Form::post(frame, action).multipart().body(html! {
            @if let Some(revision) = revision { input type="hidden" name="revision" value=(revision); }
            (TextField::new("titre", "Titre").value(&*typed.title).required().error(errors.get("titre")))
            (Choices::radio("lecteurs", "Qui le lit")
                .choice(Choice::new(Readers::Learners.code(), "Les apprenants de la session").hint("Ils le trouvent dans leur parcours."))
                .choice(Choice::new(Readers::Tutors.code(), "Les tuteurs seulement").hint("Aucun apprenant ne le voit."))
                .value(&typed.readers).required().error(errors.get("lecteurs")))
            (FileField::new("document", FILE).optional().hint(hint).error(errors.get("document"))
                .accept(".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png"))
            (TextArea::new("texte", "Texte").value(&*typed.text).optional()
                .hint("Une consigne, une adresse, un horaire. Une ligne vide sépare deux paragraphes.").error(errors.get("texte")))
            (TextField::new("adresse", "Adresse d’un site").value(&*typed.address).optional().error(errors.get("adresse")))
            p.actions.mt {
                (Button::primary(label))
                (Button::plain("Revenir aux documents").href(home.as_str()))
            }
        }),
    )
}

pub(super) fn remove(frame: &Frame, session: &TrainingSession, one: &Material) -> Page {
    let home = base(session);
    let who = match one.readers {
        Readers::Learners => {
            "Les apprenants et les tuteurs de la session ne le trouveront plus, et son fichier sera effacé."
        }
        Readers::Tutors => "Les tuteurs de la session ne le trouveront plus, et son fichier sera effacé.",
    };
    under(session, format!("Retirer {}\u{202f}?", fr::quote(&one.title))).body(html! {
        div.prose { p { (who) } }
        (Form::post(frame, format!("{home}/{}/retrait", one.id)).body(html! {
            p.actions.mt {
                (Button::plain("Retirer de la session").danger())
                (Button::plain("Ne rien changer").href(home.as_str()))
            }
        }))
    })
}
