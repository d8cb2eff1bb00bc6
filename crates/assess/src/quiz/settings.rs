//! What an author settles about a quiz.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The settings of a quiz.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What it is for.
    pub purpose: Purpose,
    /// How many tries; as many as wanted when there is none.
    pub tries: Option<u32>,
    /// The time of a try, in minutes; none that counts when there is none.
    pub minutes: Option<u32>,
    /// From when it may be started.
    pub opens: Option<Timestamp>,
    /// When it closes: a try under way ends then.
    pub closes: Option<Timestamp>,
    /// The least percentage that passes, where there is one.
    pub pass: Option<u8>,
    /// Which try counts.
    pub kept: Kept,
    /// How questions are laid out.
    pub layout: Layout,
    /// When feedback is read.
    pub feedback: When,
    /// When right answers are shown.
    pub answers: When,
}

/// What a quiz is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It is marked.
    #[default]
    Graded,
    /// It says where one starts from: nobody fails it.
    Positioning,
}

/// Which try counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// The best.
    #[default]
    Best,
    /// The last.
    Last,
    /// The mean of all.
    Mean,
}

/// How questions are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A page each.
    #[default]
    OneByOne,
    /// All on one page.
    All,
}

/// When something is shown to the learner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Never.
    Never,
    /// As soon as the question is answered, which then can't be changed.
    AfterQuestion,
    /// Once the try is over.
    #[default]
    AfterTry,
    /// Once the last try is over, or the quiz is closed.
    AfterLastTry,
    /// Once the quiz is closed.
    AfterClose,
}

impl Settings {
    /// What is to be mended, in French sentences.
    pub fn problems(&self) -> Vec<String> {
        let mut problems: Vec<&str> = Vec::new();
        if self.tries.is_some_and(|tries| tries == 0 || tries > 100) {
            problems.push("Le nombre d’essais va de 1 à 100.");
        }
        if self
            .minutes
            .is_some_and(|minutes| minutes == 0 || minutes > 24 * 60)
        {
            problems.push("La durée d’un essai va d’une minute à 24 heures.");
        }
        if self.pass.is_some_and(|percent| percent == 0 || percent > 100) {
            problems.push("Le seuil de réussite va de 1 à 100\u{a0}%.");
        }
        if self
            .opens
            .zip(self.closes)
            .is_some_and(|(opens, closes)| opens >= closes)
        {
            problems.push("Le quiz se ferme avant de s’ouvrir\u{202f}: changez l’une des deux dates.");
        }
        let after_close = self.feedback == When::AfterClose || self.answers == When::AfterClose;
        if after_close && self.closes.is_none() {
            problems.push("Rien ne se montrera\u{202f}: le quiz n’a pas de date de fermeture. Donnez-en une, ou montrez les réponses plus tôt.");
        }
        if self.pass.is_some() && self.purpose == Purpose::Positioning {
            problems
                .push("Un quiz de positionnement n’a pas de seuil de réussite\u{202f}: personne n’y échoue.");
        }
        problems.into_iter().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn problems_say_what_to_mend() {
        let at = |second| Some(Timestamp::from_second(second).unwrap());
        let fine = Settings {
            tries: Some(2),
            minutes: Some(20),
            opens: at(1),
            closes: at(2),
            pass: Some(70),
            ..Settings::default()
        };
        let cases = [
            (Settings::default(), 0),
            (fine.clone(), 0),
            (
                Settings {
                    tries: Some(0),
                    ..fine.clone()
                },
                1,
            ),
            (
                Settings {
                    minutes: Some(2000),
                    pass: Some(101),
                    ..fine.clone()
                },
                2,
            ),
            (
                Settings {
                    closes: at(1),
                    ..fine.clone()
                },
                1,
            ),
            (
                Settings {
                    answers: When::AfterClose,
                    ..fine.clone()
                },
                0,
            ),
            (
                Settings {
                    answers: When::AfterClose,
                    closes: None,
                    ..fine.clone()
                },
                1,
            ),
            (
                Settings {
                    purpose: Purpose::Positioning,
                    ..fine
                },
                1,
            ),
        ];
        for (settings, count) in cases {
            assert_eq!(settings.problems().len(), count, "{settings:?}");
        }
    }
}
