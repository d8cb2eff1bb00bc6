//! `parcours.json`: a course and its items. Steps and items are named by their places, from 0.

use std::collections::HashSet;

use assess::progression::Progression;
use assess::success::Required;
use platform::html::FormErrors;
use serde::{Deserialize, Serialize};

use super::quizzes::{self, SentQuestion, SentQuiz};
use crate::courses::{
    Completion, Readers, Step, StepId, Threshold, Wait, completion, modality, required, wants,
};
use crate::editor::Part;
use crate::library::rules::{LONGEST_TITLE, MOST_MINUTES, check_sheet};
use crate::library::{ItemId, ItemKind, Reading, Sheet};

/// What says that an archive is one of ours.
pub(super) const FORMAT: &str = "compagnon-course";
/// The version of the format that is written, and the only one that is read.
pub(super) const VERSION: u32 = 1;
/// The name of the description in the archive.
pub(super) const NAME: &str = "parcours.json";
/// The most bytes of a description.
pub(super) const MOST_BYTES: usize = 8 << 20;
/// The most steps, and the most items.
const MOST: usize = 1000;
/// The most that a step waits for.
const MOST_WAITS: usize = 50;

/// A course and all that it opens.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Archive {
    pub(super) format: String,
    pub(super) version: u32,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) objectives: String,
    pub(super) progression: String,
    pub(super) parts: Vec<SentPart>,
    pub(super) documents: Vec<SentDocument>,
    pub(super) items: Vec<SentItem>,
    /// What its quizzes ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) questions: Vec<SentQuestion>,
}

/// A part.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentPart {
    pub(super) title: String,
    pub(super) summary: Option<usize>,
    pub(super) steps: Vec<SentStep>,
}

/// A step: codes as the store has them.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentStep {
    pub(super) title: String,
    pub(super) modality: String,
    pub(super) minutes: u32,
    pub(super) item: Option<usize>,
    pub(super) required: String,
    pub(super) required_above: Option<u8>,
    pub(super) completion: Option<String>,
    pub(super) completion_percent: Option<u8>,
    pub(super) due_day: Option<u32>,
    pub(super) summary: Option<usize>,
    pub(super) waits: Vec<SentWait>,
    pub(super) any_wait: bool,
    pub(super) waived_from: Option<SentThreshold>,
}

/// What a step waits for: the place of another among all steps.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentWait {
    pub(super) on: usize,
    pub(super) wants: String,
    pub(super) percent: Option<u8>,
}

/// From which percentage at which other step.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentThreshold {
    pub(super) on: usize,
    pub(super) percent: u8,
}

/// A document of the course.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentDocument {
    pub(super) item: usize,
    pub(super) readers: String,
}

/// An item; its files are under `ressources/` and its place.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentItem {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) modality: String,
    pub(super) minutes: u32,
    /// What the library says of it; none in what doesn't say.
    #[serde(default)]
    pub(super) sheet: Option<Sheet>,
    #[serde(default)]
    pub(super) reading: Reading,
    /// What becomes of attempts at a module that is replaced; absent: they go on.
    #[serde(default)]
    pub(super) on_update: Option<String>,
    /// What a quiz asks; none in what doesn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quiz: Option<SentQuiz>,
    /// What is being composed of it and isn't online yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quiz_draft: Option<SentQuiz>,
}

/// Where the files of an item are.
pub(super) fn folder(item: usize) -> String {
    format!("ressources/{item}/")
}

pub(super) const NOT_OURS: &str = "Cette archive n’est pas celle d’un parcours\u{202f}: prenez le fichier .zip que donne le bouton «\u{202f}Exporter\u{202f}» d’un parcours.";
const LATER: &str = "Cette archive vient d’une version plus récente de la plateforme, que celle-ci ne sait pas lire. Demandez à l’assistance de mettre cette plateforme à jour.";
const BROKEN: &str = "Cette archive a été modifiée depuis son export, et n’est plus utilisable\u{202f}: exportez à nouveau le parcours.";

impl Archive {
    /// Reads a description, and checks all that it says of itself.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|_| NOT_OURS)?;
        if head.format != FORMAT {
            return Err(NOT_OURS);
        }
        if head.version != VERSION {
            return Err(LATER);
        }
        let archive: Self = serde_json::from_slice(bytes).map_err(|_| BROKEN)?;
        archive.holds().then_some(archive).ok_or(BROKEN)
    }

    fn holds(&self) -> bool {
        let steps = self.parts.iter().map(|part| part.steps.len()).sum::<usize>();
        let item = |at: &Option<usize>| at.is_none_or(|at| at < self.items.len());
        let sheet = |at: &Option<usize>| at.is_none_or(|at| self.kind(at).is_some_and(ItemKind::summarises));
        let step = |at: usize| at < steps;
        let one = |place: usize, sent: &SentStep| {
            is_title(&sent.title)
                && is_minutes(sent.minutes)
                && item(&sent.item)
                && sheet(&sent.summary)
                && sent.due_day.is_none_or(|day| (1..=730).contains(&day))
                && sent.waits.iter().all(|wait| step(wait.on) && wait.on != place)
                && sent.waits.len() <= MOST_WAITS
                && sent
                    .waits
                    .iter()
                    .map(|wait| (wait.on, &wait.wants))
                    .collect::<HashSet<_>>()
                    .len()
                    == sent.waits.len()
                && (sent.required != "above"
                    || sent
                        .item
                        .is_none_or(|at| self.kind(at).is_some_and(ItemKind::scored)))
                && sent
                    .waived_from
                    .as_ref()
                    .is_none_or(|from| step(from.on) && from.on != place && (1..=100).contains(&from.percent))
        };
        let all = self.parts.iter().flat_map(|part| &part.steps);
        is_title(&self.title)
            && self.summary.chars().count() <= 500
            && self.objectives.chars().count() <= 2000
            && Progression::parse(&self.progression).is_some()
            && self.parts.len() <= MOST
            && steps <= MOST
            && self.items.len() <= MOST
            && self
                .parts
                .iter()
                .all(|part| is_title(&part.title) && sheet(&part.summary))
            && all.enumerate().all(|(place, sent)| one(place, sent))
            && self.documents.iter().all(|document| {
                Readers::parse(&document.readers).is_some()
                    && self.kind(document.item).is_some_and(ItemKind::kept)
            })
            && self.items.iter().all(|item| {
                is_title(&item.title)
                    && is_minutes(item.minutes)
                    && ItemKind::parse(&item.kind).is_some()
                    && modality(&item.modality).is_some()
                    && item.sheet.as_ref().is_none_or(is_sheet)
                    && [&item.quiz, &item.quiz_draft]
                        .into_iter()
                        .flatten()
                        .all(|quiz| item.kind == ItemKind::Quiz.code() && quiz.holds(self.questions.len()))
            })
            && quizzes::hold(&self.questions)
            && self.parts(&ids(self.items.len())).is_some()
    }

    fn kind(&self, item: usize) -> Option<ItemKind> {
        ItemKind::parse(&self.items.get(item)?.kind)
    }

    /// The parts, with these items; none when a word of theirs isn't one.
    pub(super) fn parts(&self, items: &[ItemId]) -> Option<Vec<Part>> {
        let ids: Vec<StepId> = ids(self.parts.iter().map(|part| part.steps.len()).sum());
        let mut place = 0;
        let mut parts = Vec::new();
        for part in &self.parts {
            let mut steps = Vec::new();
            for sent in &part.steps {
                steps.push(self.step(sent, *ids.get(place)?, &ids, items)?);
                place += 1;
            }
            parts.push(Part {
                id: uuid::Uuid::from_u128(parts.len() as u128).into(),
                title: part.title.clone(),
                summary: part.summary.and_then(|at| items.get(at)).copied(),
                steps,
            });
        }
        Some(parts)
    }

    fn step(&self, sent: &SentStep, id: StepId, ids: &[StepId], items: &[ItemId]) -> Option<Step> {
        let kind = sent.item.and_then(|at| self.kind(at));
        let required: Required = required(&sent.required, sent.required_above.map(i64::from))?;
        let chosen = match sent.completion.as_deref() {
            None => None,
            Some(code) => Some(Completion::parse(code, sent.completion_percent.map(i64::from))?),
        };
        let mut waits = Vec::new();
        for wait in &sent.waits {
            waits.push(Wait {
                on: *ids.get(wait.on)?,
                wants: wants(&wait.wants, wait.percent.map(i64::from))?,
            });
        }
        let waived_from = match &sent.waived_from {
            None => None,
            Some(from) => Some(Threshold {
                on: *ids.get(from.on)?,
                percent: from.percent,
            }),
        };
        Some(Step {
            item: sent.item.and_then(|at| items.get(at)).copied(),
            kind,
            required,
            completion: completion(chosen, kind, required),
            due_day: sent.due_day,
            summary: sent.summary.and_then(|at| items.get(at)).copied(),
            waits,
            any_wait: sent.any_wait,
            waived_from,
            ..Step::plain(id, sent.title.as_str(), modality(&sent.modality)?, sent.minutes)
        })
    }
}

/// Identifiers that only tell places apart.
fn ids<T: From<uuid::Uuid>>(count: usize) -> Vec<T> {
    (1..=count as u128)
        .map(|at| uuid::Uuid::from_u128(at).into())
        .collect()
}

fn is_title(title: &str) -> bool {
    !title.trim().is_empty() && title.chars().count() <= LONGEST_TITLE
}

fn is_minutes(minutes: u32) -> bool {
    (1..=MOST_MINUTES).contains(&minutes)
}

fn is_sheet(sheet: &Sheet) -> bool {
    let mut errors = FormErrors::default();
    check_sheet(sheet, &mut errors);
    errors.is_empty()
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::export::parts;
    use super::*;

    fn good() -> Value {
        let step = |title: &str| {
            json!({ "title": title, "modality": "quiz", "minutes": 10, "item": 0, "required": "above", "required_above": 50,
                    "completion": null, "completion_percent": null, "due_day": 3, "summary": 1, "waits": [], "any_wait": false,
                    "waived_from": null })
        };
        let mut second = step("B");
        second["waits"] = json!([{ "on": 0, "wants": "at_least", "percent": 70 }]);
        second["waived_from"] = json!({ "on": 0, "percent": 90 });
        json!({
            "format": FORMAT, "version": VERSION, "title": "Vendre", "summary": "", "objectives": "Vendre", "progression": "free",
            "parts": [{ "title": "Tout", "summary": null, "steps": [step("A"), second] }],
            "documents": [{ "item": 1, "readers": "tutors" }],
            "items": [
                { "title": "Quiz", "kind": "scorm", "modality": "quiz", "minutes": 10 },
                { "title": "Fiche", "kind": "page", "modality": "self_paced", "minutes": 5, "sheet": { "language": "fr", "keywords": "fiche" }, "reading": { "text": "# À retenir" } },
            ],
        })
    }

    fn read(value: &Value) -> Result<Archive, &'static str> {
        Archive::read(value.to_string().as_bytes())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let archive = read(&good()).unwrap();
        let items: Vec<ItemId> = ids(2);
        let made = archive.parts(&items).unwrap();
        let places = items
            .iter()
            .enumerate()
            .map(|(place, item)| (*item, place))
            .collect();
        assert_eq!(parts(&made, &places), archive.parts);
        let again = serde_json::to_vec(&archive).unwrap();
        assert_eq!(Archive::read(&again).unwrap(), archive);
    }

    #[test]
    fn what_does_not_hold_is_refused() {
        let changes: [(&str, Value, &str); 20] = [
            ("/format", json!("autre"), NOT_OURS),
            ("/version", json!(2), LATER),
            ("/title", json!(" "), BROKEN),
            ("/title", json!("a".repeat(151)), BROKEN),
            ("/progression", json!("autre"), BROKEN),
            ("/parts", json!(3), BROKEN),
            ("/parts/0/steps/0/item", json!(2), BROKEN),
            ("/parts/0/steps/0/summary", json!(0), BROKEN),
            ("/parts/0/steps/0/minutes", json!(0), BROKEN),
            ("/parts/0/steps/0/modality", json!("autre"), BROKEN),
            ("/parts/0/steps/0/required", json!("autre"), BROKEN),
            ("/parts/0/steps/0/completion", json!("autre"), BROKEN),
            ("/parts/0/steps/1/waits/0/on", json!(1), BROKEN),
            ("/parts/0/steps/1/waits/0/on", json!(9), BROKEN),
            ("/parts/0/steps/1/waived_from/percent", json!(101), BROKEN),
            (
                "/parts/0/steps/1/waits",
                json!([{ "on": 0, "wants": "done", "percent": null }, { "on": 0, "wants": "done", "percent": null }]),
                BROKEN,
            ),
            ("/items/0/kind", json!("page"), BROKEN),
            ("/documents/0/item", json!(0), BROKEN),
            ("/items/0/kind", json!("autre"), BROKEN),
            ("/items/1/sheet/language", json!("autre"), BROKEN),
        ];
        for (place, value, expected) in changes {
            let mut sent = good();
            *sent.pointer_mut(place).unwrap() = value.clone();
            assert_eq!(read(&sent).unwrap_err(), expected, "{place} {value}");
        }
        assert_eq!(Archive::read(b"{").unwrap_err(), NOT_OURS);
        assert_eq!(Archive::read(b"[]").unwrap_err(), NOT_OURS);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fall(cut in 0usize..2000, put in any::<u8>()) {
            let mut bytes = good().to_string().into_bytes();
            let at = cut % bytes.len();
            bytes[at] = put;
            let _ = Archive::read(&bytes);
            let _ = Archive::read(&bytes[..at]);
        }
    }
}
