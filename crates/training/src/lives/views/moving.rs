//! The choice of another session.

use jiff::Timestamp;
use people::directory::Identity;
use platform::Result;
use platform::html::{Button, Choice, Choices, Empty, FormErrors, Frame, Page, form, fr, html};

use super::below;
use crate::enrolment::Enrolment;
use crate::lives::rules::{Been, refused};
use crate::lives::store::Target;
use crate::sessions::{TrainingSession, days};

/// What the choice of another session shows.
pub(in super::super) struct Moving<'a> {
    pub(in super::super) enrolment: &'a Enrolment,
    pub(in super::super) session: &'a TrainingSession,
    pub(in super::super) card: &'a Identity,
    pub(in super::super) targets: &'a [Target],
    pub(in super::super) chosen: &'a str,
    pub(in super::super) now: Timestamp,
}

pub(in super::super) fn transfer(frame: &Frame, shown: &Moving<'_>, errors: &FormErrors) -> Result<Page> {
    let at = format!("/inscriptions/{}", shown.enrolment.id);
    let title = format!("Changer {} de session", shown.card.full_name());
    let page = below(title, shown.session).crumb(
        format!("Inscription {}", fr::of(&shown.card.full_name())),
        at.as_str(),
    );
    if shown.targets.is_empty() {
        return Ok(page.errors(errors).body(
            Empty::new("Aucune autre session")
                .icon("calendar-days")
                .level(2)
                .why("Aucune autre session de ce parcours n’est ouverte ou à venir dans cette région. Créez-en une, puis revenez ici.")
                .way(Button::plain("Revenir à l’inscription").href(at.as_str())),
        ));
    }
    let sessions = sessions(shown)?.error(errors.get("session"));
    Ok(page
        .about(html! { "Actuellement dans la session " (shown.session.reference) "." })
        .errors(errors)
        .body(html! {
            div.prose {
                p { "Tout ce qui a été fait est gardé, et l’accès suit la nouvelle session. Les tuteurs de la nouvelle session prennent le relais. Un e-mail partira avec les nouvelles dates." }
                @if shown.enrolment.paused.is_some() { p { "L’accès est suspendu\u{202f}: changer de session le rend." } }
            }
            (form(frame, &format!("{at}/transfert"), html! {
                (sessions)
                p.actions.mt {
                    (Button::primary("Changer de session"))
                    (Button::plain("Ne rien changer").href(at.as_str()))
                }
            }))
        }))
}

/// Every session of the course that isn't over; those that can't be joined say why.
fn sessions(shown: &Moving<'_>) -> Result<Choices> {
    let mut choices = Choices::radio("session", "Nouvelle session").required();
    for target in shown.targets {
        let (first, last) = days(target.period.0, target.period.1, &shown.session.zone)?;
        let label = format!("{}, {}", target.reference, fr::days(first, last));
        let hint = match (target.been, target.places.words()) {
            (Been::Inside, _) => "Déjà inscrite à cette session".to_owned(),
            (Been::Left, _) => "Déjà inscrite à cette session, puis retirée".to_owned(),
            (Been::Never, Some(words)) if target.places.is_full() => format!("Complète\u{202f}: {words}"),
            (Been::Never, Some(words)) => words,
            (Been::Never, None) => "Sans limite de places".to_owned(),
        };
        let mut choice = Choice::new(target.id.to_string(), label).hint(hint);
        let why = refused(target.period, target.places, target.been, shown.now);
        if why.is_some() {
            choice = choice.disabled();
        }
        choices = choices.choice(choice);
    }
    Ok(choices.value(shown.chosen))
}
