//! « Attestation d’assiduité »: the half-days that a learner attended, and what they did at a distance.

use crate::error::Error;
use crate::parts::{Letter, Organisation, Proof, Sender, Signatory};
use crate::plain::line;
use crate::press::{Job, Template, print};
use crate::prose::{PrintedWording, Wording};
use crate::{french, qr};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const TEMPLATE: Template = Template {
    document: "attestation d’assiduité",
    text: include_str!("templates/diligence.typ"),
};

/// A half-day that its trainer vouched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiligenceLine {
    /// The day.
    pub day: Date,
    /// « matin ».
    pub half: String,
    /// « de 9 h à 12 h 30 ».
    pub hours: String,
    /// What took place.
    pub step: String,
    /// « Présence », « Présence, arrivée à 9 h 20 », « Absence : transport ».
    pub told: String,
}

/// The rows of an « attestation d’assiduité ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diligence {
    /// The platform's displayed name.
    pub platform: String,
    /// Who issues.
    pub organisation: Organisation,
    /// Who certifies.
    pub signatory: Signatory,
    /// The learner's first name and surname.
    pub learner: String,
    /// The company that the learner works for or leads.
    pub company: Option<String>,
    /// The title of the training, the same in every document.
    pub title: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The half-days, in order.
    pub lines: Vec<DiligenceLine>,
    /// Minutes of the half-days that took place.
    pub minutes_planned: u32,
    /// Minutes that the learner attended of them.
    pub minutes_attended: u32,
    /// The estimated minutes of the activities completed at a distance.
    pub minutes_apart: u32,
    /// The day of issue.
    pub issued: Date,
    /// The place of issue; the organisation's town when it is empty.
    pub issued_at: String,
    /// Where it is checked.
    pub proof: Proof,
    /// The words that its organisation chose.
    #[serde(default)]
    pub wording: Wording,
}

/// The rows as the template prints them.
#[derive(Serialize)]
struct Rows {
    letter: Letter,
    wording: PrintedWording,
    from: String,
    to: String,
    lines: Vec<[String; 3]>,
    planned: String,
    attended: String,
    apart: String,
    picture: bool,
}

/// Makes the « attestation d’assiduité »: a PDF/UA-1 file. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn diligence(given: &Diligence) -> Result<Vec<u8>, Error> {
    let sender = Sender {
        platform: &given.platform,
        organisation: &given.organisation,
        signatory: &given.signatory,
        issued: given.issued,
        issued_at: &given.issued_at,
        proof: &given.proof,
    };
    let picture = qr::svg(&given.proof.url);
    let wording = given.wording.printed("Attestation d’assiduité");
    let rows = Rows {
        letter: Letter::new(wording.title(), &given.learner, &sender),
        wording,
        from: french::date(given.from),
        to: french::date(given.to),
        lines: given.lines.iter().map(cells).collect(),
        planned: french::duration(given.minutes_planned),
        attended: french::duration(given.minutes_attended),
        apart: french::duration(given.minutes_apart),
        picture: picture.is_some(),
    };
    print(
        &TEMPLATE,
        Job {
            rows: &rows,
            picture,
            signatory: Some(&given.signatory),
            day: given.issued,
            identifier: &given.proof.code,
        },
    )
}

fn cells(one: &DiligenceLine) -> [String; 3] {
    let when = format!("{}, {}, {}", french::date(one.day), one.half, one.hours);
    [line(&when), line(&one.step), line(&one.told)]
}
