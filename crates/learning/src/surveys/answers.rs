//! What somebody answers: typed, then read.

use std::collections::BTreeMap;

use catalogue::surveys::{Body, Given, Question, Survey, name};
use platform::html::FormErrors;
use platform::http::Form;
use serde::{Deserialize, Serialize};

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The place of what was chosen, from 0.
    Place(u32),
    /// The places of what was chosen, in order.
    Places(Vec<u32>),
    /// Free words.
    Words(String),
}

/// The answers to a survey, by question: nothing where nothing was answered.
pub type Answers = BTreeMap<u32, Answer>;

/// The most characters of free words.
const LONGEST: usize = 2000;

/// What a form holds of the questions of a survey.
pub(super) fn given(survey: &Survey, form: &Form) -> Given {
    let of = |question: &Question| {
        let name = name(question);
        let values: Vec<String> = form.values(&name).take(50).map(str::to_owned).collect();
        (question.id, values)
    };
    survey.questions.iter().map(of).collect()
}

/// Reads it; says what to mend.
pub(super) fn read(survey: &Survey, given: &Given, errors: &mut FormErrors) -> Option<Answers> {
    let before = errors.len();
    let mut answers = Answers::new();
    for question in &survey.questions {
        let typed = given.get(&question.id).map_or(&[][..], Vec::as_slice);
        match answer(question, typed) {
            Ok(Some(answer)) => drop(answers.insert(question.id, answer)),
            Ok(None) if !question.required => {}
            Ok(None) => errors.add(name(question), question.text.as_str(), missing(&question.body)),
            Err(sentence) => errors.add(name(question), question.text.as_str(), sentence),
        }
    }
    (errors.len() == before).then_some(answers)
}

const fn missing(body: &Body) -> &'static str {
    match body {
        Body::Words => "Écrivez une réponse\u{202f}: quelques mots suffisent.",
        Body::Several { .. } => "Choisissez au moins une réponse.",
        _ => "Choisissez une réponse.",
    }
}

const UNKNOWN: &str = "Choisissez une réponse de la liste.";

fn answer(question: &Question, typed: &[String]) -> Result<Option<Answer>, &'static str> {
    let count = question.body.labels().len();
    let place = |typed: &String| {
        let place = typed.parse::<u32>().ok();
        let known = place.filter(|place| usize::try_from(*place).is_ok_and(|at| at < count));
        known.ok_or(UNKNOWN)
    };
    let typed: Vec<&String> = typed.iter().filter(|one| !one.trim().is_empty()).collect();
    let Some(first) = typed.first() else {
        return Ok(None);
    };
    Ok(Some(match question.body {
        Body::Words if first.chars().count() > LONGEST => {
            return Err("C’est trop long\u{202f}: 2\u{202f}000 caractères au plus.");
        }
        Body::Words => Answer::Words(first.trim().to_owned()),
        Body::Several { .. } => {
            let mut places = typed.into_iter().map(place).collect::<Result<Vec<u32>, _>>()?;
            places.sort_unstable();
            places.dedup();
            Answer::Places(places)
        }
        _ => Answer::Place(place(first)?),
    }))
}

/// An answer in words, as its question labels it; nothing for what isn't there any more.
pub(super) fn told(question: &Question, answer: &Answer) -> Vec<String> {
    let labels = question.body.labels();
    let label = |place: &u32| labels.get(usize::try_from(*place).ok()?).cloned();
    match answer {
        Answer::Place(place) => label(place).into_iter().collect(),
        Answer::Places(places) => places.iter().filter_map(label).collect(),
        Answer::Words(words) => vec![words.clone()],
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn survey() -> Survey {
        let question = |id, required, body| Question {
            id,
            part: String::new(),
            text: format!("Question {id}"),
            required,
            body,
        };
        let choices = vec!["Oui".to_owned(), "Non".to_owned()];
        Survey {
            questions: vec![
                question(1, true, Body::Scale { words: 4 }),
                question(2, false, Body::Several { choices }),
                question(3, true, Body::Recommend),
                question(4, false, Body::Words),
            ],
            ..Survey::default()
        }
    }

    #[test]
    fn answers_are_read_or_mended() {
        let long = "x".repeat(LONGEST + 1);
        for (typed, wrong, expected) in [
            ("reponse-1=3&reponse-3=10", "", 2),
            (
                "reponse-1=0&reponse-2=1&reponse-2=0&reponse-2=1&reponse-3=0&reponse-4=+bien+",
                "",
                4,
            ),
            ("", "reponse-1,reponse-3", 0),
            ("reponse-1=4&reponse-3=10", "reponse-1", 0),
            ("reponse-1=-1&reponse-3=11", "reponse-1,reponse-3", 0),
            ("reponse-1=a&reponse-2=7&reponse-3=1", "reponse-1,reponse-2", 0),
            (
                &format!("reponse-1=1&reponse-3=1&reponse-4={long}"),
                "reponse-4",
                0,
            ),
            ("reponse-1=1&reponse-3=1&reponse-9=1", "", 2),
        ] {
            let form = Form::parse(typed.as_bytes());
            let mut errors = FormErrors::default();
            let read = read(&survey(), &given(&survey(), &form), &mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{typed}");
            assert_eq!(read.map_or(0, |answers| answers.len()), expected, "{typed}");
        }
    }

    #[test]
    fn an_answer_is_told_in_words() {
        let survey = survey();
        for (at, answer, expected) in [
            (0, Answer::Place(3), vec!["Tout à fait"]),
            (0, Answer::Place(9), vec![]),
            (1, Answer::Places(vec![0, 1]), vec!["Oui", "Non"]),
            (3, Answer::Words("Bien".to_owned()), vec!["Bien"]),
        ] {
            assert_eq!(told(&survey.questions[at], &answer), expected);
        }
    }
}
