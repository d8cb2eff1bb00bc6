//! The pages of a quiz that is taken.

mod before;
mod extra;
mod grading;
mod result;
mod statistics;
mod taking;

use assess::questions::Score;
use assess::quiz::attempts::{Barred, Grade};
use assess::quiz::settings::{Purpose, Settings};
use assess::quiz::total::Total;
use catalogue::library::{self, prose};
use catalogue::questions::{Asked, asked};
use jiff::Timestamp;
use platform::Result;
use platform::html::{Markup, Notice, State, fr, html};
use training::sessions::{TrainingSession, local};

use super::seen::{Line, Sheet};
use crate::step::Opened;

pub(super) use before::{Before, before};
pub(super) use extra::{TypedExtra, extra_words, more_time};
pub(super) use grading::{Given, Paper, grading, points_words};
pub(super) use result::result;
pub(super) use statistics::statistics;
pub(super) use taking::{first_to_do, hand_in, questions};

/// A try, and the page it is asked from.
pub(super) struct Here<'a> {
    pub(super) opened: &'a Opened,
    pub(super) sheet: &'a Sheet,
    pub(super) now: Timestamp,
}

impl Here<'_> {
    /// The address of the try.
    pub(super) fn path(&self) -> String {
        format!("{}/essais/{}", self.opened.path(), self.sheet.of.number)
    }
}

/// Why no try can be started, in French.
pub(super) fn barred(why: Barred, session: &TrainingSession) -> Result<String> {
    Ok(match why {
        Barred::NotYet(at) => format!("Ce quiz s’ouvrira le {}.", day(session, at)?),
        Barred::Closed(_) => "Ce quiz est fermé\u{202f}: il ne se passe plus.".to_owned(),
        Barred::Underway(_) => "Un essai est déjà en cours.".to_owned(),
        Barred::NoTryLeft => "Vous avez utilisé tous vos essais.".to_owned(),
    })
}

/// « lundi 2 novembre ».
fn day(session: &TrainingSession, at: Timestamp) -> Result<String> {
    Ok(fr::date_words(local(session, at)?.date()))
}

/// « 14 h 32 », with its day when that isn't today.
fn moment(session: &TrainingSession, at: Timestamp, now: Timestamp) -> Result<String> {
    let (then, today) = (local(session, at)?, local(session, now)?.date());
    let hour = fr::time_words(then.time());
    Ok(match then.date() == today {
        true => hour,
        false => format!("{}, {hour}", fr::date_words(then.date())),
    })
}

/// « 82,5 % »: never rounded up.
fn percent(total: Total) -> Option<String> {
    let hundredths = total.percent_hundredths()?;
    let (whole, tenths) = (hundredths / 100, hundredths % 100 / 10);
    Some(match tenths {
        0 => fr::percent(whole),
        tenths => format!("{whole},{tenths}\u{202f}%"),
    })
}

/// Whether what counts passes, in words that nobody fails by; nothing where nothing is to be passed.
fn passed(grade: Grade, settings: &Settings) -> Option<State> {
    if grade.total.to_grade > 0 && grade.passed != Some(true) {
        return Some(State::warn("À corriger").icon("hourglass"));
    }
    match (settings.purpose, grade.passed) {
        (Purpose::Positioning, _) | (_, None) => None,
        (_, Some(true)) => Some(State::done("Réussi")),
        (_, Some(false)) => Some(State::todo("Seuil pas encore atteint")),
    }
}

/// A question with the fields of its answer.
fn question(here: &Here<'_>, line: &Line, prefix: &str) -> Markup {
    place(here, line, (prefix, None))
}

/// A question that is over, with what may be said of it.
fn feedback(here: &Here<'_>, line: &Line) -> Markup {
    let score = line.score();
    html! {
        (place(here, line, ("", Some(score.as_ref()))))
        @if !line.comment.is_empty() { (Notice::info(prose(&line.comment)).title("Votre tuteur vous dit").level(3)) }
    }
}

/// `over`: what it is worth, where that may be seen; its fields are still then.
fn place(here: &Here<'_>, line: &Line, (prefix, over): (&str, Option<Option<&Score>>)) -> Markup {
    let images = |name: &str| format!("{}/images/{}/{}", here.path(), line.place, library::encoded(name));
    asked(&Asked {
        question: &line.question,
        shown: &line.shown,
        given: line.answer.as_ref(),
        score: over.flatten(),
        seen: line.seen,
        images: &images,
        id: &format!("q{}", line.place),
        prefix,
        disabled: over.is_some(),
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn figures_are_never_rounded_up() {
        for (earned, whole, expected) in [
            (6999, 10_000, Some("69,9\u{202f}%")),
            (7000, 10_000, Some("70\u{202f}%")),
            (1, 3, Some("33,3\u{202f}%")),
            (0, 0, None),
        ] {
            let total = Total {
                earned,
                whole,
                to_grade: 0,
            };
            assert_eq!(percent(total).as_deref(), expected, "{earned}/{whole}");
        }
        assert_eq!(
            library::encoded("plan d’atelier.png"),
            "plan%20d%E2%80%99atelier.png"
        );
    }
}
