//! « Mes fiches »: the summary sheets that a learner has earned, in one document.

use crate::error::Error;
use crate::parts::link;
use crate::plain::{line, run};
use crate::press::{Job, Template, print};
use jiff::civil::Date;
use serde::Serialize;

const TEMPLATE: Template = Template {
    document: "fiches de synthèse",
    text: include_str!("templates/summaries.typ"),
};

/// Words that look the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// A piece of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its title.
    pub title: String,
    /// The course that it is of.
    pub course: String,
    /// What it says, in order.
    pub pieces: Vec<Piece>,
}

/// The sheets of a learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summaries {
    /// The platform's displayed name.
    pub platform: String,
    /// The sheets, in order; at least one.
    pub sheets: Vec<Summary>,
    /// The day of printing.
    pub printed: Date,
}

#[derive(Serialize)]
struct Rows {
    title: String,
    platform: String,
    sheets: Vec<Sheet>,
}

#[derive(Serialize)]
struct Sheet {
    title: String,
    course: String,
    pieces: Vec<Block>,
}

/// A piece as the template prints it: one of « h2 », « h3 », « p », « ul », « ol », and its lines of words.
#[derive(Serialize)]
struct Block {
    kind: &'static str,
    first: u64,
    items: Vec<Vec<Vec<Printed>>>,
}

#[derive(Serialize)]
struct Printed {
    text: String,
    strong: bool,
    stressed: bool,
    link: Option<String>,
}

/// Makes the document: a PDF/UA-1 file. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn summaries(given: &Summaries) -> Result<Vec<u8>, Error> {
    let sheet = |sheet: &Summary| Sheet {
        title: line(&sheet.title),
        course: line(&sheet.course),
        pieces: sheet.pieces.iter().map(block).collect(),
    };
    let rows = Rows {
        title: "Mes fiches de synthèse".to_owned(),
        platform: line(&given.platform),
        sheets: given.sheets.iter().map(sheet).collect(),
    };
    print(
        &TEMPLATE,
        Job {
            rows: &rows,
            picture: None,
            day: given.printed,
            identifier: "",
        },
    )
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
    Block { kind, first, items }
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
