//! The pages of messages: the list, a conversation, writing, reports.

pub(super) mod compose;
pub(super) mod list;
pub(super) mod reports;
pub(super) mod thread;

use catalogue::assignments::{self, Format, Words};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use learning::submissions::field;
use platform::html::{FileField, FormErrors, Markup, TextArea, disclosure, fr, html};

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
    let start = Words {
        start: "Commencer l’enregistrement",
        kept: "Enregistrement terminé. Écoutez-le\u{202f}: il part avec le message.",
    };
    let voice = FileField::new(field(Format::Audio), "Ou un fichier de votre voix")
        .optional()
        .hint("25\u{a0}Mo au plus.")
        .error(errors.get(field(Format::Audio)));
    let files = FileField::new(field(Format::File), "Documents ou images")
        .multiple()
        .optional()
        .accept(".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png")
        .hint("PDF, documents de bureautique ou images, 25\u{a0}Mo au plus chacun, cinq en tout.")
        .error(errors.get(field(Format::File)));
    let heard = disclosure(
        "Enregistrer un message vocal",
        assignments::recorder(Format::Audio, start, voice),
    );
    let joined = disclosure("Joindre des documents ou des images", files);
    html! {
        (TextArea::new("message", "Votre message").value(text).error(errors.get("message")))
        @if errors.get(field(Format::Audio)).is_some() { (heard.open()) } @else { (heard) }
        @if errors.get(field(Format::File)).is_some() { (joined.open()) } @else { (joined) }
    }
}
