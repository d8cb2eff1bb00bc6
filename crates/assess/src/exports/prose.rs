//! Prose as XHTML, for formats that have nothing else.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::escaped;

/// Whether paragraphs have their elements, or only a space between them.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Room {
    /// Where blocks may stand.
    Block,
    /// Within a line.
    Line,
}

/// Writes prose. Whatever isn't one of its marks is text, HTML too.
pub(super) fn xhtml(text: &str, room: Room) -> String {
    let mut out = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Start(tag) => out.push_str(&opens(&tag, room)),
            Event::End(tag) => out.push_str(closes(tag, room)),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                out.push_str(&escaped(&words));
            }
            Event::SoftBreak | Event::HardBreak => out.push_str("<br/>"),
            _ => {}
        }
    }
    out
}

fn opens(tag: &Tag<'_>, room: Room) -> String {
    let opened = match tag {
        Tag::Strong => "<strong>",
        Tag::Emphasis => "<em>",
        Tag::Link { dest_url, .. } => return format!("<a href=\"{}\">", escaped(dest_url)),
        _ if room == Room::Line => "",
        Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(_) => "<p>",
        Tag::Heading { .. } => "<h2>",
        Tag::List(None) => "<ul>",
        Tag::List(Some(_)) => "<ol>",
        Tag::Item => "<li>",
        _ => "",
    };
    opened.to_owned()
}

fn closes(tag: TagEnd, room: Room) -> &'static str {
    match tag {
        TagEnd::Strong => "</strong>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Link => "</a>",
        TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) if room == Room::Line => " ",
        _ if room == Room::Line => "",
        TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::CodeBlock => "</p>",
        TagEnd::Heading(_) => "</h2>",
        TagEnd::List(false) => "</ul>",
        TagEnd::List(true) => "</ol>",
        TagEnd::Item => "</li>",
        _ => "",
    }
}
