//! What a learner may be, and how a certificate says it.

/// What a learner is while they follow a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
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
    pub(super) const ALL: [Self; 6] = [
        Self::Employee,
        Self::Head,
        Self::SelfEmployed,
        Self::Spouse,
        Self::Apprentice,
        Self::JobSeeker,
    ];

    /// As stored.
    pub(super) const fn code(self) -> &'static str {
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
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As it is chosen.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Employee => "Salarié ou salariée",
            Self::Head => "Chef ou cheffe d’entreprise",
            Self::SelfEmployed => "Travailleur indépendant ou travailleuse indépendante",
            Self::Spouse => "Conjoint collaborateur ou conjointe collaboratrice",
            Self::Apprentice => "Apprenti ou apprentie",
            Self::JobSeeker => "Demandeur ou demandeuse d’emploi",
        }
    }

    /// As a certificate says it: « salarié(e) de l’entreprise Fournil Lefèvre ».
    pub(crate) fn words(self, company: Option<&str>) -> String {
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
