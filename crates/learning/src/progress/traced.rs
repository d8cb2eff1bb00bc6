//! What is kept of each change of a mark: who, when, from what to what, why.

use std::sync::Arc;

use jiff::Timestamp;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{PersonId, Result, Site};

use super::rules::{StepState, whole};

/// What a mark, or its change, came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// What the step's content told, or how much of it was seen.
    Content,
    /// A quiz, graded here.
    Quiz,
    /// A tutor's word.
    Tutor,
    /// A sheet of attendance.
    Attendance,
}

impl Origin {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Content, "content", "L’activité elle-même"),
        (Self::Quiz, "quiz", "Le quiz"),
        (Self::Tutor, "tutor", "Une saisie"),
        (Self::Attendance, "attendance", "La feuille de présence"),
    ];

    pub(super) fn code(self) -> &'static str {
        self.of().1
    }

    /// What it came from, in French.
    pub fn words(self) -> &'static str {
        self.of().2
    }

    fn of(self) -> (Self, &'static str, &'static str) {
        Self::ALL
            .into_iter()
            .find(|one| one.0 == self)
            .unwrap_or(Self::ALL[0])
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.1 == code).map(|one| one.0)
    }
}

/// What a step came to at a moment, as a mark shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Whether it was done.
    pub done: bool,
    /// When it was done; not known of what was kept before this was.
    pub done_at: Option<Timestamp>,
    /// Its percentage, 0 to 100.
    pub percent: Option<f64>,
}

impl Standing {
    /// `marked`: what a tutor says of the percentage, whatever the content tells.
    pub(super) fn of(state: Option<&StepState>, marked: Option<f64>) -> Self {
        Self {
            done: state.is_some_and(|state| state.is_done()),
            done_at: state.and_then(|state| state.done_at),
            percent: marked.or_else(|| state.and_then(|state| state.percent)),
        }
    }
}

/// Whether a change is one for who reads marks: they are shown whole, with the moment that success reads.
pub(super) fn tells(before: Standing, after: Standing) -> bool {
    let moved = before
        .done_at
        .zip(after.done_at)
        .is_some_and(|(one, other)| one != other);
    moved || before.done != after.done || before.percent.map(whole) != after.percent.map(whole)
}

/// Why a mark changed, as it can still be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// Nobody said.
    #[default]
    Unsaid,
    /// In these words.
    Said(String),
    /// It was said, and doesn't open any more.
    Lost,
}

impl Reason {
    /// Of words: none when they are empty.
    pub fn of(words: String) -> Self {
        match words.is_empty() {
            true => Self::Unsaid,
            false => Self::Said(words),
        }
    }

    /// What is shown of it, in French.
    pub fn words(&self) -> &str {
        match self {
            Self::Unsaid => "",
            Self::Said(words) => words,
            Self::Lost => "Effacé\u{202f}: ne peut plus être lu",
        }
    }
}

/// A change of a mark.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Who; nobody when it came by itself, or whose account was erased.
    pub by: Option<PersonId>,
    /// What it came from.
    pub origin: Origin,
    /// What it took the place of.
    pub before: Standing,
    /// What it became.
    pub after: Standing,
    /// Why.
    pub why: Reason,
}

/// Why a mark changes, and the key that seals it: made before the transaction that writes it.
pub struct Why {
    pub(super) key: Arc<DataKey>,
    pub(super) words: String,
}

impl Why {
    /// Of what was typed: none when that is nothing.
    ///
    /// # Errors
    /// The key store's.
    pub async fn of(site: &Site, learner: PersonId, typed: &str) -> Result<Option<Self>> {
        let words = typed.trim();
        if words.is_empty() {
            return Ok(None);
        }
        let key = site.keys().get_or_create(learner.0, Class::Evidence).await?;
        Ok(Some(Self {
            key,
            words: words.to_owned(),
        }))
    }
}

#[cfg(test)]
mod cases {
    use super::super::rules::Status;
    use super::*;

    #[test]
    fn what_shows_is_a_change() {
        let standing = |done, percent| Standing {
            done,
            percent,
            done_at: None,
        };
        for (before, after, expected) in [
            (standing(false, None), standing(false, None), false),
            (standing(false, None), standing(true, None), true),
            (standing(false, None), standing(false, Some(0.0)), true),
            (standing(false, Some(40.2)), standing(false, Some(40.9)), false),
            (standing(false, Some(40.9)), standing(false, Some(41.0)), true),
            (standing(true, Some(80.0)), standing(true, None), true),
            (standing(true, Some(80.0)), standing(false, Some(80.0)), true),
        ] {
            assert_eq!(tells(before, after), expected, "{before:?} {after:?}");
        }
        let on = |second: Option<i64>| Standing {
            done_at: second.map(|second| Timestamp::from_second(second).unwrap()),
            ..standing(true, Some(80.0))
        };
        for (before, after, expected) in [
            (Some(10), Some(10), false),
            (Some(10), Some(20), true),
            // Not known before: nothing is made up.
            (None, Some(20), false),
        ] {
            assert_eq!(tells(on(before), on(after)), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn each_origin_has_a_code_of_its_own() {
        for (origin, code, _) in Origin::ALL {
            assert_eq!((origin.code(), Origin::parse(code)), (code, Some(origin)));
        }
        assert_eq!(Origin::parse("other"), None);
    }

    #[test]
    fn a_tutor_s_percentage_comes_first() {
        let state = StepState {
            status: Status::Started,
            percent: Some(80.0),
            seconds: 0,
            done_at: None,
            minutes: None,
            hidden: false,
        };
        let of = |marked| Standing::of(Some(&state), marked).percent;
        assert_eq!((of(Some(50.0)), of(None)), (Some(50.0), Some(80.0)));
        assert_eq!(Standing::of(None, None), Standing::default());
    }
}
