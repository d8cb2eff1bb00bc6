//! What the form of a step holds, typed and read.

use assess::success::Required;
use platform::html::{FormErrors, Modality};
use platform::http::Form;

use crate::courses::{Step, modality_code, required, required_code};
use crate::library::rules::{Facts, Typed, facts};
use crate::library::{Item, ItemId};

/// What was typed of a step.
#[derive(Clone, Debug)]
pub(super) struct TypedStep {
    pub(super) facts: Typed,
    /// The item's identifier, empty for none.
    pub(super) item: String,
    /// What it must come to: a code.
    pub(super) required: String,
    /// The percentage to exceed, as typed.
    pub(super) above: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matter {
    pub(super) facts: Facts,
    pub(super) item: Option<ItemId>,
    pub(super) required: Required,
}

impl TypedStep {
    /// What the form of a new step begins with.
    pub(super) fn empty() -> Self {
        Self {
            facts: Typed {
                modality: modality_code(Modality::SelfPaced).to_owned(),
                ..Typed::default()
            },
            item: String::new(),
            required: required_code(Required::Done).0.to_owned(),
            above: String::new(),
        }
    }

    /// What the form of a step shows.
    pub(super) fn of(step: &Step) -> Self {
        let (required, above) = required_code(step.required);
        Self {
            facts: Typed {
                title: step.title.clone(),
                minutes: step.minutes.to_string(),
                modality: modality_code(step.modality).to_owned(),
            },
            item: step.item.map(|item| item.to_string()).unwrap_or_default(),
            required: required.to_owned(),
            above: above.map(|above| above.to_string()).unwrap_or_default(),
        }
    }

    /// What a form sent.
    pub(super) fn sent(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            facts: Typed {
                title: text("titre"),
                minutes: text("minutes"),
                modality: text("modalite"),
            },
            item: text("ressource"),
            required: text("exigence"),
            above: text("seuil"),
        }
    }

    /// Reads it; says what to mend.
    pub(super) fn read(&self, items: &[Item], errors: &mut FormErrors) -> Option<Matter> {
        let before = errors.len();
        let facts = facts(&self.facts, errors);
        let item = items.iter().find(|item| item.id.to_string() == self.item);
        if item.is_none() && !self.item.is_empty() {
            errors.add(
                "ressource",
                "Ressource",
                "Cette ressource n’est plus dans la bibliothèque\u{202f}: choisissez-en une autre.",
            );
        }
        let required = self.requirement(errors);
        if let (Some(item), Some(Required::Above(_))) = (item, required)
            && !item.kind.scored()
        {
            let message = "Cette ressource ne donne pas de score\u{202f}: personne ne pourrait le dépasser. Choisissez «\u{202f}être faite\u{202f}».";
            errors.add("exigence", "Pour réussir le parcours", message);
        }
        if errors.len() > before {
            return None;
        }
        Some(Matter {
            facts: facts?,
            item: item.map(|item| item.id),
            required: required?,
        })
    }

    fn requirement(&self, errors: &mut FormErrors) -> Option<Required> {
        let typed = self.above.trim().trim_end_matches('%').trim();
        let read = required(&self.required, typed.parse().ok());
        if read.is_none() && self.required == "above" {
            let message = "Donnez un pourcentage entier, de 0 à 99.";
            errors.add("seuil", "Score à dépasser", message);
        } else if read.is_none() {
            let message = "Choisissez ce que l’étape demande pour réussir le parcours.";
            errors.add("exigence", "Pour réussir le parcours", message);
        }
        read
    }
}

#[cfg(test)]
mod cases {
    use uuid::Uuid;

    use super::*;
    use crate::library::{ItemKind, OnUpdate, Sheet};

    #[test]
    fn what_passing_takes_is_read_or_mended() {
        let cases = [
            ("nothing", "", Some(Required::Nothing), ""),
            ("done", "", Some(Required::Done), ""),
            ("done", "abc", Some(Required::Done), ""),
            ("above", "70", Some(Required::Above(70)), ""),
            ("above", " 0\u{202f}% ", Some(Required::Above(0)), ""),
            ("above", "100", None, "seuil"),
            ("above", "", None, "seuil"),
            ("above", "-1", None, "seuil"),
            ("above", "70,5", None, "seuil"),
            ("", "70", None, "exigence"),
        ];
        for (required, above, expected, wrong) in cases {
            let typed = TypedStep {
                facts: Typed {
                    title: "A".to_owned(),
                    minutes: "10".to_owned(),
                    modality: "quiz".to_owned(),
                },
                item: String::new(),
                required: required.to_owned(),
                above: above.to_owned(),
            };
            let mut errors = FormErrors::default();
            let read = typed.read(&[], &mut errors);
            assert_eq!(read.map(|matter| matter.required), expected, "{required} {above}");
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{required} {above}");
        }
    }

    #[test]
    fn a_score_is_asked_only_of_what_gives_one() {
        for (kind, required, wrong) in [
            (ItemKind::Scorm, "above", ""),
            (ItemKind::Meeting, "above", ""),
            (ItemKind::Instruction, "above", "exigence"),
            (ItemKind::Web, "above", "exigence"),
            (ItemKind::Instruction, "done", ""),
        ] {
            let item = Item {
                id: ItemId(Uuid::from_u128(1)),
                title: "A".to_owned(),
                kind,
                modality: Modality::SelfPaced,
                minutes: 10,
                on_update: OnUpdate::Continue,
                for_computer: false,
                sheet: Sheet::default(),
                revision: 1,
            };
            let typed = TypedStep {
                facts: Typed {
                    title: "A".to_owned(),
                    minutes: "10".to_owned(),
                    modality: "self_paced".to_owned(),
                },
                item: item.id.to_string(),
                required: required.to_owned(),
                above: "50".to_owned(),
            };
            let mut errors = FormErrors::default();
            typed.read(&[item], &mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{kind:?} {required}");
        }
    }
}
