//! « Attestation de fin de formation »: what the learner is given, with the results of the assessment. Art. L. 6353-1.

use crate::error::Error;
use crate::parts::{Letter, Nature, Organisation, Proof, Sender, Signatory};
use crate::plain::{line, lines};
use crate::press::{Job, Template, print};
use crate::prose::{PrintedWording, Wording};
use crate::{french, qr};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const TEMPLATE: Template = Template {
    document: "attestation de fin de formation",
    text: include_str!("templates/end_of_training.typ"),
};

/// The rows of an « attestation de fin de formation ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndOfTraining {
    /// The platform's displayed name.
    pub platform: String,
    /// Who issues.
    pub organisation: Organisation,
    /// Who certifies.
    pub signatory: Signatory,
    /// The learner's first name and surname.
    pub learner: String,
    /// The learner's company.
    pub company: Option<String>,
    /// The title of the training, the same in every document.
    pub title: String,
    /// What the learner was to become able to do.
    pub objectives: Vec<String>,
    /// Its nature.
    pub nature: Nature,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The planned duration, in minutes.
    pub minutes: u32,
    /// The minutes done: the estimated durations of the activities that were completed.
    pub minutes_done: u32,
    /// The results of the assessment, in order.
    pub results: Vec<ResultLine>,
    /// What they come to, in a sentence or a word: « Objectifs atteints ».
    pub verdict: String,
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

/// One line of the results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultLine {
    /// What was assessed: « Quiz final ».
    pub label: String,
    /// What was required: « 70 % ».
    pub required: String,
    /// What was obtained: « 82 % ».
    pub obtained: String,
    /// Whether that is enough.
    pub met: Met,
}

/// Whether a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Nothing was required.
    NotRequired,
}

impl Met {
    fn words(self) -> &'static str {
        match self {
            Self::Yes => "Oui",
            Self::No => "Non",
            Self::NotRequired => "Non exigé",
        }
    }
}

/// The rows as the template prints them.
#[derive(Serialize)]
struct Rows {
    letter: Letter,
    wording: PrintedWording,
    objectives: Vec<String>,
    nature: &'static str,
    from: String,
    to: String,
    planned: String,
    done: String,
    results: Vec<[String; 4]>,
    verdict: String,
    picture: bool,
}

/// Makes the « attestation de fin de formation »: a PDF/UA-1 file. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn end_of_training(given: &EndOfTraining) -> Result<Vec<u8>, Error> {
    let sender = Sender {
        platform: &given.platform,
        organisation: &given.organisation,
        signatory: &given.signatory,
        issued: given.issued,
        issued_at: &given.issued_at,
        proof: &given.proof,
    };
    let picture = qr::svg(&given.proof.url);
    let wording = given.wording.printed("Attestation de fin de formation");
    let rows = Rows {
        letter: Letter::new(wording.title(), &given.learner, &sender),
        wording,
        objectives: lines(&given.objectives),
        nature: given.nature.words(),
        from: french::date(given.from),
        to: french::date(given.to),
        planned: french::duration(given.minutes),
        done: french::duration(given.minutes_done),
        results: given.results.iter().map(result).collect(),
        verdict: line(&given.verdict),
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

/// The cells of a line; what is empty is a dash.
fn result(result: &ResultLine) -> [String; 4] {
    let cell = |text: &str| {
        Some(line(text))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| "–".to_owned())
    };
    [
        cell(&result.label),
        cell(&result.required),
        cell(&result.obtained),
        result.met.words().to_owned(),
    ]
}
