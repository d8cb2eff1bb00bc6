//! A question that is over: what was answered, and what may be said of it.

use assess::questions::{Answer, MOST_PARTS, Outcome, Points, Question, Score, gap_mark};
use platform::html::{Markup, Notice, State, html};

use super::super::words::{self, Line};
use super::points;
use crate::library::prose;

/// What is told of a question.
pub struct Told<'a> {
    /// The question.
    pub question: &'a Question,
    /// What it weighs.
    pub points: Points,
    /// What was answered.
    pub answer: Option<&'a Answer>,
    /// What it is worth, when that may be seen.
    pub score: Option<Score>,
    /// Whether what was right may be seen.
    pub right: bool,
    /// What whoever graded it said.
    pub comment: &'a str,
}

/// What was answered, then what may be said of it.
pub fn told(shown: &Told<'_>) -> Markup {
    let question = shown.question;
    let answered = shown.answer.map(|answer| words::answered(question, answer));
    let right = if shown.right {
        words::right(question)
    } else {
        Vec::new()
    };
    html! {
        (prose(&gaps_named(&question.text)))
        h3 { "Votre réponse" }
        @match answered { Some(words) => { (lines(&words)) } None => { p.soft { "Vous n’avez pas répondu." } } }
        @if let Some(score) = &shown.score {
            p { (outcome(score.outcome)) " " span.soft { (worth(shown.points, score)) } }
            @for said in &score.feedback { (prose(said)) }
            @if !question.feedback.is_empty() { (prose(&question.feedback)) }
            @if !shown.comment.is_empty() { (Notice::info(prose(shown.comment)).title("Votre tuteur vous dit").level(3)) }
        }
        @if !right.is_empty() { h3 { "Ce qu’il fallait répondre" } (lines(&right)) }
    }
}

fn outcome(outcome: Outcome) -> State {
    match outcome {
        Outcome::Right => State::done("Juste"),
        Outcome::Partly => State::now("En partie juste"),
        Outcome::Wrong => State::todo("Pas encore juste"),
        Outcome::Unanswered => State::todo("Sans réponse"),
        Outcome::ToGrade => State::warn("À corriger").icon("hourglass"),
    }
}

fn lines(all: &[Line]) -> Markup {
    html! {
        ul.quiz-words {
            @for (thing, words) in all { li { @if let Some(thing) = thing { (prose(thing)) span.soft { "→" } } (prose(words)) } }
        }
    }
}

/// « 1,5 sur 2 points ».
fn worth(of: Points, score: &Score) -> String {
    let earned = of.earned(score.share);
    let sign = if earned < 0 { "−" } else { "" };
    let earned = Points(u32::try_from(earned.abs()).unwrap_or(u32::MAX));
    let unit = if of.0 < 2000 { "point" } else { "points" };
    format!("{sign}{} sur {} {unit}", points(earned), points(of))
}

/// « [[1]] » as it is read: « (trou 1) ».
fn gaps_named(text: &str) -> String {
    (0..MOST_PARTS).fold(text.to_owned(), |text, place| {
        text.replace(&gap_mark(place), &format!("(trou\u{a0}{})", place + 1))
    })
}
