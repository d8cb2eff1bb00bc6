//! « Mes fiches »: the summary sheets that a learner has earned, in one document.

use crate::error::Error;
use crate::plain::line;
use crate::press::{Job, Template, print};
use crate::prose::{Block, Piece, blocks};
use jiff::civil::Date;
use serde::Serialize;

const TEMPLATE: Template = Template {
    document: "fiches de synthèse",
    text: include_str!("templates/summaries.typ"),
};

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

/// Makes the document: a PDF/UA-1 file. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn summaries(given: &Summaries) -> Result<Vec<u8>, Error> {
    let sheet = |sheet: &Summary| Sheet {
        title: line(&sheet.title),
        course: line(&sheet.course),
        pieces: blocks(&sheet.pieces),
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
            signatory: None,
            day: given.printed,
            identifier: "",
        },
    )
}
