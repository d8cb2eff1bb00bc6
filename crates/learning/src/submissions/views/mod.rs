//! The pages of work to hand in: the step, the review.

mod answer;
mod editing;
mod given;
mod graded;
mod sheets;
mod together;

use std::borrow::Cow;

use catalogue::assignments::{instruction, player};
use catalogue::library::{VersionId, prose};
use platform::Result;
use platform::html::{
    Button, Form, FormErrors, Frame, Markup, Notice, Page, State, disclosure, duration_tag, fr, go_link,
    html, section,
};
use training::sessions::local;

use super::forms::Typed;
use super::load::Work;
use super::rules::{Timing, Turn};
use super::shown::Names;
use super::store::Submission;
use crate::reading::{base, ways};

pub use answer::{answer, is_image, is_pdf, piece, send};
pub use editing::recorder;
pub use given::{given, noted};
pub use graded::{criteria, graded};
pub use sheets::sheets;
pub use together::traced;

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) work: &'a Work,
    pub(super) typed: &'a Typed,
    /// What somebody else saved meanwhile.
    pub(super) other: Option<&'a str>,
    /// Who of the group is named.
    pub(super) names: &'a Names,
    /// Where the document of the instruction is.
    pub(super) joined: Option<&'a str>,
    /// The try that may be written now, or why none may.
    pub(super) open: Result<u32, Cow<'static, str>>,
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>, errors: &FormErrors) -> Result<Page> {
    let work = shown.work;
    let step = &work.opened.step;
    let (version, reading) = work.instruction();
    let file = reading.file.as_deref().zip(shown.joined);
    let rubric = reading.assignment.as_ref().map_or(&[][..], |work| &work.rubric);
    let mut page = base(&work.opened)
        .about(html! {
            p.meta {
                (step.modality) (duration_tag(fr::duration(step.minutes)))
                @if let Some(due) = work.due { span { "Pour le " (fr::rich(&fr::date_words(due))) } }
            }
        })
        .errors(errors);
    if shown.open.is_ok() {
        page = page.script("submissions.js");
    }
    Ok(page.body(html! {
        (section("consigne", "La consigne", html! {}, html! {
            (instruction(&reading.text, &reading.spoken, &said(work, version), work.preferred))
            (ways(reading, file))
            @if !rubric.is_empty() {
                (disclosure("Ce que la correction regarde", criteria(rubric)))
            }
            @if !reading.spoken.is_empty() {
                p.soft.small { "Lire, écouter ou regarder\u{202f}? " (go_link("Choisir ce qui vient en premier", "/mon-compte/consignes")) }
            }
        }))
        (together::with(shown))
        @match &shown.open {
            Ok(number) => { (writing(frame, shown, *number, errors)?) }
            Err(why) => { (typed(shown)) (settled(shown, why)?) }
        }
        (together::aside(work))
        (earlier(work)?)
        p.mt { (go_link("Revenir à mon parcours", work.opened.course_path()).icon("arrow-left")) }
    }))
}

/// Where what a version says aloud is.
fn said(work: &Work, version: VersionId) -> String {
    format!("{}/consigne/{version}", work.opened.path())
}

/// What was typed while the step closed: it isn't kept, and isn't lost either.
fn typed(shown: &Shown<'_>) -> Markup {
    let known = |words: &str| {
        let mut tries = shown.work.tries.iter();
        words.trim().is_empty()
            || tries.any(|one| {
                one.content.text.trim() == words.trim()
                    || one
                        .pieces
                        .iter()
                        .any(|piece| piece.about.transcript.trim() == words.trim())
            })
    };
    let said = shown.typed.transcripts.iter().map(|(_, words)| words.as_str());
    let lost: Vec<&str> = std::iter::once(shown.typed.text.as_str())
        .chain(said)
        .filter(|words| !known(words))
        .collect();
    html! {
        @if !lost.is_empty() {
            (section("texte", "Ce que vous venez d’écrire", html! {}, html! {
                (Notice::warn("Ce texte n’est pas enregistré\u{202f}: copiez-le si vous voulez le garder."))
                @for words in lost { div.answer { (prose(words)) } }
            }))
        }
    }
}

/// What the last correction asks, and the form of the draft.
fn writing(frame: &Frame, shown: &Shown<'_>, number: u32, errors: &FormErrors) -> Result<Markup> {
    let work = shown.work;
    let before = work.last_handed();
    let redo = before.and_then(|before| Some((before, work.gradings.get(&before.id)?)));
    let since = match (work.draft(), before) {
        (Some(draft), _) if draft.version != work.version => {
            "La consigne a changé depuis que vous avez commencé\u{202f}: relisez-la. Votre brouillon est gardé."
        }
        (_, Some(before)) if before.version != work.version => {
            "La consigne a changé depuis votre essai précédent\u{202f}: ce nouvel essai suit celle qui se lit ici. L’autre reste avec l’essai qu’elle demandait."
        }
        _ => "",
    };
    let late = work.timing(number) == Timing::Late;
    Ok(html! {
        @if let Some((before, said)) = redo {
            (section("correction", "À reprendre", html! {}, given(said, work.rubric(before), before, &work.path())))
        }
        (section("travail", if number == 1 { "Votre travail" } else { "Votre nouvel essai" }, html! {}, html! {
            @if !since.is_empty() { (Notice::info(since)) }
            @if late { (Notice::warn("La date de cette étape est passée. Votre travail sera pris, et noté en retard.")) }
            (editing::form(frame, shown, errors))
            @if let Some(draft) = work.draft() { (together::wrote(shown, draft)?) }
        }))
    })
}

/// What can't be written now: waiting, corrected or shut.
fn settled(shown: &Shown<'_>, why: &str) -> Result<Markup> {
    let work = shown.work;
    let Some(last) = work.last_handed() else {
        return Ok(html! {
            (Notice::warn(why))
            @if let Some(draft) = work.draft() {
                (section("travail", "Votre brouillon", html! {}, answer(&draft.content.text, &draft.pieces, &work.path())))
            }
        });
    };
    let said = work.gradings.get(&last.id);
    Ok(html! {
        @match said {
            Some(said) => { (section("correction", "La correction", html! {}, html! {
                (given(said, work.rubric(last), last, &work.path()))
                @if work.turn() != Turn::Over { (Notice::warn(why)) }
            })) }
            None => { (Notice::info(why)) }
        }
        (section("travail", "Votre travail", html! {}, html! {
            (handed(work, last)?)
            (answer(&last.content.text, &last.pieces, &work.path()))
            (together::wrote(shown, last)?)
        }))
        @if let Some(draft) = work.draft() {
            (section("brouillon", "Votre brouillon", html! {}, answer(&draft.content.text, &draft.pieces, &work.path())))
        }
    })
}

/// « Rendu le mardi 10 novembre à 18 h 05 ».
fn handed(work: &Work, one: &Submission) -> Result<Markup> {
    let Some(at) = one.handed_at else {
        return Ok(html! {});
    };
    let at = local(&work.opened.session, at)?;
    let day = fr::date_words(at.date());
    Ok(html! {
        p {
            (State::done(fr::rich(&format!("Rendu le {day} à {}", fr::time_words(at.time())))))
            @if one.late { " " (State::warn("En retard")) }
        }
    })
}

/// The tries before the last that was handed in: they are kept.
fn earlier(work: &Work) -> Result<Markup> {
    let mut handed: Vec<&Submission> = work.tries.iter().filter(|one| one.handed_at.is_some()).collect();
    if work.draft().is_none() && !matches!(work.turn(), Turn::Learner(_)) {
        handed.pop();
    }
    let mut shown = Vec::with_capacity(handed.len());
    for one in handed {
        shown.push(disclosure(
            format!("Essai {}", one.number),
            html! {
                (handed_in(work, one)?)
            },
        ));
    }
    Ok(html! {
        @if !shown.is_empty() {
            (section("essais", "Essais précédents", html! {}, html! { @for one in &shown { (one) } }))
        }
    })
}

fn handed_in(work: &Work, one: &Submission) -> Result<Markup> {
    Ok(html! {
        div.stack {
            (handed(work, one)?)
            (answer(&one.content.text, &one.pieces, &work.path()))
            @if let Some(said) = work.gradings.get(&one.id) { (given(said, work.rubric(one), one, &work.path())) }
            @if one.version != work.instruction().0 {
                @let asked = work.told(one);
                (disclosure("Ce qui était demandé alors", html! {
                    (prose(&asked.text))
                    @for spoken in &asked.spoken { (player(spoken, &said(work, one.version), "La consigne d’alors")) }
                }))
            }
        }
    })
}

/// What is about to be handed in.
pub(super) fn review(frame: &Frame, work: &Work, (draft, names): (&Submission, &Names), seen: &str) -> Page {
    let late = work.timing(draft.number) == Timing::Late;
    let opened = &work.opened;
    Page::new("Relire et rendre")
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(opened.session.title.as_str(), opened.course_path())
        .crumb(opened.step.title.as_str(), opened.path())
        .body(html! {
            (section("travail", "Ce que votre tuteur recevra", html! {}, answer(&draft.content.text, &draft.pieces, &work.path())))
            @if late { (Notice::warn("La date de cette étape est passée\u{202f}: votre travail sera noté en retard.")) }
            (together::for_whom(work, names))
            p.prose { "Une fois rendu, votre travail ne change plus." }
            (Form::post(frame, format!("{}/remise", work.path())).body(html! {
                input type="hidden" name="vu" value=(seen);
                p.actions.mt {
                    (Button::primary("Rendre mon travail").icon("send").large())
                    (Button::plain("Modifier encore").href(work.opened.path()))
                }
            }))
        })
}
