//! The table of marks.

use catalogue::courses::StepId;
use learning::progress::{step_state, whole};
use platform::html::{Button, Empty, Form, Markup, Page, Row, Select, Table, fr, html};

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
            row = row.cell(cell(line, step.id));
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

fn cell(line: &Line, step: StepId) -> Markup {
    match line.percent(step) {
        Some(percent) => html! { (fr::percent(whole(percent))) },
        None => html! { (step_state(line.state(step))) },
    }
}
