//! The rhythm of a series, its sessions before they are opened, and the place of a session among them.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::Identity;
use platform::html::{
    Button, Choice, Choices, FormErrors, Frame, Markup, Notice, Page, TextField, disclosure, form, fr,
    go_link, html, rows,
};
use platform::{PersonId, Result};
use training::sessions::{Neighbour, Rank, TrainingSession, days};
use training::tutors::{Standing, table};

use super::lines::{Asked, Line};
use super::model::Model;
use super::rules::{LONGEST_WEEKS, MOST, Rhythm};
use crate::wizard::last_day;
use crate::words::days_with_year;

fn under(model: &Model) -> Page {
    Page::new("Ouvrir la même session en série")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(model.session.title.as_str(), model.home())
        .work()
        .about(html! {
            "Session " (model.session.reference) ", "
            (fr::rich(&fr::days(model.first, last_day(model.first, model.days)))) "."
        })
}

pub(super) fn ask(frame: &Frame, model: &Model, asked: &Asked, errors: &FormErrors) -> Page {
    let rhythms = [Rhythm::SameWeekday, Rhythm::SameDay, Rhythm::Weeks(4)];
    let choices = rhythms.map(|rhythm| Choice::new(rhythm.code(), fr::rich(&rhythm.words(model.first))));
    let radio = choices
        .into_iter()
        .fold(Choices::radio("rythme", "Rythme"), Choices::choice);
    under(model).errors(errors).body(form(frame, &format!("{}/serie", model.home()), html! {
        div.stack {
            @if let Some(rank) = &model.rank {
                (Notice::info(html! { "Cette session fait déjà partie d’une série de " (rank.of) ". Les nouvelles s’y ajouteront." }))
            }
            (TextField::new("combien", "Combien de sessions").number().between("2", MOST.to_string()).value(&*asked.many).required()
                .hint("Celle-ci comprise.").error(errors.get("combien")))
            (radio.value(&asked.rhythm).error(errors.get("rythme")))
            (TextField::new("semaines", "Semaines entre deux sessions").number().between("1", LONGEST_WEEKS.to_string()).unit("semaines")
                .value(&*asked.weeks).hint("Pour le dernier rythme seulement.").error(errors.get("semaines")))
        }
        p.actions.mt {
            (Button::primary("Voir les sessions").value("aller", "voir"))
            (Button::plain("Revenir à la session").href(model.home()))
        }
    }))
}

/// What the page of the sessions to open shows.
pub(super) struct Lines<'a> {
    pub(super) model: &'a Model,
    pub(super) asked: &'a Asked,
    pub(super) lines: &'a [Line],
    pub(super) standings: &'a HashMap<PersonId, Standing>,
    /// Why they were calculated again since they were read.
    pub(super) again: Option<&'a str>,
}

pub(super) fn lines(frame: &Frame, shown: &Lines<'_>, errors: &FormErrors) -> Page {
    let Lines {
        model,
        asked,
        lines,
        again,
        ..
    } = *shown;
    under(model).errors(errors).body(form(frame, &format!("{}/serie", model.home()), html! {
        input type="hidden" name="montre" value="oui";
        input type="hidden" name="modele" value=(model.seen());
        input type="hidden" name="combien" value=(asked.many);
        input type="hidden" name="rythme" value=(asked.rhythm);
        input type="hidden" name="semaines" value=(asked.weeks);
        div.stack {
            @if let Some(why) = again { (Notice::warn(why)) }
            p { (tutors(model)) }
            @if let Some(many) = model.capacity {
                p { "Chaque session aura " (fr::count(u64::from(many), "place", "places")) ", comme celle-ci." }
            }
            p.soft { "Un rendez-vous qui tomberait un week-end ou un jour férié est proposé le jour ouvré suivant. Les heures sont celles de la région." }
            (rows(lines.iter().map(|line| session(model, line, errors))))
            (availability(shown))
        }
        p.actions.mt {
            (Button::primary("Ouvrir les sessions cochées").icon("calendar-plus").value("aller", "ouvrir"))
            (Button::plain("Recalculer les dates").value("aller", "voir"))
            (Button::plain("Changer le rythme").value("aller", "retour"))
            (Button::plain("Abandonner").quiet().href(model.home()))
        }
    }))
}

fn tutors(model: &Model) -> Markup {
    let names: Vec<String> = model
        .tutors
        .iter()
        .map(|(tutor, card)| format!("{}, {}", card.full_name(), tutor.duty.words()))
        .collect();
    html! {
        @if names.is_empty() { "Aucun tuteur n’est encore affecté\u{202f}: vous en choisirez session par session." }
        @else { "Chaque session aura les tuteurs de celle-ci\u{202f}: " (names.join("\u{202f}; ")) "." }
        @if model.some_left { " Qui n’est plus tuteur de la région n’est pas repris." }
    }
}

/// The tutors in view of all these dates.
fn availability(shown: &Lines<'_>) -> Markup {
    let mut known: Vec<(PersonId, Arc<Identity>)> = Vec::new();
    for (tutor, card) in &shown.model.tutors {
        if known.iter().all(|(person, _)| *person != tutor.person) {
            known.push((tutor.person, Arc::clone(card)));
        }
    }
    html! {
        @if !known.is_empty() {
            h2 { "Les tuteurs à ces dates" }
            p.soft { "Ce sont des repères\u{202f}: vous pourrez affecter quelqu’un d’autre session par session." }
            (table(&known, shown.standings, &shown.model.zone))
        }
    }
}

/// One of the sessions: its first day and its reference may change, its dates follow.
fn session(model: &Model, line: &Line, errors: &FormErrors) -> Markup {
    let name = |what: &str| format!("{what}-{}", line.number);
    let hidden = |what: &str, value: &str| html! { input type="hidden" name=(name(what)) value=(value); };
    let deadlines = line.deadlines(model);
    let wrong = ["debut", "reference"]
        .iter()
        .any(|what| errors.get(&name(what)).is_some());
    let fields = html! {
        div.stack {
            (TextField::new(name("debut"), "Premier jour").date().value(&*line.first).required().error(errors.get(&name("debut"))))
            (TextField::new(name("reference"), "Référence").value(&*line.reference).autocomplete("off").maxlength(40).required()
                .error(errors.get(&name("reference"))))
        }
    };
    let change = disclosure("Changer le premier jour ou la référence", fields).plain();
    html! {
        fieldset.stack {
            legend {
                strong { "Session " (line.number) @if !line.reference.is_empty() { "\u{202f}: " (line.reference) } }
            }
            @if let Some(first) = line.day() {
                p { (fr::rich(&fr::capitalise(&days_with_year(first, last_day(first, model.days))))) "." }
            }
            dl.facts {
                @for one in line.dates(model) {
                    @if let Ok((from, to)) = one.at {
                        div { dt { (one.date.title) } dd { (fr::rich(&fr::capitalise(&fr::range(model.local(from), model.local(to))))) ", " (one.date.place) } }
                    }
                }
            }
            @for warning in line.warnings(model) { (Notice::warn(fr::rich(&warning))) }
            (hidden("vu", &line.shown))
            (hidden("propose", &line.proposed))
            (Choices::checkbox(name("garder"), format!("Session {}", line.number)).hide_legend()
                .choice(Choice::new("oui", "Ouvrir cette session").checked(line.kept)).error(errors.get(&name("garder"))))
            @if !deadlines.is_empty() {
                (disclosure("Échéances des étapes", html! {
                    dl.facts { @for (title, day) in &deadlines { div { dt { (title) } dd { "Pour le " (fr::rich(&fr::date_words(*day))) } } } }
                }).plain())
            }
            @if wrong { (change.open()) } @else { (change) }
        }
    }
}

/// « Session 3 sur 6 de la série », with the way to the one before and the one after.
pub(crate) fn place(session: &TrainingSession, rank: &Rank) -> Result<Markup> {
    let link = |label: &str, one: &Neighbour| -> Result<Markup> {
        let (first, _) = days(one.starts_at, one.ends_at, &session.zone)?;
        let words = format!(
            "{label}\u{202f}: {}, {}",
            one.reference,
            fr::date_words_with_year(first)
        );
        Ok(html! { (go_link(words, format!("/sessions/{}", one.session))) })
    };
    let previous = rank
        .previous
        .as_ref()
        .map(|one| link("Précédente", one))
        .transpose()?;
    let next = rank.next.as_ref().map(|one| link("Suivante", one)).transpose()?;
    Ok(html! {
        p { "Session " (rank.position) " sur " (rank.of) " de la série." }
        @if previous.is_some() || next.is_some() {
            div.actions {
                @if let Some(link) = previous { (link) }
                @if let Some(link) = next { (link) }
            }
        }
    })
}
