//! Who takes care of a work, and who has it open.

use platform::Result;
use platform::html::{Button, Form, Frame, Markup, Notice, Select, disclosure, fr, html};

use super::super::desk::Desk;
use super::{list, moment};

pub(super) fn bar(frame: &Frame, desk: &Desk) -> Result<Markup> {
    let zone = &desk.ready.session.zone;
    let post = || Form::post(frame, format!("/corrections/{}/charge", desk.ready.submission.id)).bare();
    let others = desk
        .tutors
        .iter()
        .filter(|tutor| **tutor != desk.me && desk.claim.is_none_or(|(has, _)| has != **tutor));
    let others: Vec<(String, String)> = others
        .map(|tutor| (tutor.to_string(), desk.tutor(*tutor)))
        .collect();
    let mut open = Vec::with_capacity(desk.open.len());
    for (tutor, at) in &desk.open {
        open.push(format!(
            "{} a ouvert ce travail le {}.",
            desk.tutor(*tutor),
            moment(*at, zone)?
        ));
    }
    let told = match desk.claim {
        None => "Personne ne s’en charge.".to_owned(),
        Some((tutor, at)) if tutor == desk.me => {
            format!("Vous vous en chargez depuis le {}.", moment(at, zone)?)
        }
        Some((tutor, at)) => format!(
            "{} s’en charge depuis le {}.",
            desk.tutor(tutor),
            moment(at, zone)?
        ),
    };
    let mine = desk.claim.is_some_and(|(tutor, _)| tutor == desk.me);
    Ok(html! {
        @if !open.is_empty() {
            (Notice::info(html! {
                @for line in &open { p { (fr::rich(line)) } }
                p { "Rien de ce que chacun enregistre n’écrase l’autre sans le dire." }
            }))
        }
        div.actions.mt {
            span.soft { (fr::rich(&told)) }
            (post().body(html! {
                (list::kept_of(&desk.asked))
                @if mine { (Button::plain("Rendre").small().value("acte", "rendre")) }
                @else { (Button::plain("Je m’en charge").small().icon("user-check").value("acte", "prendre")) }
            }))
        }
        @if !others.is_empty() {
            div.mt {
                (disclosure("Confier à un autre tuteur", post().body(html! {
                    (list::kept_of(&desk.asked))
                    (Select::new("tuteur", "Tuteur de la session").options(others))
                    p.actions { (Button::plain("Confier").value("acte", "confier")) }
                })))
            }
        }
    })
}
