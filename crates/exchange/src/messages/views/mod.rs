//! The pages of messages: the list, a conversation, writing, reports.

pub(super) mod compose;
pub(super) mod list;
pub(super) mod reports;
pub(super) mod thread;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use platform::html::{FormErrors, Markup, TextArea, fr, html};

use crate::attachments;

/// « mardi 3 mars, 14 h 05 », there.
fn when(at: Timestamp, zone: &str) -> Markup {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let words = fr::moment_words(at.to_zoned_datetime(zone).datetime());
    html! { time datetime=(at.to_string()) { (fr::rich(&words)) } }
}

/// What was written, paragraph by paragraph, as it was typed.
fn words(text: &str) -> Markup {
    let paragraphs = text.trim().split("\n\n").filter(|one| !one.trim().is_empty());
    html! { @for paragraph in paragraphs { p.message-words { (paragraph.trim()) } } }
}

/// The words, the voice and the files of a message.
fn fields(text: &str, errors: &FormErrors) -> Markup {
    html! {
        (TextArea::new("message", "Votre message").value(text).error(errors.get("message")))
        (attachments::fields(errors))
    }
}
