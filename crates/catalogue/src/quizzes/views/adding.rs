//! What is added to a quiz: questions of the bank, and draws.

use std::collections::BTreeMap;

use platform::html::{
    Button, Choice, Choices, Empty, Form, FormErrors, Frame, Markup, Select, TextField, fr, go_link, html,
};

use super::Composer;
use crate::courses::CourseId;
use crate::questions::{Listed, QuestionId, kind_words};

/// The most questions that a list shows.
const LISTED: usize = 50;

/// Whether a question is one that is looked for: each word is in its title or one of its tags.
fn found(question: &Listed, words: &str) -> bool {
    let said = fr::folded(&format!("{} {}", question.title, question.tags.join(" ")));
    fr::folded(words)
        .split_whitespace()
        .all(|word| said.contains(word))
}

pub(super) fn adding(frame: &Frame, shown: &Composer<'_>) -> Markup {
    let here: Vec<QuestionId> = shown
        .draft
        .composition
        .slots
        .iter()
        .filter_map(|slot| slot.what.question())
        .collect();
    let fitting: Vec<&Listed> = shown
        .bank
        .iter()
        .filter(|one| !here.contains(&one.id) && found(one, shown.words))
        .collect();
    html! {
        (Form::get(format!("{}#ajouter", shown.home())).tools().body(html! {
            (TextField::new("q", "Chercher dans la banque").search().value(shown.words))
            (Button::plain("Chercher").icon("search"))
        }))
        @if fitting.is_empty() {
            (Empty::new(if shown.bank.is_empty() { "La banque est vide" } else { "Aucune autre question ne correspond" }).icon("search").level(3)
                .why("Le titre et les étiquettes des questions sont cherchés. Une question s’écrit dans la banque."))
        } @else {
            (shown.form(frame, "questions", html! {
                (list(&fitting))
                @if fitting.len() > LISTED {
                    p.soft { "Les " (LISTED) " premières sur " (fitting.len()) "\u{202f}: cherchez un mot pour trouver les autres." }
                }
                p.actions { (Button::plain("Ajouter les questions cochées").icon("plus")) }
            }))
        }
    }
}

fn list(fitting: &[&Listed]) -> Choices {
    let choices = fitting.iter().take(LISTED).map(|one| {
        let course = one
            .course
            .as_ref()
            .map(|(_, title)| format!(", banque de {}", fr::quote(title)));
        let tags = match one.tags.as_slice() {
            [] => String::new(),
            tags => format!(", {}", tags.join(", ")),
        };
        Choice::new(one.id.to_string(), one.title.as_str()).hint(format!(
            "{}{tags}{}",
            kind_words(&one.kind),
            course.unwrap_or_default()
        ))
    });
    choices.fold(
        Choices::checkbox("question", "Questions de la banque"),
        Choices::choice,
    )
}

/// Draws by tag.
pub(super) fn draw(frame: &Frame, shown: &Composer<'_>, errors: &FormErrors) -> Markup {
    let mut tags: BTreeMap<&str, u64> = BTreeMap::new();
    let mut banks: BTreeMap<&str, CourseId> = BTreeMap::new();
    for question in shown.bank {
        for tag in &question.tags {
            *tags.entry(tag).or_default() += 1;
        }
        if let Some((id, title)) = &question.course {
            banks.insert(title, *id);
        }
    }
    if shown.bank.is_empty() {
        return html! { p.soft { "La banque n’a pas encore de question à tirer." } (go_link("Voir la bibliothèque", "/bibliotheque")) };
    }
    let choices = tags
        .iter()
        .map(|(tag, count)| Choice::new(*tag, *tag).hint(fr::count(*count, "question", "questions")));
    let list = choices.fold(Choices::checkbox("etiquette", "Étiquettes"), Choices::choice);
    html! {
        p.prose { "Chaque essai tire d’autres questions parmi celles qui ont toutes les étiquettes cochées." }
        (shown.form(frame, "tirages", html! {
            (TextField::new("combien", "Combien").number().unit("questions").value(&*shown.draw.count).required().error(errors.get("combien")))
            @if !tags.is_empty() { (list.values(&shown.draw.tags).beside()) }
            @if !banks.is_empty() {
                (Select::new("banque", "Banque").option("", "Celle de la plateforme")
                    .options(banks.iter().map(|(title, id)| (id.to_string(), format!("Celle de {}", fr::quote(title)))))
                    .value(&*shown.draw.course))
            }
            p.actions { (Button::plain("Ajouter ce tirage").icon("plus")) }
        }))
    }
}
