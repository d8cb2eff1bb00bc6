//! The page that says what each learner is.

use std::collections::HashMap;
use std::sync::Arc;

use crate::enrolment::EnrolmentId;
use crate::sessions::TrainingSession;
use people::directory::Identity;
use platform::html::{Button, Empty, Form, FormErrors, Frame, Page, Select, columns, html};

use super::rules::Standing;

/// A learner on the page.
pub(super) struct Line {
    pub(super) enrolment: EnrolmentId,
    pub(super) card: Arc<Identity>,
    pub(super) stored: Option<Standing>,
}

pub(super) fn field(enrolment: EnrolmentId) -> String {
    format!("situation-{enrolment}")
}

pub(super) fn before(enrolment: EnrolmentId) -> String {
    format!("avant-{enrolment}")
}

pub(super) fn code(standing: Option<Standing>) -> &'static str {
    standing.map_or("", Standing::code)
}

/// `typed`: what a refused form said.
pub(super) fn page(
    frame: &Frame,
    session: &TrainingSession,
    lines: &[Line],
    typed: &HashMap<EnrolmentId, Option<Standing>>,
    errors: &FormErrors,
) -> Page {
    let home = format!("/sessions/{}", session.id);
    let back = format!("{home}/certificats");
    let page = Page::new("Situation des apprenants")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .crumb("Attestations et certificats", back.as_str())
        .work()
        .about("Le certificat de réalisation la dit après le nom, avec l’entreprise si elle est connue. Quand elle n’est pas donnée, il n’en dit rien.")
        .errors(errors);
    if lines.is_empty() {
        return page.body(
            Empty::new("Aucun apprenant")
                .icon("users")
                .level(2)
                .why("Inscrivez d’abord quelqu’un dans la session.")
                .way(Button::primary("Revenir à la session").href(home.as_str())),
        );
    }
    let selects = lines.iter().map(|line| {
        let value = typed.get(&line.enrolment).copied().unwrap_or(line.stored);
        Select::new(field(line.enrolment), line.card.full_name())
            .option("", "Non précisée")
            .options(Standing::ALL.map(|one| (one.code(), one.label())))
            .value(code(value))
            .error(errors.get(&field(line.enrolment)))
    });
    page.body(Form::post(frame, format!("{home}/situations")).body(html! {
        @for line in lines {
            input type="hidden" name=(before(line.enrolment)) value=(code(line.stored)) autocomplete="off";
        }
        (columns(selects))
        div.actions.mt {
            (Button::primary("Enregistrer"))
            (Button::plain("Revenir aux attestations").href(back.as_str()))
        }
    }))
}

/// Asked of who joins: it may stay unsaid.
pub(crate) fn choice(value: Option<Standing>) -> Select {
    Select::new("situation", "Situation")
        .option("", "Non précisée")
        .options(Standing::ALL.map(|one| (one.code(), one.label())))
        .value(code(value))
        .optional()
        .hint("Le certificat de réalisation la dit. Elle se complète aussi plus tard.")
}
