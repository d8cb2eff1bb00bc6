//! What the form of a step holds, typed and read.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use assess::success::Required;
use platform::html::{FormErrors, Modality, fr};
use platform::http::Form;

use crate::courses::{Completion, Step, modality_code, required, required_code, unmet};
use crate::library::rules::{Facts, Typed, facts};
use crate::library::{Item, ItemId, ItemKind};

/// What ends a step, as a form offers it: codes of [`Completion`], in order.
pub(super) const ENDINGS: [(&str, &str); 7] = [
    ("seen", "dès qu’elle est ouverte"),
    (
        "watched",
        "quand assez de l’enregistrement a été regardé ou écouté",
    ),
    ("done", "quand l’apprenant le dit, ou le module, sans échec"),
    ("over", "à la fin du module, réussi ou non"),
    ("passed", "quand le module est réussi"),
    ("score", "avec un score suffisant au module"),
    ("tutor", "quand un tuteur le dit"),
];
/// The names of fields.
pub(super) const ENDING: &str = "L’étape se termine…";
pub(super) const SHARE: &str = "Part ou score qui suffit";
pub(super) const DUE: &str = "À faire pour le jour";
pub(super) const SUMMARY: &str = "Fiche de synthèse";
/// The last day of a session that a step may be due on.
pub(super) const LAST_DAY: u32 = 730;

/// The item that sums up a step or a part, when one is named; says what to mend.
/// `now`: the one that it has, which stays even archived.
pub(super) fn summary(
    typed: &str,
    now: Option<ItemId>,
    items: &[Item],
    errors: &mut FormErrors,
) -> Option<Option<ItemId>> {
    if typed.is_empty() {
        return Some(None);
    }
    let item = items.iter().find(|item| {
        item.id.to_string() == typed && item.kind.summarises() && (!item.archived || now == Some(item.id))
    });
    if item.is_none() {
        let message = "Choisissez une page ou un document de la bibliothèque, ou aucune fiche.";
        errors.add("fiche", SUMMARY, message);
    }
    item.map(|item| Some(item.id))
}

/// « 70 », « 70 % ».
fn whole(typed: &str) -> Option<i64> {
    typed.trim().trim_end_matches('%').trim().parse().ok()
}

/// What was typed of a step.
#[derive(Clone, Debug, Hash)]
pub(super) struct TypedStep {
    pub(super) facts: Typed,
    /// The item's identifier, empty for none.
    pub(super) item: String,
    /// What it must come to: a code.
    pub(super) required: String,
    /// The percentage to exceed, as typed.
    pub(super) above: String,
    /// When it is done: a code, empty for what is usual.
    pub(super) completion: String,
    /// The percentage that ends it, as typed.
    pub(super) share: String,
    /// The day of the session by which it should be done, as typed.
    pub(super) due: String,
    /// The identifier of what sums it up, empty for nothing.
    pub(super) summary: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matter {
    pub(super) facts: Facts,
    pub(super) item: Option<ItemId>,
    pub(super) required: Required,
    pub(super) completion: Option<Completion>,
    pub(super) due_day: Option<u32>,
    pub(super) summary: Option<ItemId>,
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
            completion: String::new(),
            share: String::new(),
            due: String::new(),
            summary: String::new(),
        }
    }

    /// What the form of a step shows.
    pub(super) fn of(step: &Step) -> Self {
        let (required, above) = required_code(step.required);
        let (completion, share) = step.chosen_completion().map_or(("", None), Completion::code);
        Self {
            facts: Typed {
                title: step.title.clone(),
                minutes: step.minutes.to_string(),
                modality: modality_code(step.modality).to_owned(),
            },
            item: step.item.map(|item| item.to_string()).unwrap_or_default(),
            required: required.to_owned(),
            above: above.map(|above| above.to_string()).unwrap_or_default(),
            completion: completion.to_owned(),
            share: share.map(|share| share.to_string()).unwrap_or_default(),
            due: step.due_day.map(|day| day.to_string()).unwrap_or_default(),
            summary: step.summary.map(|item| item.to_string()).unwrap_or_default(),
        }
    }

    /// The same for the same words, for a form to say what it was made over.
    pub(super) fn mark(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
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
            completion: text("fin"),
            share: text("part"),
            due: text("jour"),
            summary: text("fiche"),
        }
    }

    /// Reads it; says what to mend.
    pub(super) fn read(&self, now: Option<&Step>, items: &[Item], errors: &mut FormErrors) -> Option<Matter> {
        let before = errors.len();
        let facts = facts(&self.facts, errors);
        let before_it = now.and_then(|step| step.item);
        let item = items
            .iter()
            .find(|item| item.id.to_string() == self.item && (!item.archived || before_it == Some(item.id)));
        if item.is_none() && !self.item.is_empty() {
            errors.add(
                "ressource",
                "Ressource",
                "Cette ressource n’est plus proposée\u{202f}: choisissez-en une autre.",
            );
        }
        let required = self.requirement(errors);
        let completion = self.ending(item.map(|item| item.kind), errors);
        let due_day = self.due_day(errors);
        let summary = summary(&self.summary, now.and_then(|step| step.summary), items, errors);
        if let (Some(item), Some(required)) = (item, required)
            && let Some(message) = unmet(item.kind, required, completion.flatten())
        {
            errors.add("exigence", "Pour réussir le parcours", message);
        }
        if errors.len() > before {
            return None;
        }
        Some(Matter {
            facts: facts?,
            item: item.map(|item| item.id),
            required: required?,
            completion: completion?,
            due_day: due_day?,
            summary: summary?,
        })
    }

    /// When it is done: what is usual, or what is possible of its item.
    fn ending(&self, kind: Option<ItemKind>, errors: &mut FormErrors) -> Option<Option<Completion>> {
        if self.completion.is_empty() {
            return Some(None);
        }
        let Some(chosen) = Completion::parse(&self.completion, whole(&self.share)) else {
            match self.completion.as_str() {
                "watched" | "score" => errors.add("part", SHARE, "Donnez un pourcentage entier, de 1 à 100."),
                _ => errors.add("fin", ENDING, "Choisissez ce qui termine l’étape."),
            }
            return None;
        };
        if !chosen.fits(kind) {
            let possible: Vec<String> = ENDINGS
                .iter()
                .filter(|(code, _)| Completion::parse(code, Some(1)).is_some_and(|one| one.fits(kind)))
                .map(|(_, label)| fr::quote(label))
                .collect();
            let message = format!(
                "Cette ressource ne peut pas se terminer ainsi. Possible ici\u{202f}: {}.",
                fr::series(&possible, "ou")
            );
            errors.add("fin", ENDING, &message);
            return None;
        }
        Some(Some(chosen))
    }

    fn due_day(&self, errors: &mut FormErrors) -> Option<Option<u32>> {
        if self.due.trim().is_empty() {
            return Some(None);
        }
        let day = whole(&self.due).and_then(|day| u32::try_from(day).ok());
        let day = day.filter(|day| (1..=LAST_DAY).contains(day));
        if day.is_none() {
            let message = format!("Donnez un nombre de jours, de 1 à {LAST_DAY}, ou laissez vide.");
            errors.add("jour", DUE, &message);
        }
        day.map(Some)
    }

    fn requirement(&self, errors: &mut FormErrors) -> Option<Required> {
        let read = required(&self.required, whole(&self.above));
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
    use crate::library::{OnUpdate, Sheet};

    fn item(kind: ItemKind) -> Item {
        Item {
            id: ItemId(Uuid::from_u128(1)),
            title: "A".to_owned(),
            kind,
            modality: Modality::SelfPaced,
            minutes: 10,
            on_update: OnUpdate::Continue,
            for_computer: false,
            sheet: Sheet::default(),
            revision: 1,
            archived: false,
        }
    }

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
                ..TypedStep::empty()
            };
            let mut errors = FormErrors::default();
            let read = typed.read(None, &[], &mut errors);
            assert_eq!(read.map(|matter| matter.required), expected, "{required} {above}");
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{required} {above}");
        }
    }

    #[test]
    fn what_ends_a_step_and_when_is_read_or_mended() {
        use Completion::{Done, Score, Tutor, Watched};
        type Read = (Option<Completion>, Option<u32>);
        type Sent = (&'static str, &'static str, &'static str);
        let cases: [(Option<ItemKind>, Sent, Option<Read>, &str); 15] = [
            (None, ("", "", ""), Some((None, None)), ""),
            (None, ("", "abc", " 10 "), Some((None, Some(10))), ""),
            (None, ("", "", "0"), None, "jour"),
            (None, ("", "", "731"), None, "jour"),
            (None, ("", "", "demain"), None, "jour"),
            (None, ("seen", "", ""), None, "fin"),
            (None, ("autre", "", ""), None, "fin"),
            (None, ("tutor", "", ""), Some((Some(Tutor), None)), ""),
            (
                Some(ItemKind::Video),
                ("watched", "70 %", "3"),
                Some((Some(Watched(70)), Some(3))),
                "",
            ),
            (Some(ItemKind::Video), ("watched", "", ""), None, "part"),
            (Some(ItemKind::Video), ("score", "50", ""), None, "fin"),
            (
                Some(ItemKind::Scorm),
                ("score", "50", ""),
                Some((Some(Score(50)), None)),
                "",
            ),
            (Some(ItemKind::Scorm), ("score", "101", ""), None, "part"),
            (
                Some(ItemKind::Scorm),
                ("done", "", ""),
                Some((Some(Done), None)),
                "",
            ),
            (Some(ItemKind::Web), ("done", "", ""), None, "fin"),
        ];
        for (kind, (completion, share, due), expected, wrong) in cases {
            let items: Vec<Item> = kind.map(item).into_iter().collect();
            let typed = TypedStep {
                facts: Typed {
                    title: "A".to_owned(),
                    minutes: "10".to_owned(),
                    modality: "self_paced".to_owned(),
                },
                item: items.first().map(|item| item.id.to_string()).unwrap_or_default(),
                completion: completion.to_owned(),
                share: share.to_owned(),
                due: due.to_owned(),
                ..TypedStep::empty()
            };
            let mut errors = FormErrors::default();
            let read = typed.read(None, &items, &mut errors);
            let read = read.map(|matter| (matter.completion, matter.due_day));
            assert_eq!(read, expected, "{kind:?} {completion} {share} {due}");
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{kind:?} {completion} {share} {due}");
        }
    }

    #[test]
    fn every_ending_is_offered_once() {
        let codes: Vec<&str> = ENDINGS.iter().map(|(code, _)| *code).collect();
        for code in &codes {
            let read = Completion::parse(code, Some(50)).unwrap();
            assert_eq!(read.code().0, *code);
        }
    }
}
