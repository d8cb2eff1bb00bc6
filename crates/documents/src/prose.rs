//! Words that somebody wrote, with a few marks: titles, lists, bold, italics, links.

use crate::parts::link;
use crate::plain::{line, run};
use serde::{Deserialize, Serialize};

/// Words that look the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// The words; « \n » where a line ends.
    pub text: String,
    /// In bold.
    pub strong: bool,
    /// In italics.
    pub stressed: bool,
    /// Where they lead: an address of the web.
    pub link: Option<String>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// A title, or one under a title.
    Heading {
        /// It stands under another.
        under: bool,
        /// Its words.
        words: Vec<Words>,
    },
    /// Lines that go together.
    Paragraph(Vec<Words>),
    /// A list.
    List {
        /// The number of its first item, when they have numbers.
        first: Option<u64>,
        /// Its items, in order.
        items: Vec<Vec<Words>>,
    },
}

/// The words of a document that its organisation chooses: the rest is what the law asks for. Frozen with the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wording {
    /// Its title.
    pub title: String,
    /// One line under the title.
    pub subtitle: String,
    /// What it states. A line all in bold that begins a paragraph is set large.
    pub body: Vec<Piece>,
    /// What it says before the signature.
    pub closing: Vec<Piece>,
    /// The last line.
    pub footer: String,
}

/// The same as templates print it.
#[derive(Serialize)]
pub(crate) struct PrintedWording {
    title: String,
    subtitle: String,
    body: Vec<Block>,
    closing: Vec<Block>,
    footer: String,
}

impl Wording {
    /// `document` is its title when it has none: readers announce it.
    pub(crate) fn printed(&self, document: &str) -> PrintedWording {
        let title = Some(line(&self.title)).filter(|title| !title.is_empty());
        PrintedWording {
            title: title.unwrap_or_else(|| document.to_owned()),
            subtitle: line(&self.subtitle),
            body: blocks(&self.body),
            closing: blocks(&self.closing),
            footer: line(&self.footer),
        }
    }
}

impl PrintedWording {
    pub(crate) fn title(&self) -> &str {
        &self.title
    }
}

/// A piece as a template prints it: one of « h2 », « h3 », « p », « ul », « ol », and its lines of words.
#[derive(Serialize)]
pub(crate) struct Block {
    kind: &'static str,
    first: u64,
    /// Its first line is all in bold.
    large: bool,
    items: Vec<Vec<Vec<Printed>>>,
}

#[derive(Serialize)]
struct Printed {
    text: String,
    strong: bool,
    stressed: bool,
    link: Option<String>,
}

pub(crate) fn blocks(pieces: &[Piece]) -> Vec<Block> {
    pieces.iter().map(block).collect()
}

fn block(piece: &Piece) -> Block {
    let (kind, items) = match piece {
        Piece::Heading { under, words } => (if *under { "h3" } else { "h2" }, vec![lines(words)]),
        Piece::Paragraph(words) => ("p", vec![lines(words)]),
        Piece::List { first, items } => (
            if first.is_some() { "ol" } else { "ul" },
            items.iter().map(|item| lines(item)).collect(),
        ),
    };
    let first = match piece {
        Piece::List { first, .. } => first.unwrap_or(1),
        _ => 1,
    };
    let opening = items.first().and_then(|lines| lines.first());
    let large = opening.is_some_and(|line| !line.is_empty() && line.iter().all(|one| one.strong));
    Block {
        kind,
        first,
        large,
        items,
    }
}

/// Words, line by line.
fn lines(words: &[Words]) -> Vec<Vec<Printed>> {
    let mut lines = vec![Vec::new()];
    for one in words {
        for (at, text) in one.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            let printed = Printed {
                text: run(text),
                strong: one.strong,
                stressed: one.stressed,
                link: one.link.as_deref().and_then(link),
            };
            if let (Some(last), false) = (lines.last_mut(), printed.text.is_empty()) {
                last.push(printed);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_all_in_bold_that_begins_a_paragraph_is_large() {
        let words = |text: &str, strong| Words {
            text: text.to_owned(),
            strong,
            ..Words::default()
        };
        let cases = [
            (vec![words("Monique Martin", true)], true),
            (vec![words("Monique", true), words("\nentreprise", false)], true),
            (vec![words("CMA", true), words(" atteste que", false)], false),
            (vec![words("atteste que\n", false), words("Monique", true)], false),
            (vec![], false),
        ];
        for (given, large) in cases {
            assert_eq!(block(&Piece::Paragraph(given.clone())).large, large, "{given:?}");
        }
    }

    #[test]
    fn a_document_of_before_has_no_words_of_its_own() {
        let read: Wording = serde_json::from_str("{}").unwrap();
        assert_eq!(read, Wording::default());
    }
}
