//! What was answered so far: read from the form, written back into it.

use std::collections::HashMap;

use catalogue::courses::{Section, Step, StepId};
use platform::html::Modality;
use platform::http::Form;
use training::sessions::Duty;

/// A class or a half-day, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) day: String,
    pub(super) time: String,
    pub(super) place: String,
}

/// Everything typed so far, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub(super) course: String,
    pub(super) first: String,
    pub(super) days: String,
    pub(super) reference: String,
    pub(super) places: String,
    /// The first day for which the dates were proposed.
    pub(super) proposed: String,
    pub(super) slots: HashMap<StepId, Slot>,
    pub(super) tutors: HashMap<&'static str, String>,
}

/// The steps of a course that happen at a date.
pub(super) fn dated(path: &[Section]) -> Vec<Step> {
    let steps = path.iter().flat_map(|part| &part.steps);
    steps
        .filter(|step| matches!(step.modality, Modality::Live | Modality::OnSite))
        .cloned()
        .collect()
}

/// Whose answer a field is: its stage, its name, its value.
pub(super) type Field = (usize, String, String);

impl Answers {
    pub(super) fn read(form: &Form, steps: &[Step]) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let slots = steps.iter().map(|step| {
            let slot = Slot {
                day: text(&format!("jour-{}", step.id)),
                time: text(&format!("heure-{}", step.id)),
                place: text(&format!("lieu-{}", step.id)),
            };
            (step.id, slot)
        });
        Self {
            course: text("parcours"),
            first: text("debut"),
            days: text("jours"),
            reference: text("reference"),
            places: text("places"),
            proposed: text("propose"),
            slots: slots.collect(),
            tutors: Duty::ALL
                .iter()
                .map(|duty| (duty.code(), text(&format!("tuteur-{}", duty.code()))))
                .collect(),
        }
    }

    pub(super) fn slot(&self, step: StepId) -> Slot {
        self.slots.get(&step).cloned().unwrap_or_default()
    }

    pub(super) fn tutor(&self, duty: Duty) -> &str {
        self.tutors.get(duty.code()).map_or("", String::as_str)
    }

    /// Every field, with the stage that asks for it.
    pub(super) fn fields(&self, steps: &[Step]) -> Vec<Field> {
        let mut fields = vec![
            (0, "parcours".to_owned(), self.course.clone()),
            (1, "debut".to_owned(), self.first.clone()),
            (1, "jours".to_owned(), self.days.clone()),
            (1, "reference".to_owned(), self.reference.clone()),
            (1, "places".to_owned(), self.places.clone()),
            (usize::MAX, "propose".to_owned(), self.proposed.clone()),
        ];
        for step in steps {
            let slot = self.slot(step.id);
            fields.push((2, format!("jour-{}", step.id), slot.day));
            fields.push((2, format!("heure-{}", step.id), slot.time));
            fields.push((2, format!("lieu-{}", step.id), slot.place));
        }
        for duty in Duty::ALL {
            let name = format!("tuteur-{}", duty.code());
            fields.push((3, name, self.tutor(duty).to_owned()));
        }
        fields
    }
}
