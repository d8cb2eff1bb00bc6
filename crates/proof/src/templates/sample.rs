//! What a preview shows: a document of nobody real.

use documents::{
    Completion, Convocation, Diligence, DiligenceLine, EndOfTraining, Expected, Met, Nature, Organisation,
    Proof, ResultLine, Signatory, Wording,
};
use jiff::civil::{Date, date};
use people::directory::Identity;
use platform::html::Markup;

use super::rules::{Document, Text};
use crate::certificates::{self, Content};
use crate::convocation;

/// A sample document, with these words.
pub(super) enum Sample {
    /// It has a code.
    Certificate(Box<Content>),
    /// It has none.
    Convocation(Box<Convocation>),
}

const LEARNER: &str = "Monique Lefèvre";
const COMPANY: &str = "Fournil Lefèvre";
const TITLE: &str = "Réussir ma stratégie Facebook";
const FROM: Date = date(2026, 11, 2);
const TO: Date = date(2026, 12, 18);

fn card() -> Identity {
    Identity {
        given_name: "Monique".to_owned(),
        family_name: "Lefèvre".to_owned(),
        email: String::new(),
        login: String::new(),
        phone: None,
        company: Some(COMPANY.to_owned()),
        trade: None,
    }
}

/// Who the sample's documents come from.
struct House {
    organisation: Organisation,
    signatory: Signatory,
    proof: Proof,
}

fn house() -> House {
    House {
        organisation: Organisation {
            name: "CMA d’exemple".to_owned(),
            address_lines: vec!["2 cours des Exemples".to_owned(), "35000 Rennes".to_owned()],
            siret: "00000000000018".to_owned(),
            nda: "53350000035".to_owned(),
            city: "Rennes".to_owned(),
        },
        signatory: Signatory {
            name: "René Kerjean".to_owned(),
            capacity: "secrétaire général".to_owned(),
            ..Signatory::default()
        },
        proof: Proof {
            code: "0000-0000-0000-0000".to_owned(),
            url: "https://exemple.fr/verification/0000-0000-0000-0000".to_owned(),
        },
    }
}

impl Sample {
    /// The document with these words.
    pub(super) fn of(document: Document, text: &Text, platform: &str) -> Self {
        let certificate = |mut content: Content| {
            content.word(text, &card());
            Self::Certificate(Box::new(content))
        };
        match document {
            Document::EndOfTraining => certificate(Content::EndOfTraining(end_of_training(platform))),
            Document::Completion => certificate(Content::Completion(completion(platform))),
            Document::Diligence => certificate(Content::Diligence(diligence(platform))),
            Document::Convocation => {
                let mut said = summons(platform);
                convocation::word(&mut said, text, &card());
                Self::Convocation(Box::new(said))
            }
        }
    }

    /// As a page shows it.
    pub(super) fn shown(&self) -> Markup {
        match self {
            Self::Certificate(content) => certificates::said(content, None),
            Self::Convocation(said) => convocation::said(said),
        }
    }

    /// As it is printed.
    pub(super) fn printed(&self) -> Result<Vec<u8>, documents::Error> {
        match self {
            Self::Certificate(content) => certificates::typeset(content),
            Self::Convocation(said) => documents::convocation(said),
        }
    }
}

fn end_of_training(platform: &str) -> EndOfTraining {
    let House {
        organisation,
        signatory,
        proof,
    } = house();
    EndOfTraining {
        platform: platform.to_owned(),
        organisation,
        signatory,
        learner: LEARNER.to_owned(),
        company: Some(COMPANY.to_owned()),
        title: TITLE.to_owned(),
        objectives: vec!["Créer sa page professionnelle".to_owned()],
        nature: Nature::Training,
        from: FROM,
        to: TO,
        minutes: 1_200,
        minutes_done: 1_110,
        results: vec![ResultLine {
            label: "Quiz final".to_owned(),
            required: "Plus de 70\u{a0}%".to_owned(),
            obtained: "82\u{a0}%".to_owned(),
            met: Met::Yes,
        }],
        verdict: "Toutes les conditions de réussite sont remplies.".to_owned(),
        issued: TO,
        issued_at: String::new(),
        proof,
        wording: Wording::default(),
    }
}

fn completion(platform: &str) -> Completion {
    let House {
        organisation,
        signatory,
        proof,
    } = house();
    Completion {
        platform: platform.to_owned(),
        issued_at: organisation.city.clone(),
        organisation,
        signatory,
        learner: LEARNER.to_owned(),
        standing: format!("salarié(e) de l’entreprise {COMPANY}"),
        company: Some(COMPANY.to_owned()),
        title: TITLE.to_owned(),
        nature: Nature::Training,
        from: FROM,
        to: TO,
        minutes_done: 1_110,
        issued: TO,
        proof,
        wording: Wording::default(),
    }
}

fn diligence(platform: &str) -> Diligence {
    let House {
        organisation,
        signatory,
        proof,
    } = house();
    Diligence {
        platform: platform.to_owned(),
        issued_at: organisation.city.clone(),
        organisation,
        signatory,
        learner: LEARNER.to_owned(),
        company: Some(COMPANY.to_owned()),
        title: TITLE.to_owned(),
        from: FROM,
        to: TO,
        lines: vec![DiligenceLine {
            day: date(2026, 11, 20),
            half: "matin".to_owned(),
            hours: "de 9\u{202f}h à 12\u{202f}h\u{202f}30".to_owned(),
            step: "Ma page passée au banc d’essai".to_owned(),
            told: "Présence".to_owned(),
        }],
        minutes_planned: 210,
        minutes_attended: 210,
        minutes_apart: 900,
        issued: TO,
        proof,
        wording: Wording::default(),
    }
}

fn summons(platform: &str) -> Convocation {
    let House {
        organisation,
        signatory,
        ..
    } = house();
    Convocation {
        platform: platform.to_owned(),
        address: "https://exemple.fr".to_owned(),
        organisation,
        signatory,
        learner: LEARNER.to_owned(),
        company: Some(COMPANY.to_owned()),
        title: TITLE.to_owned(),
        reference: "BRE-2026-11".to_owned(),
        from: FROM,
        to: TO,
        minutes: 1_200,
        minutes_apart: 990,
        dates: vec![Expected {
            when: "Vendredi 20 novembre, 9\u{202f}h – 12\u{202f}h\u{202f}30".to_owned(),
            what: "Ma page passée au banc d’essai, sur place".to_owned(),
            place: "CMA d’exemple, salle Établi".to_owned(),
        }],
        contacts: vec!["Karim Haddad, pour le contenu\u{202f}: karim@exemple.fr".to_owned()],
        issued: FROM,
        wording: Wording::default(),
    }
}
