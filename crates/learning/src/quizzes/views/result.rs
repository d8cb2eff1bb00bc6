//! After a try: what it came to, and what may be said of each answer.

use assess::quiz::attempts::{Attempt, Extra, Grade, may_start};
use assess::quiz::settings::{Purpose, Settings};
use platform::Result;
use platform::html::{Button, Markup, Notice, Page, fr, go_link, html, section};

use super::{Here, feedback, passed, percent};
use crate::reading::titled;

pub(in super::super) fn result(here: &Here<'_>, attempts: &[Attempt], extra: Extra) -> Result<Page> {
    let (opened, sheet) = (here.opened, here.sheet);
    let again = may_start(&sheet.settings, attempts, extra, here.now).is_ok();
    let title = format!("Votre essai {}", sheet.of.number);
    Ok(titled(opened, &title)
        .crumb(opened.step.title.as_str(), opened.path())
        .body(html! {
            (summary(here))
            @for line in &sheet.lines {
                @let number = line.place + 1;
                (section(&format!("question-{number}"), format!("Question {number}"), html! {}, feedback(here, line)))
            }
            div.actions.mt {
                (Button::primary("Revenir à mon parcours").href(opened.course_path()))
                @if again { (Button::plain("Essayer encore").href(opened.path())) }
            }
            p.mt { (go_link("Voir le quiz et mes essais", opened.path()).icon("arrow-left")) }
        }))
}

/// The figure, and what it means.
fn summary(here: &Here<'_>) -> Markup {
    let sheet = here.sheet;
    let total = sheet.of.attempt.total;
    if !sheet.total {
        return html! { (Notice::good("Votre essai est remis. Ce quiz ne montre pas de résultat.")) };
    }
    html! {
        @if total.to_grade > 0 {
            @let many = u64::try_from(total.to_grade).unwrap_or(u64::MAX);
            (Notice::info(html! { (fr::capitalise(&fr::count(many, "réponse attend", "réponses attendent"))) " la lecture d’un tuteur\u{202f}: le résultat viendra après." }).title("À corriger"))
        } @else if let Some(percent) = percent(total) {
            p.quiz-mark {
                strong.figure { (percent) } " "
                (mark(&sheet.settings, here))
            }
            @if sheet.settings.purpose == Purpose::Positioning {
                p { "C’est votre point de départ\u{202f}: le parcours s’appuie dessus." }
            }
        }
    }
}

/// Whether this try passes by itself.
fn mark(settings: &Settings, here: &Here<'_>) -> Markup {
    let total = here.sheet.of.attempt.total;
    let grade = Grade {
        total,
        passed: settings.pass.map(|least| total.reaches(least)),
    };
    html! { @if let Some(state) = passed(grade, settings) { (state) } }
}
