//! What waits, what was published, the sentences that are kept.

use std::collections::HashMap;
use std::sync::Arc;

use learning::gradings::{Remark, Waiting};
use people::directory::Identity;
use platform::html::{
    Button, Empty, Form, Frame, Markup, Page, Row, Select, State, Table, disclosure, fr, go_link, html, rows,
};
use platform::{PersonId, Result};

use super::super::queue::{PUBLISHED, Queue};
use super::{base, moment, who};

/// Where the queue is, with its filter.
pub(in super::super) fn path(queue: &Queue) -> String {
    match &queue.session {
        Some(session) => format!("/corrections?session={session}"),
        None => "/corrections".to_owned(),
    }
}

fn links() -> Markup {
    html! {
        div.actions.mt {
            (go_link("Corrections publiées", format!("/corrections?etat={PUBLISHED}")).icon("history"))
            (go_link("Mes phrases", "/corrections/phrases").icon("message-circle"))
        }
    }
}

pub(in super::super) fn queue(frame: &Frame, queue: &Queue) -> Result<Page> {
    let page = base("Corrections");
    let lines: Vec<&Waiting> = queue.lines().collect();
    if lines.is_empty() {
        return Ok(page.body(html! {
            (filter(queue))
            (Empty::new("Rien à corriger").icon("clipboard-check").level(2)
                .why("Ce que les apprenants rendent arrive ici, le plus ancien d’abord."))
            (links())
        }));
    }
    let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    let drafts = lines.iter().any(|line| line.draft.is_some());
    let first = lines
        .first()
        .map(|line| super::one::path(queue, &line.id.to_string()));
    let mut table = Table::new("Travaux à corriger, le plus ancien d’abord")
        .hide_caption()
        .columns(["Apprenant", "Étape", "Session", "Rendu le", "État"]);
    if drafts {
        table = table.pick("production");
    }
    for line in lines {
        let id = line.id.to_string();
        let name = who(line, &queue.cards);
        let mut row = Row::new(html! { a href=(super::one::path(queue, &id)) { (name) } })
            .cell(html! { span { (line.step_title) @if line.number > 1 { span.soft { ", essai " (line.number) } } } })
            .cell(html! { span { (line.course) span.soft { ", " (line.reference) } } })
            .cell(fr::rich(&moment(line.handed_at, &line.zone)?))
            .cell(html! {
                @match line.draft { Some(_) => (State::now("Brouillon")), None => (State::todo("À corriger")) }
                @if line.late { " " (State::warn("En retard")) }
            });
        if let Some(draft) = line.draft {
            row = row.pick(format!("{id} {draft}"), name);
        }
        table = table.row(row);
    }
    let list = html! {
        @if drafts {
            (Form::post(frame, "/corrections/publication").bare().body(html! {
                input type="hidden" name="session" value=(queue.session.as_deref().unwrap_or_default());
                (table)
                p.actions.mt { (Button::plain("Publier les brouillons cochés").icon("send")) }
            }))
        } @else { (table) }
    };
    Ok(page
        .about(format!(
            "{} à corriger, le plus ancien d’abord.",
            fr::count(count, "travail", "travaux")
        ))
        .actions(
            Button::primary("Corriger le premier")
                .icon("arrow-right")
                .href(first.unwrap_or_default()),
        )
        .body(html! { (filter(queue)) (list) (away(queue)) (links()) }))
}

/// The way to correct a step of a session elsewhere.
fn away(queue: &Queue) -> Markup {
    let mut steps: Vec<(String, String)> = Vec::new();
    for line in queue.lines() {
        let path = format!("/sessions/{}/etapes/{}/corrections", line.session, line.step);
        if !steps.iter().any(|(known, _)| *known == path) {
            steps.push((
                path,
                format!(
                    "«\u{202f}{}\u{202f}», session {}",
                    line.step_title, line.reference
                ),
            ));
        }
    }
    html! {
        div.mt { (disclosure("Corriger hors ligne", html! {
            p.prose { "Téléchargez tous les travaux d’une étape, puis rapportez les notes dans un fichier." }
            (rows(steps.iter().map(|(path, words)| html! { a href=(path) { (fr::rich(words)) } })))
        })) }
    }
}

/// By session, where there are several.
fn filter(queue: &Queue) -> Markup {
    let mut sessions: Vec<(String, String)> = Vec::new();
    for line in &queue.all {
        let id = line.session.to_string();
        if !sessions.iter().any(|(known, _)| *known == id) {
            sessions.push((id, format!("{}, {}", line.course, line.reference)));
        }
    }
    if sessions.len() < 2 && queue.session.is_none() {
        return html! {};
    }
    html! {
        (Form::get("/corrections").tools().body(html! {
            (Select::new("session", "Session").option("", "Toutes").options(sessions).value(queue.session.as_deref().unwrap_or_default()))
            (Button::plain("Afficher"))
        }))
    }
}

/// What was published, and what stays to be finished.
pub(in super::super) fn told(published: u64, left: u64) -> String {
    let done = match published {
        0 => "Aucune correction publiée.".to_owned(),
        _ => format!(
            "{}, les apprenants sont prévenus.",
            fr::count(published, "correction publiée", "corrections publiées")
        ),
    };
    match left {
        0 => done,
        _ => format!(
            "{done} {}\u{202f}: ouvrez ce qui reste pour voir ce qui manque.",
            fr::count(left, "brouillon est resté", "brouillons sont restés")
        ),
    }
}

pub(in super::super) fn published(
    lines: &[Waiting],
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Result<Page> {
    let page = base("Corrections publiées").crumb("Corrections", "/corrections");
    if lines.is_empty() {
        return Ok(page.body(
            Empty::new("Aucune correction publiée")
                .icon("history")
                .level(2)
                .why("Ce que vous publiez se retrouve ici, et peut encore se corriger.")
                .way(Button::primary("Voir ce qui est à corriger").href("/corrections")),
        ));
    }
    // Once it is published, the name is read.
    let name = |line: &Waiting| {
        cards
            .get(&line.person)
            .map_or_else(String::new, |card| card.full_name())
    };
    let mut table = Table::new("Corrections publiées, les dernières d’abord")
        .hide_caption()
        .columns(["Apprenant", "Étape", "Session", "Rendu le"]);
    for line in lines {
        table = table.row(
            Row::new(html! { a href=(format!("/corrections/{}", line.id)) { (name(line)) } })
                .cell(html! { span { (line.step_title) @if line.number > 1 { span.soft { ", essai " (line.number) } } } })
                .cell(html! { span { (line.course) span.soft { ", " (line.reference) } } })
                .cell(fr::rich(&moment(line.handed_at, &line.zone)?)),
        );
    }
    Ok(page.about("Les cent dernières.").body(table))
}

pub(in super::super) fn remarks(frame: &Frame, remarks: &[Remark]) -> Page {
    let page = base("Mes phrases").crumb("Corrections", "/corrections");
    if remarks.is_empty() {
        return page.body(
            Empty::new("Aucune phrase gardée")
                .icon("message-circle")
                .level(2)
                .why("En corrigeant, cochez «\u{202f}Garder ce commentaire parmi mes phrases\u{202f}»\u{202f}: il sera proposé aux corrections suivantes.")
                .way(Button::primary("Voir ce qui est à corriger").href("/corrections")),
        );
    }
    page.about("Elles ne sont qu’à vous, et se proposent à chaque correction.")
        .body(rows(remarks.iter().map(|remark| {
            html! {
                p { (remark.words) }
                (Form::post(frame, "/corrections/phrases/retrait").bare().body(html! {
                    input type="hidden" name="phrase" value=(remark.id);
                    (Button::plain("Oublier cette phrase").quiet().small().icon("trash-2"))
                }))
            }
        })))
}
