//! A question as it is asked.

use assess::questions::{Answer, Body, Choices, Names, Question, Shown};
use platform::html::{Markup, html};

use crate::library::prose;

/// What is asked, and the fields of its answer.
pub fn asked(question: &Question, shown: &Shown, answer: Option<&Answer>) -> Markup {
    html! {
        (prose(&question.text))
        (fields(question, shown, answer))
    }
}

fn fields(question: &Question, shown: &Shown, answer: Option<&Answer>) -> Markup {
    let typed = match answer {
        Some(Answer::ShortText(typed) | Answer::Numeric(typed) | Answer::FreeText(typed)) => typed.as_str(),
        _ => "",
    };
    match &question.body {
        Body::Single(one) => choices((shown, answer), one, "radio"),
        Body::Multiple(one) => choices((shown, answer), one, "checkbox"),
        Body::TrueFalse(_) => html! {
            fieldset.field.choices {
                legend { "Votre réponse" }
                @for (value, words) in [("true", "Vrai"), ("false", "Faux")] {
                    label {
                        input type="radio" name=(Names::ANSWER) value=(value) checked[answer == Some(&Answer::TrueFalse(value == "true"))];
                        span { (words) }
                    }
                }
            }
        },
        Body::FreeText(_) => html! {
            div.field { label for="answer" { "Votre réponse" } textarea #answer name=(Names::ANSWER) rows="6" { (typed) } }
        },
        _ => html! {
            div.field { label for="answer" { "Votre réponse" } input #answer type="text" name=(Names::ANSWER) value=(typed); }
        },
    }
}

fn choices((shown, answer): (&Shown, Option<&Answer>), one: &Choices, kind: &str) -> Markup {
    let chosen: Vec<usize> = match answer {
        Some(Answer::Single(place)) => vec![*place],
        Some(Answer::Multiple(places)) => places.clone(),
        _ => Vec::new(),
    };
    html! {
        fieldset.field.choices {
            legend { "Votre réponse" }
            @for (at, place) in shown.answers().iter().enumerate() {
                @if let Some(choice) = one.choices.get(*place) {
                    label {
                        input type=(kind) name=(Names::ANSWER) value=(at) checked[chosen.contains(place)];
                        span { (choice.text) }
                    }
                }
            }
        }
    }
}
