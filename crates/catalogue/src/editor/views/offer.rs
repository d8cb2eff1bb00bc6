//! What the page of a course says of its offer.

use platform::html::{Button, Frame, Markup, Notice, Page, State, html};

use super::about;
use crate::courses::{Course, Offer};
use crate::editor::routes::Shown;

pub(super) fn state(offer: Offer) -> State {
    match offer {
        Offer::Draft => State::todo(offer.label()).icon("pencil"),
        Offer::Published => State::good(offer.label()),
        Offer::Archived => State::done(offer.label()).icon("archive"),
    }
}

/// Where the course stands, and the act that changes it.
pub(super) fn offer(frame: &Frame, course: &Course, revision: i64) -> Markup {
    let (words, next, button) = match course.offer {
        Offer::Draft => (
            "Les régions ne le voient pas encore. Publiez-le quand il est prêt\u{202f}: vous pourrez continuer à le modifier.",
            Offer::Published,
            Button::primary("Publier le parcours").icon("check"),
        ),
        Offer::Published => (
            "Les régions ouvrent des sessions de ce parcours. Ce que vous y changez vaut aussitôt partout.",
            Offer::Archived,
            Button::plain("Archiver le parcours").quiet().icon("archive"),
        ),
        Offer::Archived => (
            "Les régions n’en ouvrent plus de session. Celles qui existent continuent.",
            Offer::Published,
            Button::plain("Publier à nouveau").icon("check"),
        ),
    };
    let fields = html! { input type="hidden" name="offre" value=(next.code()); (button) };
    html! {
        p { (state(course.offer)) }
        p.soft { (words) }
        (about(frame, course, revision, "offre", &fields).bare())
    }
}

/// Why it can't be published yet.
pub(in super::super) fn unready(frame: &Frame, shown: &Shown, why: &[String]) -> Page {
    let notice = Notice::warn(html! { ul { @for sentence in why { li { (sentence) } } } })
        .title("Ce parcours ne peut pas encore être publié");
    super::page(frame, shown).notice(notice)
}
