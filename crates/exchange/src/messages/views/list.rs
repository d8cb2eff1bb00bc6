//! `/messages`.

use platform::html::{
    Button, Empty, Form, Markup, Page, Pages, Render as _, State, TextField, fr, go_link, html, link_button,
    pagination, rows,
};

use super::super::store::Conversation;
use super::{when, words};

/// A conversation of the list.
pub(in super::super) struct Line {
    pub(in super::super) conversation: Conversation,
    pub(in super::super) subject: String,
    pub(in super::super) with: String,
    /// What a search found.
    pub(in super::super) excerpt: String,
}

/// The most characters of what was found that are shown.
const EXCERPT: usize = 240;

fn frame(title: &str, actions: Markup) -> Page {
    Page::new(title).crumb("Accueil", "/").actions(actions).work()
}

fn search(searched: &str) -> Markup {
    Form::get("/messages")
        .tools()
        .body(html! {
            (TextField::new("q", "Chercher dans mes messages").search().value(searched))
            (Button::plain("Chercher").icon("search"))
        })
        .render()
}

fn line(line: &Line) -> Markup {
    let conversation = &line.conversation;
    let unread = u64::try_from(conversation.unread).unwrap_or_default();
    html! {
        div.stack.message-line {
            h2.size-4 { a href={ "/messages/" (conversation.id) } { (line.subject) } }
            p.meta {
                @if unread > 0 { (State::now(fr::count(unread, "message non lu", "messages non lus")).icon("mail")) }
                span { (line.with) }
                @if let Some(course) = &conversation.course { span.soft { (course) } }
                span.soft { (when(conversation.last_at, &conversation.zone)) }
            }
            @if !line.excerpt.is_empty() { (words(&cut(&line.excerpt))) }
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// One's conversations. `reports`: whoever asks reads what is reported.
pub(in super::super) fn page(lines: &[Line], pages: Pages, reports: bool) -> Page {
    let write = html! { (link_button("Écrire un message", "/messages/nouveau").icon("pencil")) };
    frame("Messages", write).body(html! {
        @if pages.total == 0 {
            (Empty::new("Aucune conversation").icon("messages-square")
                .why("Vous pouvez écrire à l’équipe qui vous accompagne, et aux personnes de vos sessions.")
                .way(go_link("Écrire un message", "/messages/nouveau").arrow()))
        } @else {
            (search(""))
            (rows(lines.iter().map(line)))
            (pagination("Pages des conversations", pages, |number| format!("/messages?page={number}")))
        }
        @if reports { p.mt { (go_link("Messages signalés", "/messages/signalements").icon("flag")) } }
    })
}

/// What a search found.
pub(in super::super) fn found(searched: &str, lines: &[Line]) -> Page {
    frame("Chercher dans mes messages", html! {}).crumb("Messages", "/messages").body(html! {
        (search(searched))
        p.soft role="status" {
            @match lines.len() {
                0 => { "Aucune conversation ne contient " (fr::quote(searched)) "." }
                many => { (fr::count(many as u64, "conversation trouvée", "conversations trouvées")) " pour " (fr::quote(searched)) "." }
            }
            " La recherche lit les sujets, et vos 2\u{202f}000 derniers messages."
        }
        (rows(lines.iter().map(line)))
    })
}
