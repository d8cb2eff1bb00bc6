//! The table of marks.

use catalogue::courses::{Step, StepId};
use jiff::civil::Date;
use learning::progress::{Standing, step_state, whole};
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
            row = row.cell(cell(book, line, step));
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

/// A mark leads to how it came to be, for who may mark there; what was taken back too.
fn cell(book: &Book, line: &Line, step: &Step) -> Markup {
    let shown = match line.percent(step.id) {
        Some(percent) => html! { (fr::percent(whole(percent))) },
        None => html! { (step_state(line.state(step.id))) },
    };
    if book.last(line, step.id).is_none() {
        return shown;
    }
    html! {
        a.go-link href=(format!("/inscriptions/{}/etapes/{}/notes", line.enrolment, step.id)) {
            (shown) span.visually-hidden { ", historique de la note de " (line.card.full_name()) ", " (step.title) }
        }
    }
}

/// « 60 % », « 60 %, faite le 10 novembre », « 60 %, en cours », « Terminée ».
fn stood(standing: Standing, day: Option<Date>) -> Markup {
    let shown = match (standing.percent, standing.done) {
        (Some(percent), true) => fr::percent(whole(percent)),
        (Some(percent), false) => format!("{}, en cours", fr::percent(whole(percent))),
        (None, true) => "Terminée".to_owned(),
        (None, false) => "–".to_owned(),
    };
    match day {
        Some(day) => fr::rich(&format!("{shown}, faite le {}", fr::day_month(day))),
        None => html! { (shown) },
    }
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
                .why("Rien n’a encore donné de note à cette étape, ni changé celle qu’elle avait avant que les changements soient gardés.")
                .way(Button::primary("Voir les notes de la session").href(format!("{home}/notes"))),
        ));
    }
    // Only work is handed in several times.
    let tried = history
        .passages
        .iter()
        .any(|passage| passage.from.number().is_some());
    let mut table = Table::new("Chaque fois que la note a été donnée ou changée, la première d’abord")
        .hide_caption()
        .columns(["Quand", "Par", "Avant", "Après", "Origine"])
        .columns(tried.then_some("Essai"))
        .columns(["Pourquoi"]);
    let or_dash = |words: String| if words.is_empty() { "–".to_owned() } else { words };
    for passage in &history.passages {
        let when = fr::moment_words(local(&history.session, passage.at)?);
        let number = passage.from.number().map(|number| number.to_string());
        let (before, after) = history.days(passage)?;
        let row = Row::new(fr::rich(&when))
            .cell(history.tutor(passage))
            .cell(stood(passage.before, before))
            .cell(stood(passage.after, after))
            .cell(passage.from.words());
        let row = match tried {
            true => row.cell(or_dash(number.unwrap_or_default())),
            false => row,
        };
        table = table.row(row.cell(or_dash(passage.why.words().to_owned())));
    }
    Ok(page
        .actions(
            Button::plain("Télécharger l’historique")
                .icon("download")
                .href(format!("{own}/liste")),
        )
        .body(table))
}
