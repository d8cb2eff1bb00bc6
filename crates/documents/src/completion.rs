//! « Certificat de réalisation »: what the funder is given. Its fields are those of the ministry's model.

use crate::error::Error;
use crate::parts::{Letter, Nature, Organisation, Proof, Sender, Signatory};
use crate::press::{Job, Template, print};
use crate::prose::{PrintedWording, Wording};
use crate::{french, qr};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const TEMPLATE: Template = Template {
    document: "certificat de réalisation",
    text: include_str!("templates/completion.typ"),
};

/// The rows of a « certificat de réalisation ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The platform's displayed name.
    pub platform: String,
    /// Who issues.
    pub organisation: Organisation,
    /// Who certifies.
    pub signatory: Signatory,
    /// The learner's first name and surname.
    pub learner: String,
    /// The learner's standing, with their company: « salariée de l’entreprise Lefèvre ». Empty when it isn't known.
    pub standing: String,
    /// The company that the learner works for or leads.
    pub company: Option<String>,
    /// The title of the action, the same in every document.
    pub title: String,
    /// Its nature.
    pub nature: Nature,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The minutes done: the estimated durations of the activities that were completed.
    pub minutes_done: u32,
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
    natures: Vec<Choice>,
    from: String,
    to: String,
    done: String,
    picture: bool,
}

/// One of the four boxes.
#[derive(Serialize)]
struct Choice {
    words: &'static str,
    ticked: bool,
}

/// Makes the « certificat de réalisation »: a PDF/UA-1 file. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn completion(given: &Completion) -> Result<Vec<u8>, Error> {
    let sender = Sender {
        platform: &given.platform,
        organisation: &given.organisation,
        signatory: &given.signatory,
        issued: given.issued,
        issued_at: &given.issued_at,
        proof: &given.proof,
    };
    let picture = qr::svg(&given.proof.url);
    let wording = given.wording.printed("Certificat de réalisation");
    let rows = Rows {
        letter: Letter::new(wording.title(), &given.learner, &sender),
        wording,
        natures: Nature::ALL
            .map(|one| Choice {
                words: one.words(),
                ticked: one == given.nature,
            })
            .into(),
        from: french::date(given.from),
        to: french::date(given.to),
        done: french::duration(given.minutes_done),
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
