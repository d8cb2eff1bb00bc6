//! « Inscription de Monique Le Bihan » and the forms of its acts.

mod moving;

use jiff::Timestamp;
use people::directory::Identity;
use platform::Result;
use platform::html::{Button, FormErrors, Frame, Markup, Page, State, TextField, form, fr, html, section};
use platform::http::Allowed;

use super::rules::time_left;
use super::{SuspendLearner, TransferLearner};
use crate::cards::CorrectCard;
use crate::enrolment::leaving::Withdrawn;
use crate::enrolment::places::Places;
use crate::enrolment::{Enrolment, Pause, WithdrawLearner};
use crate::extension::ExtendAccess;
use crate::sessions::{TrainingSession, days, local};

pub(super) use moving::{Moving, transfer};

/// A page below the session's.
fn below(title: String, session: &TrainingSession) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), format!("/sessions/{}", session.id))
        .work()
}

/// What the page of an enrolment shows.
pub(super) struct Life<'a> {
    pub(super) enrolment: &'a Enrolment,
    pub(super) session: &'a TrainingSession,
    pub(super) card: &'a Identity,
    pub(super) allowed: &'a Allowed<Enrolment>,
    pub(super) now: Timestamp,
}

pub(super) fn page(frame: &Frame, shown: &Life<'_>) -> Result<Page> {
    let (session, allowed) = (shown.session, shown.allowed);
    let (first, last) = days(session.starts_at, session.ends_at, &session.zone)?;
    let at = format!("/inscriptions/{}", shown.enrolment.id);
    let title = format!("Inscription {}", fr::of(&shown.card.full_name()));
    Ok(below(title, session)
        .about(html! { "Session " (session.reference) ", " (fr::rich(&fr::days(first, last))) "." })
        .body(html! {
            (section("acces", "Accès", html! {}, access(frame, shown)?))
            @if allowed.may::<CorrectCard>() {
                (section("fiche", "Fiche", html! {}, html! {
                    p { "Le nom, l’adresse e-mail, le téléphone, l’entreprise et le métier que la plateforme connaît." }
                    div.actions.mt { (Button::plain("Corriger la fiche").icon("pencil").href(format!("{at}/fiche"))) }
                }))
            }
            @if allowed.may::<TransferLearner>() {
                (section("session", "Changer de session", html! {}, html! {
                    p { "Vers une autre session du même parcours, dans la même région. Tout ce qui a été fait est gardé." }
                    div.actions.mt { (Button::plain("Choisir une autre session").icon("calendar-days").href(format!("{at}/transfert"))) }
                }))
            }
            @if allowed.may::<WithdrawLearner>() {
                (section("retrait", "Retirer", html! {}, html! {
                    p { "L’accès se ferme et la place se libère. Ce qui a été fait est gardé, au cas où la personne revient." }
                    div.actions.mt { (Button::plain("Retirer de la session").icon("log-out").danger().href(format!("{at}/retrait"))) }
                }))
            }
            div.actions.mt-l { (Button::plain("Revenir à la session").href(format!("/sessions/{}", session.id))) }
        }))
}

/// Where the access stands, and what may be done about it.
fn access(frame: &Frame, shown: &Life<'_>) -> Result<Markup> {
    match shown.enrolment.paused {
        Some(pause) => suspended(frame, shown, pause),
        None => running(frame, shown),
    }
}

fn suspended(frame: &Frame, shown: &Life<'_>, pause: Pause) -> Result<Markup> {
    let since = local(shown.session, pause.since)?.date();
    let left = time_left(pause.left);
    Ok(html! {
        p { (State::warn("Accès suspendu")) " depuis le " (fr::rich(&fr::date_words_with_year(since))) "." }
        p.mt { "Il restait " (left) ". Ce temps sera rendu en entier à la reprise." }
        @if shown.allowed.may::<SuspendLearner>() {
            (form(frame, &format!("/inscriptions/{}/reprise", shown.enrolment.id), html! {
                p.actions.mt { (Button::primary("Rendre l’accès").icon("play")) }
            }))
        }
    })
}

fn running(frame: &Frame, shown: &Life<'_>) -> Result<Markup> {
    let (enrolment, session) = (shown.enrolment, shown.session);
    let (_, last) = days(session.starts_at, enrolment.ends_at, &session.zone)?;
    let last = fr::date_words_with_year(last);
    let over = shown.now >= enrolment.ends_at;
    Ok(html! {
        @if over { p { "Terminé. Dernier jour d’accès\u{202f}: le " (fr::rich(&last)) "." } }
        @else if shown.now < session.starts_at { p { "S’ouvrira avec la session, jusqu’au " (fr::rich(&last)) "." } }
        @else { p { "Ouvert jusqu’au " (fr::rich(&last)) "." } }
        @if shown.allowed.may::<ExtendAccess>() {
            div.actions.mt { (Button::plain("Prolonger").icon("calendar-days").href(format!("/inscriptions/{}/prolongation", enrolment.id))) }
        }
        @if !over && shown.allowed.may::<SuspendLearner>() {
            p.mt-l { "En cas d’arrêt provisoire, suspendez l’accès\u{202f}: il se ferme aussitôt, et le temps qui reste sera rendu à la reprise. La place est gardée." }
            (form(frame, &format!("/inscriptions/{}/suspension", enrolment.id), html! {
                p.actions.mt { (Button::plain("Suspendre l’accès").icon("pause")) }
            }))
        }
    })
}

/// What the page of someone who left shows.
pub(super) struct Gone<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) withdrawn: &'a Withdrawn,
    pub(super) card: &'a Identity,
    pub(super) note: Option<&'a str>,
    /// Why nobody comes back any more.
    pub(super) closed: Option<&'static str>,
}

pub(super) fn withdrawn(frame: &Frame, shown: &Gone<'_>) -> Result<Page> {
    let (session, withdrawn) = (shown.session, shown.withdrawn);
    let day = local(session, withdrawn.at)?.date();
    let reason = withdrawn
        .reason
        .map_or("Sans motif noté", |reason| reason.label());
    let home = format!("/sessions/{}", session.id);
    let title = format!("Inscription {}", fr::of(&shown.card.full_name()));
    Ok(below(title, session)
        .about(html! { "Retirée de la session le " (fr::rich(&fr::date_words_with_year(day))) "." })
        .body(html! {
            (section("motif", "Pourquoi", html! {}, html! {
                p { (reason) }
                @if let Some(note) = shown.note { p.mt { (note) } }
            }))
            (section("retour", "Réinscrire", html! {}, html! {
                @match shown.closed {
                    Some(why) => p { (why) },
                    None => {
                        p { "La même inscription reprend, jusqu’à la fin de la session, avec tout ce qui avait été fait. Un e-mail partira aussitôt." }
                        (form(frame, &format!("{home}/inscriptions/retirees/{}", withdrawn.id), html! {
                            p.actions.mt { (Button::primary("Réinscrire").icon("user-plus")) }
                        }))
                    }
                }
            }))
            div.actions.mt-l { (Button::plain("Revenir à la session").href(home.as_str())) }
        }))
}

pub(super) fn places(
    frame: &Frame,
    session: &TrainingSession,
    (places, typed): (Places, &str),
    errors: &FormErrors,
) -> Page {
    let home = format!("/sessions/{}", session.id);
    let seen = places.capacity.map(|many| many.to_string()).unwrap_or_default();
    let taken = fr::count(
        u64::from(places.taken),
        "personne inscrite",
        "personnes inscrites",
    );
    below("Nombre de places".to_owned(), session)
        .about(html! { "Pour l’instant, " (taken) ". Un accès suspendu garde sa place, un retrait la libère." })
        .errors(errors)
        .body(form(frame, &format!("{home}/places"), html! {
            input type="hidden" name="vu" value=(seen);
            (TextField::new("places", "Nombre de places").number().value(typed).autocomplete("off").optional()
                .error(errors.get("places"))
                .hint("Laissez vide s’il n’y a pas de limite."))
            p.actions.mt {
                (Button::primary("Enregistrer"))
                (Button::plain("Revenir à la session").href(home.as_str()))
            }
        }))
}
