//! A case, typed: what must be delivered, what each SCO calls, what the person does.

use serde::Serialize;

use crate::command::Command;
use crate::properties;
use crate::questions::Question;
use crate::triggers::{self, Act, Context};
use crate::vocabulary::Vocabulary;

/// A case of ADL's test suite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The package that is opened first.
    pub package: String,
    /// The item that the learner picks in the table of contents after the opening; none when Start delivers.
    pub pick: Option<String>,
    /// What must be delivered, in order.
    pub visits: Vec<Visit>,
}

/// One delivery of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// The number of the activity: `act` in its address.
    pub activity: String,
    /// Which visit of it this is; numbers may be left out.
    pub visit: u32,
    /// What the platform must show.
    pub questions: Vec<Question>,
    /// What the SCO does.
    pub commands: Vec<Command>,
    /// What the person does then.
    pub acts: Vec<Act>,
}

/// The lines of one visit.
#[derive(Default)]
struct Lines {
    name: String,
    asked: Option<String>,
    answers: Option<String>,
    commands: Vec<String>,
    trigger: Option<String>,
}

impl Case {
    /// Reads `ID.properties`.
    pub fn parse(id: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Result<Self, String> {
        let mut start = String::new();
        let mut visits: Vec<Lines> = Vec::new();
        for (key, value) in properties::read(bytes) {
            let Some((name, field)) = key.split_once('.').filter(|_| key.starts_with("Act")) else {
                if key == "start" {
                    start = value;
                }
                continue;
            };
            // A visit may come twice (an activity is delivered again under the same number): what counts is the run of lines.
            if visits.last().is_none_or(|last| last.name != name) {
                visits.push(Lines {
                    name: name.to_owned(),
                    ..Lines::default()
                });
            }
            if let Some(last) = visits.last_mut() {
                last.take(field, value)?;
            }
        }
        let count = visits.len();
        let visits: Result<Vec<_>, _> = visits
            .into_iter()
            .enumerate()
            .map(|(index, lines)| lines.visit(id, index + 1 == count, vocabulary))
            .collect();
        let visits = visits?;
        if visits.is_empty() {
            return Err("no visit".to_owned());
        }
        let (package, pick) = opening(id, &start);
        Ok(Self {
            id: id.to_owned(),
            package,
            pick,
            visits,
        })
    }
}

/// `start` is `.` (the Start request), the title of an item, or the name of one package of several.
fn opening(id: &str, start: &str) -> (String, Option<String>) {
    let title = start.strip_prefix("startTOC~").unwrap_or(start).trim();
    if title.is_empty() || title == "." {
        (id.to_owned(), None)
    } else if title.starts_with(id) && title.len() == id.len() + 1 {
        (title.to_owned(), None)
    } else {
        (id.to_owned(), Some(title.to_owned()))
    }
}

impl Lines {
    fn take(&mut self, field: &str, value: String) -> Result<(), String> {
        match field {
            "UIQ" => self.asked = Some(value),
            "UIA" => self.answers = Some(value),
            "CUI" => self.trigger = Some(value),
            _ if field.starts_with("commands.") => self.commands.push(value),
            _ => return Err(format!("{}: unknown line {field}", self.name)),
        }
        Ok(())
    }

    fn visit(self, case: &str, last: bool, vocabulary: &Vocabulary) -> Result<Visit, String> {
        let in_visit = |error: String| format!("{}: {error}", self.name);
        let (activity, visit) = self
            .name
            .strip_prefix("Act")
            .and_then(|rest| rest.rsplit_once('V'))
            .and_then(|(activity, visit)| Some((activity.to_owned(), visit.parse().ok()?)))
            .ok_or_else(|| in_visit("not ActNVV".to_owned()))?;
        let questions = match (&self.asked, &self.answers) {
            (Some(asked), Some(answers)) => Question::parse_all(asked, answers).map_err(in_visit)?,
            (None, None) => Vec::new(),
            _ => return Err(in_visit("questions without answers".to_owned())),
        };
        let commands: Result<Vec<_>, _> = self
            .commands
            .iter()
            .map(|text| Command::parse(text, vocabulary))
            .collect();
        let commands = commands.map_err(in_visit)?;
        let context = Context {
            case,
            commands: &commands,
            last,
        };
        let acts = match &self.trigger {
            Some(trigger) => triggers::acts(trigger.trim(), &context).map_err(in_visit)?,
            None => Vec::new(),
        };
        Ok(Visit {
            activity,
            visit,
            questions,
            commands,
            acts,
        })
    }
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::place::Place;
    use crate::triggers::Wish;
    use crate::vocabulary::sample;

    const TEXT: &str = "title=XX-01\nstart=.\nTT=autoTT\n####\nAct1V1.UIQ=toc.enabled\nAct1V1.UIA=N\n\
        Act1V1.commands.0=I->->t->0\nAct1V1.commands.1=SET->a~n~r!N.c->t->0\n####\nAct2aV1.commands.0=I->->t->0\n\
        Act2aV1.CUI=Choice~Activity 1\n####\nAct1V1.commands.0=I->->t->0\nAct1V1.commands.0=SET->c~X!M.n->t->0\n\
        Act1V1.CUI=Exit\n";

    #[test]
    fn a_case_is_its_visits_in_the_order_of_the_file() {
        let case = Case::parse("XX-01", TEXT.as_bytes(), &sample()).unwrap();
        assert_eq!((case.package.as_str(), case.pick), ("XX-01", None));
        let read: Vec<_> = case
            .visits
            .iter()
            .map(|visit| {
                (
                    visit.activity.as_str(),
                    visit.visit,
                    visit.commands.len(),
                    visit.questions.len(),
                )
            })
            .collect();
        assert_eq!(read, [("1", 1, 2, 1), ("2a", 1, 1, 0), ("1", 1, 2, 0)]);
        assert_eq!(case.visits[0].acts, []);
        let choice = Act::Ask(Wish::Choice(Place::Titled("Activity 1".to_owned())));
        assert_eq!(case.visits[1].acts, [choice]);
    }

    #[test]
    fn the_opening_is_a_start_a_pick_or_a_package() {
        for (start, package, pick) in [
            (".", "XX", None),
            ("", "XX", None),
            ("XXa", "XXa", None),
            ("Activity 12", "XX", Some("Activity 12")),
            ("startTOC~Activity 12", "XX", Some("Activity 12")),
        ] {
            assert_eq!(
                opening("XX", start),
                (package.to_owned(), pick.map(str::to_owned)),
                "{start}"
            );
        }
    }

    #[test]
    fn what_is_unknown_is_refused_with_its_place() {
        for (line, said) in [
            ("Act1V1.CUI=Dance", "Act1V1: unknown trigger Dance"),
            ("Act1V1.UIQ=toc.enabled", "Act1V1: questions without answers"),
            ("Act1V1.commands.0=ZZ->->t->0", "Act1V1: unknown command ZZ"),
            ("Act1.CUI=Exit", "Act1: not ActNVV"),
            ("Act1V1.ZZ=1", "Act1V1: unknown line ZZ"),
            ("title=x", "no visit"),
        ] {
            let error = Case::parse("XX", line.as_bytes(), &sample()).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
