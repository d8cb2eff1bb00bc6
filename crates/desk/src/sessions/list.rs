//! The list of sessions, and their table on homes.

use jiff::Timestamp;
use platform::Result;
use platform::html::{Button, Column, Empty, Form, Page, Row, Select, Table, fr, go_link, html};
use training::sessions::{Choices, Summary};

use super::narrowed::{Narrowed, PHASES};
use super::routes::PAGE;
use crate::words::{phase_state, session_days};

/// What the list of sessions shows.
pub(super) struct List<'a> {
    pub(super) found: &'a [Summary],
    pub(super) number: u32,
    pub(super) narrowed: &'a Narrowed,
    pub(super) choices: &'a Choices,
}

pub(super) fn page(shown: &List<'_>, may_create: bool, now: Timestamp) -> Result<Page> {
    let many = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let found = shown.found;
    let mut page = Page::new("Sessions").crumb("Accueil", "/").work();
    if may_create {
        page = page.actions(
            Button::primary("Créer une session")
                .icon("plus")
                .href("/sessions/nouvelle"),
        );
    }
    if found.is_empty() && !shown.narrowed.any() {
        return Ok(page.body(
            Empty::new("Aucune session")
                .icon("calendar-days")
                .why("Les sessions de votre région, ou celles que vous accompagnez, apparaîtront ici dès leur création.")
                .level(2),
        ));
    }
    let several = shown.choices.regions.len() > 1;
    let table = session_table(&found[..found.len().min(many)], several, now)?;
    let number = shown.number;
    Ok(page.body(html! {
        (narrow(shown))
        @if found.is_empty() {
            (Empty::new("Aucune session ne correspond").icon("calendar-days").level(2)
                .why("Choisissez une autre région, un autre parcours ou un autre état.")
                .way(go_link("Voir toutes les sessions", "/sessions")))
        } @else { (table) }
        p.actions.mt {
            @if number > 1 { (go_link("Sessions plus récentes", shown.narrowed.page(number - 1))) }
            @if found.len() > many { (go_link("Sessions plus anciennes", shown.narrowed.page(number + 1)).arrow()) }
        }
    }))
}

/// The form that narrows the list; a region is asked of who sees several.
fn narrow(shown: &List<'_>) -> Form {
    let Choices { regions, courses } = shown.choices;
    let phases = PHASES.iter().map(|(code, words, _)| (*code, *words));
    Form::get("/sessions").tools().body(html! {
        @if regions.len() > 1 {
            (Select::new("region", "Région").option("", "Toutes les régions").options(regions.iter().map(|(id, name)| (id.to_string(), name.as_str())))
                .value(shown.narrowed.region.as_str()))
        }
        @if courses.len() > 1 {
            (Select::new("parcours", "Parcours").option("", "Tous les parcours").options(courses.iter().map(|(id, title)| (id.to_string(), title.as_str())))
                .value(shown.narrowed.course.as_str()))
        }
        (Select::new("etat", "État").option("", "Tous les états").options(phases).value(shown.narrowed.phase.as_str()))
        (Button::plain("Afficher"))
    })
}

/// The table of sessions, on the list and on homes. The region is said to who may see `several`.
pub(crate) fn session_table(found: &[Summary], several: bool, now: Timestamp) -> Result<Table> {
    let mut table = Table::new("Sessions, les plus récentes d’abord")
        .hide_caption()
        .columns(["Parcours", "Référence"]);
    if several {
        table = table.columns(["Région"]);
    }
    table = table
        .columns(["Période", "État"])
        .column(Column::new("Inscrits").numeric());
    for line in found {
        let session = &line.session;
        let mut row = Row::new(html! { a href=(format!("/sessions/{}", session.id)) { (session.title) } })
            .cell(session.reference.as_str());
        if several {
            row = row.cell(session.region_name.as_str());
        }
        let places = line.places.words();
        table = table.row(
            row.cell(fr::rich(&fr::capitalise(&session_days(session)?)))
                .cell(phase_state(session, now))
                .cell(places.unwrap_or_else(|| fr::number(line.places.taken.into()))),
        );
    }
    Ok(table)
}
