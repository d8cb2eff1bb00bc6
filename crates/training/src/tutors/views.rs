//! The form that opens a tutor's account. [`page`]: who accompanies a session; [`table`]: what to know of each tutor;
//! [`handover`]: taking somebody's place; [`learners`]: those who have others; [`leaving`]: taking somebody out of a region.

pub(super) mod handover;
pub(super) mod learners;
pub(super) mod leaving;
pub(super) mod page;
pub mod table;

use people::regions::Region;
use platform::html::{Button, Frame, Page, form, html};

use crate::colleagues::Typed;
use crate::sessions::TrainingSession;

/// A page under that of a session's tutors.
fn under(session: &TrainingSession, title: impl Into<String>) -> Page {
    let home = format!("/sessions/{}", session.id);
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .crumb("Tuteurs", format!("{home}/tuteurs"))
        .work()
}

pub(super) fn new(frame: &Frame, region: &Region, typed: &Typed) -> Page {
    Page::new("Ajouter un tuteur")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .work()
        .about(html! { "Cette personne pourra accompagner des sessions de la " (region.name) ". Un e-mail le lui dira aussitôt, avec le lien pour activer son compte si elle n’en a pas." })
        .errors(&typed.errors)
        .body(form(frame, &format!("/regions/{}/tuteurs", region.id), html! {
            (typed.fields())
            p.actions.mt {
                (Button::primary("Ajouter").icon("user-plus"))
                (Button::plain("Revenir aux sessions").href("/sessions"))
            }
        }))
}
