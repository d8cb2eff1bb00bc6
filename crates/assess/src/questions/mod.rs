//! Questions: what they ask, what each answer is worth, how an answer is scored. Texts are words with the few marks of the
//! library's prose (bold, italics, lists, links), never HTML. A question is kept as JSON with a version.

mod answer;
#[cfg(test)]
pub(crate) mod any;
mod bodies;
#[cfg(test)]
mod cases;
mod decimal;
mod form;
mod images;
mod problems;
mod scoring;
mod share;
mod shown;
mod stored;
mod words;

use serde::{Deserialize, Serialize};

pub use answer::{Answer, GapAnswer, LONGEST_ANSWER, LONGEST_FREE_ANSWER, Misfit, Spot};
pub use bodies::*;
pub use decimal::{Decimal, LONGEST_NUMBER};
pub use form::{Names, from_form};
pub use images::is_image_name;
pub(crate) use images::with_images;
pub use problems::{Part, Problem};
pub use scoring::{Outcome, Score, score};
pub use share::{Points, Share};
pub use shown::Shown;
pub use stored::{Unreadable, from_json, to_json};
pub use words::{Accents, Case};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// The longest text of a question, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// The longest text of an answer or of a feedback, in characters.
pub const LONGEST_WORDS: usize = 5_000;
/// The most answers, pairs, items, gaps or areas.
pub const MOST_PARTS: usize = 50;
/// The most tags.
pub const MOST_TAGS: usize = 20;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What authors know it by.
    pub title: String,
    /// What is asked, in prose. A cloze text has « [[1]] » where its first gap stands.
    pub text: String,
    /// How it is answered.
    #[serde(flatten)]
    pub body: Body,
    /// What it weighs.
    #[serde(default)]
    pub points: Points,
    /// How parts and mistakes count.
    #[serde(default)]
    pub marking: Marking,
    /// Said to everyone after the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
    /// What it is about: draws ask for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

impl Question {
    /// A question that weighs one point, whose mistakes cost nothing.
    pub fn new(title: &str, text: &str, body: Body) -> Self {
        Self {
            title: title.to_owned(),
            text: text.to_owned(),
            body,
            points: Points::default(),
            marking: Marking::default(),
            feedback: String::new(),
            tags: Vec::new(),
        }
    }

    /// Whether a mistake takes its share of the whole at once, so that no floor may stop it. Of a question in parts, each takes
    /// from what the others earn.
    pub fn takes_once(&self) -> bool {
        let in_parts = matches!(
            self.body,
            Body::Multiple(_) | Body::Matching(_) | Body::Ordering(_) | Body::Cloze(_)
        );
        !in_parts || self.marking.parts == Parts::Whole
    }

    /// What an author is told of a question that is whole all the same, in French sentences.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if let Body::Hotspot(one) = &self.body
            && one.areas.len() == 1
        {
            remarks.push("Il n’y a qu’une zone : proposée seule par son nom, elle donne la réponse à qui ne montre pas l’image. Ajoutez-en d’autres, qui ne sont pas la bonne.");
        }
        remarks.into_iter().map(crate::spaced).collect()
    }
}

/// How a question is answered, and what is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Body {
    /// One answer among several.
    Single(Choices),
    /// All the answers that are right, among several.
    Multiple(Choices),
    /// True or false.
    TrueFalse(TrueFalse),
    /// A few words typed.
    ShortText(ShortText),
    /// A number, with its unit where one is wanted.
    Numeric(Numeric),
    /// Each thing with the one that goes with it.
    Matching(Matching),
    /// Things in their right order.
    Ordering(Ordering),
    /// A text with gaps.
    Cloze(Cloze),
    /// A place on an image.
    Hotspot(Hotspot),
    /// Free words: a person grades them.
    FreeText(FreeText),
}

impl Body {
    /// The name of its type, as it is kept.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Single(_) => "single",
            Self::Multiple(_) => "multiple",
            Self::TrueFalse(_) => "true_false",
            Self::ShortText(_) => "short_text",
            Self::Numeric(_) => "numeric",
            Self::Matching(_) => "matching",
            Self::Ordering(_) => "ordering",
            Self::Cloze(_) => "cloze",
            Self::Hotspot(_) => "hotspot",
            Self::FreeText(_) => "free_text",
        }
    }
}

/// How parts and mistakes count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marking {
    /// Whether each right part earns something.
    pub parts: Parts,
    /// What a mistake takes, from −1 to 0, in proportion to its part of the question. An answer that has a share of its own
    /// (a choice below 0) takes that instead. What isn't answered takes nothing. Of several choices, each chosen that is worth
    /// nothing takes it in proportion to a right choice's part.
    pub mistake: Share,
    /// What the question never goes below, from −1 to 0.
    pub floor: Share,
}

/// Whether each right part earns something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parts {
    /// Each right part earns its share.
    #[default]
    Each,
    /// All of it, or nothing.
    Whole,
}
