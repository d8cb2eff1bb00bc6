//! The pages of help.

pub(super) mod agent;
pub(super) mod desk;
pub(super) mod list;
pub(super) mod own;
pub(super) mod phone;
pub(super) mod summary;

use catalogue::assignments::Format;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use learning::submissions::field;
use platform::html::{
    Choice, Choices, FileField, FormErrors, Markup, State, TextArea, TextField, disclosure, fr, html,
};

use super::opened::{ERASED, Line, Names};
use super::routes::Typed;
use super::rules::standing::State as Stand;
use super::rules::{Category, SUBJECT};
use super::store::entries::{Entry, Kind};

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

/// Where a request is.
fn stand(state: Stand) -> State {
    let label = state.label();
    match state {
        Stand::New => State::todo(label),
        Stand::Progress => State::now(label),
        Stand::Waiting => State::warn(label),
        Stand::Resolved => State::done(label),
        Stand::Closed => State::locked(label),
    }
}

/// « n° 1042 ».
fn number(line: &Line) -> String {
    format!("n°\u{a0}{}", line.ticket.number)
}

/// Files to join, folded until one of them is wrong.
fn files(errors: &FormErrors) -> Markup {
    let name = field(Format::File);
    let files = FileField::new(name, "Documents ou images")
        .multiple()
        .optional()
        .accept(".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png")
        .hint("Une capture d’écran, par exemple. 25\u{a0}Mo au plus chacun, cinq en tout.")
        .error(errors.get(name));
    let joined = disclosure("Joindre des documents ou des images", files);
    html! { @if errors.get(name).is_some() { (joined.open()) } @else { (joined) } }
}

/// What it is about; for who asks, each kind with by when it is answered.
fn categories(typed: &str, errors: &FormErrors, promised: bool) -> Choices {
    let choice = |category: Category| {
        let choice = Choice::new(category.code(), category.label()).checked(category.code() == typed);
        match promised {
            true => choice.hint(category.brief()),
            false => choice,
        }
    };
    let choices = Choices::radio("type", "De quoi s’agit-il\u{202f}?").required();
    let choices = match promised {
        true => choices.hint("Les délais se comptent en heures et en jours d’ouverture de l’assistance."),
        false => choices,
    };
    Category::ALL
        .into_iter()
        .map(choice)
        .fold(choices, Choices::choice)
        .error(errors.get("type"))
}

/// A line and the words under it.
fn said(typed: &Typed, errors: &FormErrors, (line, text): (&'static str, &'static str)) -> Markup {
    let longest = u32::try_from(SUBJECT).unwrap_or(u32::MAX);
    html! {
        (TextField::new("sujet", line).value(typed.subject.as_str()).required().maxlength(longest).autocomplete("off").error(errors.get("sujet")))
        (TextArea::new("message", text).value(typed.text.as_str()).required().error(errors.get("message")))
    }
}

/// What is written in a request: who is helped on the left, who answers on the right, or the other way round.
fn entry(entry: &Entry, names: &Names, mine: bool, (base, zone): (&str, &str)) -> Markup {
    let note = entry.kind != Kind::Message;
    let about = match entry.kind {
        Kind::Message => "",
        Kind::Note => "Note interne",
        Kind::Escalated => "Transmise à CMA France",
        Kind::Returned => "Rendue à la région",
    };
    html! {
        article.message.mine[mine && !note].note[note] id={ "e-" (entry.id) } {
            header.meta {
                strong { @if mine { "Vous" } @else { (names.name(entry.author)) } }
                span.soft { (when(entry.written_at, zone)) }
                @if note { (State::locked(about).icon("eye-off")) }
            }
            @match &entry.text { Some(text) => { (words(text)) } None => { p.soft { (ERASED) } } }
            @if !entry.files.is_empty() {
                ul.plain {
                    @for file in &entry.files {
                        li { a.go href={ (base) "/pieces/" (file.id) } download=(file.name) { "Télécharger " (file.name) ", " (fr::rich(&fr::size(file.size))) } }
                    }
                }
            }
        }
    }
}
