//! A recording, played by the browser itself.

use platform::Result;
use platform::html::{Markup, fr, html, section};

use super::super::kinds::ItemKind;
use super::super::launches::encoded;
use super::super::reading::Reading;
use super::ItemPage;

/// The version in force as learners have it.
pub(super) fn preview(shown: &ItemPage) -> Result<Markup> {
    let Some(line) = shown.versions.first().filter(|_| shown.item.kind.recorded()) else {
        return Ok(html! {});
    };
    let reading = line.version.reading()?;
    let files = format!("/bibliotheque/{}/versions/{}", shown.item.id, line.version.id);
    let said = [
        (reading.captions.is_some(), ", avec sous-titres"),
        (!reading.transcript.is_empty(), ", avec transcription"),
    ];
    Ok(html! {
        (section("apercu", "Aperçu", html! {}, html! {
            (recording(shown.item.kind, &reading, &files, &shown.item.title))
            p.soft { (length(reading.length_ms.unwrap_or_default())) @for (is, words) in said { @if is { (words) } } "." }
        }))
    })
}

/// The browser's player of a recording, whose files are under an address of the platform.
pub fn recording(kind: ItemKind, reading: &Reading, files: &str, title: &str) -> Markup {
    let Some(name) = reading.file.as_deref() else {
        return html! {};
    };
    let address = format!("{files}/{}", encoded(name));
    html! {
        @if kind == ItemKind::Video {
            video.recording src=(address) controls preload="metadata" playsinline aria-label=(title) {
                @if let Some(captions) = &reading.captions {
                    track kind="captions" src={ (files) "/" (captions) } srclang="fr" label="Français" default;
                }
            }
        } @else {
            audio.recording src=(address) controls preload="metadata" aria-label=(title) {}
        }
    }
}

/// « 1 h 05 », « 12 min », « 40 secondes ».
fn length(milliseconds: u64) -> String {
    let seconds = milliseconds.div_ceil(1000);
    match u32::try_from(seconds.div_ceil(60)) {
        Ok(minutes) if seconds >= 60 => fr::duration(minutes),
        _ => fr::count(seconds, "seconde", "secondes"),
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_length_in_words() {
        for (milliseconds, expected) in [
            (1, "1 seconde"),
            (40_000, "40 secondes"),
            (60_000, "1 min"),
            (61_000, "2 min"),
            (3_900_000, "1 h 05"),
        ] {
            let words = length(milliseconds).replace(['\u{202f}', '\u{a0}'], " ");
            assert_eq!(words, expected, "{milliseconds}");
        }
    }
}
