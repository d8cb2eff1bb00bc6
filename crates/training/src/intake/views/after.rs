//! A list while its people are enrolled, afterwards, and taking it back.

use platform::html::{
    Button, Frame, Markup, Notice, Page, Progress, Row, Table, form, fr, html, wide_section,
};

use super::super::reading::Line;
use super::super::store::{Intake, Stage};
use super::columns::cut;
use super::{at, home, inner, lines};
use crate::sessions::TrainingSession;

/// How many refused lines, and how many names, a page shows.
const SHOWN: usize = 100;

pub(in super::super) fn applying(session: &TrainingSession, intake: &Intake) -> Page {
    inner("Inscription en cours", session)
        .about("Vous pouvez fermer cette page\u{202f}: les inscriptions continuent, et chaque personne reçoit son e-mail au fur et à mesure.")
        .body(html! {
            (Progress::new("avance", "Personnes inscrites", intake.made, intake.wanted).transfer())
            p.actions.mt {
                (Button::primary("Voir où en sont les inscriptions").icon("refresh-cw").href(at(intake)))
                (Button::plain("Revenir à la session").href(format!("/sessions/{}", session.id)))
            }
        })
}

/// What was done; `refused` are the lines that were not, and why. `undo`: it may still be taken back.
pub(in super::super) fn applied(
    session: &TrainingSession,
    intake: &Intake,
    refused: &[(&Line, String)],
    undo: bool,
) -> Page {
    let made = done(intake);
    let title = if intake.stage == Stage::Undone {
        "Import annulé"
    } else {
        "Inscriptions faites"
    };
    let page = inner(title, session);
    let page = match intake.stage {
        Stage::Undone => page.about(html! { (made) ", puis annulées." (kept(intake)) }),
        _ => page.notice(Notice::good(
            html! { (made) "." @if intake.made > 0 { " Chaque personne inscrite reçoit un e-mail." } },
        )),
    };
    let list = at(intake);
    let acts = html! {
        (Button::primary("Voir la session").href(format!("/sessions/{}", session.id)))
        (Button::plain("Envoyer une autre liste").icon("upload").href(format!("{}/liste", home(session))))
        @if !refused.is_empty() { (Button::plain("Télécharger les lignes à corriger").icon("download").href(format!("{list}/refus"))) }
        @if undo { (Button::plain("Annuler cet import").icon("undo-2").href(format!("{list}/annulation"))) }
    };
    page.actions(acts).body(html! {
        @if !refused.is_empty() {
            @let count = u32::try_from(refused.len()).unwrap_or(u32::MAX);
            (wide_section("corriger", "Pas inscrites", html! { (lines(count)) }, refusals(refused)))
        }
    })
}

/// « 3 inscriptions faites, 2 fiches mises à jour ».
fn done(intake: &Intake) -> String {
    let made = fr::count(u64::from(intake.made), "inscription faite", "inscriptions faites");
    match intake.updated {
        0 => made,
        many => {
            let cards = fr::count(u64::from(many), "fiche mise à jour", "fiches mises à jour");
            format!("{made}, {cards}")
        }
    }
}

fn kept(intake: &Intake) -> String {
    match intake.kept {
        0 => String::new(),
        many => {
            let people = fr::count(u64::from(many), "personne avait", "personnes avaient");
            format!(" {people} déjà commencé\u{202f}: rien n’a changé de ce côté.")
        }
    }
}

fn refusals(refused: &[(&Line, String)]) -> Markup {
    let rows = refused.iter().take(SHOWN).map(|(line, why)| {
        let said: Vec<&str> = line
            .cells
            .iter()
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        Row::new(super::line(line.number))
            .cell(cut(&said.join(", ")))
            .cell(fr::capitalise(why))
    });
    let table = Table::new("Lignes qui n’ont pas été inscrites, dans l’ordre du fichier")
        .hide_caption()
        .columns(["Ligne", "Ce qu’elle contient", "Comment la corriger"])
        .rows(rows);
    let left = u64::try_from(refused.len().saturating_sub(SHOWN)).unwrap_or(u64::MAX);
    html! {
        (table)
        @if left > 0 { p.soft { "Et " (fr::count(left, "autre", "autres")) ", dans le fichier à télécharger." } }
    }
}

/// Asks before taking back; `stay` are the names of those who have begun.
pub(in super::super) fn undo(
    frame: &Frame,
    session: &TrainingSession,
    intake: &Intake,
    (leave, cards): (usize, usize),
    stay: &[String],
) -> Page {
    let [leave, cards] = [leave, cards].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
    inner("Annuler cet import\u{202f}?", session).body(html! {
        div.prose {
            @if leave > 0 {
                p { (fr::count(leave, "personne quitte", "personnes quittent")) " la session «\u{202f}" (session.title) "\u{202f}». Les liens d’activation qui n’ont pas servi ne marcheront plus." }
            } @else {
                p { "Il n’y a plus personne à retirer de la session." }
            }
            @if cards > 0 {
                p { (fr::count(cards, "fiche redevient ce qu’elle était", "fiches redeviennent ce qu’elles étaient")) " avant l’import\u{202f}; celles qui ont été corrigées depuis ne changent pas." }
            }
            @if !stay.is_empty() {
                p { "Qui a déjà commencé reste dans la session\u{202f}:" }
                ul { @for name in stay.iter().take(SHOWN) { li { (name) } } }
                @if stay.len() > SHOWN { p { "Et " (fr::count(u64::try_from(stay.len() - SHOWN).unwrap_or(u64::MAX), "autre", "autres")) "." } }
            }
        }
        (form(frame, &format!("{}/annulation", at(intake)), html! {
            p.actions.mt {
                @if leave + cards > 0 { (Button::plain("Annuler cet import").danger()) }
                (Button::plain("Ne rien changer").href(format!("{}/liste", home(session))))
            }
        }))
    })
}
