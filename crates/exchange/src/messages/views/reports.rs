//! Reporting a message, and what was reported.

use learning::submissions::piece;
use platform::html::{Button, Empty, Form, FormErrors, Frame, Markup, Page, TextArea, html, rows};

use super::super::opened::ERASED;
use super::super::routes::{About, Read};
use super::{when, words};

fn quoted(text: Option<&str>) -> Markup {
    html! { div.answer { @match text { Some("") => { p.soft { "Un message sans texte, avec un fichier ou un enregistrement." } } Some(text) => { (words(text)) } None => { p.soft { (ERASED) } } } } }
}

pub(in super::super) fn report(frame: &Frame, about: &About, typed: &str, errors: &FormErrors) -> Page {
    let back = format!("/messages/{}", about.conversation);
    Page::new("Signaler un message")
        .crumb("Accueil", "/")
        .crumb("Messages", "/messages")
        .crumb("La conversation", back.as_str())
        .work()
        .errors(errors)
        .body(html! {
            p { "Les gestionnaires de la région liront ce message de " strong { (about.name) } ", avec ce qui y est joint, et aucun autre de la conversation. La personne n’est pas avertie." }
            (quoted(about.text.as_deref()))
            (Form::post(frame, format!("{back}/signalement")).body(html! {
                input type="hidden" name="message" value=(about.message);
                (TextArea::new("raison", "Ce qui ne va pas").value(typed).maxlength(2000).required().error(errors.get("raison")))
                p.actions.mt { (Button::primary("Signaler").icon("flag")) (Button::plain("Revenir à la conversation").href(back.as_str())) }
            }))
        })
}

pub(in super::super) fn list(frame: &Frame, list: &[Read]) -> Page {
    Page::new("Messages signalés")
        .crumb("Accueil", "/")
        .crumb("Messages", "/messages")
        .work()
        .body(html! {
            @if list.is_empty() {
                (Empty::new("Aucun message signalé").icon("flag").why("Quand quelqu’un signale un message, il se lit ici, avec ce qui en est dit."))
            }
            (rows(list.iter().map(|one| one_line(frame, one))))
        })
}

fn one_line(frame: &Frame, one: &Read) -> Markup {
    let report = &one.report;
    html! {
        div.stack {
            h2.size-4 { "Message de " (one.author) }
            p.meta {
                span { "Signalé par " (one.by) }
                span.soft { (when(report.made_at, &report.zone)) }
                span.soft { (report.region.as_deref().unwrap_or("Entre collègues")) }
            }
            (quoted(one.text.as_deref()))
            @for joined in &one.pieces { (piece(joined, &format!("/messages/signalements/{}/pieces/{}", report.id, joined.id))) }
            p { strong { "Ce qui en est dit" } }
            @match &one.why { Some(why) => { (words(why)) } None => { p.soft { "La personne qui l’a signalé n’est plus là." } } }
            (Form::post(frame, format!("/messages/signalements/{}/suite", report.id)).bare().body(
                Button::plain("Classer ce signalement").icon("check")
            ))
        }
    }
}
