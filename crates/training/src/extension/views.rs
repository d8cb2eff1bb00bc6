//! The form that gives more time.

use jiff::civil::Date;
use people::directory::Identity;
use platform::html::{Button, FormErrors, Frame, Page, TextField, form, fr, html};

use crate::enrolment::Enrolment;
use crate::sessions::TrainingSession;

/// Whose time: one learner's, or everyone's.
pub(super) struct Asked<'a> {
    title: String,
    action: String,
    /// The end that is agreed.
    last: Date,
    typed: &'a str,
    why: &'static str,
}

impl<'a> Asked<'a> {
    pub(super) fn one(enrolment: &Enrolment, card: &Identity, last: Date, typed: &'a str) -> Self {
        Self {
            title: format!("Prolonger l’accès {}", fr::of(&card.full_name())),
            action: format!("/inscriptions/{}/prolongation", enrolment.id),
            last,
            typed,
            why: "Le parcours s’ouvre de nouveau aussitôt, avec tout ce qui a été fait. Les autres apprenants ne sont pas concernés.",
        }
    }

    pub(super) fn all(session: &TrainingSession, last: Date, typed: &'a str) -> Self {
        Self {
            title: "Prolonger la session".to_owned(),
            action: format!("/sessions/{}/prolongation", session.id),
            last,
            typed,
            why: "Le parcours s’ouvre de nouveau aussitôt pour tous les apprenants. Ceux qui ont déjà plus de temps le gardent.",
        }
    }
}

pub(super) fn page(frame: &Frame, session: &TrainingSession, asked: &Asked<'_>, errors: &FormErrors) -> Page {
    let home = format!("/sessions/{}", session.id);
    Page::new(asked.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(html! { "L’accès va pour l’instant jusqu’au " (fr::rich(&fr::date_words_with_year(asked.last))) "." })
        .errors(errors)
        .body(html! {
            div.prose { p { (asked.why) } }
            (form(frame, &asked.action, html! {
                (TextField::new("date", "Nouveau dernier jour").date().value(asked.typed).required().error(errors.get("date"))
                    .hint("L’accès reste ouvert jusqu’à la fin de ce jour-là. Les conditions de réussite suivent."))
                p.actions.mt {
                    (Button::primary("Prolonger").icon("calendar-days"))
                    (Button::plain("Revenir à la session").href(home.as_str()))
                }
            }))
        })
}
