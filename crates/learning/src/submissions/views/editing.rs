//! The form of a draft: one part for each form that the answer may take, the learner's habit first.

use catalogue::assignments::{self, Format, Words};
use platform::html::{Button, FileField, Form, FormErrors, Frame, Markup, TextArea, disclosure, html};

use super::super::forms::{field, label, transcript_field};
use super::super::rules::ordered;
use super::super::store::Piece;
use super::Shown;
use super::answer::piece as one;
use catalogue::library::prose;

pub(super) fn form(frame: &Frame, shown: &Shown<'_>, errors: &FormErrors) -> Markup {
    let work = shown.work;
    let formats = ordered(&work.settings.formats, work.preferred.or(work.habit));
    let pieces = work.draft().map_or(&[][..], |draft| &draft.pieces);
    let fields = html! {
        input type="hidden" name="revision" value=(shown.typed.revision);
        input type="hidden" name="de" value=(work.owner());
        @for (at, format) in formats.iter().enumerate() {
            @let part = part(*format, shown, pieces, errors);
            @let held = pieces.iter().any(|piece| piece.format == *format)
                || errors.get(field(*format)).is_some()
                || (*format == Format::Text && !shown.typed.text.is_empty());
            @match (formats.len(), at == 0 || held) {
                (1, _) => { (part) }
                (_, true) => { (disclosure(heading(*format), part).open()) }
                (_, false) => { (disclosure(heading(*format), part)) }
            }
        }
        (no_longer(shown, pieces))
        p.actions.mt {
            (Button::plain("Enregistrer le brouillon").icon("save"))
            (Button::primary("Relire et rendre").icon_after("arrow-right").value("acte", "relire"))
        }
    };
    html! {
        (Form::post(frame, work.path()).id("brouillon").multipart().saves_itself().body(fields))
    }
}

/// What the draft holds in a form that a new instruction doesn't ask any more: it stays, and is read.
fn no_longer(shown: &Shown<'_>, pieces: &[Piece]) -> Markup {
    let asked = &shown.work.settings.formats;
    let text = shown.work.draft().map_or("", |draft| draft.content.text.trim());
    let words = !asked.contains(&Format::Text) && !text.is_empty();
    let pieces: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| !asked.contains(&piece.format))
        .collect();
    html! {
        @if words || !pieces.is_empty() {
            (disclosure("Ce que la consigne ne demande plus", html! {
                div.stack {
                    p.soft { "Vous l’aviez préparé pour la consigne d’avant. Rien n’est perdu\u{202f}: cela reste ici, et part avec votre travail." }
                    @if words { div.answer { (prose(text)) } }
                    (held(shown, &pieces, &FormErrors::default()))
                }
            }).open())
        }
    }
}

const fn heading(format: Format) -> &'static str {
    match format {
        Format::Text => "Écrire",
        Format::Audio => "Enregistrer ma voix",
        Format::Video => "Me filmer",
        Format::File => "Joindre des documents ou des images",
    }
}

fn part(format: Format, shown: &Shown<'_>, pieces: &[Piece], errors: &FormErrors) -> Markup {
    let own: Vec<&Piece> = pieces.iter().filter(|piece| piece.format == format).collect();
    html! {
        div.stack {
            @match format {
                Format::Text => { (written(shown, errors)) }
                Format::Audio | Format::Video => {
                    (held(shown, &own, errors))
                    (recorder(format, label(format), errors))
                }
                Format::File => {
                    (held(shown, &own, errors))
                    (FileField::new(field(format), label(format)).multiple()
                        .accept(".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png")
                        .hint("PDF, documents de bureautique ou images, 100\u{a0}Mo au plus chacun, dix fichiers en tout.")
                        .error(errors.get(field(format))))
                }
            }
        }
    }
}

fn written(shown: &Shown<'_>, errors: &FormErrors) -> Markup {
    html! {
        (TextArea::new("texte", label(Format::Text)).value(&*shown.typed.text)
            .hint("Une ligne vide sépare deux paragraphes.").error(errors.get("texte")))
        @if let Some(other) = shown.other {
            (disclosure("Ce qui est enregistré", html! { @if other.is_empty() { p { "Rien." } } @else { (prose(other)) } }).open())
        }
    }
}

/// What was sent already, what is said in it, and the way to take it out.
fn held(shown: &Shown<'_>, pieces: &[&Piece], errors: &FormErrors) -> Markup {
    html! {
        @for piece in pieces {
            (one(piece, &format!("{}/{}", shown.work.path(), piece.id)))
            @if piece.format != Format::File {
                (transcript(shown, piece, errors))
            }
            div.actions {
                (Button::plain(format!("Retirer {}", piece.about.name)).quiet().small().icon("trash-2").value("retirer", piece.id.to_string()))
            }
        }
    }
}

fn transcript(shown: &Shown<'_>, piece: &Piece, errors: &FormErrors) -> TextArea {
    let name = transcript_field(piece.id);
    let typed = shown.typed.transcripts.iter().find(|(id, _)| *id == piece.id);
    let words = typed.map_or(piece.about.transcript.as_str(), |(_, words)| words);
    TextArea::new(name.clone(), "Ce qui est dit")
        .optional()
        .value(words)
        .hint("En quelques mots ou en entier\u{202f}: pour qui ne peut pas écouter.")
        .error(errors.get(&name))
}

/// The recorder of a voice or of a film, over the field of a file of this name.
pub fn recorder(format: Format, label: &str, errors: &FormErrors) -> Markup {
    let (hint, start) = match format {
        Format::Video => (
            "Une vidéo de votre téléphone ou de votre ordinateur, 1\u{a0}Go au plus.",
            "Commencer à filmer",
        ),
        _ => (
            "Un enregistrement de votre téléphone ou de votre ordinateur, 200\u{a0}Mo au plus.",
            "Commencer l’enregistrement",
        ),
    };
    let kept = "Enregistrement terminé. Écoutez-le, puis enregistrez le brouillon pour le garder.";
    let file = FileField::new(field(format), label).optional().hint(hint);
    assignments::recorder(
        format,
        Words { start, kept },
        file.error(errors.get(field(format))),
    )
}
