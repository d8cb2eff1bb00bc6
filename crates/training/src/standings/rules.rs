//! What a learner may be, and how a certificate says it.

use platform::html::fr;
use serde::{Deserialize, Serialize};

/// What a learner is while they follow a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Works for a company.
    Employee,
    /// Leads a company.
    Head,
    /// Works on their own account.
    SelfEmployed,
    /// Works in the company of their spouse.
    Spouse,
    /// Learns the trade in a company.
    Apprentice,
    /// Looks for work.
    JobSeeker,
}

impl Standing {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Employee,
        Self::Head,
        Self::SelfEmployed,
        Self::Spouse,
        Self::Apprentice,
        Self::JobSeeker,
    ];

    /// As stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Head => "head",
            Self::SelfEmployed => "self_employed",
            Self::Spouse => "spouse",
            Self::Apprentice => "apprentice",
            Self::JobSeeker => "job_seeker",
        }
    }

    /// Reads it back.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As it is chosen.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Employee => "Salarié ou salariée",
            Self::Head => "Chef ou cheffe d’entreprise",
            Self::SelfEmployed => "Travailleur indépendant ou travailleuse indépendante",
            Self::Spouse => "Conjoint collaborateur ou conjointe collaboratrice",
            Self::Apprentice => "Apprenti ou apprentie",
            Self::JobSeeker => "Demandeur ou demandeuse d’emploi",
        }
    }

    /// Reads what people write of it in a list: « salariée », « Gérant », « demandeur d’emploi ». None when it isn't known.
    pub(crate) fn read(written: &str) -> Option<Self> {
        let folded = fr::folded(written);
        let words: String = folded
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let words: Vec<&str> = words.split_whitespace().collect();
        let begins = |stems: &[&str]| {
            words
                .iter()
                .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
        };
        let says = |whole: &[&str]| words.iter().any(|word| whole.contains(word));
        let not = says(&["non", "tns"]) && (begins(&["salari"]) || says(&["tns"]));
        Self::parse(written.trim()).or(match () {
            // Other spouses are something that isn't said here.
            () if begins(&["conjoint"]) => begins(&["collabor"]).then_some(Self::Spouse),
            () if not || begins(&["independant", "autoentrepreneu", "microentrepreneu"]) => {
                Some(Self::SelfEmployed)
            }
            () if says(&["auto", "micro"]) && begins(&["entrepreneu"]) => Some(Self::SelfEmployed),
            () if begins(&["apprenti", "alternant"]) => Some(Self::Apprentice),
            () if begins(&["demandeu", "chomage", "chomeu"]) => Some(Self::JobSeeker),
            () if begins(&["salari"]) || says(&["employe", "employee"]) => Some(Self::Employee),
            () if begins(&["dirigeant", "gerant", "patron"]) || says(&["chef", "cheffe"]) => Some(Self::Head),
            () => None,
        })
    }

    /// As a certificate says it: « salarié(e) de l’entreprise Fournil Lefèvre ».
    pub fn words(self, company: Option<&str>) -> String {
        let company = company.map(str::trim).filter(|name| !name.is_empty());
        let with = |alone: &str, before: &str| match company {
            Some(name) => format!("{before}{name}"),
            None => alone.to_owned(),
        };
        match self {
            Self::Employee => with("salarié(e)", "salarié(e) de l’entreprise "),
            Self::Head => with("chef(fe) d’entreprise", "chef(fe) de l’entreprise "),
            Self::SelfEmployed => with(
                "travailleur(euse) indépendant(e)",
                "travailleur(euse) indépendant(e), ",
            ),
            Self::Spouse => with(
                "conjoint(e) collaborateur(trice)",
                "conjoint(e) collaborateur(trice) dans l’entreprise ",
            ),
            Self::Apprentice => with("apprenti(e)", "apprenti(e) dans l’entreprise "),
            Self::JobSeeker => "demandeur(euse) d’emploi".to_owned(),
        }
    }
}

/// What becomes of a learner's line: what it showed, what it says, what is stored by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing to do.
    None,
    /// To be written; nothing: what was said is taken away.
    Write(Option<Standing>),
    /// Somebody else said another thing meanwhile.
    Crossed,
}

pub(super) fn change(shown: Option<Standing>, said: Option<Standing>, stored: Option<Standing>) -> Change {
    if said == shown || said == stored {
        Change::None
    } else if shown == stored {
        Change::Write(said)
    } else {
        Change::Crossed
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_standing_is_said_with_the_company_that_is_known() {
        let cases = [
            (
                Standing::Employee,
                Some("Fournil"),
                "salarié(e) de l’entreprise Fournil",
            ),
            (Standing::Employee, None, "salarié(e)"),
            (Standing::Employee, Some(" "), "salarié(e)"),
            (
                Standing::Head,
                Some("Fournil"),
                "chef(fe) de l’entreprise Fournil",
            ),
            (
                Standing::SelfEmployed,
                Some("Fournil"),
                "travailleur(euse) indépendant(e), Fournil",
            ),
            (Standing::JobSeeker, Some("Fournil"), "demandeur(euse) d’emploi"),
        ];
        for (standing, company, told) in cases {
            assert_eq!(standing.words(company), told);
        }
        for one in Standing::ALL {
            assert_eq!(Standing::parse(one.code()), Some(one));
        }
        assert_eq!(Standing::parse("autre"), None);
    }

    #[test]
    fn lists_say_it_in_many_ways() {
        use Standing::{Apprentice, Employee, Head, JobSeeker, SelfEmployed, Spouse};
        for (written, read) in [
            ("Salariée", Some(Employee)),
            ("SALARIE(E)", Some(Employee)),
            ("employé de l’entreprise", Some(Employee)),
            ("Chef d'entreprise", Some(Head)),
            ("gérante", Some(Head)),
            ("Travailleur indépendant", Some(SelfEmployed)),
            ("auto-entrepreneur", Some(SelfEmployed)),
            ("Conjointe collaboratrice du chef d’entreprise", Some(Spouse)),
            ("apprenti", Some(Apprentice)),
            ("Demandeuse d’emploi", Some(JobSeeker)),
            ("job_seeker", Some(JobSeeker)),
            ("", None),
            ("Bretagne", None),
            ("Non-salarié", Some(SelfEmployed)),
            ("Travailleur non salarié", Some(SelfEmployed)),
            ("TNS", Some(SelfEmployed)),
            ("Employeur", None),
            ("Mécanicien automobile", None),
            ("Conjoint salarié", None),
        ] {
            assert_eq!(Standing::read(written), read, "{written}");
        }
        for one in Standing::ALL {
            assert_eq!(
                Standing::read(one.label()),
                Some(one),
                "what is shown is read back"
            );
        }
    }

    #[test]
    fn what_somebody_else_said_meanwhile_is_never_written_over() {
        let (employee, head) = (Some(Standing::Employee), Some(Standing::Head));
        let cases = [
            (None, None, None, Change::None),
            (None, employee, None, Change::Write(employee)),
            (employee, None, employee, Change::Write(None)),
            (None, None, head, Change::None),
            (None, employee, head, Change::Crossed),
            (None, head, head, Change::None),
            (employee, None, head, Change::Crossed),
        ];
        for (shown, said, stored, expected) in cases {
            assert_eq!(
                change(shown, said, stored),
                expected,
                "{shown:?} {said:?} {stored:?}"
            );
        }
    }
}
