//! What somebody asks, and follows.

use platform::html::{
    Button, Choice, Choices, Empty, Form, FormErrors, Frame, Markup, Notice, Page, TextArea, fr, go_link,
    html, link_button, rows, section,
};

use super::super::opened::{Line, Opened};
use super::super::routes::Typed;
use super::super::rules::standing::State as Stand;
use super::super::rules::{Level, RATINGS};
use super::{categories, entry, files, number, said, stand, when};

fn base(title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Aide", "/aide")
        .work()
}

pub(in super::super) fn list(lines: &[Line]) -> Page {
    base("Mes demandes d’aide")
        .actions(link_button("Signaler un problème", "/aide/demandes/nouvelle").icon("life-buoy"))
        .body(html! {
            @if lines.is_empty() {
                (Empty::new("Aucune demande pour le moment").icon("life-buoy").level(2)
                    .why("L’aide, votre tuteur et le téléphone répondent souvent plus vite. Sinon, écrivez-nous."))
            } @else {
                (rows(lines.iter().map(|line| html! {
                    p { (go_link(line.subject.as_str(), format!("/aide/demandes/{}", line.ticket.id))) }
                    p.meta {
                        (stand(line.ticket.standing.state))
                        span.soft { (number(line)) }
                        span.soft { (when(line.ticket.changed_at, &line.ticket.zone)) }
                    }
                })))
            }
        })
}

pub(in super::super) fn form(frame: &Frame, typed: &Typed, errors: &FormErrors) -> Page {
    base("Signaler un problème")
        .crumb("Mes demandes", "/aide/demandes")
        .errors(errors)
        .script("submissions.js")
        .body(
            Form::post(frame, "/aide/demandes/nouvelle")
                .multipart()
                .body(html! {
                    input type="hidden" name="page" value=(typed.page);
                    (categories(&typed.category, errors, true))
                    (said(typed, errors, ("En quelques mots", "Ce qui se passe")))
                    (files(errors))
                    @if let Some(words) = typed.joined.words() {
                        (Choices::checkbox("joindre", "Ce qui nous aiderait").choice(
                            Choice::new("oui", html! { "Joindre " (words) }).checked(typed.join)
                                .hint("Rien d’autre n’est joint, et rien du tout si vous ne cochez pas."),
                        ))
                    }
                    p.actions.mt { (Button::primary("Envoyer la demande").icon("send")) }
                }),
        )
}

pub(in super::super) fn page(frame: &Frame, opened: &Opened, typed: &str, errors: &FormErrors) -> Page {
    let (line, ticket) = (&opened.line, opened.ticket());
    let standing = &ticket.standing;
    let path = format!("/aide/demandes/{}", ticket.id);
    base(format!("Votre demande d’aide {}", number(line)))
        .heading(line.subject.as_str())
        .crumb("Mes demandes", "/aide/demandes")
        .about(html! {
            p.meta {
                (stand(standing.state))
                span.soft { (number(line)) }
                span.soft { (standing.category.label()) }
            }
        })
        .errors(errors)
        .script("submissions.js")
        .body(html! {
            (section("suite", "Où elle en est", html! {}, html! {
                (state(opened))
                @if let Some(joined) = opened.joined.as_ref().and_then(|joined| joined.words()) {
                    p.soft.small { "Vous avez joint " (joined) "." }
                }
            }))
            (section("echanges", "Les échanges", html! {}, html! {
                @for one in &opened.entries {
                    (entry(one, &opened.names, ticket.person == Some(one.author), (&path, &ticket.zone)))
                }
            }))
            @if standing.resolved.is_some() { (satisfaction(frame, opened, &path, errors)) }
            @if standing.takes_words(opened.now) {
                (section("repondre", "Écrire", html! {}, html! {
                    @if !standing.state.is_open() {
                        p { "Ce n’est pas résolu\u{202f}? Écrivez-le\u{202f}: votre demande est rouverte." }
                    }
                    (Form::post(frame, path.as_str()).multipart().body(html! {
                        (TextArea::new("message", "Votre message").value(typed).required().error(errors.get("message")))
                        (files(errors))
                        p.actions.mt { (Button::primary("Envoyer").icon("send")) }
                    }))
                }))
            }
            @if standing.state.is_open() {
                (Form::post(frame, format!("{path}/fin")).bare().body(html! {
                    p.actions { (Button::plain("Je n’ai plus besoin d’aide").icon("check")) }
                }))
            }
        })
}

/// Where a request is, in sentences.
fn state(opened: &Opened) -> Markup {
    let ticket = opened.ticket();
    let standing = &ticket.standing;
    let who = match (&opened.line.agent, standing.level) {
        (Some(agent), Level::Region) => format!("{agent} suit votre demande."),
        (Some(agent), Level::Nation) => format!("{agent}, de CMA France, suit votre demande."),
        (None, Level::Nation) => "CMA France suit votre demande.".to_owned(),
        (None, Level::Region) => match &ticket.region_name {
            Some(region) => format!("{region} a reçu votre demande."),
            None => "Votre demande est bien arrivée.".to_owned(),
        },
    };
    html! {
        @match standing.state {
            Stand::Waiting => { (Notice::warn("Une précision vous est demandée. Le délai reprend quand vous répondez.")) }
            Stand::Resolved => { (Notice::good("Votre demande est résolue, selon la personne qui l’a suivie. Vous avez quatorze jours pour dire le contraire.")) }
            Stand::Closed => { p { "Votre demande est close." } }
            Stand::New | Stand::Progress => { p { (fr::rich(&who)) } p.soft { (standing.category.promise()) } }
        }
        @match (standing.state, standing.answered) {
            (Stand::New | Stand::Progress, None) => { p { "Première réponse attendue au plus tard " (when(standing.answer_due, &ticket.zone)) "." } }
            (Stand::New | Stand::Progress, Some(_)) => { p { "Solution visée au plus tard " (when(standing.resolve_due, &ticket.zone)) "." } }
            _ => {}
        }
    }
}

fn satisfaction(frame: &Frame, opened: &Opened, path: &str, errors: &FormErrors) -> Markup {
    let ticket = opened.ticket();
    section(
        "votre-avis",
        "Votre avis",
        html! {},
        html! {
            @match ticket.rating {
                Some(rating) => {
                    p { "Vous avez répondu\u{202f}: " @for (_, label) in RATINGS.iter().filter(|(value, _)| *value == rating) { "«\u{202f}" (label) "\u{202f}»." } }
                }
                None => { (Form::post(frame, format!("{path}/avis")).body(html! {
                    (Choices::radio("avis", "Cette aide vous a-t-elle été utile\u{202f}?")
                        .choices(RATINGS.map(|(value, label)| (value.to_string(), label))).required().error(errors.get("avis")))
                    (TextArea::new("mot", "Un mot de plus").optional().error(errors.get("mot")))
                    p.actions { (Button::plain("Donner mon avis")) }
                })) }
            }
        },
    )
}
