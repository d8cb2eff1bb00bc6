//! What leaves by itself: in a session, with its state; from a course, with its words.

use jiff::Timestamp;
use platform::Result;
use platform::html::{Button, Form, Frame, Markup, Notice, Page, State, fr, go_link, html, wide_section};
use training::sessions::TrainingSession;

use super::super::ready::Rule;
use super::super::routes::{Ground, Listed};
use super::super::rules::Audience;
use super::{TITLE, crumbs, of_session, when};

/// What the invitations to surveys are.
const SURVEYS: &str = "Les invitations aux enquêtes partent déjà d’elles-mêmes\u{202f}: elles se règlent avec les enquêtes du parcours.";

pub(in super::super) fn list(
    frame: &Frame,
    session: &TrainingSession,
    listed: &[Listed],
    off: Option<Timestamp>,
) -> Result<Page> {
    let base = format!("/sessions/{}/messages-automatiques", session.id);
    let of = |audience: Audience| -> Result<Markup> {
        let lines = listed.iter().filter(|one| one.rule.audience == audience);
        let lines = lines
            .map(|one| line(frame, (&base, session), one, off.is_some()))
            .collect::<Result<Vec<_>>>()?;
        Ok(html! { ul.rows { @for line in lines { li { (line) } } } })
    };
    let (messages, alerts) = (of(Audience::Learner)?, of(Audience::Tutors)?);
    let whole = |act: &'static str, words: &'static str, icon: &'static str| {
        Form::post(frame, base.as_str())
            .bare()
            .body(Button::plain(words).icon(icon).value("acte", act))
    };
    let page = of_session(Page::new(TITLE), session)
        .work()
        .about("La plateforme écrit aux apprenants de la session, et vous prévient quand l’un d’eux a besoin de vous. Chacun reçoit ces messages comme il l’a choisi\u{202f}: e-mail et cloche, ou cloche seulement.");
    let page = match off {
        Some(at) => page.notice(
            Notice::warn(html! {
                p { "Depuis " (fr::uncapitalise(&when(at, &session.zone)?)) ", aucun message ne part et personne n’est alerté dans cette session. Ce qui devait partir pendant la pause ne partira pas après." }
                (whole("reprendre", "Reprendre les messages", "play"))
            })
            .title("Tout est suspendu"),
        ),
        None => page,
    };
    Ok(page.body(html! {
        (wide_section("messages", "Aux apprenants", html! { (go_link("Ce qui est parti", format!("/sessions/{}/messages-partis", session.id)).icon("history")) }, html! { (messages) p.soft.mt { (SURVEYS) } }))
        (wide_section("alertes", "Aux tuteurs", html! { (go_link("Mes alertes", "/alertes").icon("bell")) }, alerts))
        @if off.is_none() {
            (wide_section("pause", "Tout suspendre", html! {}, html! {
                p { "Pendant la pause, aucun message ne part et personne n’est alerté dans cette session. Ce qui devait partir pendant ce temps ne partira pas après." }
                (whole("suspendre", "Suspendre toute la session", "pause"))
            }))
        }
    }))
}

fn line(
    frame: &Frame,
    (base, session): (&str, &TrainingSession),
    one: &Listed,
    all_off: bool,
) -> Result<Markup> {
    let rule = one.rule;
    let about = html! { span.visually-hidden { (format!("\u{202f}: {}", fr::uncapitalise(rule.title))) } };
    let next = match one.next {
        Some(at) => Some(format!(
            "Prochain départ\u{202f}: {}",
            fr::uncapitalise(&when(at, &session.zone)?)
        )),
        None => None,
    };
    let (act, words) = match one.off {
        Some(_) => ("reprendre", "Reprendre"),
        None => ("suspendre", "Suspendre"),
    };
    Ok(html! {
        h3.size-4 { (go_link(rule.title, format!("{base}/{}", rule.code))) }
        p { (fr::rich(rule.when)) "." }
        p.meta {
            @match (one.off, all_off) {
                (None, false) => (State::done("En marche")),
                (None, true) => (State::warn("Suspendu avec la session")),
                (Some(_), _) => (State::warn("Suspendu")),
            }
            @if let Some(next) = next.filter(|_| one.off.is_none() && !all_off) { span.soft { (fr::rich(&next)) } }
            span.soft { (told(rule, one.sent)) }
        }
        @if !all_off { (Form::post(frame, base).bare().body(html! {
            input type="hidden" name="regle" value=(rule.code);
            div.actions.mt-s { button.button.small name="acte" value=(act) { (words) (about) } }
        })) }
    })
}

/// « 12 messages partis ».
fn told(rule: &Rule, sent: u64) -> String {
    match (rule.audience, sent) {
        (Audience::Learner, 0) => "Aucun message parti".to_owned(),
        (Audience::Learner, sent) => fr::count(sent, "message parti", "messages partis"),
        (Audience::Tutors, 0) => "Aucune alerte donnée".to_owned(),
        (Audience::Tutors, sent) => fr::count(sent, "alerte donnée", "alertes données"),
    }
}

pub(in super::super) fn of_course(ground: &Ground, listed: &[(&Rule, bool)]) -> Page {
    crumbs(Page::new("Messages automatiques du parcours"), ground)
        .work()
        .about("Le texte de chaque message et de chaque alerte, pour toutes les sessions de ce parcours. Les tuteurs d’une session peuvent en écrire un autre pour la leur, et suspendre ce qui ne convient pas.")
        .body(html! {
            ul.rows {
                @for (rule, own) in listed {
                    li {
                        h2.size-4 { (go_link(rule.title, format!("{}/{}", ground.base(), rule.code))) }
                        p { @if rule.audience == Audience::Tutors { "Alerte aux tuteurs. " } (fr::rich(rule.when)) "." }
                        p.meta { @if *own { (State::now("Texte du parcours")) } @else { span.soft { "Texte d’origine" } } }
                    }
                }
            }
            p.soft.mt { (SURVEYS) }
        })
}
