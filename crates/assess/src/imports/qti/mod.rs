//! QTI items, 2.1 and 3.0: choice, text entry, inline choice, match, associate, order, hotspot, select point, extended text and
//! slider. Answers are those of the response declarations, scored by the standard templates; a processing of its own is named
//! as lost.
//!
//! A known limit, not named in the report: of the bounds of a mapping only the lower is kept, as the floor of the whole
//! question, and that of the first response alone; an upper bound below the sum of the values is left.

mod bodies;
#[cfg(test)]
mod cases;
mod declared;
mod gaps;

use super::html::prose_of;
use super::xml::Element;
use super::{Entry, Losses, Read, entry, few};
use crate::questions::{Body, MOST_PARTS, Points, Question};
use declared::{Declared, Template};

/// The item, or the items under the root.
pub(super) fn read(root: &Element) -> Vec<Entry> {
    let is_item = |element: &Element| element.name == "assessmentitem";
    if is_item(root) {
        return vec![item(root)];
    }
    root.within(&is_item).into_iter().map(item).collect()
}

fn item(element: &Element) -> Entry {
    let title = element
        .attribute("title")
        .or_else(|| element.attribute("identifier"))
        .unwrap_or_default();
    let mut losses = Losses::default();
    losses.images.beside = true;
    let read = Reader {
        item: element,
        template: Template::of(element),
        losses: &mut losses,
    }
    .question(title);
    entry(element.line, title, read, losses)
}

/// Interactions, by their names without hyphens.
fn is_interaction(element: &Element) -> bool {
    element.name.ends_with("interaction")
}

struct Reader<'a> {
    item: &'a Element,
    template: Template,
    losses: &'a mut Losses,
}

impl Reader<'_> {
    fn question(mut self, title: &str) -> Read {
        let body = self
            .item
            .first("itembody")
            .ok_or("Il manque le corps de la question («\u{202f}itemBody\u{202f}»).")?;
        let found = body.within(&is_interaction);
        few(found.len())?;
        let inline = |element: &&Element| {
            matches!(
                element.name.as_str(),
                "textentryinteraction" | "inlinechoiceinteraction"
            )
        };
        let (asked, text) = match found.as_slice() {
            [] => return Err("Rien n’est demandé\u{202f}: il n’y a pas d’interaction.".to_owned()),
            [one] if one.name == "textentryinteraction" => self.entry(body, one)?,
            all if all.iter().all(inline) => self.cloze(body, all)?,
            [one] => (self.body(one)?, self.text_around(body, one)),
            _ => {
                return Err(
                    "Cette question a plusieurs interactions de bloc\u{202f}: une seule est reprise par question.".to_owned(),
                );
            }
        };
        self.template.name_loss(self.losses);
        let title = if title.trim().is_empty() {
            super::first_words(&text)
        } else {
            super::first_words(title)
        };
        let mut question = Question::new(&title, &text, asked);
        question.marking = self.marking(&question.body, &found);
        question.points = self.points(&question.body, &found);
        question.feedback = self.general_feedback();
        Ok(question)
    }

    /// The words of the body, then those of the interaction's prompt.
    fn text_around(&mut self, body: &Element, interaction: &Element) -> String {
        let around = prose_of(&body.nodes, self.losses, &mut |element| {
            (is_interaction(element) || is_aside(element)).then(String::new)
        });
        let prompt = interaction
            .first("prompt")
            .map(|prompt| self.words_of(prompt))
            .unwrap_or_default();
        match (around.is_empty(), prompt.is_empty()) {
            (false, false) => format!("{around}\n\n{prompt}"),
            (true, _) => prompt,
            _ => around,
        }
    }

    /// An element's words as prose, without its inline feedback.
    fn words_of(&mut self, element: &Element) -> String {
        prose_of(&element.nodes, self.losses, &mut |one| {
            is_aside(one).then(String::new)
        })
    }

    /// What an answer says to whoever chose it.
    fn feedback_in(&mut self, element: &Element) -> String {
        match element.within(&|one| one.name == "feedbackinline").first() {
            Some(said) => self.words_of(said),
            None => String::new(),
        }
    }

    fn general_feedback(&mut self) -> String {
        let mut said = String::new();
        for modal in self.item.all("modalfeedback") {
            match modal.attribute("identifier") {
                Some("general") => {
                    let content = modal.first("contentbody").unwrap_or(modal);
                    said = self.words_of(content);
                }
                _ => self
                    .losses
                    .say("Un retour qui dépend du résultat n’est pas repris."),
            }
        }
        said
    }

    fn declared(&self, interaction: &Element) -> Result<Declared, String> {
        let wanted = interaction.attribute("responseidentifier").unwrap_or("RESPONSE");
        let all = self.item.all("responsedeclaration");
        let found = all
            .into_iter()
            .find(|one| one.attribute("identifier") == Some(wanted));
        let read = |one| Declared {
            whole: Template::maximum(self.item),
            ..Declared::read(one)
        };
        let declared = found
            .map(read)
            .ok_or_else(|| format!("La réponse «\u{202f}{wanted:.40}\u{202f}» n’est pas déclarée."))?;
        few(declared.correct.len())?;
        // A mapping may value each pair.
        if declared.mapped.len() > MOST_PARTS * MOST_PARTS {
            few(declared.mapped.len())?;
        }
        Ok(declared)
    }

    fn marking(&self, body: &Body, found: &[&Element]) -> crate::questions::Marking {
        let declared = found.first().and_then(|one| self.declared(one).ok());
        declared
            .map(|declared| declared.marking(body, &self.template))
            .unwrap_or_default()
    }

    /// What a mapping gives at most is what the question weighs.
    fn points(&self, body: &Body, found: &[&Element]) -> Points {
        match (Template::maximum(self.item).and_then(declared::points), found) {
            (Some(points), _) => points,
            (None, [one]) => {
                let declared = self.declared(one).ok().filter(|_| self.template.maps());
                declared
                    .and_then(|declared| declared.points(body))
                    .unwrap_or_default()
            }
            _ => Points::default(),
        }
    }
}

/// What stands in a body without being asked.
fn is_aside(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "feedbackinline" | "feedbackblock" | "rubricblock" | "templateblock" | "templateinline"
    )
}
