//! The table of marks.

use catalogue::courses::{Step, StepId};
use learning::progress::{step_state, whole};
use platform::html::{Button, Empty, Form, Markup, Page, Row, Select, Table, fr, html};

use platform::Result;
use training::sessions::local;

use super::history::History;
use super::routes::{Book, Line};

pub(super) fn page(book: &Book, by: Option<StepId>) -> Page {
    let home = format!("/sessions/{}", book.session.id);
    let page = Page::new("Notes de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(book.session.title.as_str(), home.as_str())
        .work();
    if book.lines.is_empty() || book.steps.is_empty() {
        return page.body(
            Empty::new("Aucune note")
                .icon("clipboard-check")
                .level(2)
                .why("Les notes apparaîtront ici quand des apprenants seront inscrits et qu’une étape donnera un pourcentage.")
                .way(Button::primary("Voir la session").href(home)),
        );
    }
    let titles = book.steps.iter().map(|step| step.title.as_str());
    let mut table = Table::new("Notes des apprenants, étape par étape")
        .hide_caption()
        .columns(["Nom"].into_iter().chain(titles));
    for line in &book.lines {
        let mut row = Row::new(line.card.full_name());
        for step in &book.steps {
            row = row.cell(cell(line, step));
        }
        table = table.row(row);
    }
    page.about(html! { "Session " (book.session.reference) ". Les étapes qui donnent un pourcentage." })
        .actions(
            Button::plain("Télécharger la liste")
                .icon("download")
                .href(format!("{home}/notes/liste")),
        )
        .body(html! { (order(book, by, &home)) (table) })
}

/// By name, or the best at a step first.
fn order(book: &Book, by: Option<StepId>, home: &str) -> Form {
    let steps = book.steps.iter().map(|step| {
        (
            step.id.to_string(),
            format!("La note, {}", fr::quote(&step.title)),
        )
    });
    let by = by.map_or_else(String::new, |step| step.to_string());
    Form::get(format!("{home}/notes")).tools().body(html! {
        (Select::new("tri", "Trier par").option("", "Le nom").options(steps).value(by))
        (Button::plain("Trier"))
    })
}

/// A mark leads to how it came to be.
fn cell(line: &Line, step: &Step) -> Markup {
    match line.percent(step.id) {
        Some(percent) => html! {
            a href=(format!("/inscriptions/{}/etapes/{}/notes", line.enrolment, step.id)) {
                (fr::percent(whole(percent)))
                span.visually-hidden { ", historique de la note de " (line.card.full_name()) ", " (step.title) }
            }
        },
        None => html! { (step_state(line.state(step.id))) },
    }
}

fn mark(percent: Option<f64>) -> String {
    percent.map_or_else(|| "–".to_owned(), |percent| fr::percent(whole(percent)))
}

/// How a mark came to be what it is.
pub(super) fn history(history: &History) -> Result<Page> {
    let home = format!("/sessions/{}", history.session.id);
    let own = format!(
        "/inscriptions/{}/etapes/{}/notes",
        history.enrolment.id, history.step.id
    );
    let page = Page::new(format!("Historique de la note {}", fr::of(&history.card.full_name())))
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(history.session.title.as_str(), home.as_str())
        .crumb("Notes de la session", format!("{home}/notes"))
        .about(html! {
            "«\u{202f}" (history.step.title) "\u{202f}», session " (history.session.reference) ". Aujourd’hui\u{202f}: "
            @match history.state.as_ref().and_then(|state| state.percent) {
                Some(percent) => { (fr::percent(whole(percent))) "." }
                None => { "pas de note." }
            }
        })
        .work();
    if history.passages.is_empty() {
        return Ok(page.body(
            Empty::new("Aucun changement à montrer")
                .icon("history")
                .level(2)
                .why("Cette note, s’il y en a une, vient du module, du quiz ou d’une saisie du tuteur\u{202f}: aucune correction de travail n’a été publiée à cette étape.")
                .way(Button::primary("Voir les notes de la session").href(format!("{home}/notes"))),
        ));
    }
    let mut table = Table::new("Chaque fois que la note a été donnée ou changée, la première d’abord")
        .hide_caption()
        .columns(["Quand", "Par", "Essai", "Avant", "Après", "Suite", "Pourquoi"]);
    for passage in &history.passages {
        let when = fr::moment_words(local(&history.session, passage.given.at)?);
        table = table.row(
            Row::new(fr::rich(&when))
                .cell(history.tutor(passage))
                .cell(passage.given.number.to_string())
                .cell(mark(passage.before))
                .cell(mark(passage.after))
                .cell(passage.given.decision.words())
                .cell(if passage.given.why.is_empty() {
                    "–"
                } else {
                    passage.given.why.as_str()
                }),
        );
    }
    Ok(page
        .actions(
            Button::plain("Télécharger l’historique")
                .icon("download")
                .href(format!("{own}/liste")),
        )
        .body(table))
}
