//! A quiz tried by its author.

use assess::questions::{Answer, Question, Score, Shown};
use assess::quiz::seen::Seen;
use platform::html::{Button, Form, Frame, Markup, Page, fr, go_link, html};

use crate::library::Item;
use crate::questions::{Asked, asked};

/// A question of a trial, and its answer once it is given.
pub(in super::super) struct Trial<'a> {
    pub(in super::super) item: &'a Item,
    pub(in super::super) question: &'a Question,
    pub(in super::super) shown: &'a Shown,
    pub(in super::super) answer: Option<&'a Answer>,
    /// What the answer is worth, once it is given.
    pub(in super::super) score: Option<Score>,
    pub(in super::super) at: usize,
    pub(in super::super) count: usize,
    /// What chance gave.
    pub(in super::super) seed: u128,
}

pub(in super::super) fn trial(frame: &Frame, shown: &Trial<'_>) -> Page {
    let item = shown.item;
    let home = format!("/bibliotheque/{}/quiz", item.id);
    let number = shown.at + 1;
    Page::new(format!(
        "Essai de {}\u{202f}: question {number} sur {}",
        fr::quote(&item.title),
        shown.count
    ))
    .crumb("Accueil", "/")
    .crumb("Bibliothèque", "/bibliotheque")
    .crumb(item.title.as_str(), format!("/bibliotheque/{}", item.id))
    .crumb("Composer", home.as_str())
    .about("Vous répondez comme un apprenant. Rien n’est gardé.")
    .body(html! {
        @match shown.score {
            Some(_) => { (place(shown)) p.actions.mt { (next(shown, &home, "Question suivante")) } }
            None => { (question(frame, shown, &home)) }
        }
        p.mt { (go_link("Revenir à la composition", home.as_str()).icon("arrow-left")) }
    })
}

fn question(frame: &Frame, shown: &Trial<'_>, home: &str) -> Markup {
    html! {
        (Form::post(frame, format!("{home}/apercu")).body(html! {
            input type="hidden" name="numero" value=(shown.at + 1);
            input type="hidden" name="tirage" value=(shown.seed);
            (place(shown))
            p.actions { (Button::primary("Répondre")) (next(shown, home, "Passer")) }
        }))
    }
}

/// The question; answered, all that may ever be seen of it.
fn place(shown: &Trial<'_>) -> Markup {
    let over = shown.score.is_some();
    asked(&Asked {
        question: shown.question,
        shown: shown.shown,
        given: shown.answer,
        score: shown.score.as_ref(),
        seen: Seen {
            feedback: over,
            answers: over,
            total: over,
        },
        images: &|_| String::new(),
        id: "question",
        prefix: "",
        disabled: over,
    })
}

/// The next question, or another trial.
fn next(shown: &Trial<'_>, home: &str, label: &str) -> Button {
    let next = shown.at + 2;
    match next <= shown.count {
        true => Button::plain(label)
            .icon_after("arrow-right")
            .href(format!("{home}/apercu?question={next}&tirage={}", shown.seed)),
        false => Button::plain("Recommencer")
            .icon("rotate-ccw")
            .href(format!("{home}/apercu")),
    }
}
