//! The dates that were typed, and what they would change.

use jiff::Timestamp;
use jiff::civil::Date;
use platform::Result;
use platform::html::{FormErrors, Modality, fr};
use training::sessions::{self, DateId, Moves, meeting};

use super::rules::{self, Period};
use super::state::{Held, Meeting};
use super::typed::{Slot, Typed, WHOLE};
use crate::wizard::{day, hour};

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
    let (first, last) = (day(&typed.fields.first), day(&typed.fields.last));
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
        Some(day) => rules::day_fault(day, period, held.today),
    };
    let wrong = fault.is_some();
    if let Some(fault) = fault {
        errors.add(name("jour"), label("jour"), fault);
    }
    if slot.place.is_empty() || slot.place.chars().count() > 200 {
        let message = "Dites où cela se passe, en deux cents caractères au plus.";
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
        return Err(format!(
            "Donnez une heure, par exemple {}.",
            fr::quote("18\u{202f}h\u{202f}30")
        ));
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

/// What to know of the new days: holidays, week-ends for who must come, what isn't where it was expected, what is at once.
pub(super) fn warnings(plan: &Plan, held: &Held) -> Vec<String> {
    let mut all = rules::cautions(held.period, plan.period, held.today);
    for one in &held.meetings {
        let Some(change) = plan.of(one.id) else { continue };
        let (was, day) = (one.local.0.date(), held.local(change.at.0).date());
        let periods = (held.period, plan.period);
        all.extend(rules::nudged(&one.title, (was, day), periods, held.territory));
        all.extend(held.territory.warning(day, one.modality == Modality::OnSite));
    }
    all.extend(at_once(plan, held));
    all
}

/// Two meetings at one hour, when one of them moves there.
fn at_once(plan: &Plan, held: &Held) -> Vec<String> {
    let at = |one: &Meeting| plan.of(one.id).map_or(one.at, |change| change.at);
    let moves = |one: &Meeting| plan.of(one.id).is_some();
    let mut all = Vec::new();
    for (rank, one) in held.meetings.iter().enumerate() {
        for other in &held.meetings[rank + 1..] {
            let (mine, theirs) = (at(one), at(other));
            if (moves(one) || moves(other)) && mine.0 < theirs.1 && theirs.0 < mine.1 {
                let day = held.local(mine.0.max(theirs.0)).date();
                all.push(rules::at_once(&one.title, &other.title, day));
            }
        }
    }
    all
}
