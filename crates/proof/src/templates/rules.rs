//! Which documents have words, where they stand, what may vary in them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// A document whose words can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// « Attestation de fin de formation ».
    EndOfTraining,
    /// « Certificat de réalisation ».
    Completion,
    /// « Attestation d’assiduité ».
    Diligence,
    /// « Convocation ».
    Convocation,
}

impl Document {
    /// In the order of a training.
    pub const ALL: [Self; 4] = [
        Self::Convocation,
        Self::EndOfTraining,
        Self::Completion,
        Self::Diligence,
    ];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EndOfTraining => "end_of_training",
            Self::Completion => "completion",
            Self::Diligence => "diligence",
            Self::Convocation => "convocation",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As it is named.
    pub const fn label(self) -> &'static str {
        match self {
            Self::EndOfTraining => "Attestation de fin de formation",
            Self::Completion => "Certificat de réalisation",
            Self::Diligence => "Attestation d’assiduité",
            Self::Convocation => "Convocation",
        }
    }

    /// In addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::EndOfTraining => "attestation-de-fin-de-formation",
            Self::Completion => "certificat-de-realisation",
            Self::Diligence => "attestation-d-assiduite",
            Self::Convocation => "convocation",
        }
    }

    /// Reads an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }

    /// What the layout prints whatever the words say: nobody can leave it out.
    pub(super) const fn printed(self) -> &'static str {
        match self {
            Self::EndOfTraining => {
                "la nature de l’action, les dates, les durées, les objectifs, les résultats, la signature et le code de vérification"
            }
            Self::Completion => {
                "les dates, la durée réalisée, la nature de l’action, la signature et le code de vérification"
            }
            Self::Diligence => {
                "les dates, les durées, les demi-journées émargées, la signature et le code de vérification"
            }
            Self::Convocation => {
                "les dates, les durées, les rendez-vous, les personnes à joindre et la signature"
            }
        }
    }

    /// What its words may name.
    pub(super) fn variables(self) -> impl Iterator<Item = Variable> {
        Variable::ALL.into_iter().filter(move |one| match one {
            Variable::Conservation => self == Self::Completion,
            Variable::Session => self == Self::Convocation,
            _ => true,
        })
    }

    /// What its text must name, as the law and the ministry's models ask: one of each.
    pub(super) const fn required(self) -> &'static [&'static [Variable]] {
        use Variable::{FamilyName, GivenName, Learner, Organisation, Signatory, Title};
        const GIVEN: &[Variable] = &[Learner, GivenName];
        const FAMILY: &[Variable] = &[Learner, FamilyName];
        match self {
            Self::Completion => &[GIVEN, FAMILY, &[Title], &[Organisation], &[Signatory]],
            Self::EndOfTraining | Self::Diligence => &[GIVEN, FAMILY, &[Title], &[Organisation]],
            Self::Convocation => &[GIVEN, FAMILY, &[Title]],
        }
    }
}

/// What is replaced by a value of each document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Variable {
    Learner,
    GivenName,
    FamilyName,
    Company,
    Situation,
    Title,
    Session,
    From,
    To,
    Duration,
    Organisation,
    City,
    Signatory,
    Capacity,
    Issued,
    Platform,
    Conservation,
}

impl Variable {
    pub(super) const ALL: [Self; 17] = [
        Self::Learner,
        Self::GivenName,
        Self::FamilyName,
        Self::Company,
        Self::Situation,
        Self::Title,
        Self::Session,
        Self::From,
        Self::To,
        Self::Duration,
        Self::Organisation,
        Self::City,
        Self::Signatory,
        Self::Capacity,
        Self::Issued,
        Self::Platform,
        Self::Conservation,
    ];

    /// As it is written, between braces.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Learner => "apprenant",
            Self::GivenName => "prenom",
            Self::FamilyName => "nom",
            Self::Company => "entreprise",
            Self::Situation => "situation",
            Self::Title => "formation",
            Self::Session => "session",
            Self::From => "debut",
            Self::To => "fin",
            Self::Duration => "duree",
            Self::Organisation => "organisme",
            Self::City => "ville",
            Self::Signatory => "signataire",
            Self::Capacity => "qualite",
            Self::Issued => "date",
            Self::Platform => "plateforme",
            Self::Conservation => "conservation",
        }
    }

    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Learner => "Prénom et nom de la personne",
            Self::GivenName => "Son prénom",
            Self::FamilyName => "Son nom",
            Self::Company => "Le nom de son entreprise",
            Self::Situation => "Sa situation\u{202f}: «\u{202f}salarié(e) de l’entreprise Lefèvre\u{202f}»",
            Self::Title => "Intitulé de la formation",
            Self::Session => "Référence de la session",
            Self::From => "Premier jour",
            Self::To => "Dernier jour",
            Self::Duration => "Durée",
            Self::Organisation => "Nom de l’organisme",
            Self::City => "Ville de l’organisme",
            Self::Signatory => "Prénom et nom du signataire",
            Self::Capacity => "Qualité du signataire",
            Self::Issued => "Jour de remise",
            Self::Platform => "Nom de la plateforme",
            Self::Conservation => "Durée de conservation des pièces, que la loi fixe",
        }
    }

    /// Not everybody has one: its line goes with it.
    pub(super) const fn may_be_unknown(self) -> bool {
        matches!(self, Self::Company | Self::Situation)
    }

    /// Reads what stands between braces.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What each variable says in one document; what is absent says nothing.
pub(crate) type Values = HashMap<Variable, String>;

/// « salarié(e) de l’entreprise Lefèvre »: a standing has its company with it. « entreprise Lefèvre » when it isn't known.
pub(crate) fn situation(standing: &str, company: &str) -> String {
    match (standing, company) {
        ("", "") => String::new(),
        ("", company) => format!("entreprise {company}"),
        (standing, _) => standing.to_owned(),
    }
}

/// The words of a document, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) body: String,
    pub(crate) closing: String,
    pub(crate) footer: String,
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_stored_and_addressed_is_read_back() {
        for one in Document::ALL {
            assert_eq!(Document::parse(one.code()), Some(one));
            assert_eq!(Document::of_slug(one.slug()), Some(one));
        }
        for one in Variable::ALL {
            assert_eq!(Variable::parse(one.name()), Some(one));
        }
        assert_eq!((Document::parse("autre"), Variable::parse("autre")), (None, None));
    }

    #[test]
    fn a_situation_is_told_with_what_is_known() {
        let cases = [
            ("", "", ""),
            ("", "Fournil Lefèvre", "entreprise Fournil Lefèvre"),
            ("salariée", "", "salariée"),
            (
                "salariée de l’entreprise Fournil Lefèvre",
                "Fournil Lefèvre",
                "salariée de l’entreprise Fournil Lefèvre",
            ),
        ];
        for (standing, company, told) in cases {
            assert_eq!(situation(standing, company), told);
        }
    }
}
