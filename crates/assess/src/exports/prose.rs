//! Prose as XHTML, for formats that have nothing else.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::escaped;
use crate::questions::is_image_name;

/// Whether paragraphs have their elements, or only a space between them.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Room {
    /// Where blocks may stand.
    Block,
    /// Within a line.
    Line,
}

/// Writes prose. Whatever isn't one of its marks is text, HTML too. Its images stand beside the file.
pub(super) fn xhtml(text: &str, room: Room) -> String {
    let mut out = String::new();
    // The image that is read: its name, and what it shows.
    let mut image: Option<(String, String)> = None;
    for event in Parser::new(text) {
        match (event, &mut image) {
            (Event::Start(Tag::Image { dest_url, .. }), _) => {
                image = Some((dest_url.to_string(), String::new()))
            }
            (Event::End(TagEnd::Image), Some((name, said))) => {
                let said = escaped(said);
                match is_image_name(name) {
                    true => out.push_str(&format!("<img src=\"{name}\" alt=\"{said}\"/>")),
                    false => out.push_str(&said),
                }
                image = None;
            }
            (Event::Text(words) | Event::Code(words), Some((_, said))) => said.push_str(&words),
            (_, Some(_)) => {}
            (Event::Start(tag), None) => out.push_str(&opens(&tag, room)),
            (Event::End(tag), None) => out.push_str(closes(tag, room)),
            (
                Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words),
                None,
            ) => {
                out.push_str(&escaped(&words));
            }
            (Event::SoftBreak | Event::HardBreak, None) => out.push_str("<br/>"),
            (_, None) => {}
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
