//! The pages of batches.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::Identity;
use people::regions::Region;
use platform::html::{
    Button, Empty, Frame, Markup, Notice, Page, Progress, Row, State, Table, form, fr, html, wide_section,
};
use platform::{PersonId, Result};
use training::sessions::{TrainingSession, days};

use super::rules::{Outcome, Sums};
use super::store::{Batch, Over};

fn people(count: u32) -> String {
    fr::count(count.into(), "personne", "personnes")
}

/// `region`: none for all of them.
pub(super) fn begin(frame: &Frame, region: Option<&Region>, waiting: u32, last: &[Batch]) -> Result<Page> {
    let (title, at, whose) = match region {
        Some(region) => (
            "Remettre les documents de la région",
            format!("/regions/{}/remises", region.id),
            region.name.clone(),
        ),
        None => (
            "Remettre les documents de toutes les régions",
            "/remises".to_owned(),
            "Toutes les régions".to_owned(),
        ),
    };
    let page = Page::new(title).crumb("Accueil", "/");
    let page = match region {
        Some(_) => page.crumb("Sessions", "/sessions"),
        None => page.crumb("Modèles de documents", "/modeles"),
    };
    let about = format!(
        "{whose}. Qui a terminé sa formation et n’a encore aucun document reçoit les siens, avec un e-mail. Les autres ne reçoivent rien."
    );
    Ok(page.work().about(about).body(html! {
        @if waiting == 0 {
            (Empty::new("Personne n’attend de document").icon("award").level(2)
                .why("Toutes les personnes dont la formation a commencé ont déjà les leurs."))
        } @else {
            p { (people(waiting)) " n’" (if waiting == 1 { "a" } else { "ont" }) " encore aucun document." }
            (form(frame, &at, html! {
                p.actions.mt { (Button::primary("Remettre les documents").icon("award")) }
            }))
        }
        @if !last.is_empty() { (wide_section("remises", "Dernières remises", html! {}, former(last)?)) }
    }))
}

fn former(last: &[Batch]) -> Result<Table> {
    let mut table = Table::new("Remises, la dernière d’abord")
        .hide_caption()
        .columns(["Remise", "Personnes", "État"]);
    for batch in last {
        let (day, _) = days(batch.started_at, batch.started_at, "Europe/Paris")?;
        let day = format!("Du {}", fr::date_words_with_year(day));
        let state = match batch.ended_at {
            Some(_) => State::done("Terminée"),
            None => State::now("En cours"),
        };
        table = table.row(
            Row::new(html! { a href=(format!("/remises/{}", batch.id)) { (day) } })
                .cell(fr::number(batch.wanted.into()))
                .cell(state),
        );
    }
    Ok(table)
}

/// A batch and what it has come to.
pub(super) struct Following<'a> {
    pub(super) batch: &'a Batch,
    pub(super) sums: &'a Sums,
    pub(super) refused: &'a [(PersonId, String, Outcome)],
    pub(super) cards: &'a HashMap<PersonId, Arc<Identity>>,
    pub(super) session: Option<&'a TrainingSession>,
}

pub(super) fn follow(shown: &Following<'_>) -> Page {
    let batch = shown.batch;
    let (place, way, back) = match batch.over {
        Over::Session(id, _) => (
            "Attestations et certificats",
            "Revenir aux attestations",
            format!("/sessions/{id}/certificats"),
        ),
        Over::Region(region) => (
            "Documents de la région",
            "Revenir aux remises",
            format!("/regions/{region}/remises"),
        ),
        Over::Everywhere => ("Toutes les régions", "Revenir aux remises", "/remises".to_owned()),
    };
    let title = match batch.ended_at {
        Some(_) => "Remise terminée",
        None => "Remise en cours",
    };
    let mut page = Page::new(title).crumb("Accueil", "/");
    if let Some(session) = shown.session {
        page = page
            .crumb("Sessions", "/sessions")
            .crumb(session.title.as_str(), format!("/sessions/{}", session.id));
    }
    page = page.crumb(place, back.as_str()).work();
    match batch.ended_at {
        None => page.script("batches.js").about(
            "Vous pouvez fermer cette page\u{202f}: la remise continue, et chaque personne reçoit son e-mail au fur et à mesure.",
        ),
        Some(_) => page,
    }
    .body(html! {
        div data-live=[batch.ended_at.is_none().then_some("")] {
            (bar(batch, shown.sums))
            (told(batch, shown.sums))
        }
        p.actions.mt {
            @match batch.ended_at {
                None => (Button::primary("Voir où en est la remise").icon("refresh-cw").href(format!("/remises/{}", batch.id))),
                Some(_) if shown.sums.issued + shown.sums.unchanged > 0 => {
                    (Button::primary("Télécharger tous les documents").icon("download").href(format!("/remises/{}/documents", batch.id)))
                }
                Some(_) => {}
            }
            (Button::plain(way).href(back))
        }
        @if batch.ended_at.is_some() && !shown.refused.is_empty() {
            (wide_section("sans", "Sans document", html! {}, refusals(shown)))
        }
    })
}

fn bar(batch: &Batch, sums: &Sums) -> Markup {
    if batch.ended_at.is_some() {
        if sums.issued == 0 && !sums.refused.is_empty() {
            return html! { (Notice::warn(html! { p { "Aucun document n’a été remis." } })) };
        }
        if sums.issued == 0 {
            return html! { (Notice::info(html! { p { "Il n’y avait aucun document à remettre." } })) };
        }
        let issued = issued(sums);
        return html! { (Notice::good(html! { p { (issued) ". Un e-mail prévient chaque personne." } })) };
    }
    let (done, all) = (sums.dealt_with(), batch.wanted);
    let figure = format!("{} sur {}", fr::number(done.into()), fr::number(all.into()));
    html! { (Progress::new("avancement", "Personnes traitées", done, all).figure(figure).transfer()) }
}

/// « 9 documents remis à 5 personnes ».
fn issued(sums: &Sums) -> String {
    let documents = fr::count(sums.documents.into(), "document remis", "documents remis");
    format!("{documents} à {}", people(sums.issued))
}

fn told(batch: &Batch, sums: &Sums) -> Markup {
    html! {
        ul.plain.mt {
            @if batch.ended_at.is_none() { li { (issued(sums)) } }
            @if sums.unchanged > 0 { li { "Rien de nouveau pour " (people(sums.unchanged)) } }
            @for (why, count) in &sums.refused { li { (why) "\u{202f}: " (people(*count)) } }
        }
    }
}

fn refusals(shown: &Following<'_>) -> Markup {
    let rows = shown.refused.iter().map(|(person, session, outcome)| {
        let name = shown
            .cards
            .get(person)
            .map_or_else(|| "–".to_owned(), |card| card.full_name());
        Row::new(name)
            .cell(session.as_str())
            .cell(outcome.refusal().unwrap_or_default())
    });
    let table = Table::new("Personnes qui n’ont pas reçu de document")
        .hide_caption()
        .columns(["Nom", "Session", "Pourquoi"])
        .rows(rows);
    let named = u32::try_from(shown.refused.len()).unwrap_or(u32::MAX);
    let all: u32 = shown.sums.refused.iter().map(|(_, count)| count).sum();
    let left = all.saturating_sub(named);
    html! {
        (table)
        @if left > 0 { p.soft { "Et " (fr::count(left.into(), "autre", "autres")) "." } }
    }
}
