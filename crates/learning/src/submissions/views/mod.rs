//! The pages of work to hand in: the step, the review.

mod answer;
mod editing;
mod given;
mod graded;

use std::borrow::Cow;

use catalogue::library::prose;
use platform::Result;
use platform::html::{
    Button, Form, FormErrors, Frame, Markup, Notice, Page, State, disclosure, duration_tag, fr, go_link,
    html, section,
};
use training::sessions::local;

use super::forms::Typed;
use super::load::Work;
use super::rules::{Timing, Turn};
use super::store::Submission;
use crate::reading::{base, ways};

pub use answer::{answer, is_image, is_pdf, piece, send};
pub use editing::recorder;
pub use given::{given, noted};
pub use graded::{criteria, graded};

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) work: &'a Work,
    pub(super) typed: &'a Typed,
    /// What somebody else saved meanwhile.
    pub(super) other: Option<&'a str>,
    /// Where the document of the instruction is.
    pub(super) joined: Option<&'a str>,
    /// The try that may be written now, or why none may.
    pub(super) open: Result<u32, Cow<'static, str>>,
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>, errors: &FormErrors) -> Result<Page> {
    let work = shown.work;
    let step = &work.opened.step;
    let file = work.reading.file.as_deref().zip(shown.joined);
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
            (prose(&work.reading.text))
            (ways(&work.reading, file))
            @if !work.settings.rubric.is_empty() {
                (disclosure("Ce que la correction regarde", criteria(&work.settings.rubric)))
            }
        }))
        @match &shown.open {
            Ok(number) => { (writing(frame, shown, *number, errors)?) }
            Err(why) => { (settled(work, why)?) }
        }
        (earlier(work)?)
        p.mt { (go_link("Revenir à mon parcours", work.opened.course_path()).icon("arrow-left")) }
    }))
}

/// What the last correction asks, and the form of the draft.
fn writing(frame: &Frame, shown: &Shown<'_>, number: u32, errors: &FormErrors) -> Result<Markup> {
    let work = shown.work;
    let before = work.tries.iter().rev().find(|one| one.handed_at.is_some());
    let redo = before.and_then(|before| Some((before, work.gradings.get(&before.id)?)));
    let late = work.timing(number) == Timing::Late;
    Ok(html! {
        @if let Some((before, said)) = redo {
            (section("correction", "À reprendre", html! {}, given(said, &work.settings.rubric, before, &work.path())))
        }
        (section("travail", if number == 1 { "Votre travail" } else { "Votre nouvel essai" }, html! {}, html! {
            @if late { (Notice::warn("La date de cette étape est passée. Votre travail sera pris, et noté en retard.")) }
            (editing::form(frame, shown, errors))
        }))
    })
}

/// What can't be written now: waiting, corrected or shut.
fn settled(work: &Work, why: &str) -> Result<Markup> {
    let Some(last) = work.tries.iter().rev().find(|one| one.handed_at.is_some()) else {
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
                (given(said, &work.settings.rubric, last, &work.path()))
                @if work.turn() != Turn::Over { (Notice::warn(why)) }
            })) }
            None => { (Notice::info(why)) }
        }
        (section("travail", "Votre travail", html! {}, html! {
            (handed(work, last)?)
            (answer(&last.content.text, &last.pieces, &work.path()))
        }))
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
            @if let Some(said) = work.gradings.get(&one.id) { (given(said, &work.settings.rubric, one, &work.path())) }
        }
    })
}

/// What is about to be handed in.
pub(super) fn review(frame: &Frame, work: &Work, draft: &Submission, seen: &str) -> Page {
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
