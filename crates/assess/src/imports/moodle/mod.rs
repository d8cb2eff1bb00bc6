//! Moodle XML: the types that Moodle itself exports. Those that compute, or that live in its extensions, are refused by name.
//!
//! A known limit, not named in the report: « unitgradingtype » makes a unit required, whatever part of the mark Moodle takes
//! off for a unit that is wrong or missing (« unitpenalty »).

mod answers;
#[cfg(test)]
mod cases;
mod cloze;

use super::html::{plain, prose};
use super::items::percentage;
use super::xml::Element;
use super::{Entry, Losses, Read, category_tag, entry};
use crate::questions::{Body, Decimal, MOST_TAGS, Points, Question, Share};

/// Reads the questions of a document.
pub(super) fn read(root: &Element) -> Vec<Entry> {
    let mut category = None;
    let mut entries = Vec::new();
    for element in root.all("question") {
        if kind(element) == "category" {
            let path = element.first("category").map(text).unwrap_or_default();
            category = category_tag(&path);
            continue;
        }
        entries.push(question(element, category.as_deref()));
    }
    entries
}

fn kind(element: &Element) -> &str {
    element.attribute("type").unwrap_or_default()
}

fn question(element: &Element, category: Option<&str>) -> Entry {
    let mut losses = Losses::default();
    let title = element.first("name").map(text).unwrap_or_default();
    let mut reader = Reader {
        losses: &mut losses,
        markdown: false,
    };
    let read = reader.question(element, &title).map(|mut question| {
        question.tags = tags(element, category);
        question
    });
    let shown = if title.trim().is_empty() {
        kind(element).to_owned()
    } else {
        title
    };
    entry(element.line, &shown, read, losses)
}

/// The plain words of `<name><text>…</text></name>`.
fn text(element: &Element) -> String {
    element.first("text").unwrap_or(element).words().trim().to_owned()
}

fn tags(element: &Element, category: Option<&str>) -> Vec<String> {
    let mut tags: Vec<String> = category.map(str::to_owned).into_iter().collect();
    for tag in element.all("tags").flat_map(|tags| tags.all("tag")).map(text) {
        // One too many is enough to be refused.
        if !tag.is_empty() && tags.len() <= MOST_TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

struct Reader<'a> {
    losses: &'a mut Losses,
    /// Whether the text of a cloze is in Markdown.
    markdown: bool,
}

impl Reader<'_> {
    fn question(&mut self, element: &Element, title: &str) -> Read {
        let asked = element
            .first("questiontext")
            .ok_or("Il manque l’énoncé («\u{202f}questiontext\u{202f}»).")?;
        let (body, text) = match kind(element) {
            "cloze" | "multianswer" => self.gaps(asked)?,
            "gapselect" | "ddwtos" => self.words_to_choose(element, asked)?,
            other => (self.body(other, element)?, self.prose(asked)),
        };
        let title = if title.trim().is_empty() {
            super::first_words(&text)
        } else {
            super::first_words(title)
        };
        let mut question = Question::new(&title, &text, body);
        question.marking = self.marking(element, &question.body);
        question.points = self.points(element, &question.body);
        question.feedback = element
            .first("generalfeedback")
            .map(|said| self.prose(said))
            .unwrap_or_default();
        self.what_is_left(element);
        Ok(question)
    }

    /// A text of Moodle as prose, by its format.
    fn prose(&mut self, element: &Element) -> String {
        self.hold(element);
        let words = element
            .first("text")
            .map(Element::words)
            .unwrap_or_else(|| own_words(element));
        match element.attribute("format") {
            Some("markdown") => self.marked(&words),
            Some("plain_text" | "plain") => plain(&words),
            _ => prose(&words, self.losses),
        }
    }

    /// Takes note of the files that come with a text.
    fn hold(&mut self, element: &Element) {
        for file in element.all("file") {
            let name = file.attribute("name").unwrap_or_default();
            if file.attribute("encoding") == Some("base64") {
                self.losses.images.hold(name, file.words());
            }
        }
    }

    /// A text in Markdown, as texts are here; its images by the names that they have here.
    fn marked(&mut self, words: &str) -> String {
        const FILE: &str = "](@@PLUGINFILE@@/";
        let (mut out, mut rest) = (String::with_capacity(words.len()), words.trim());
        while let Some((before, after)) = rest.split_once(FILE) {
            out.push_str(before);
            let cut = after.split_once(')');
            let taken = cut.and_then(|(path, after)| {
                let source = format!("@@PLUGINFILE@@/{path}");
                Some((self.losses.images.take(&source)?, after))
            });
            match taken {
                Some((name, after)) => {
                    out.push_str(&format!("]({name})"));
                    rest = after;
                }
                None => {
                    self.losses
                        .say("Une image n’est pas reprise\u{202f}: seule sa description reste.");
                    out.push_str(FILE);
                    rest = after;
                }
            }
        }
        out + rest
    }

    /// Moodle writes no points of a cloze: it is worth what its gaps weigh.
    fn points(&mut self, element: &Element, body: &Body) -> Points {
        let written = match (kind(element), body) {
            ("cloze" | "multianswer", Body::Cloze(one)) => Some(one.weights().to_string()),
            _ => element.first("defaultgrade").map(text),
        };
        let Some(written) = written else {
            return Points::default();
        };
        let thousandths = Decimal::read(&written).and_then(|grade| {
            let bounded = grade > Decimal::ZERO && grade <= Decimal::new(1000, 0)?;
            let points = bounded.then(|| grade.shifted(3)).flatten()?;
            if Decimal::new(points, -3) != Some(grade) {
                self.losses
                    .say("Les points de la question sont coupés au millième.");
            }
            u32::try_from(points).ok()
        });
        match thousandths.filter(|points| *points > 0) {
            Some(points) => Points(points),
            None => {
                self.losses.say(
                    "Les points de la question ne vont pas de 0,001 à 1\u{202f}000\u{202f}: elle vaut 1 point.".to_owned(),
                );
                Points::default()
            }
        }
    }

    /// What Moodle says of a question and that nothing here holds.
    fn what_is_left(&mut self, element: &Element) {
        if element.all("hint").any(|hint| {
            !own_words(hint).trim().is_empty()
                || hint
                    .first("text")
                    .is_some_and(|one| !one.words().trim().is_empty())
        }) {
            self.losses
                .say("Les indices des essais suivants ne sont pas repris.");
        }
        for name in ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"] {
            let said = element.first(name).map(text).unwrap_or_default();
            if !said.is_empty() && !USUAL.iter().any(|usual| said.contains(usual)) {
                self.losses
                    .say("Les retours selon le résultat (juste, en partie, faux) ne sont pas repris.");
            }
        }
    }

    fn share(&mut self, answer: &Element) -> Result<Share, String> {
        let written = answer.attribute("fraction").unwrap_or("0");
        percentage(written)
            .ok_or_else(|| format!("«\u{202f}{written:.30}\u{202f}» n’est pas un pourcentage."))
    }

    fn feedback(&mut self, answer: &Element) -> String {
        answer
            .first("feedback")
            .map(|said| self.prose(said))
            .unwrap_or_default()
    }
}

/// What Moodle says by itself: nobody wrote it.
const USUAL: [&str; 7] = [
    "Votre réponse est correcte",
    "Votre réponse est partiellement correcte",
    "Votre réponse est incorrecte",
    "Your answer is correct",
    "Your answer is partially correct",
    "Your answer is incorrect",
    "parts are correct",
];

/// The words directly in an element, without those of what it holds.
fn own_words(element: &Element) -> String {
    let mut own = String::new();
    for node in &element.nodes {
        if let super::xml::Node::Words(words) = node {
            own.push_str(words);
        }
    }
    own
}
