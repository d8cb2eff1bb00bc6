//! What a person is asked about the platform's own controls (`UIQ`, `UIA`).

use serde::Serialize;

use crate::lms::{Interface, TocLine};
use crate::place::Place;

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What is asked.
    pub asked: Asked,
    /// The answer: yes or no.
    pub yes: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Asked {
    /// `continue.enabled`, `previous.enabled`…: that control is shown and can be used.
    Enabled(String),
    /// `continue.disabled`…: it is absent, or can't be used.
    Disabled(String),
    /// `toc.enabled`: the table of contents leads somewhere else than where the learner is.
    ContentsEnabled,
    /// `toc.enabled.selectable@…`: this activity can be chosen.
    Selectable(Place),
    /// `toc.visible@…`: this activity is shown.
    Visible(Place),
    /// `click.button`: the page asks for a click on a button of its own; nothing of the platform's.
    PageButton,
}

impl Question {
    /// Reads the questions and the answers, both joined by `~`.
    pub fn parse_all(asked: &str, answers: &str) -> Result<Vec<Self>, String> {
        let asked: Vec<_> = asked.split('~').collect();
        let answers: Vec<_> = answers.split('~').collect();
        if asked.len() != answers.len() {
            return Err(format!("{} questions, {} answers", asked.len(), answers.len()));
        }
        let pairs = asked.into_iter().zip(answers);
        pairs
            .map(|(asked, answer)| {
                Ok(Self {
                    asked: Asked::parse(asked)?,
                    yes: match answer.trim() {
                        "Y" => true,
                        "N" => false,
                        other => return Err(format!("neither yes nor no: {other}")),
                    },
                })
            })
            .collect()
    }

    /// Compares the answer with what the platform shows.
    pub fn check(&self, interface: &Interface) -> Result<(), String> {
        let shown = match &self.asked {
            Asked::Enabled(control) => interface.controls.contains(control.as_str()),
            Asked::Disabled(control) => !interface.controls.contains(control.as_str()),
            Asked::ContentsEnabled => interface.toc.iter().any(|line| line.selectable && !line.current),
            Asked::Selectable(place) => line(interface, place).is_some_and(|line| line.selectable),
            Asked::Visible(place) => line(interface, place).is_some_and(|line| line.visible),
            Asked::PageButton => return Ok(()),
        };
        if shown == self.yes {
            return Ok(());
        }
        let word = |yes| if yes { "yes" } else { "no" };
        Err(format!(
            "{:?}: expected {}, got {}",
            self.asked,
            word(self.yes),
            word(shown)
        ))
    }
}

/// The line of an activity: the root is the first one.
fn line<'a>(interface: &'a Interface, place: &Place) -> Option<&'a TocLine> {
    match place {
        Place::Root => interface.toc.first(),
        Place::Titled(title) => interface.toc.iter().find(|line| line.title.trim() == title),
    }
}

impl Asked {
    fn parse(text: &str) -> Result<Self, String> {
        let unknown = || format!("unknown question {text}");
        if let Some((device, place)) = text.split_once('@') {
            let place = Place::parse(place);
            return match device {
                "toc.enabled.selectable" => Ok(Self::Selectable(place)),
                "toc.visible" => Ok(Self::Visible(place)),
                _ => Err(unknown()),
            };
        }
        match text.split_once('.').ok_or_else(unknown)? {
            ("toc", "enabled") => Ok(Self::ContentsEnabled),
            ("click", "button") => Ok(Self::PageButton),
            (control, "enabled") if CONTROLS.contains(&control) => Ok(Self::Enabled(control.to_owned())),
            (control, "disabled") if CONTROLS.contains(&control) => Ok(Self::Disabled(control.to_owned())),
            _ => Err(unknown()),
        }
    }
}

/// The controls that may be asked about.
const CONTROLS: [&str; 7] = [
    "continue",
    "previous",
    "exit",
    "exitAll",
    "abandon",
    "abandonAll",
    "suspendAll",
];

#[cfg(test)]
mod cases {
    use super::*;

    fn toc_line(title: &str, visible: bool, selectable: bool, current: bool) -> TocLine {
        TocLine {
            identifier: title.to_lowercase(),
            title: title.to_owned(),
            visible,
            selectable,
            current,
        }
    }

    #[test]
    fn answers_are_compared_with_the_interface() {
        let interface = Interface {
            controls: ["continue", "exit"].into(),
            toc: vec![
                toc_line("Package ", true, false, false),
                toc_line("Activity 1", true, true, true),
                toc_line("Activity 2", false, false, false),
            ],
        };
        let root = r#"the activity that corresponds to the root of "Package""#;
        let right = [
            ("continue.enabled~continue.disabled", "Y~N"),
            ("previous.enabled~previous.disabled~exit.enabled", "N~Y~Y"),
            (
                "toc.enabled.selectable@Activity 1~toc.enabled.selectable@Activity 2",
                "Y~N",
            ),
            (
                "toc.visible@Activity 1~toc.visible@Activity 2~toc.visible@Activity 9",
                "Y~N~N",
            ),
            ("toc.enabled~click.button", "N~Y"),
            (
                &format!("toc.visible@{root}~toc.enabled.selectable@{root}"),
                "Y~N",
            ),
        ];
        for (asked, answers) in right {
            for question in Question::parse_all(asked, answers).unwrap() {
                assert_eq!(question.check(&interface), Ok(()), "{asked}");
                if question.asked != Asked::PageButton {
                    let wrong = Question {
                        yes: !question.yes,
                        ..question
                    };
                    assert!(wrong.check(&interface).is_err(), "{asked}");
                }
            }
        }
        for (asked, answers) in [
            ("toc.enabled", "Y~N"),
            ("toc.enabled", "maybe"),
            ("help.enabled", "Y"),
            ("x@y", "Y"),
        ] {
            assert!(Question::parse_all(asked, answers).is_err(), "{asked} {answers}");
        }
    }
}
