//! What several documents say: who issues, who signs, where it is checked, the nature of the action.

use crate::french;
use crate::plain::{line, lines};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The organisation that issues the document: the letterhead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its address, line by line.
    pub address_lines: Vec<String>,
    /// Its SIRET, fourteen digits.
    pub siret: String,
    /// Its number of declaration of activity (NDA), eleven characters; empty when there is none.
    pub nda: String,
    /// Its town.
    pub city: String,
}

/// Who signs for the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// First name and surname.
    pub name: String,
    /// In which capacity: « secrétaire générale ».
    pub capacity: String,
    /// The stamp of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Picture>,
    /// The signature, as it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Picture>,
}

/// A picture that a document bears: frozen by its digest, printed once its bytes are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    /// The bytes of a PNG.
    #[serde(skip)]
    pub png: Arc<[u8]>,
}

impl Picture {
    /// Its bytes, when they are there.
    pub(crate) fn bytes(picture: Option<&Self>) -> Option<Arc<[u8]>> {
        picture.map(|one| one.png.clone()).filter(|png| !png.is_empty())
    }
}

/// Where the document is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The code that is typed: « K7QF-2M9X-… ». It also identifies the file.
    pub code: String,
    /// The full address of the page that checks it.
    pub url: String,
}

/// The nature of the action: the four of art. L. 6313-1 of the labour code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// « Action de formation ».
    Training,
    /// « Bilan de compétences ».
    SkillsAssessment,
    /// « Action permettant de faire valider les acquis de l’expérience ».
    ExperienceValidation,
    /// « Action de formation par apprentissage ».
    Apprenticeship,
}

impl Nature {
    /// In the order of the article.
    pub(crate) const ALL: [Self; 4] = [
        Self::Training,
        Self::SkillsAssessment,
        Self::ExperienceValidation,
        Self::Apprenticeship,
    ];

    /// As the article names it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Training => "Action de formation",
            Self::SkillsAssessment => "Bilan de compétences",
            Self::ExperienceValidation => "Action permettant de faire valider les acquis de l’expérience",
            Self::Apprenticeship => "Action de formation par apprentissage",
        }
    }
}

/// What surrounds each document, as the template prints it.
#[derive(Serialize)]
pub(crate) struct Letter {
    /// The title that readers announce: « Certificat de réalisation – Monique Martin ».
    pub title: String,
    organisation: String,
    address: Vec<String>,
    siret: String,
    nda: String,
    platform: String,
    place: String,
    issued: String,
    signatory: String,
    capacity: String,
    stamp: bool,
    signature: bool,
    code: String,
    url: String,
    link: Option<String>,
}

/// What a letter is made of, borrowed from the rows.
pub(crate) struct Sender<'a> {
    pub platform: &'a str,
    pub organisation: &'a Organisation,
    pub signatory: &'a Signatory,
    pub issued: Date,
    pub issued_at: &'a str,
    pub proof: &'a Proof,
}

impl Letter {
    pub fn new(document: &str, learner: &str, sender: &Sender) -> Self {
        let Sender {
            platform,
            organisation,
            signatory,
            issued,
            issued_at,
            proof,
        } = sender;
        let place = if issued_at.trim().is_empty() {
            &organisation.city
        } else {
            *issued_at
        };
        Self {
            title: line(&format!("{document} – {learner}")),
            organisation: line(&organisation.name),
            address: lines(&organisation.address_lines),
            siret: line(&french::siret(&organisation.siret)),
            nda: line(&organisation.nda),
            platform: line(platform),
            place: line(place),
            issued: french::date(*issued),
            signatory: line(&signatory.name),
            capacity: line(&signatory.capacity),
            stamp: Picture::bytes(signatory.stamp.as_ref()).is_some(),
            signature: Picture::bytes(signatory.signature.as_ref()).is_some(),
            code: line(&proof.code),
            url: line(&proof.url),
            link: link(&proof.url),
        }
    }
}

/// The address as the file can lead to it; none when it isn't one.
pub(crate) fn link(url: &str) -> Option<String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    (web && url.len() <= 2000 && url.bytes().all(|byte| byte.is_ascii_graphic())).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let long = format!("https://a.example/{}", "a".repeat(2000));
        let cases = [
            ("https://formation.example/verifier/K7QF-2M9X", true),
            ("http://localhost:8080/verifier/K7QF", true),
            ("", false),
            ("javascript:alert(1)", false),
            ("https://a.example/un deux", false),
            ("https://a.example/\u{202e}", false),
            (&long, false),
        ];
        for (url, leads) in cases {
            assert_eq!(link(url).is_some(), leads, "{url}");
        }
    }
}
