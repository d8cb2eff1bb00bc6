//! The table of marks.

use catalogue::courses::StepId;
use learning::progress::{step_state, whole};
use platform::html::{Button, Column, Empty, Markup, Page, Row, Sort, Table, fr, html};

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
    let sort = |wanted: Option<StepId>, now| if by == wanted { now } else { Sort::Possible };
    let mut table = Table::new("Notes des apprenants, étape par étape")
        .hide_caption()
        .column(Column::new("Nom").sort(format!("{home}/notes"), sort(None, Sort::Ascending)));
    for step in &book.steps {
        let href = format!("{home}/notes?tri={}", step.id);
        table = table.column(
            Column::new(step.title.as_str())
                .numeric()
                .sort(href, sort(Some(step.id), Sort::Descending)),
        );
    }
    for line in &book.lines {
        let mut row = Row::new(line.card.full_name());
        for step in &book.steps {
            row = row.cell(cell(line, step.id));
        }
        table = table.row(row);
    }
    page.about(html! { "Session " (book.session.reference) ". Les étapes qui donnent un pourcentage\u{202f}; un titre trie par sa colonne." })
        .actions(Button::plain("Télécharger la liste").icon("download").href(format!("{home}/notes/liste")))
        .body(table)
}

fn cell(line: &Line, step: StepId) -> Markup {
    match line.percent(step) {
        Some(percent) => html! { (fr::percent(whole(percent))) },
        None => html! { (step_state(line.state(step))) },
    }
}
