//! The page of a recording.

use catalogue::courses::Completion;
use catalogue::library::{ItemKind, Reading, VersionId, prose, recording_player};
use platform::html::{
    Button, Form, Frame, Markup, Page, Progress, State, disclosure, duration_tag, fr, go_link, html,
};

use super::store::MediaView;
use crate::reading::base;
use crate::step::Opened;

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) opened: &'a Opened,
    pub(super) kind: ItemKind,
    pub(super) version: VersionId,
    pub(super) reading: &'a Reading,
    pub(super) seen: &'a MediaView,
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>) -> Page {
    let Shown {
        opened,
        kind,
        version,
        reading,
        seen,
    } = shown;
    let step = &opened.step;
    let files = format!("{}/fichiers/{version}", opened.path());
    base(opened)
        .about(html! { p.meta { (step.modality) (duration_tag(fr::duration(step.minutes))) } })
        .script("watching.js")
        .body(html! {
            @if !reading.text.is_empty() { (prose(&reading.text)) }
            div.watching.stack #visionnage data-adresse={ (opened.path()) "/visionnage" } data-jeton=(frame.csrf) data-version=(version) data-position=(seen.position) {
                (recording_player(*kind, reading, &files, &step.title))
                (measured(shown))
            }
            @if !reading.transcript.is_empty() {
                div.mt { (disclosure("Lire la transcription", html! { div { (prose(&reading.transcript)) (in_words(frame, shown)) } })) }
            }
            p.mt { (go_link("Revenir à mon parcours", opened.course_path()).icon("arrow-left")) }
        })
}

/// How much was watched, and what that comes to: the script changes both as the platform answers.
fn measured(shown: &Shown<'_>) -> Markup {
    let (done, percent) = (
        shown.opened.is_done(),
        shown
            .seen
            .watched
            .percent(shown.reading.length_ms.unwrap_or_default()),
    );
    html! {
        (Progress::new("regarde", verb(shown.kind), percent, 100).figure(fr::percent(percent)))
        div #termine hidden[!done] { (State::done("Étape terminée")) }
        p.soft #attendu hidden[done] { (ending(shown.opened.step.completion)) " Vous pouvez vous arrêter et reprendre\u{202f}: votre place est gardée." }
        p.soft #hors-ligne hidden role="status" { "Pas de réseau\u{202f}: ce que vous regardez est compté sur cette page, et envoyé dès que possible." }
        noscript { p { "Votre navigateur bloque JavaScript\u{202f}: la part regardée n’est pas mesurée. Autorisez-le dans ses réglages, ou écrivez-nous depuis la page d’aide." } }
        p.visually-hidden role="status" #annonce {}
    }
}

/// What ends the step.
fn ending(completion: Completion) -> String {
    match completion {
        Completion::Watched(least) => {
            format!("L’étape se termine toute seule à {}.", fr::percent(least.into()))
        }
        _ => "Votre tuteur valide cette étape.".to_owned(),
    }
}

const fn verb(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Audio => "Écouté",
        _ => "Regardé",
    }
}

/// Who follows in words says so: nobody measures what is read.
fn in_words(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let measured = matches!(shown.opened.step.completion, Completion::Watched(_));
    if shown.opened.is_done() || !measured {
        return html! {};
    }
    html! {
        (Form::post(frame, format!("{}/fait", shown.opened.path())).bare().body(html! {
            p.actions.mt { (Button::plain("J’ai lu toute la transcription").icon("check")) }
        }))
    }
}
