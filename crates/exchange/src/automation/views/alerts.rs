//! The alerts that wait for somebody.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::Identity;
use platform::html::{Empty, Form, Frame, Page, fr, go_link, html};
use platform::{PersonId, Result};

use super::super::letters::{alarm, follow_up};
use super::super::store::alerts::Waiting;
use super::when;

pub(in super::super) fn alerts(
    frame: &Frame,
    waiting: &[Waiting],
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Result<Page> {
    let mut lines = Vec::new();
    for one in waiting {
        let card = cards.get(&one.person);
        let name = card.map_or_else(|| "Un apprenant".to_owned(), |card| card.full_name());
        let words = format!(
            "{name} {}",
            alarm(one.rule, one.words.as_deref(), one.step.as_deref())
        );
        let at = when(one.at, &one.zone)?;
        lines.push(html! {
            p { (go_link(words.as_str(), follow_up(one.enrolment))) }
            p.meta { span.soft { (fr::rich(&at)) } span.soft { (one.reference) } }
            (Form::post(frame, format!("/alertes/{}/vue", one.id)).bare().body(html! {
                div.actions.mt-s { button.button.small { "Vu" span.visually-hidden { "\u{202f}: " (words) } } }
            }))
        });
    }
    Ok(Page::new("Alertes")
        .crumb("Accueil", "/")
        .work()
        .about("Ceux de vos apprenants qui ont besoin de vous. Une alerte s’en va quand un tuteur l’a vue, ou quand elle n’a plus lieu d’être.")
        .body(html! {
            @if lines.is_empty() {
                (Empty::new("Aucune alerte").icon("bell").level(2).why("Un quiz non réussi, un positionnement très bas ou très haut, un travail sans correction\u{202f}: vous le saurez ici."))
            } @else {
                ul.rows { @for line in lines { li { (line) } } }
            }
        }))
}
