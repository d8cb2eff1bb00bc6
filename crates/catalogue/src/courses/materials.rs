//! What a course gives its people beside its steps, and who reads it.

use crate::library::Readable;

/// Who reads a document of a course or of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Readers {
    /// Whoever learns, and their tutors.
    Learners,
    /// Tutors and managers alone.
    Tutors,
}

impl Readers {
    /// Both, in the order of pages.
    pub const ALL: [Self; 2] = [Self::Learners, Self::Tutors];

    /// As stored, and as a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Learners => "learners",
            Self::Tutors => "tutors",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As a title.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Learners => "Pour les apprenants",
            Self::Tutors => "Pour les tuteurs",
        }
    }

    /// Who that is, in a sentence.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Learners => "Les apprenants, leurs tuteurs et les gestionnaires.",
            Self::Tutors => {
                "Les tuteurs et les gestionnaires seulement\u{202f}: scénario pédagogique, guide, corrigé."
            }
        }
    }
}

/// A document of a course.
#[derive(Clone, Debug)]
pub struct Material {
    /// Who reads it.
    pub readers: Readers,
    /// The item, with its version in force.
    pub item: Readable,
}
