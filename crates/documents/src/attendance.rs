//! « Feuille d’émargement »: who was there, half-day by half-day; blank, to be signed by hand, or as it was signed.

use crate::error::Error;
use crate::french;
use crate::parts::Organisation;
use crate::plain::{line, lines};
use crate::press::{Job, Template, print};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const TEMPLATE: Template = Template {
    document: "feuille d’émargement",
    text: include_str!("templates/attendance.typ"),
};

/// How someone signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// Drawn: lines of points, in a box of 1,000 by 300.
    Drawn(Vec<Vec<(u16, u16)>>),
    /// Their name, written by them.
    Written(String),
}

/// A learner on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceLine {
    /// Surname, then first name.
    pub name: String,
    /// The company that the learner works for or leads.
    pub company: Option<String>,
    /// How they signed.
    pub ink: Option<Ink>,
    /// When and on what; empty on a blank sheet.
    pub signed: String,
    /// Absence and its reason, late arrival, early departure.
    pub remarks: Vec<String>,
}

/// Who vouches for a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// First name and surname.
    pub name: String,
    /// How they signed.
    pub ink: Ink,
    /// « le 20 novembre 2026 à 12 h 32 ».
    pub signed: String,
}

/// A sheet: one half-day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceSheet {
    /// Who organises the training.
    pub organisation: Organisation,
    /// The title of the training, the same in every document.
    pub title: String,
    /// The session's reference.
    pub reference: String,
    /// What takes place.
    pub step: String,
    /// « Sur place », « Classe virtuelle ».
    pub modality: String,
    /// The day.
    pub day: Date,
    /// « matin ».
    pub half: String,
    /// « de 9 h à 12 h 30 », and whose clocks say so.
    pub hours: String,
    /// Room, or link.
    pub place: String,
    /// First names and surnames of who trains.
    pub trainers: Vec<String>,
    /// The learners, by name.
    pub lines: Vec<AttendanceLine>,
    /// What was corrected, when, by whom and why.
    pub corrections: Vec<String>,
    /// Who vouches for it; none while nobody does.
    pub voucher: Option<Voucher>,
}

/// The sheets of a document.
#[derive(Clone, Debug)]
pub struct Attendance<'a> {
    /// The platform's displayed name.
    pub platform: &'a str,
    /// Each with its digest, once it is sealed (SHA-256, in hexadecimal).
    pub sheets: &'a [(AttendanceSheet, Option<String>)],
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
    organisation: String,
    address: Vec<String>,
    siret: String,
    nda: String,
    title: String,
    reference: String,
    step: String,
    modality: String,
    day: String,
    half: String,
    hours: String,
    place: String,
    trainers: String,
    lines: Vec<Line>,
    corrections: Vec<String>,
    voucher: Option<Signed>,
    digest: String,
}

#[derive(Serialize)]
struct Line {
    name: String,
    company: String,
    signed: Signed,
    remarks: Vec<String>,
}

/// A signature: what was drawn, or written, and when.
#[derive(Default, Serialize)]
struct Signed {
    name: String,
    drawn: Vec<Vec<(u16, u16)>>,
    written: String,
    when: String,
}

impl Signed {
    fn new(name: &str, ink: Option<&Ink>, when: &str) -> Self {
        let mut signed = Self {
            name: line(name),
            when: line(when),
            ..Self::default()
        };
        match ink {
            Some(Ink::Drawn(drawn)) => {
                signed.drawn = drawn.iter().filter(|line| !line.is_empty()).cloned().collect();
            }
            Some(Ink::Written(written)) => signed.written = line(written),
            None => {}
        }
        signed
    }
}

/// Makes the document: a PDF/UA-1 file, one sheet a page or more. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn attendance(given: &Attendance<'_>) -> Result<Vec<u8>, Error> {
    let first = given.sheets.first().map(|(sheet, _)| sheet);
    let title = first.map_or_else(String::new, |sheet| format!(" – {}", sheet.title));
    let rows = Rows {
        title: line(&format!("Feuille d’émargement{title}")),
        platform: line(given.platform),
        sheets: given.sheets.iter().map(sheet).collect(),
    };
    print(
        &TEMPLATE,
        Job {
            rows: &rows,
            picture: None,
            signatory: None,
            day: given.printed,
            identifier: first.map_or("", |sheet| &sheet.reference),
        },
    )
}

fn sheet((sheet, digest): &(AttendanceSheet, Option<String>)) -> Sheet {
    let learner = |one: &AttendanceLine| Line {
        name: line(&one.name),
        company: line(one.company.as_deref().unwrap_or_default()),
        signed: Signed::new(&one.name, one.ink.as_ref(), &one.signed),
        remarks: lines(&one.remarks),
    };
    Sheet {
        organisation: line(&sheet.organisation.name),
        address: lines(&sheet.organisation.address_lines),
        siret: line(&french::siret(&sheet.organisation.siret)),
        nda: line(&sheet.organisation.nda),
        title: line(&sheet.title),
        reference: line(&sheet.reference),
        step: line(&sheet.step),
        modality: line(&sheet.modality),
        day: french::date(sheet.day),
        half: line(&sheet.half),
        hours: line(&sheet.hours),
        place: line(&sheet.place),
        trainers: line(&sheet.trainers.join(", ")),
        lines: sheet.lines.iter().map(learner).collect(),
        corrections: lines(&sheet.corrections),
        voucher: sheet
            .voucher
            .as_ref()
            .map(|one| Signed::new(&one.name, Some(&one.ink), &one.signed)),
        digest: line(digest.as_deref().unwrap_or_default()),
    }
}
