//! Why someone left a session: a reason of a short list, and a note that managers alone read.

use std::sync::Arc;

use jiff::Timestamp;
use platform::PersonId;
use platform::vault::DataKey;

use super::store::EnrolmentId;
pub use super::store::leaving::{note, of_session};

/// Why someone leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They gave up.
    GaveUp,
    /// Their work or their business.
    Work,
    /// Their health.
    Health,
    /// Nobody pays for it.
    Funding,
    /// They should never have been enrolled.
    Mistake,
    /// Anything else.
    Other,
}

impl Reason {
    /// Each, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::GaveUp,
        Self::Work,
        Self::Health,
        Self::Funding,
        Self::Mistake,
        Self::Other,
    ];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::GaveUp => "gave_up",
            Self::Work => "work",
            Self::Health => "health",
            Self::Funding => "funding",
            Self::Mistake => "mistake",
            Self::Other => "other",
        }
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::GaveUp => "Abandon",
            Self::Work => "Emploi ou entreprise",
            Self::Health => "Santé",
            Self::Funding => "Financement",
            Self::Mistake => "Erreur d’inscription",
            Self::Other => "Autre raison",
        }
    }

    /// The one of this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What is said of a withdrawal.
#[derive(Clone)]
pub struct Leaving<'a> {
    /// Why.
    pub reason: Reason,
    /// A note.
    pub note: Option<&'a str>,
    /// The learner's key of account, which seals both; without it nothing is kept.
    pub key: Option<Arc<DataKey>>,
}

impl Leaving<'_> {
    /// Without a note.
    pub fn because(reason: Reason, key: Option<Arc<DataKey>>) -> Self {
        Self {
            reason,
            note: None,
            key,
        }
    }
}

/// Someone who left a session.
#[derive(Clone, Copy, Debug)]
pub struct Withdrawn {
    /// Their enrolment, kept for when they come back.
    pub id: EnrolmentId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why; none when nobody was asked, or what sealed it is gone.
    pub reason: Option<Reason>,
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn each_reason_is_read_as_it_is_written() {
        for reason in Reason::ALL {
            assert_eq!(Reason::parse(reason.code()), Some(reason));
        }
        for wrong in ["", "Abandon", "GAVE_UP", "health "] {
            assert_eq!(Reason::parse(wrong), None, "{wrong}");
        }
    }
}
