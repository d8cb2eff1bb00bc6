//! An instruction that is said or filmed too: what is kept of it, what a form brings for it, and how it is played.

use platform::html::{Choice, Choices, FileField, FormErrors, Markup, TextArea, disclosure, html, icon};
use platform::http::Form;
use serde::{Deserialize, Serialize};

use super::settings::Format;
use crate::library::{encoded, prose};

/// The most characters of what is said.
const LONGEST: usize = 20_000;

/// What an instruction says by voice, or on film, beside its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// A voice or a film.
    pub format: Format,
    /// The name of its file in the version.
    pub file: String,
    /// What is said in it, in words.
    #[serde(default)]
    pub transcript: String,
}

/// The forms that an instruction may have beside its words.
pub const SPOKEN: [Format; 2] = [Format::Audio, Format::Video];

/// What was typed of them.
#[derive(Clone, Debug, Default)]
pub struct TypedSpoken {
    /// Those that are there already.
    pub held: Vec<Spoken>,
    /// Under which address their files are.
    pub files: String,
    /// What is said in each, in the order of [`SPOKEN`].
    pub(crate) transcripts: [String; 2],
    /// Which go away.
    pub(crate) removed: [bool; 2],
}

/// The field that a file comes in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpokenField {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
}

impl SpokenField {
    /// That of a form.
    pub(crate) const fn of(format: Format) -> Self {
        Self {
            name: field(format),
            label: label(format),
        }
    }
}

const fn field(format: Format) -> &'static str {
    match format {
        Format::Video => "consigne-video",
        _ => "consigne-audio",
    }
}

const fn said(format: Format) -> &'static str {
    match format {
        Format::Video => "dit-video",
        _ => "dit-audio",
    }
}

const fn gone(format: Format) -> &'static str {
    match format {
        Format::Video => "sans-video",
        _ => "sans-audio",
    }
}

const fn label(format: Format) -> &'static str {
    match format {
        Format::Video => "Fichier de la consigne filmée",
        _ => "Fichier de la consigne dite",
    }
}

impl TypedSpoken {
    /// As a form begins over what there is, whose files are under an address.
    pub fn of(held: Vec<Spoken>, files: String) -> Self {
        let words = |format| {
            let known = held.iter().find(|one| one.format == format);
            known.map_or_else(String::new, |one| one.transcript.clone())
        };
        Self {
            transcripts: SPOKEN.map(words),
            removed: [false; 2],
            held,
            files,
        }
    }

    /// Out of a form.
    pub(crate) fn from_form(form: &Form) -> Self {
        Self {
            transcripts: SPOKEN.map(|format| form.text(said(format)).replace("\r\n", "\n")),
            removed: SPOKEN.map(|format| form.text(gone(format)) == "oui"),
            ..Self::default()
        }
    }

    /// Says what to mend.
    pub(crate) fn check(&self, errors: &mut FormErrors) {
        for (format, words) in SPOKEN.into_iter().zip(&self.transcripts) {
            if words.chars().count() > LONGEST {
                errors.add(
                    said(format),
                    "Ce qui est dit",
                    "C’est trop long\u{202f}: 20\u{202f}000 caractères au plus. Faites une consigne plus courte.",
                );
            }
        }
    }

    /// What is said in one, and whether it goes away.
    pub(crate) fn about(&self, format: Format) -> (&str, bool) {
        let at = SPOKEN.iter().position(|one| *one == format).unwrap_or_default();
        let words = self.transcripts.get(at).map_or("", String::as_str);
        (words, self.removed.get(at).copied().unwrap_or_default())
    }
}

/// The fields of an instruction that is said or filmed.
pub fn fields(typed: &TypedSpoken, errors: &FormErrors) -> Markup {
    html! {
        div data-script=(platform::theme::asset_path("assignments.js")) {
            @for format in SPOKEN {
                @let held = typed.held.iter().find(|one| one.format == format);
                @let wrong = errors.get(field(format)).is_some() || errors.get(said(format)).is_some();
                @let heading = match format { Format::Video => "La consigne en vidéo", _ => "La consigne à écouter" };
                @let part = disclosure(heading, one(typed, (format, held), errors));
                @if held.is_some() || wrong { (part.open()) } @else { (part) }
            }
        }
    }
}

fn one(typed: &TypedSpoken, (format, held): (Format, Option<&Spoken>), errors: &FormErrors) -> Markup {
    let (start, hint, label) = match format {
        Format::Video => (
            "Filmer la consigne",
            "Une vidéo .mp4, .mov ou .webm de votre téléphone ou de votre ordinateur.",
            label(format),
        ),
        _ => (
            "Enregistrer la consigne",
            "Un enregistrement .m4a, .mp3, .wav ou .webm de votre téléphone ou de votre ordinateur.",
            label(format),
        ),
    };
    let (words, removed) = typed.about(format);
    html! {
        div.stack {
            @if let Some(held) = held {
                (player(held, &typed.files, "Consigne en ligne"))
                (Choices::checkbox(gone(format), "Ce qui est en ligne").hide_legend()
                    .choice(Choice::new("oui", "Retirer cet enregistrement").checked(removed)))
            }
            (recorder(format, Words { start, kept: KEPT }, FileField::new(field(format), label).optional()
                .hint(hint).error(errors.get(field(format)))))
            (TextArea::new(said(format), "Ce qui y est dit").optional().value(words)
                .hint("Pour qui ne peut pas écouter, quand la consigne écrite ne dit pas tout.").error(errors.get(said(format))))
        }
    }
}

const KEPT: &str =
    "Enregistrement terminé. Écoutez-le\u{202f}: il part avec ce formulaire quand vous l’enregistrez.";

/// What a recorder says.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// On the button that begins.
    pub start: &'static str,
    /// Once it is stopped.
    pub kept: &'static str,
}

/// A recorder, which the script shows where the browser has one, over the field of a file, which is always there.
pub fn recorder(format: Format, words: Words, file: FileField) -> Markup {
    let file = file.accept(match format {
        Format::Video => "video/mp4,video/webm,video/quicktime,.mp4,.mov,.webm",
        _ => "audio/*,.m4a,.mp3,.wav,.webm",
    });
    html! {
        div.recorder data-recorder=(format.code()) data-kept=(words.kept) {
            div.recorder-box.stack hidden {
                @if format == Format::Video { video.recording.preview muted playsinline hidden aria-label="Ce que voit la caméra" {} }
                p.recorder-time hidden { span.recorder-dot aria-hidden="true" {} span.figure data-time="" { "0:00" } " " span.soft data-size="" {} }
                div.actions {
                    button.button type="button" data-act="start" { (icon(if format == Format::Video { "video" } else { "mic" })) (words.start) }
                    button.button type="button" data-act="pause" hidden { (icon("pause")) "Pause" }
                    button.button type="button" data-act="resume" hidden { (icon("play")) "Reprendre" }
                    button.button type="button" data-act="stop" hidden { (icon("square")) "Arrêter" }
                }
                div.recorder-heard.stack hidden {
                    @match format {
                        Format::Video => { video.recording.heard controls playsinline aria-label="Votre vidéo, à revoir" {} }
                        _ => { audio.recording.heard controls aria-label="Votre enregistrement, à réécouter" {} }
                    }
                    div.actions { button.button.quiet type="button" data-act="again" { (icon("rotate-ccw")) "Recommencer" } }
                }
                p.soft.small role="status" data-told="" {}
            }
            p.soft data-refused="" hidden { "Votre navigateur n’enregistre pas ici, ou l’accès lui a été refusé. Enregistrez-vous avec votre téléphone, puis choisissez le fichier ci-dessous." }
            (file)
        }
    }
}

/// An instruction that is heard or watched, and what is said in it; `files`: under which address its file is.
pub fn player(spoken: &Spoken, files: &str, name: &str) -> Markup {
    let address = format!("{files}/{}", encoded(&spoken.file));
    html! {
        figure.piece {
            @match spoken.format {
                Format::Video => { video.recording src=(address) controls preload="metadata" playsinline aria-label={ (name) ", vidéo" } {} }
                _ => { audio.recording src=(address) controls preload="metadata" aria-label={ (name) ", à écouter" } {} }
            }
            @if !spoken.transcript.is_empty() {
                (disclosure("Lire ce qui est dit", prose(&spoken.transcript)))
            }
        }
    }
}

/// An instruction with its words and what is said of it: what someone would rather have comes first.
pub fn instruction(text: &str, spoken: &[Spoken], files: &str, first: Option<Format>) -> Markup {
    let (before, after): (Vec<&Spoken>, Vec<&Spoken>) =
        spoken.iter().partition(|one| Some(one.format) == first);
    html! {
        @for one in before { (player(one, files, "La consigne")) }
        (prose(text))
        @for one in after { (player(one, files, "La consigne")) }
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_preferred_comes_first() {
        let spoken = |format, file: &str| Spoken {
            format,
            file: file.to_owned(),
            transcript: String::new(),
        };
        let both = [
            spoken(Format::Audio, "consigne-audio.webm"),
            spoken(Format::Video, "consigne-video.webm"),
        ];
        for (first, expected) in [
            (None, ["Lisez", "<audio", "<video"]),
            (Some(Format::Text), ["Lisez", "<audio", "<video"]),
            (Some(Format::Audio), ["<audio", "Lisez", "<video"]),
            (Some(Format::Video), ["<video", "Lisez", "<audio"]),
        ] {
            let shown = instruction("Lisez", &both, "/f", first).into_string();
            let places = expected.map(|word| shown.find(word));
            assert!(
                places.is_sorted() && places.iter().all(Option::is_some),
                "{first:?}: {shown}"
            );
        }
    }
}
