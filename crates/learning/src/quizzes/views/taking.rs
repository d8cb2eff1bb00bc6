//! During a try: a question, or all of them, and the list of where one stands.

use assess::quiz::settings::Layout;
use platform::Result;
use platform::html::{Button, Form, Frame, Markup, Page, State, fr, html};

use super::super::rules::{Standing, prefix};
use super::super::seen::{Line, Sheet};
use super::{Here, feedback, moment, question};
use crate::reading::titled;

/// The place of the first question that waits for an answer.
pub(in super::super) fn first_to_do(sheet: &Sheet) -> usize {
    let waits = |line: &Line| line.standing() == Standing::ToDo;
    sheet.lines.iter().position(waits).unwrap_or_default()
}

fn under(here: &Here<'_>, title: &str) -> Page {
    titled(here.opened, title)
        .crumb(here.opened.step.title.as_str(), here.opened.path())
        .script("quiz.js")
}

/// The question at a place, or all of them.
pub(in super::super) fn questions(frame: &Frame, here: &Here<'_>, place: usize) -> Result<Page> {
    let sheet = here.sheet;
    let count = sheet.lines.len();
    let all = sheet.settings.layout == Layout::All;
    let title = match all {
        true => "Toutes les questions".to_owned(),
        false => format!("Question {} sur {count}", place + 1),
    };
    let clock = clock(here)?;
    Ok(under(here, &title).body(html! {
        div.quiz #quiz data-maintenant=(here.now.as_millisecond()) data-essai=(here.path()) {
            (clock)
            @if all { (together(frame, here)) }
            @else if let Some(line) = sheet.lines.get(place) { (alone(frame, here, line)) }
            (list(here, place))
            p.visually-hidden role="status" #annonce {}
            template #repondue { (State::done("Répondue")) }
        }
    }))
}

/// Until when, where the time counts. The script changes it to what is left.
fn clock(here: &Here<'_>) -> Result<Markup> {
    let timed = here
        .sheet
        .ends()
        .filter(|_| here.sheet.settings.minutes.is_some());
    let Some(ends) = timed else {
        return Ok(html! {});
    };
    let until = moment(&here.opened.session, ends, here.now)?;
    Ok(html! {
        p.quiz-clock #temps data-fin=(ends.as_millisecond()) {
            (platform::html::icon("clock")) " " span data-reste="" { "Vous avez jusqu’à " strong { (until) } }
        }
    })
}

/// A question, and the form of its answer.
fn alone(frame: &Frame, here: &Here<'_>, line: &Line) -> Markup {
    let count = here.sheet.lines.len();
    if line.locked() {
        return html! { section.quiz-question { (feedback(here, line)) p.actions.mt { (onwards(here, line, count)) } } };
    }
    let locks = here.sheet.of.rules.locks();
    html! {
        section.quiz-question {
            (Form::post(frame, format!("{}/reponses", here.path())).body(html! {
                input type="hidden" name="question" value=(line.place);
                (fields(here, line, ""))
                p.actions { (acts(line, count, locks)) }
            }))
        }
    }
}

/// What is asked, whether it is to be looked at again, and whether the answer is kept. The names begin with `prefix`.
fn fields(here: &Here<'_>, line: &Line, prefix: &str) -> Markup {
    html! {
        input type="hidden" name={ (prefix) "vu" } value=(line.given_at());
        (question(here, line, prefix))
        div.field.choices { label { input type="checkbox" name={ (prefix) "revoir" } value="1" checked[line.flagged()]; span { "À revoir avant de remettre" } } }
        p.save-state data-etat="" role="status" { @if line.given_at() > 0 { "Enregistré" } }
    }
}

/// All the questions in one form: without a script, its buttons keep every answer.
fn together(frame: &Frame, here: &Here<'_>) -> Markup {
    let locks = here.sheet.of.rules.locks();
    html! {
        (Form::post(frame, format!("{}/reponses", here.path())).body(html! {
            input type="hidden" name="toutes" value="1";
            // What the Enter key does in a field: keep, never give for good.
            @if locks { button.visually-hidden type="submit" name="vers" value="" tabindex="-1" aria-hidden="true" { "Enregistrer" } }
            @for line in &here.sheet.lines {
                @let number = line.place + 1;
                @let prefix = prefix(line.place);
                @if line.locked() { section.quiz-question { h2 #{ "question-" (number) } { "Question " (number) } (feedback(here, line)) } }
                @else {
                    section.quiz-question data-prefixe=(prefix) data-place=(line.place) {
                        h2 #{ "question-" (number) } { "Question " (number) }
                        (fields(here, line, &prefix))
                        @if locks { p.actions { (Button::plain("Valider ma réponse").icon("check").value("valider", line.place.to_string())) } }
                    }
                }
            }
            p.actions.mt {
                (Button::primary("Terminer et remettre").value("vers", "remise"))
                (Button::plain("Enregistrer").value("vers", ""))
            }
        }))
    }
}

/// What one does with an answer: it is kept in each case.
fn acts(line: &Line, count: usize, locks: bool) -> Markup {
    let place = usize::try_from(line.place).unwrap_or_default();
    let to = |label: &'static str, next: String| Button::plain(label).value("vers", next);
    html! {
        @if locks { (Button::primary("Valider ma réponse").icon("check").value("acte", "valider")) }
        @if place + 1 < count && locks { (to("Passer", (place + 2).to_string()).icon_after("arrow-right")) }
        @else if place + 1 < count { (Button::primary("Suivante").value("vers", (place + 2).to_string()).icon_after("arrow-right")) }
        @else { (to("Terminer et remettre", "remise".to_owned())) }
        @if place > 0 { (to("Précédente", place.to_string()).quiet().icon("arrow-left")) }
    }
}

/// After an answer given for good.
fn onwards(here: &Here<'_>, line: &Line, count: usize) -> Button {
    let next = usize::try_from(line.place).unwrap_or_default() + 2;
    match next <= count {
        true => Button::primary("Question suivante")
            .icon_after("arrow-right")
            .href(format!("{}?question={next}", here.path())),
        false => Button::primary("Terminer et remettre").href(format!("{}/remise", here.path())),
    }
}

fn standing(line: &Line) -> State {
    match (line.standing(), line.flagged()) {
        (Standing::Locked, _) => State::done("Validée"),
        (_, true) => State::warn("À revoir").icon("flag"),
        (Standing::Answered, false) => State::done("Répondue"),
        (Standing::ToDo, false) => State::todo("À faire"),
    }
}

/// Where one stands with each question, and the way to each.
fn list(here: &Here<'_>, place: usize) -> Markup {
    let all = here.sheet.settings.layout == Layout::All;
    html! {
        nav.quiz-list.mt aria-label="Questions" {
            ol {
                @for (at, line) in here.sheet.lines.iter().enumerate() {
                    @let number = at + 1;
                    @let href = if all { format!("#question-{number}") } else { format!("{}?question={number}", here.path()) };
                    li {
                        a href=(href) aria-current=[(!all && at == place).then_some("step")] {
                            span { "Question " (number) }
                            span data-standing=(at) { (standing(line)) }
                        }
                    }
                }
            }
        }
    }
}

/// Whether to hand in: what is unanswered, and what was to be looked at again.
pub(in super::super) fn hand_in(frame: &Frame, here: &Here<'_>) -> Result<Page> {
    let lines = &here.sheet.lines;
    let blank: Vec<&Line> = lines
        .iter()
        .filter(|line| line.standing() == Standing::ToDo)
        .collect();
    let flagged: Vec<&Line> = lines.iter().filter(|line| line.flagged()).collect();
    let clock = clock(here)?;
    let number = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
    Ok(under(here, "Remettre cet essai\u{202f}?").body(html! {
        div.quiz #quiz data-maintenant=(here.now.as_millisecond()) data-essai=(here.path()) {
            (clock)
            @if blank.is_empty() { p { "Vous avez répondu à toutes les questions." } }
            @else {
                p { strong { (fr::count(number(blank.len()), "question est sans réponse", "questions sont sans réponse")) } "\u{202f}:" }
                (ways(here, &blank))
            }
            @if !flagged.is_empty() {
                p { "Vous vouliez revoir\u{202f}:" }
                (ways(here, &flagged))
            }
            p.soft { "Une fois remis, un essai ne se change plus." }
            (Form::post(frame, format!("{}/remise", here.path())).bare().body(html! {
                p.actions.mt {
                    (Button::primary("Remettre").icon("send"))
                    (Button::plain("Revenir aux questions").href(here.path()))
                }
            }))
            p.visually-hidden role="status" #annonce {}
        }
    }))
}

fn ways(here: &Here<'_>, lines: &[&Line]) -> Markup {
    html! {
        div.actions {
            @for line in lines {
                (Button::plain(format!("Question {}", line.place + 1)).quiet().href(format!("{}?question={}", here.path(), line.place + 1)))
            }
        }
    }
}
