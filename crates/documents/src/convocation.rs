//! « Convocation »: where and when a learner is expected, and whom to ask.

use crate::error::Error;
use crate::french;
use crate::parts::{Letter, Organisation, Proof, Sender, Signatory};
use crate::plain::{line, lines};
use crate::press::{Job, Template, print};
use crate::prose::{PrintedWording, Wording};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const TEMPLATE: Template = Template {
    document: "convocation",
    text: include_str!("templates/convocation.typ"),
};

/// A class or a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// « mardi 1er décembre, 9 h – 12 h 30 ».
    pub when: String,
    /// What takes place, and how: « Ma page passée au banc d’essai, sur place ».
    pub what: String,
    /// Room, or link.
    pub place: String,
}

/// The rows of a « convocation ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Convocation {
    /// The platform's displayed name.
    pub platform: String,
    /// Where the platform is.
    pub address: String,
    /// Who summons.
    pub organisation: Organisation,
    /// Who signs.
    pub signatory: Signatory,
    /// The learner's first name and surname.
    pub learner: String,
    /// The company that the learner works for or leads.
    pub company: Option<String>,
    /// The title of the training, the same in every document.
    pub title: String,
    /// The session's reference.
    pub reference: String,
    /// The first day of the access.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Estimated minutes of all its activities.
    pub minutes: u32,
    /// Estimated minutes of those at a distance, at one's own pace.
    pub minutes_apart: u32,
    /// The classes and the meetings, in order.
    pub dates: Vec<Expected>,
    /// Whom to ask, each with how.
    pub contacts: Vec<String>,
    /// The day of printing.
    pub issued: Date,
    /// The words that its organisation chose.
    #[serde(default)]
    pub wording: Wording,
}

#[derive(Serialize)]
struct Rows {
    letter: Letter,
    wording: PrintedWording,
    reference: String,
    from: String,
    to: String,
    whole: String,
    apart: String,
    address: String,
    dates: Vec<[String; 3]>,
    contacts: Vec<String>,
    picture: bool,
}

/// Makes the « convocation »: a PDF/UA-1 file. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn convocation(given: &Convocation) -> Result<Vec<u8>, Error> {
    // Nobody checks a convocation: it bears no code.
    let proof = Proof {
        code: String::new(),
        url: String::new(),
    };
    let sender = Sender {
        platform: &given.platform,
        organisation: &given.organisation,
        signatory: &given.signatory,
        issued: given.issued,
        issued_at: "",
        proof: &proof,
    };
    let cells = |one: &Expected| [line(&one.when), line(&one.what), line(&one.place)];
    let wording = given.wording.printed("Convocation");
    let rows = Rows {
        letter: Letter::new(wording.title(), &given.learner, &sender),
        wording,
        reference: line(&given.reference),
        from: french::date(given.from),
        to: french::date(given.to),
        whole: french::duration(given.minutes),
        apart: french::duration(given.minutes_apart),
        address: line(&given.address),
        dates: given.dates.iter().map(cells).collect(),
        contacts: lines(&given.contacts),
        picture: false,
    };
    print(
        &TEMPLATE,
        Job {
            rows: &rows,
            picture: None,
            signatory: Some(&given.signatory),
            day: given.issued,
            identifier: &given.reference,
        },
    )
}
