//! The form of a card.

use std::sync::Arc;

use jiff::Timestamp;
use people::accounts::NewPerson;
use people::directory::Identity;
use platform::PersonId;
use platform::html::{Button, FormErrors, Frame, Markup, Notice, Page, form, fr, html};

use crate::enrolment::{EnrolmentId, person_fields, same_address};
use crate::sessions::TrainingSession;

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) enrolment: EnrolmentId,
    pub(super) card: &'a Identity,
    /// When the card that the page shows was written.
    pub(super) seen: Timestamp,
    /// The account was opened: another address is told to the old one.
    pub(super) active: bool,
    /// How many mails their address refused.
    pub(super) refused: u64,
    /// Who has the address that was typed.
    pub(super) known: &'a [(PersonId, Arc<Identity>)],
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>, typed: &NewPerson, errors: &FormErrors) -> Page {
    let session = shown.session;
    let home = format!("/sessions/{}", session.id);
    let address = match shown.active {
        true => "L’ancienne adresse sera prévenue du changement.",
        false => {
            "Le lien pour activer le compte partira à la nouvelle adresse\u{202f}; l’ancien lien ne vaudra plus."
        }
    };
    let page = Page::new(format!("Corriger la fiche {}", fr::of(&shown.card.full_name())))
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(html! { "Identifiant de connexion\u{202f}: " strong { (shown.card.login) } ". Il ne change pas. Les documents déjà remis gardent le nom qu’ils portent." })
        .errors(errors)
        .body(form(frame, &format!("/inscriptions/{}/fiche", shown.enrolment), html! {
            input type="hidden" name="vu" value=(shown.seen);
            @if !shown.known.is_empty() { (same_address(shown.known, errors)) }
            (person_fields(typed, errors, Some(address)))
            p.actions.mt {
                (Button::primary("Enregistrer la fiche"))
                (Button::plain("Revenir à la session").href(home.as_str()))
            }
        }));
    match shown.refused {
        0 => page,
        _ => page.notice(refused(shown)),
    }
}

/// Nobody is at the address: what to do, and what comes of it.
fn refused(shown: &Shown<'_>) -> Markup {
    let waiting = fr::count(shown.refused, "e-mail a été refusé", "e-mails ont été refusés");
    html! {
        (Notice::bad(html! {
            (waiting) " à l’adresse " strong { (shown.card.email) } "\u{202f}: personne n’y est connu. Vérifiez-la auprès de " (shown.card.given_name) ". Une fois corrigée, ce qui a été refusé depuis trente jours y partira."
        }))
    }
}
