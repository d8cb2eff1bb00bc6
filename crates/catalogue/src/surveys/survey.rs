//! A survey, and what it may be.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Fewer anonymous answers than that are never shown: one would guess whose they are.
pub const FEW: usize = 3;
/// The most questions.
pub const MOST: usize = 40;
/// The most choices of a question.
pub const MOST_CHOICES: usize = 20;
/// The most characters of a question, a choice, a title.
pub const LONGEST: usize = 300;
/// The most days that a late survey waits for, or stays open.
pub const MOST_DAYS: u16 = 365;
/// A day, in milliseconds.
pub const DAY_MS: i64 = 86_400_000;

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Body {
    /// « Pas du tout » to « Tout à fait », in four words or five.
    Scale {
        /// How many words.
        words: u8,
    },
    /// From 0 to 10: would they recommend it?
    Recommend,
    /// One choice.
    Single {
        /// In order.
        choices: Vec<String>,
    },
    /// Any number of choices.
    Several {
        /// In order.
        choices: Vec<String>,
    },
    /// Free words.
    Words,
}

impl Body {
    /// As a form sends it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Scale { words: 5 } => "scale5",
            Self::Scale { .. } => "scale4",
            Self::Recommend => "recommend",
            Self::Single { .. } => "single",
            Self::Several { .. } => "several",
            Self::Words => "words",
        }
    }

    /// What may be chosen, in order; nothing for free words.
    pub fn labels(&self) -> Vec<String> {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        match self {
            Self::Scale { words: 5 } => owned(&[
                "Pas du tout",
                "Plutôt non",
                "Moyennement",
                "Plutôt oui",
                "Tout à fait",
            ]),
            Self::Scale { .. } => owned(&["Pas du tout", "Plutôt non", "Plutôt oui", "Tout à fait"]),
            Self::Recommend => (0..=10).map(|mark: u8| mark.to_string()).collect(),
            Self::Single { choices } | Self::Several { choices } => choices.clone(),
            Self::Words => Vec::new(),
        }
    }
}

/// A question of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number for ever in this survey: answers name it.
    pub id: u32,
    /// The title of the part that begins with it; empty within one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// What is asked.
    pub text: String,
    /// It must be answered.
    #[serde(default)]
    pub required: bool,
    /// How it is answered.
    pub body: Body,
}

/// When a late survey is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// So many days after the end of the learner's access.
    pub after: u16,
    /// For so many days.
    pub days: u16,
}

impl Default for Window {
    fn default() -> Self {
        Self { after: 60, days: 30 }
    }
}

impl Window {
    /// When it opens and closes for whose access ended at this instant.
    pub fn of(self, ended: Timestamp) -> (Timestamp, Timestamp) {
        let at = |days: u32| {
            let wait = SignedDuration::from_hours(24 * i64::from(days));
            ended.checked_add(wait).unwrap_or(Timestamp::MAX)
        };
        let (after, days) = (u32::from(self.after), u32::from(self.days));
        (at(after), at(after + days))
    }
}

/// What a survey asks, and how its answers are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Survey {
    /// Nobody sees whose an answer is.
    pub anonymous: bool,
    /// When it is open, for a late one.
    pub window: Window,
    /// What it asks, in order.
    pub questions: Vec<Question>,
}

impl Default for Survey {
    fn default() -> Self {
        Self {
            anonymous: true,
            window: Window::default(),
            questions: Vec::new(),
        }
    }
}

impl Survey {
    /// Why it can't be asked as it is, in French: what an archive brings is looked at like what is typed.
    pub fn problem(&self) -> Option<&'static str> {
        let long = |text: &str| text.chars().count() > LONGEST;
        let choices = |question: &Question| match &question.body {
            Body::Single { choices } | Body::Several { choices } => Some(choices.clone()),
            _ => None,
        };
        let mut ids: Vec<u32> = self.questions.iter().map(|question| question.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let days = [self.window.after, self.window.days];
        if self.questions.len() > MOST || ids.len() < self.questions.len() {
            Some("Cette enquête a trop de questions\u{202f}: 40 au plus.")
        } else if days.iter().any(|days| *days > MOST_DAYS) || self.window.days == 0 {
            Some("Donnez des nombres de jours, 365 au plus.")
        } else if self.questions.iter().any(|one| one.text.trim().is_empty()) {
            Some("Une question est vide\u{202f}: écrivez-la, ou retirez-la.")
        } else if self
            .questions
            .iter()
            .any(|one| long(&one.text) || long(&one.part))
        {
            Some("Une question est trop longue\u{202f}: 300 caractères au plus.")
        } else if (self.questions.iter().filter_map(choices)).any(|all| !possible(&all)) {
            Some("Une question à choix demande de deux à vingt réponses différentes, une par ligne.")
        } else {
            None
        }
    }
}

/// Whether choices can be told apart.
pub(super) fn possible(choices: &[String]) -> bool {
    let mut known: Vec<&str> = choices.iter().map(|choice| choice.trim()).collect();
    let whole = known
        .iter()
        .all(|choice| !choice.is_empty() && choice.chars().count() <= LONGEST);
    known.sort_unstable();
    known.dedup();
    whole && known.len() == choices.len() && (2..=MOST_CHOICES).contains(&choices.len())
}

#[cfg(test)]
mod cases {
    use super::*;

    fn question(id: u32, text: &str, body: Body) -> Question {
        Question {
            id,
            part: String::new(),
            text: text.to_owned(),
            required: true,
            body,
        }
    }

    #[test]
    fn what_can_be_asked() {
        let choices = |all: &[&str]| Body::Single {
            choices: all.iter().map(|&one| one.to_owned()).collect(),
        };
        let cases = [
            (vec![question(1, "Clair\u{202f}?", Body::Words)], ""),
            (vec![question(1, " ", Body::Words)], "vide"),
            (
                vec![question(1, "A", Body::Words), question(1, "B", Body::Words)],
                "trop de",
            ),
            (vec![question(1, &"x".repeat(301), Body::Words)], "longue"),
            (vec![question(1, "A", choices(&["Oui"]))], "deux à vingt"),
            (vec![question(1, "A", choices(&["Oui", " Oui "]))], "deux à vingt"),
            (vec![question(1, "A", choices(&["Oui", ""]))], "deux à vingt"),
            (vec![question(1, "A", choices(&["Oui", "Non"]))], ""),
        ];
        for (questions, expected) in cases {
            let survey = Survey {
                questions,
                ..Survey::default()
            };
            let found = survey.problem().unwrap_or_default();
            assert!(found.contains(expected), "{survey:?}: {found}");
            assert_eq!(found.is_empty(), expected.is_empty(), "{survey:?}: {found}");
            let json = serde_json::to_string(&survey).unwrap();
            assert_eq!(serde_json::from_str::<Survey>(&json).unwrap(), survey);
        }
        assert_eq!(serde_json::from_str::<Survey>("{}").unwrap(), Survey::default());
    }

    #[test]
    fn a_window_is_counted_from_the_end() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (opens, closes) = Window::default().of(at("2026-12-01T23:00:00Z"));
        assert_eq!(
            (opens, closes),
            (at("2027-01-30T23:00:00Z"), at("2027-03-01T23:00:00Z"))
        );
        assert_eq!(Window::default().of(Timestamp::MAX).1, Timestamp::MAX);
    }
}
