//! What a refused form has to say: each field's own sentence, and the summary on top.

use super::fr;
use maud::{Markup, html};

/// One thing to mend in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the field, where the summary leads.
    pub field: String,
    /// The label of the field, as the page writes it.
    pub label: String,
    /// What is wrong and how to mend it, a sentence: « Il manque la fin de l’adresse. »
    pub message: String,
}

/// The errors of a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FieldError>);

impl FormErrors {
    /// No error yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the error of a field: its id, its label, and the sentence that says how to mend it.
    pub fn add(&mut self, field: impl Into<String>, label: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.into(),
            label: label.into(),
            message: message.into(),
        });
    }

    /// The sentence of this field, if it has one.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.as_str())
    }

    /// Nothing to mend.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many things to mend.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each error, in order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}

/// The summary of a refused form: takes the focus, one link a field. Empty when there is nothing to mend.
#[must_use]
pub fn error_summary(errors: &FormErrors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="group" aria-labelledby="resume-erreurs" tabindex="-1" {
                h2 #resume-erreurs { (how_many(errors.len())) }
                ul {
                    @for error in errors.iter() {
                        li { a href={ "#" (error.field) } { (line(error)) } }
                    }
                }
            }
        }
    }
}

fn how_many(things: usize) -> String {
    let noun = if things > 1 { "choses" } else { "chose" };
    let words = u64::try_from(things).map_or_else(|_| things.to_string(), fr::in_words_feminine);
    format!("{} {noun} à corriger", fr::capitalise(&words))
}

/// « Adresse e‑mail : il manque la fin de l’adresse »; a message without a label stands alone.
fn line(error: &FieldError) -> Markup {
    let message = error.message.trim_end_matches('.');
    if error.label.is_empty() {
        return fr::rich(message);
    }
    fr::rich(&format!(
        "{}{}: {}",
        error.label,
        fr::NARROW,
        without_capital(message)
    ))
}

/// A sentence that goes on after a colon: its first word loses its capital, unless it is an acronym.
fn without_capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), sentence.chars().nth(1)) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(count: usize) -> FormErrors {
        let mut errors = FormErrors::new();
        for at in 0..count {
            errors.add(
                format!("champ-{at}"),
                "Date",
                "La demi-journée tombe après la fin, le 1er décembre.",
            );
        }
        errors
    }

    #[test]
    fn the_title_counts_in_words() {
        for (count, title) in [
            (1, "Une chose à corriger"),
            (2, "Deux choses à corriger"),
            (12, "Douze choses à corriger"),
            (13, "13 choses à corriger"),
        ] {
            assert!(
                error_summary(&errors(count)).into_string().contains(title),
                "{title}"
            );
        }
        assert_eq!(error_summary(&errors(0)).into_string(), "");
    }

    #[test]
    fn each_line_leads_to_its_field() {
        let html = error_summary(&errors(1)).into_string();
        assert!(html.contains(
            "<a href=\"#champ-0\">Date\u{202f}: la demi-journée tombe après la fin, le 1<sup>er</sup> décembre</a>"
        ));
    }

    #[test]
    fn acronyms_keep_their_capitals() {
        assert_eq!(without_capital("CMA inconnue"), "CMA inconnue");
        assert_eq!(without_capital("L’adresse"), "l’adresse");
        assert_eq!(without_capital(""), "");
    }

    #[test]
    fn errors_are_found_by_field() {
        let errors = errors(2);
        assert!(errors.get("champ-1").is_some());
        assert!(errors.get("champ-9").is_none());
        assert_eq!(errors.len(), 2);
    }
}
