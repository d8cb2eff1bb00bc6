//! The page where a list is sent, with those that were sent before.

mod after;
mod columns;
mod preview;

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::Identity;
use platform::html::{
    Button, Column, FileField, Form, FormErrors, Frame, Markup, Page, Row, State, Table, TextArea, form, fr,
    go_link, html, section, wide_section,
};
use platform::{PersonId, Result};

use super::columns::Column as Told;
use super::rules::may_undo;
use super::sheet;
use super::store::{Intake, Stage};
use crate::sessions::{TrainingSession, local};

pub(super) use after::{applied, applying, undo};
pub(super) use columns::columns;
pub(super) use preview::{Preview, preview};

/// The address of the room in a session.
pub(super) fn home(session: &TrainingSession) -> String {
    format!("/sessions/{}/inscriptions", session.id)
}

/// The address of a list.
pub(super) fn at(intake: &Intake) -> String {
    format!("/sessions/{}/inscriptions/listes/{}", intake.session, intake.id)
}

fn page(title: impl Into<String>, session: &TrainingSession) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), format!("/sessions/{}", session.id))
        .work()
}

fn inner(title: impl Into<String>, session: &TrainingSession) -> Page {
    page(title, session).crumb("Inscrire plusieurs personnes", format!("{}/liste", home(session)))
}

/// « Ligne 12 », never cut in two.
fn line(number: u32) -> String {
    format!("Ligne\u{a0}{}", fr::number(u64::from(number)))
}

/// « 3 lignes ».
fn lines(count: u32) -> String {
    fr::count(u64::from(count), "ligne", "lignes")
}

/// What was pasted, what is wrong with it, what was sent before and by whom.
pub(super) struct Sending<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) pasted: &'a str,
    pub(super) errors: &'a FormErrors,
    pub(super) before: &'a [Intake],
    pub(super) senders: &'a HashMap<PersonId, Arc<Identity>>,
    pub(super) me: Option<PersonId>,
    pub(super) may_undo: bool,
    pub(super) now: jiff::Timestamp,
}

pub(super) fn send(frame: &Frame, shown: &Sending<'_>) -> Result<Page> {
    let (session, errors) = (shown.session, shown.errors);
    let action = format!("{}/liste", home(session));
    let before = match shown.before.is_empty() {
        true => None,
        false => Some(before(shown)?),
    };
    Ok(page("Inscrire plusieurs personnes", session)
        .about(html! { "À la session «\u{202f}" (session.title) "\u{202f}» (" (session.reference) "). Vous verrez ce que devient chaque ligne avant d’inscrire qui que ce soit." })
        .errors(errors)
        .body(html! {
            (section("envoi", "Envoyer un fichier", html! {}, html! {
                (Form::post(frame, action.as_str()).multipart().body(html! {
                    (FileField::new("fichier", "Fichier CSV ou JSON").accept(".csv,.tsv,.txt,.json").error(errors.get("fichier"))
                        .hint("Cinq mille personnes et 2\u{a0}Mo au plus. Depuis Excel\u{202f}: Fichier, Enregistrer sous, «\u{202f}CSV UTF-8\u{202f}». Les colonnes sont reconnues à leur titre\u{202f}; il faut au moins le prénom, le nom et l’adresse e-mail."))
                    p.actions.mt { (Button::primary("Lire le fichier").icon("upload")) }
                }))
                div.actions { (go_link("Télécharger un modèle à remplir", format!("{}/modele", home(session))).icon("download")) }
            }))
            (section("coller", "Ou coller une liste", html! {}, form(frame, &action, html! {
                (TextArea::new("liste", "Noms et adresses e-mail").value(shown.pasted).error(errors.get("liste"))
                    .hint("Une personne par ligne, copiée d’un tableau ou d’un message. Par exemple\u{202f}: «\u{202f}Monique Le Bihan monique@exemple.fr\u{202f}»."))
                p.actions.mt { (Button::plain("Lire la liste").icon("list-checks")) }
            })))
            @if let Some(table) = before { (wide_section("listes", "Listes déjà envoyées", html! {}, table)) }
        }))
}

fn before(shown: &Sending<'_>) -> Result<Markup> {
    let session = shown.session;
    let mut table = Table::new("Listes déjà envoyées, les plus récentes d’abord")
        .hide_caption()
        .columns(["Envoyée", "Par", "État"])
        .column(Column::new("Inscrites").numeric())
        .column(Column::new("À corriger").numeric())
        .column(Column::new("Ignorées").numeric())
        .column(Column::actions("Actions"));
    for one in shown.before {
        let when = fr::capitalise(&fr::moment_words(local(session, one.sent_at)?));
        let by = shown.senders.get(&one.sent_by).map(|card| card.full_name());
        let figure = |count: u32| {
            if one.stage == Stage::Read {
                "–".to_owned()
            } else {
                count.to_string()
            }
        };
        table = table.row(
            Row::new(fr::rich(&when))
                .cell(by.unwrap_or_else(|| "–".to_owned()))
                .cell(stage(one))
                .cell(figure(one.made))
                .cell(figure(one.refused))
                .cell(figure(one.ignored))
                .cell(acts(shown, one)),
        );
    }
    Ok(html! { (table) })
}

fn stage(one: &Intake) -> State {
    match one.stage {
        Stage::Read => State::todo("À terminer"),
        Stage::Applying => State::now("En cours"),
        Stage::Applied => State::done("Faite"),
        Stage::Undone if one.kept > 0 => {
            let stay = fr::count(u64::from(one.kept), "personne gardée", "personnes gardées");
            State::warn(format!("Annulée, {stay}")).icon("undo-2")
        }
        Stage::Undone => State::todo("Annulée").icon("undo-2"),
    }
}

fn acts(shown: &Sending<'_>, one: &Intake) -> Markup {
    let mine = shown.me == Some(one.sent_by) && super::rules::kept(one.sent_at, shown.now);
    let undo = shown.may_undo && one.stage == Stage::Applied && may_undo(one.applied_at, shown.now);
    html! {
        div.actions {
            @if mine { (Button::plain("Voir").small().href(at(one))) }
            @if undo { (Button::plain("Annuler").small().href(format!("{}/annulation", at(one)))) }
        }
    }
}

/// The titles of the model to fill in.
pub(super) fn model() -> Result<Vec<u8>> {
    sheet::write(sheet::COLUMNS.map(Told::label), [])
}
