//! The words of a document on a page: the same as on paper.

use documents::{Piece, Wording, Words};
use platform::html::{Markup, html};

fn words(all: &[Words]) -> Markup {
    html! {
        @for one in all {
            @for (at, text) in one.text.split('\n').enumerate() {
                @if at > 0 { br; }
                (marked(one, text))
            }
        }
    }
}

fn marked(one: &Words, text: &str) -> Markup {
    let shown = match (one.strong, one.stressed) {
        (true, true) => html! { strong { em { (text) } } },
        (true, false) => html! { strong { (text) } },
        (false, true) => html! { em { (text) } },
        (false, false) => html! { (text) },
    };
    let web = one
        .link
        .as_deref()
        .filter(|link| link.starts_with("https://") || link.starts_with("http://"));
    match web {
        Some(link) => html! { a href=(link) { (shown) } },
        None => shown,
    }
}

/// Pieces in order, under a title of the second level.
pub(crate) fn pieces(all: &[Piece]) -> Markup {
    let item = |words_of: &Vec<Words>| html! { li { (words(words_of)) } };
    html! {
        @for piece in all {
            @match piece {
                Piece::Heading { words: said, .. } => h3 { (words(said)) },
                Piece::Paragraph(said) => p { (words(said)) },
                Piece::List { first: None, items } => ul { @for one in items { (item(one)) } },
                Piece::List { first: Some(first), items } => ol start=(first) { @for one in items { (item(one)) } },
            }
        }
    }
}

/// What a document states.
pub(crate) fn statement(wording: &Wording) -> Markup {
    html! {
        @if !wording.subtitle.is_empty() { p.soft { (wording.subtitle) } }
        div.prose { (pieces(&wording.body)) }
    }
}

/// What it says at its end.
pub(crate) fn footer(wording: &Wording) -> Markup {
    html! { @if !wording.footer.is_empty() { p.soft.mt { (wording.footer) } } }
}
