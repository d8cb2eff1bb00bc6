//! What the forms of an adapted path may hold.

use assess::success::Required;
use catalogue::courses::Step;
use catalogue::library::rules::{Facts, Typed, facts};
use catalogue::library::{Item, ItemId};
use jiff::civil::Date;
use platform::html::{FormErrors, fr};

/// The most characters of a reason.
const LONGEST_REASON: usize = 300;

pub(super) const REASON: &str = "Raison";
pub(super) const ITEM: &str = "Ressource";
pub(super) const DAY: &str = "À faire pour le";

/// What becomes of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// As in the course.
    Kept,
    /// The learner is let off it.
    Waived,
    /// Another takes its place.
    Replaced,
}

impl Fate {
    pub(super) const ALL: [Self; 3] = [Self::Kept, Self::Waived, Self::Replaced];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Kept => "comme",
            Self::Waived => "dispense",
            Self::Replaced => "autre",
        }
    }
}

/// What was typed of a step of the course.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedChange {
    pub(super) fate: String,
    pub(super) reason: String,
    pub(super) item: String,
    pub(super) due: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) fate: Fate,
    pub(super) reason: String,
    /// What takes its place.
    pub(super) item: Option<ItemId>,
    pub(super) due_on: Option<Date>,
}

/// The first and the last day that a step may be due.
pub(super) type Days = (Date, Date);

/// Reads what becomes of a step; says what to mend.
pub(super) fn change(
    typed: &TypedChange,
    items: &[Item],
    days: Days,
    errors: &mut FormErrors,
) -> Option<Wanted> {
    let before = errors.len();
    let fate = Fate::ALL.into_iter().find(|fate| fate.code() == typed.fate);
    if fate.is_none() {
        errors.add(
            "sort",
            "Cette étape",
            "Dites ce que devient l’étape pour cette personne.",
        );
    }
    // The pages that show it end the sentence.
    let reason = typed.reason.trim().trim_end_matches('.');
    if fate.is_some_and(|fate| fate != Fate::Kept) && reason.is_empty() {
        errors.add(
            "raison",
            REASON,
            "Dites pourquoi\u{202f}: l’apprenant le lit, et un contrôle peut le demander.",
        );
    } else if reason.chars().count() > LONGEST_REASON {
        errors.add(
            "raison",
            REASON,
            "Cette raison dépasse 300 caractères\u{202f}: raccourcissez-la.",
        );
    }
    let item = items.iter().find(|item| item.id.to_string() == typed.item);
    if fate == Some(Fate::Replaced) && item.is_none() {
        errors.add("ressource", ITEM, "Choisissez ce qui prend la place de l’étape.");
    }
    let due_on = due(&typed.due, days, errors);
    let (fate, due_on) = (fate?, due_on?);
    (errors.len() == before).then(|| Wanted {
        fate,
        reason: reason.to_owned(),
        item: item.filter(|_| fate == Fate::Replaced).map(|item| item.id),
        due_on,
    })
}

/// A day of the access, or none.
fn due(typed: &str, (first, last): Days, errors: &mut FormErrors) -> Option<Option<Date>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(None);
    }
    let day: Option<Date> = typed.parse().ok();
    let day = day.filter(|day| (first..=last).contains(day));
    if day.is_none() {
        errors.add(
            "date",
            DAY,
            format!(
                "Choisissez un jour de la session, du {} au {}.",
                fr::day_month(first),
                fr::day_month(last)
            ),
        );
    }
    day.map(Some)
}

/// What was typed of a step to add.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedNew {
    pub(super) facts: Typed,
    pub(super) item: String,
    pub(super) required: String,
    pub(super) due: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Added {
    pub(super) facts: Facts,
    pub(super) item: Option<ItemId>,
    pub(super) required: Required,
    pub(super) due_on: Option<Date>,
}

/// Reads a step to add; says what to mend.
pub(super) fn added(typed: &TypedNew, items: &[Item], days: Days, errors: &mut FormErrors) -> Option<Added> {
    let before = errors.len();
    let facts = facts(&typed.facts, errors);
    let item = items.iter().find(|item| item.id.to_string() == typed.item);
    if item.is_none() && !typed.item.is_empty() {
        errors.add(
            "ressource",
            ITEM,
            "Choisissez une ressource dans la liste, ou aucune.",
        );
    }
    let required = match typed.required.as_str() {
        "done" => Some(Required::Done),
        "nothing" => Some(Required::Nothing),
        _ => {
            errors.add(
                "exigence",
                "Pour réussir",
                "Dites si cette étape compte pour réussir.",
            );
            None
        }
    };
    let due_on = due(&typed.due, days, errors)?;
    (errors.len() == before).then_some(())?;
    Some(Added {
        facts: facts?,
        item: item.map(|item| item.id),
        required: required?,
        due_on,
    })
}

/// The step that an item makes when it takes the place of another.
pub(super) fn instead(item: &Item, of: &Step, due_on: Option<Date>) -> Added {
    let required = match of.required {
        Required::Above(_) if !item.kind.scored() => Required::Done,
        required => required,
    };
    Added {
        facts: Facts {
            title: item.title.clone(),
            minutes: item.minutes,
            modality: item.modality,
        },
        item: Some(item.id),
        required,
        due_on,
    }
}

#[cfg(test)]
mod cases {
    use catalogue::library::{ItemKind, OnUpdate, Sheet};
    use jiff::civil::date;
    use platform::html::Modality;
    use platform::ids::Uuid;

    use super::*;

    const DAYS: Days = (date(2026, 11, 2), date(2026, 12, 1));

    fn item() -> Item {
        Item {
            id: ItemId(Uuid::from_u128(1)),
            title: "Fiche".to_owned(),
            kind: ItemKind::Page,
            modality: Modality::SelfPaced,
            minutes: 5,
            on_update: OnUpdate::Continue,
            for_computer: false,
            sheet: Sheet::default(),
            revision: 1,
            archived: false,
        }
    }

    fn wrong(errors: &FormErrors) -> String {
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        fields.join(",")
    }

    #[test]
    fn what_becomes_of_a_step_is_read_or_mended() {
        let (long, one) = ("a".repeat(LONGEST_REASON + 1), item().id.to_string());
        let cases: [([&str; 4], &str); 13] = [
            (["comme", "", "", ""], ""),
            (["comme", "", "", "2026-11-02"], ""),
            (["comme", "", "", " 2026-12-01 "], ""),
            (["comme", "", "", "2026-11-01"], "date"),
            (["comme", "", "", "2026-12-02"], "date"),
            (["comme", "", "", "demain"], "date"),
            (["dispense", "Déjà su.", "", ""], ""),
            (["dispense", " . ", "", ""], "raison"),
            (["dispense", &long, "", ""], "raison"),
            (["autre", "Déjà su", &one, ""], ""),
            (["autre", "Déjà su", "inconnue", ""], "ressource"),
            (["autre", "", "", "x"], "raison,ressource,date"),
            (["", "", "", ""], "sort"),
        ];
        for ([fate, reason, item_id, due], expected) in cases {
            let typed = TypedChange {
                fate: fate.to_owned(),
                reason: reason.to_owned(),
                item: item_id.to_owned(),
                due: due.to_owned(),
            };
            let mut errors = FormErrors::default();
            let read = change(&typed, &[item()], DAYS, &mut errors);
            assert_eq!(wrong(&errors), expected, "{typed:?}");
            assert_eq!(read.is_some(), expected.is_empty(), "{typed:?}");
            assert!(read.is_none_or(|read| !read.reason.ends_with('.')), "{typed:?}");
        }
    }

    #[test]
    fn a_step_to_add_is_read_or_mended() {
        let one = item().id.to_string();
        let cases: [([&str; 5], &str); 7] = [
            (["A", "10", "", "done", ""], ""),
            (["A", "10", &one, "nothing", "2026-11-30"], ""),
            ([" ", "10", "", "done", ""], "titre"),
            (["A", "0", "", "done", ""], "minutes"),
            (["A", "10", "inconnue", "done", ""], "ressource"),
            (["A", "10", "", "above", ""], "exigence"),
            (["A", "10", "", "done", "2031-01-01"], "date"),
        ];
        for ([title, minutes, item_id, required, due], expected) in cases {
            let typed = TypedNew {
                facts: Typed {
                    title: title.to_owned(),
                    minutes: minutes.to_owned(),
                    modality: "self_paced".to_owned(),
                },
                item: item_id.to_owned(),
                required: required.to_owned(),
                due: due.to_owned(),
            };
            let mut errors = FormErrors::default();
            let read = added(&typed, &[item()], DAYS, &mut errors);
            assert_eq!(wrong(&errors), expected, "{typed:?}");
            assert_eq!(read.is_some(), expected.is_empty(), "{typed:?}");
        }
    }
}
