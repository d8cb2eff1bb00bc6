//! The words of certificates: filled when they are issued, frozen with them.

use documents::{Signatory, Wording, french};
use people::directory::Identity;

use super::content::Content;
use super::rules::Kind;
use crate::templates::{CONSERVATION, Document, Text, Values, Variable, fill, original, situation};

impl From<Kind> for Document {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::EndOfTraining => Self::EndOfTraining,
            Kind::Completion => Self::Completion,
            Kind::Diligence => Self::Diligence,
        }
    }
}

impl Content {
    /// Its words.
    pub(crate) fn wording(&self) -> &Wording {
        match self {
            Self::EndOfTraining(said) => &said.wording,
            Self::Completion(said) => &said.wording,
            Self::Diligence(said) => &said.wording,
        }
    }

    pub(super) fn wording_mut(&mut self) -> &mut Wording {
        match self {
            Self::EndOfTraining(said) => &mut said.wording,
            Self::Completion(said) => &mut said.wording,
            Self::Diligence(said) => &mut said.wording,
        }
    }

    /// Who signs it.
    pub(crate) fn signatory(&self) -> &Signatory {
        match self {
            Self::EndOfTraining(said) => &said.signatory,
            Self::Completion(said) => &said.signatory,
            Self::Diligence(said) => &said.signatory,
        }
    }

    pub(crate) fn signatory_mut(&mut self) -> &mut Signatory {
        match self {
            Self::EndOfTraining(said) => &mut said.signatory,
            Self::Completion(said) => &mut said.signatory,
            Self::Diligence(said) => &mut said.signatory,
        }
    }

    /// Gives it these words; `card`: whom it is about.
    pub(crate) fn word(&mut self, text: &Text, card: &Identity) {
        let mut values = self.values();
        values.insert(Variable::GivenName, card.given_name.clone());
        values.insert(Variable::FamilyName, card.family_name.clone());
        *self.wording_mut() = fill(text, &values);
    }

    /// What was issued before words could be chosen has the original ones.
    pub(super) fn with_its_words(mut self) -> Self {
        if *self.wording() == Wording::default() {
            let text = original(self.kind().into());
            *self.wording_mut() = fill(&text, &self.values());
        }
        self
    }

    fn values(&self) -> Values {
        let head = self.head();
        let signatory = self.signatory();
        let (standing, company, platform) = match self {
            Self::EndOfTraining(said) => ("", &said.company, &said.platform),
            Self::Completion(said) => (said.standing.as_str(), &said.company, &said.platform),
            Self::Diligence(said) => ("", &said.company, &said.platform),
        };
        let company = company.as_deref().unwrap_or_default();
        Values::from([
            (Variable::Learner, head.learner.to_owned()),
            (Variable::Company, company.to_owned()),
            (Variable::Situation, situation(standing, company)),
            (Variable::Title, head.title.to_owned()),
            (Variable::From, french::date(head.days.0)),
            (Variable::To, french::date(head.days.1)),
            (Variable::Duration, french::duration(head.done.1)),
            (Variable::Organisation, head.organisation.name.clone()),
            (Variable::City, head.organisation.city.clone()),
            (Variable::Signatory, signatory.name.clone()),
            (Variable::Capacity, signatory.capacity.clone()),
            (Variable::Issued, french::date(head.issued)),
            (Variable::Platform, platform.clone()),
            (Variable::Conservation, CONSERVATION.to_owned()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"{"kind": "completion", "platform": "Formation", "organisation": {"name": "CMA", "address_lines": [], "siret": "",
        "nda": "", "city": "Rennes"}, "signatory": {"name": "René Kerjean", "capacity": ""}, "learner": "Monique Lefèvre",
        "standing": "", "company": null, "title": "Vendre", "nature": "training", "from": "2026-11-02", "to": "2026-11-03",
        "minutes_done": 60, "issued": "2026-11-04", "issued_at": "", "proof": {"code": "K7QF", "url": ""}"#;

    #[test]
    fn what_was_frozen_before_words_could_be_chosen_has_the_original_ones() {
        let frozen = format!("{HEAD}}}");
        let content: Content = serde_json::from_str(&frozen).unwrap();
        let content = content.with_its_words();
        let wording = content.wording().clone();
        assert_eq!(wording.title, "Certificat de réalisation");
        let said = serde_json::to_string(&wording).unwrap();
        assert!(
            said.contains("Monique Lefèvre") && said.contains("trois ans"),
            "{said}"
        );
        assert_eq!(
            content.with_its_words().wording(),
            &wording,
            "words are given once"
        );
    }
    #[test]
    fn words_that_were_chosen_stay_though_their_title_is_empty() {
        let frozen = format!(r#"{HEAD}, "wording": {{"subtitle": "Pour servir et valoir"}}}}"#);
        let content: Content = serde_json::from_str(&frozen).unwrap();
        assert_eq!(
            content.with_its_words().wording().subtitle,
            "Pour servir et valoir"
        );
    }
}
