//! The questions of a survey as whoever answers them finds them.

use std::collections::BTreeMap;

use platform::html::{Choices, FormErrors, Markup, Select, TextArea, html};

use super::survey::{Body, Question, Survey};

/// What was typed of each question: the places of what is chosen, or words.
pub type Given = BTreeMap<u32, Vec<String>>;

/// The most characters of free words.
const LONGEST: u32 = 2000;

/// The field of a question.
pub fn name(question: &Question) -> String {
    format!("reponse-{}", question.id)
}

/// The fields, part by part.
pub fn fields(survey: &Survey, given: &Given, errors: &FormErrors) -> Markup {
    html! {
        @for question in &survey.questions {
            @if !question.part.is_empty() { h2.mt-l { (question.part) } }
            (field(question, given.get(&question.id).map_or(&[], Vec::as_slice), errors))
        }
    }
}

fn field(question: &Question, given: &[String], errors: &FormErrors) -> Markup {
    let name = name(question);
    let error = errors.get(&name).map(str::to_owned);
    let error = error.as_deref();
    let labels = (0u32..)
        .zip(question.body.labels())
        .map(|(at, label)| (at.to_string(), label));
    let first = given.first().map_or("", String::as_str);
    match &question.body {
        Body::Words => {
            let area = TextArea::new(name, question.text.as_str())
                .value(first)
                .maxlength(LONGEST);
            let area = if question.required {
                area.required()
            } else {
                area.optional()
            };
            html! { (area.error(error)) }
        }
        // Eleven marks in a row fit no phone.
        Body::Recommend => {
            let words = |(value, mark): (String, String)| match mark.as_str() {
                "0" => (value, "0\u{202f}: certainement pas".to_owned()),
                "10" => (value, "10\u{202f}: certainement".to_owned()),
                _ => (value, mark),
            };
            let select = Select::new(name, question.text.as_str())
                .option("", "Choisissez de 0 à 10")
                .options(labels.map(words))
                .value(first);
            let select = if question.required {
                select.required()
            } else {
                select.optional()
            };
            html! { (select.error(error)) }
        }
        Body::Several { .. } => html! {
            (Choices::checkbox(name, question.text.as_str()).choices(labels).values(given)
                .hint("Plusieurs réponses possibles.").error(error))
        },
        Body::Scale { .. } | Body::Single { .. } => {
            let choices = Choices::radio(name, question.text.as_str())
                .choices(labels)
                .value(first);
            let choices = if question.required {
                choices.required()
            } else {
                choices.optional()
            };
            html! { (choices.error(error)) }
        }
    }
}
