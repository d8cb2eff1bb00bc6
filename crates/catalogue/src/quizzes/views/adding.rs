//! What is added to a quiz: questions of the bank, and draws.

use platform::html::{
    Button, Choice, Choices, Empty, Form, FormErrors, Frame, Markup, Select, TextField, fr, go_link, html,
};

use super::Composer;
use crate::questions::{Listed, kind_words};
use crate::quizzes::bank::Bank;

pub(super) fn adding(frame: &Frame, shown: &Composer<'_>) -> Markup {
    let found = &shown.bank.found;
    html! {
        (Form::get(format!("{}#ajouter", shown.home())).tools().body(html! {
            (TextField::new("q", "Chercher dans la banque").search().value(shown.words))
            (Button::plain("Chercher").icon("search"))
        }))
        @if found.is_empty() {
            (Empty::new(if shown.words.trim().is_empty() && shown.bank.named.is_empty() { "La banque est vide" } else { "Aucune autre question ne correspond" }).icon("search").level(3)
                .why("Le titre et les étiquettes des questions sont cherchés. Une question s’écrit dans la banque."))
        } @else {
            (shown.form(frame, "questions", html! {
                (list(found))
                @if shown.bank.more {
                    p.soft { "Les " (found.len()) " premières\u{202f}: cherchez un mot pour trouver les autres." }
                }
                p.actions { (Button::plain("Ajouter les questions cochées").icon("plus")) }
            }))
        }
    }
}

fn list(found: &[Listed]) -> Choices {
    let choices = found.iter().map(|one| {
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
    let Bank { tags, banks, .. } = shown.bank;
    if shown.bank.found.is_empty() && shown.bank.named.is_empty() && shown.words.trim().is_empty() {
        return html! { p.soft { "La banque n’a pas encore de question à tirer." } (go_link("Voir la bibliothèque", "/bibliotheque")) };
    }
    let choices = tags.iter().map(|(tag, count)| {
        Choice::new(tag.as_str(), tag.as_str()).hint(fr::count(*count, "question", "questions"))
    });
    let list = choices.fold(Choices::checkbox("etiquette", "Étiquettes"), Choices::choice);
    html! {
        p.prose { "Chaque essai tire d’autres questions parmi celles qui ont toutes les étiquettes cochées." }
        (shown.form(frame, "tirages", html! {
            (TextField::new("combien", "Combien").number().unit("questions").value(&*shown.draw.count).required().error(errors.get("combien")))
            @if !tags.is_empty() { (list.values(&shown.draw.tags).beside()) }
            @if !banks.is_empty() {
                (Select::new("banque", "Banque").option("", "Celle de la plateforme")
                    .options(banks.iter().map(|(id, title)| (id.to_string(), format!("Celle de {}", fr::quote(title)))))
                    .value(&*shown.draw.course))
            }
            p.actions { (Button::plain("Ajouter ce tirage").icon("plus")) }
        }))
    }
}
