//! Whether chambers may open sessions of a course.

use super::opening::blocked;
use super::store::{Course, Section};

/// Where a course stands between who makes it and the chambers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Being made: no session is opened of it yet.
    Draft,
    /// Chambers open sessions of it.
    Published,
    /// They no longer do; its sessions go on.
    Archived,
}

impl Offer {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Archived];

    /// As stored, and as a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Brouillon",
            Self::Published => "Publié",
            Self::Archived => "Archivé",
        }
    }
}

/// Why a course can't be published yet, in French; none when it can.
pub fn unready(course: &Course, path: &[Section]) -> Vec<String> {
    let mut why = Vec::new();
    if path.iter().all(|part| part.steps.is_empty()) {
        why.push("Il n’a pas encore d’étape.".to_owned());
    }
    if course.objectives.trim().is_empty() {
        why.push("Ses objectifs manquent\u{202f}: les attestations les reprennent.".to_owned());
    }
    why.extend(blocked(course.progression, path));
    why
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn each_is_read_back() {
        for offer in Offer::ALL {
            assert_eq!(Offer::parse(offer.code()), Some(offer));
        }
        assert_eq!(Offer::parse("autre"), None);
    }
}
