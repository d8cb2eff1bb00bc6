//! A conversation.

use learning::submissions::piece;
use platform::Result;
use platform::html::{
    Button, Form, FormErrors, Frame, Markup, Notice, Page, disclosure, fr, go_link, html, link_button,
    section,
};
use platform::live;

use super::super::opened::ERASED;
use super::super::routes::{Said, Shown};
use super::super::rules::{Audience, DRAFT_DAYS};
use super::{fields, when, words};

/// `typed`: what is in the form, and the revision of what was saved of it.
pub(in super::super) fn page(
    frame: &Frame,
    shown: &Shown,
    (typed, revision): (&str, i64),
    errors: &FormErrors,
) -> Result<Page> {
    let conversation = &shown.conversation;
    let page = Page::new(shown.subject.as_str())
        .crumb("Accueil", "/")
        .crumb("Messages", "/messages")
        .about(html! {
            p.meta {
                span { (shown.with) }
                @if let Some(course) = &conversation.course { span.soft { (course) } }
            }
        })
        .work()
        .errors(errors)
        .script("submissions.js");
    Ok(page.body(html! {
        @if conversation.audience != Audience::One { (people(shown)) }
        (section("messages", "Les messages", html! {}, html! {
            @if let Some(before) = shown.before {
                p { (go_link("Messages plus anciens", format!("{}?avant={before}", shown.path())).icon("arrow-up")) }
            }
            (live::region("fil", &format!("{}/direct", shown.path()), ("nouveau message", "nouveaux messages"), &html! {
                @if shown.said.is_empty() { p.soft { "Rien à lire ici\u{202f}: vous avez effacé ce qui y était, ou bloqué la personne." } }
                @for (at, said) in shown.said.iter().enumerate() {
                    (message(frame, shown, said, shown.read && at + 1 == shown.said.len()))
                }
            }))
            span id="fin" {}
        }))
        @match shown.shut {
            Some(why) => { (section("repondre", "Répondre", html! {}, html! {
                (Notice::info(why))
                @if !typed.is_empty() { div.answer { (words(typed)) } }
                @if let Some(elsewhere) = &shown.elsewhere {
                    (link_button("Répondre à la personne qui l’a écrit", elsewhere.as_str()).icon("pencil"))
                }
            })) }
            None => { (section("repondre", "Répondre", html! {}, Form::post(frame, shown.path()).multipart().keeps_a_draft(DRAFT_DAYS).body(html! {
                input type="hidden" name="revision" value=(revision);
                (fields(typed, errors))
                p.actions.mt { (Button::primary("Envoyer").icon("send")) }
            }))) }
        }
        (own(frame, shown))
    }))
}

fn people(shown: &Shown) -> Markup {
    let answers = match shown.conversation.to_author {
        true => "Les réponses vont à la personne qui a écrit.",
        false => "Les réponses vont à tout le monde ici.",
    };
    let count = fr::count(shown.people.len() as u64, "personne", "personnes");
    html! {
        p.soft { (answers) }
        (disclosure(format!("Qui lit cette conversation\u{202f}? {count}"), html! {
            ul { li { "Vous" } @for name in &shown.names { li { (name) } } }
        }))
    }
}

/// `read`: the other has read it, and it is the last one.
fn message(frame: &Frame, shown: &Shown, said: &Said, read: bool) -> Markup {
    let id = said.message.id;
    let of = format!(" le message de {}", said.name);
    html! {
        article.message.mine[said.mine] id={ "m-" (id) } data-entry=(id) data-version=(read) {
            header.meta { strong { @if said.mine { "Vous" } @else { (said.name) } } span.soft { (when(said.message.sent_at, &shown.conversation.zone)) } }
            @match &said.text { Some(text) => { (words(text)) } None => { p.soft { (ERASED) } } }
            @for one in &said.pieces { (piece(one, &format!("{}/pieces/{}", shown.path(), one.id))) }
            footer.message-acts {
                @if read { span.soft.small { "Lu" } }
                (Form::post(frame, format!("{}/retrait", shown.path())).bare().body(html! {
                    (Button::plain("Effacer pour moi").quiet().small().value("effacer", id.to_string()))
                }))
                @if !said.mine {
                    a.button.quiet.small href={ (shown.path()) "/signalement?message=" (id) } { "Signaler" span.visually-hidden { (of) } }
                }
            }
        }
    }
}

/// What one does for oneself.
fn own(frame: &Frame, shown: &Shown) -> Markup {
    html! {
        (disclosure("Effacer, bloquer", html! {
            div.stack {
                (Form::post(frame, format!("{}/retrait", shown.path())).body(html! {
                    p { "Effacer la conversation l’ôte de votre liste\u{202f}: les autres la gardent." }
                    (Button::plain("Effacer la conversation pour moi").icon("trash-2").value("acte", "tout"))
                }))
                @match shown.block {
                    Some((_, true)) => { (Form::post(frame, format!("{}/blocage", shown.path())).body(html! {
                        p { "Vous avez bloqué " (shown.with) "." }
                        (Button::plain("Débloquer").value("acte", "debloquer"))
                    })) }
                    Some((_, false)) => { (Form::post(frame, format!("{}/blocage", shown.path())).body(html! {
                        p { "Bloquer " (shown.with) "\u{202f}: ses messages n’arriveront plus ici. Si cette personne répond, elle lira que vous ne recevez pas ses messages." }
                        (Button::plain("Bloquer").danger().icon("circle-slash").value("acte", "bloquer"))
                    })) }
                    None => { p.soft { "On ne bloque qu’un autre apprenant, depuis une conversation à deux. Un message qui ne va pas se signale." } }
                }
            }
        }))
    }
}
