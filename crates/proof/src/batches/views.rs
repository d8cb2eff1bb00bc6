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

use super::rules::{Outcome, Stage, Sums};
use super::store::{Batch, Over};

/// Whose days are those of batches over all regions: the national office's.
const NATIONAL: &str = "Europe/Paris";

fn people(count: u32) -> String {
    fr::count(count.into(), "personne", "personnes")
}

/// `region`: none for all of them.
///
/// `cancelled`: documents that somebody cancelled, and that a batch leaves so.
pub(super) fn begin(
    frame: &Frame,
    region: Option<&Region>,
    (waiting, cancelled): (u32, u32),
    last: &[Batch],
) -> Result<Page> {
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
    let zone = region.map_or(NATIONAL, |region| region.zone.as_str());
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
            (nobody(cancelled))
            (left_out(cancelled))
        } @else {
            p { (people(waiting)) " n’" (if waiting == 1 { "a" } else { "ont" }) " encore aucun document." }
            (left_out(cancelled))
            (form(frame, &at, html! {
                p.actions.mt { (Button::primary("Remettre les documents").icon("award")) }
            }))
        }
        @if !last.is_empty() { (wide_section("remises", "Dernières remises", html! {}, former(last, zone)?)) }
    }))
}

/// Nobody waits: everybody has theirs, but for what was cancelled.
fn nobody(cancelled: u32) -> Empty {
    let (title, why) = if cancelled == 0 {
        (
            "Personne n’attend de document",
            "Toutes les personnes dont la formation a commencé ont déjà les leurs.",
        )
    } else {
        (
            "Personne d’autre n’attend de document",
            "Les documents annulés ne se refont pas en nombre.",
        )
    };
    Empty::new(title).icon("award").level(2).why(why)
}

/// « 2 documents annulés ne sont pas refaits. » Nothing when there are none.
pub(crate) fn left_out(cancelled: u32) -> Markup {
    let (what, verb) = match cancelled {
        0 => return html! {},
        1 => ("1 document annulé n’est pas refait".to_owned(), "le remettre"),
        many => (
            format!(
                "{} documents annulés ne sont pas refaits",
                fr::number(many.into())
            ),
            "les remettre",
        ),
    };
    html! { p.soft { (what) "\u{202f}: pour " (verb) ", cochez le nom de la personne dans les attestations de sa session." } }
}

fn former(last: &[Batch], zone: &str) -> Result<Table> {
    let mut table = Table::new("Remises, la dernière d’abord")
        .hide_caption()
        .columns(["Remise", "Personnes", "État"]);
    for batch in last {
        let (day, _) = days(batch.started_at, batch.started_at, zone)?;
        let day = format!("Du {}", fr::date_words_with_year(day));
        let state = match batch.stage() {
            Stage::UnderWay => State::now("En cours"),
            Stage::Stopped => State::warn("Arrêtée"),
            Stage::Over => State::done("Terminée"),
            Stage::GivenUp => State::todo("Abandonnée"),
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

pub(super) fn follow(frame: &Frame, shown: &Following<'_>) -> Page {
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
    let stage = batch.stage();
    let title = match (stage, shown.sums.failed) {
        (Stage::UnderWay, _) => "Remise en cours".to_owned(),
        (Stage::Stopped, _) => "Remise arrêtée".to_owned(),
        (Stage::GivenUp, _) => "Remise abandonnée".to_owned(),
        (Stage::Over, 0) => "Remise terminée".to_owned(),
        (Stage::Over, failed) => format!("Remise terminée, {} à revoir", people(failed)),
    };
    let mut page = Page::new(title).crumb("Accueil", "/");
    if let Some(session) = shown.session {
        page = page
            .crumb("Sessions", "/sessions")
            .crumb(session.title.as_str(), format!("/sessions/{}", session.id));
    }
    page = page.crumb(place, back.as_str()).work();
    if stage == Stage::UnderWay {
        page = page.script("batches.js").about(
            "Vous pouvez fermer cette page\u{202f}: la remise continue, et chaque personne reçoit son e-mail au fur et à mesure.",
        );
    }
    page.body(html! {
        div data-live=[(stage == Stage::UnderWay).then_some("")] {
            (bar(stage, batch, shown.sums))
            (told(stage, shown.sums))
        }
        (acts(frame, stage, shown, (way, &back)))
        @if stage != Stage::UnderWay && !shown.refused.is_empty() {
            div.mt-l { (wide_section("sans", "Qui n’a rien reçu, et pourquoi", html! {}, refusals(shown))) }
        }
    })
}

/// What can be done with a batch where it is.
fn acts(frame: &Frame, stage: Stage, shown: &Following<'_>, (way, back): (&str, &str)) -> Markup {
    let (sums, here) = (shown.sums, format!("/remises/{}", shown.batch.id));
    let act = |what: &str, button: Button| form(frame, &format!("{here}/{what}"), html! { (button) });
    html! {
        @if stage == Stage::Over && sums.failed > 0 {
            p.prose.mt { "Une erreur a empêché de préparer les documents de " (people(sums.failed)) ". Essayez à nouveau\u{202f}; si elle revient, donnez à l’assistance le numéro de cette remise\u{202f}: " code { (shown.batch.id) } }
        }
        div.actions.mt {
            @match stage {
                Stage::UnderWay => {
                    (Button::primary("Voir où en est la remise").icon("refresh-cw").href(here.as_str()))
                    (act("arret", Button::plain("Arrêter la remise")))
                }
                Stage::Stopped => {
                    (act("reprise", Button::primary("Reprendre la remise").icon("award")))
                    (act("abandon", Button::plain("Abandonner la remise")))
                }
                Stage::Over if sums.failed > 0 => {
                    (act("reprise", Button::primary(if sums.failed == 1 { "Réessayer pour cette personne" } else { "Réessayer pour ces personnes" }).icon("refresh-cw")))
                }
                Stage::Over | Stage::GivenUp => {}
            }
            @if stage != Stage::UnderWay && sums.issued + sums.unchanged > 0 {
                (download(stage, sums).icon("download").href(format!("{here}/documents")))
            }
            (Button::plain(way).href(back))
        }
    }
}

fn download(stage: Stage, sums: &Sums) -> Button {
    match stage {
        Stage::Over if sums.failed == 0 => Button::primary("Télécharger tous les documents"),
        _ => Button::plain("Télécharger les documents remis"),
    }
}

fn bar(stage: Stage, batch: &Batch, sums: &Sums) -> Markup {
    let (done, all) = (sums.dealt_with(), batch.wanted);
    match stage {
        Stage::UnderWay => {
            let figure = format!("{} sur {}", fr::number(done.into()), fr::number(all.into()));
            html! { (Progress::new("avancement", "Personnes traitées", done, all).figure(figure).transfer()) }
        }
        Stage::Stopped | Stage::GivenUp => {
            let left = people(all.saturating_sub(done));
            let made = match sums.issued {
                0 => "Aucun document n’a été remis".to_owned(),
                _ => format!("{}\u{202f}: ce qui est remis le reste", issued(sums)),
            };
            html! { (Notice::warn(html! { p { (made) ". Rien n’a été fait pour " (left) "." } })) }
        }
        Stage::Over if sums.issued == 0 && !sums.refused.is_empty() => {
            html! { (Notice::warn(html! { p { "Aucun document n’a été remis." } })) }
        }
        Stage::Over if sums.issued == 0 => {
            html! { (Notice::info(html! { p { "Il n’y avait aucun document à remettre." } })) }
        }
        Stage::Over => {
            html! { (Notice::good(html! { p { (issued(sums)) ". Un e-mail prévient chaque personne." } })) }
        }
    }
}

/// « 9 documents remis à 5 personnes ».
fn issued(sums: &Sums) -> String {
    let documents = fr::count(sums.documents.into(), "document remis", "documents remis");
    format!("{documents} à {}", people(sums.issued))
}

fn told(stage: Stage, sums: &Sums) -> Markup {
    html! {
        ul.plain.mt {
            @if stage == Stage::UnderWay { li { (issued(sums)) } }
            @if sums.unchanged > 0 { li { "Rien de nouveau pour " (people(sums.unchanged)) } }
            @for (why, count) in &sums.refused { li { (why) "\u{202f}: " (people(*count)) } }
            @if sums.left_out > 0 { li { (left_out_told(sums.left_out)) } }
        }
    }
}

fn left_out_told(documents: u32) -> String {
    match documents {
        1 => "1 document annulé n’a pas été refait".to_owned(),
        many => format!(
            "{} documents annulés n’ont pas été refaits",
            fr::number(many.into())
        ),
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
    let table = Table::new("Personnes qui n’ont rien reçu, et pourquoi")
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
