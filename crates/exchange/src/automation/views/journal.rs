//! What left in a session.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::Identity;
use platform::html::{Column, Empty, Page, Pages, Row, Table, fr, go_link, html, pagination};
use platform::{PersonId, Result};
use training::sessions::TrainingSession;

use super::super::letters::follow_up;
use super::super::ready;
use super::super::store::journal::{PAGE, Sent, Told};
use super::{TITLE, of_session, when};

pub(in super::super) fn journal(
    session: &TrainingSession,
    sent: &[Sent],
    (current, total): (u32, u64),
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Result<Page> {
    let base = format!("/sessions/{}/messages-partis", session.id);
    let name = |person: PersonId| {
        let card = cards.get(&person);
        card.map_or_else(|| "Compte effacé".to_owned(), |card| card.full_name())
    };
    let mut table = Table::new("Messages et alertes partis, les derniers d’abord")
        .hide_caption()
        .column(Column::new("Apprenant"))
        .columns(["Message", "Quand", "Comment"]);
    for one in sent {
        let rule = ready::find(&one.rule);
        let title = rule.map_or("Un message d’avant", |rule| rule.title);
        table = table.row(
            Row::new(go_link(name(one.person), follow_up(one.enrolment)))
                .cell(html! { (fr::rich(title)) @if let Some(step) = &one.step { br; span.soft { (fr::quote(step)) } } })
                .cell(fr::rich(&when(one.at, &session.zone)?))
                .cell(html! { (how(one.told)) @if let Some(by) = one.seen_by { br; span.soft { "Vue par " (name(by)) } } }),
        );
    }
    let pages = Pages {
        current,
        size: PAGE,
        total,
    };
    Ok(of_session(Page::new("Messages partis"), session)
        .crumb(TITLE, format!("/sessions/{}/messages-automatiques", session.id))
        .work()
        .about("À qui, quoi, quand et comment. Un e-mail qui attend encore part dès que possible, ou à l’heure que la personne a choisie.")
        .body(html! {
            @if sent.is_empty() {
                (Empty::new("Rien n’est parti pour le moment").icon("history").level(2).why("Chaque message et chaque alerte s’ajoute ici dès son départ."))
            } @else {
                (table)
                (pagination("Pages du journal", pages, |page| format!("{base}?page={page}")))
            }
        }))
}

const fn how(told: Told) -> &'static str {
    match told {
        Told::Mail => "E-mail et cloche",
        Told::Soon => "Cloche, e-mail à venir",
        Told::Bell => "Cloche",
        Told::Read => "Lu",
    }
}
