//! The dates that were typed, and what they would change.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use platform::Result;
use platform::html::{FormErrors, Modality, fr};
use platform::http::Form;
use training::sessions::{self, DateId, Moves, meeting};

use super::rules::{self, Period};
use super::state::{Held, Meeting};
use crate::wizard::{day, hour};

/// The label of what is wrong with the whole.
const WHOLE: &str = "Dates de la session";

/// A class or a half-day, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) day: String,
    pub(super) time: String,
    pub(super) place: String,
}

/// Everything as typed.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) first: String,
    pub(super) last: String,
    /// What isn't changed follows the first day.
    pub(super) follow: bool,
    /// The revision that was read.
    pub(super) revision: String,
    pub(super) slots: HashMap<DateId, Slot>,
}

impl Typed {
    /// As things are.
    pub(super) fn now(held: &Held) -> Self {
        let slots = held.meetings.iter().map(|one| (one.id, slot(one)));
        Self {
            first: held.period.first.to_string(),
            last: held.period.last.to_string(),
            follow: true,
            revision: held.session.revision.to_string(),
            slots: slots.collect(),
        }
    }

    pub(super) fn read(form: &Form, held: &Held) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let typed = |one: &Meeting| Slot {
            day: text(&format!("jour-{}", one.id)),
            time: text(&format!("heure-{}", one.id)),
            place: text(&format!("lieu-{}", one.id)),
        };
        let free = held.meetings.iter().filter(|one| one.hold.is_none());
        Self {
            first: text("debut"),
            last: text("fin"),
            follow: form.text("suivre") == "oui",
            revision: text("revision"),
            slots: free.map(|one| (one.id, typed(one))).collect(),
        }
    }

    pub(super) fn slot(&self, id: DateId) -> Slot {
        self.slots.get(&id).cloned().unwrap_or_default()
    }

    /// Whether the session is still as it was read.
    pub(super) fn is_current(&self, held: &Held) -> bool {
        self.revision == held.session.revision.to_string()
    }

    /// What wasn't changed goes with the first day, when that was asked.
    pub(super) fn follow(&mut self, held: &Held) {
        let (before, Some(first)) = (held.period, day(&self.first)) else {
            return;
        };
        if !self.follow || first == before.first {
            return;
        }
        if day(&self.last) == Some(before.last) {
            self.last = before.from(first).last.to_string();
        }
        let Some(last) = day(&self.last).filter(|last| *last >= first) else {
            return;
        };
        for one in held.meetings.iter().filter(|one| one.hold.is_none()) {
            let slot = self.slots.entry(one.id).or_default();
            let was = one.local.0.date();
            if day(&slot.day) == Some(was) {
                slot.day = rules::followed(was, before, Period { first, last }, held.territory).to_string();
            }
        }
    }
}

pub(super) fn slot(one: &Meeting) -> Slot {
    Slot {
        day: one.local.0.date().to_string(),
        time: rules::typed_hour(one.local.0.time()),
        place: one.place.clone(),
    }
}

/// A date that would change.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) id: DateId,
    pub(super) at: (Timestamp, Timestamp),
    pub(super) place: String,
}

/// What would change.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) period: Period,
    /// From when to when the session would be open.
    pub(super) instants: (Timestamp, Timestamp),
    pub(super) changes: Vec<Change>,
}

impl Plan {
    /// The plan that was typed, once it holds.
    pub(super) fn read(typed: &Typed, held: &Held, errors: &mut FormErrors) -> Result<Option<Self>> {
        let Some(period) = period(typed, held, errors) else {
            return Ok(None);
        };
        let mut changes = Vec::new();
        for one in held.meetings.iter().filter(|one| one.hold.is_none()) {
            changes.extend(change(one, &typed.slot(one.id), period, held, errors));
        }
        if errors.is_empty() && period == held.period && changes.is_empty() {
            let message = "Rien n’a changé. Changez une date, une heure ou un lieu, ou revenez à la session.";
            errors.add("debut", WHOLE, message);
        }
        if !errors.is_empty() {
            return Ok(None);
        }
        // Instants that weren't whole days stay as they are when the days do.
        let (mut from, mut to) = sessions::period(period.first, period.days(), &held.session.zone)?;
        if period.first == held.period.first {
            from = held.session.starts_at;
        }
        if period.last == held.period.last {
            to = held.session.ends_at;
        }
        Ok(Some(Self {
            period,
            instants: (from, to),
            changes,
        }))
    }

    /// The change of a date.
    pub(super) fn of(&self, id: DateId) -> Option<&Change> {
        self.changes.iter().find(|change| change.id == id)
    }

    /// As the store takes it.
    pub(super) fn moves(&self, held: &Held) -> Moves {
        let changes = self.changes.iter();
        Moves {
            revision: held.session.revision,
            starts_at: self.instants.0,
            ends_at: self.instants.1,
            dates: changes
                .map(|change| (change.id, change.at, change.place.clone()))
                .collect(),
        }
    }
}

/// The first and last days, once they hold.
fn period(typed: &Typed, held: &Held, errors: &mut FormErrors) -> Option<Period> {
    let message = "Donnez une date qui existe, par exemple le 02/11/2026.";
    let (first, last) = (day(&typed.first), day(&typed.last));
    if first.is_none() {
        errors.add("debut", "Premier jour", message);
    }
    if last.is_none() {
        errors.add("fin", "Dernier jour", message);
    }
    let period = Period {
        first: first?,
        last: last?,
    };
    if let Some(fault) = rules::last_fault(period) {
        errors.add("fin", "Dernier jour", fault);
        return None;
    }
    for one in held.meetings.iter().filter(|one| one.hold.is_some()) {
        let day = one.local.0.date();
        if let Some(fault) = rules::left_out(&one.title, day, period) {
            let (name, label) = match day < period.first {
                true => ("debut", "Premier jour"),
                false => ("fin", "Dernier jour"),
            };
            errors.add(name, label, fault);
        }
    }
    Some(period)
}

/// What changes of a class or a half-day, once it holds.
fn change(
    one: &Meeting,
    slot: &Slot,
    period: Period,
    held: &Held,
    errors: &mut FormErrors,
) -> Option<Change> {
    let label = |what: &str| format!("{}, {what}", one.title);
    let name = |what: &str| format!("{what}-{}", one.id);
    let typed = day(&slot.day);
    let fault = match typed {
        None => Some("Donnez une date qui existe, par exemple le 02/11/2026.".to_owned()),
        Some(day) => rules::day_fault(day, period),
    };
    let wrong = fault.is_some();
    if let Some(fault) = fault {
        errors.add(name("jour"), label("jour"), fault);
    }
    if slot.place.is_empty() || slot.place.chars().count() > 200 {
        let message = "Dites où cela se passe, en deux cents signes au plus.";
        errors.add(name("lieu"), label("lieu"), message);
    }
    let at = instants(one, typed, &slot.time, held);
    let at = match at {
        Err(fault) => {
            errors.add(name("heure"), label("heure"), fault);
            return None;
        }
        Ok(at) => at?,
    };
    if wrong || (at == one.at && slot.place == one.place) {
        return None;
    }
    Some(Change {
        id: one.id,
        at,
        place: slot.place.clone(),
    })
}

/// From when to when, as long as it is now; none without a day.
fn instants(
    one: &Meeting,
    day: Option<Date>,
    time: &str,
    held: &Held,
) -> Result<Option<(Timestamp, Timestamp)>, String> {
    let Some(at) = hour(time) else {
        return Err(format!("Donnez une heure, par exemple {}.", fr::quote("18:30")));
    };
    let Some(day) = day else { return Ok(None) };
    if (day, at) == (one.local.0.date(), one.local.0.time()) {
        return Ok(Some(one.at));
    }
    let minutes = u32::try_from(one.length().as_mins()).unwrap_or(1);
    let found = meeting(day, at, minutes, &held.zone)?;
    if found.0 <= held.now {
        return Err("Ce moment est déjà passé. Choisissez un jour et une heure à venir.".to_owned());
    }
    Ok(Some(found))
}

/// What to know of the new days: holidays, and week-ends for who must come.
pub(super) fn warnings(plan: &Plan, held: &Held) -> Vec<String> {
    let changed = held.meetings.iter().filter_map(|one| {
        let at = plan.of(one.id)?.at;
        let day = held.local(at.0).date();
        held.territory.warning(day, one.modality == Modality::OnSite)
    });
    let mut all = rules::cautions(held.period, plan.period, held.today);
    all.extend(changed);
    all
}
