//! What a form of dates says, beside what it showed and what the session was when it was read.

use std::collections::HashMap;

use platform::html::{FormErrors, Markup, html};
use platform::http::Form;
use training::sessions::DateId;

use super::rules::{self, Period};
use super::state::{Held, Meeting};
use crate::wizard::day;

/// The label of what is wrong with the whole.
pub(super) const WHOLE: &str = "Dates de la session";

const OVERTAKEN: &str = "Quelqu’un a changé cette session pendant que vous remplissiez la page. Rien n’a été écrit\u{202f}: ce que vous aviez changé est gardé, le reste est comme votre collègue l’a mis. Relisez, puis continuez.";

/// A class or a half-day, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) day: String,
    pub(super) time: String,
    pub(super) place: String,
}

impl Slot {
    /// As it is.
    pub(super) fn of(one: &Meeting) -> Self {
        Self {
            day: one.local.0.date().to_string(),
            time: rules::typed_hour(one.local.0.time()),
            place: one.place.clone(),
        }
    }
}

/// All the fields of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) slots: HashMap<DateId, Slot>,
}

impl Fields {
    /// As things are, for what may move.
    fn now(held: &Held) -> Self {
        let free = held.meetings.iter().filter(|one| one.hold.is_none());
        Self {
            first: held.period.first.to_string(),
            last: held.period.last.to_string(),
            slots: free.map(|one| (one.id, Slot::of(one))).collect(),
        }
    }

    /// Those of a form whose names begin so. What can't be moved has no field, unless it could when the form was made.
    fn read(form: &Form, prefix: &str, held: &Held) -> Self {
        let text = |name: &str| form.text(&format!("{prefix}{name}")).to_owned();
        let typed = |one: &Meeting| Slot {
            day: text(&format!("jour-{}", one.id)),
            time: text(&format!("heure-{}", one.id)),
            place: text(&format!("lieu-{}", one.id)),
        };
        let slots = held.meetings.iter().map(|one| (one.id, one.hold, typed(one)));
        let there = slots.filter(|(_, hold, slot)| hold.is_none() || *slot != Slot::default());
        Self {
            first: text("debut"),
            last: text("fin"),
            slots: there.map(|(id, _, slot)| (id, slot)).collect(),
        }
    }

    /// The same fields, unseen.
    fn hidden(&self, prefix: &str) -> Markup {
        let mut slots: Vec<_> = self.slots.iter().collect();
        slots.sort_by_key(|(id, _)| **id);
        let field = |name: &str, value: &str| html! { input type="hidden" name=(format!("{prefix}{name}")) value=(value); };
        html! {
            (field("debut", &self.first))
            (field("fin", &self.last))
            @for (id, slot) in slots {
                (field(&format!("jour-{id}"), &slot.day))
                (field(&format!("heure-{id}"), &slot.time))
                (field(&format!("lieu-{id}"), &slot.place))
            }
        }
    }

    pub(super) fn slot(&self, id: DateId) -> Slot {
        self.slots.get(&id).cloned().unwrap_or_default()
    }

    /// Its first and last days, once they are two of a calendar in that order.
    fn period(&self) -> Option<Period> {
        let (first, last) = (day(&self.first)?, day(&self.last)?);
        (first <= last).then_some(Period { first, last })
    }
}

/// Everything as typed.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) fields: Fields,
    /// What isn't changed follows the first day.
    pub(super) follow: bool,
    /// The revision that was read,
    revision: String,
    /// the session at that revision,
    read: Fields,
    /// and what the form showed before it was filled in.
    shown: Fields,
}

impl Typed {
    /// As things are.
    pub(super) fn now(held: &Held) -> Self {
        let now = Fields::now(held);
        Self {
            follow: true,
            revision: held.session.revision.to_string(),
            read: now.clone(),
            shown: now.clone(),
            fields: now,
        }
    }

    pub(super) fn from_form(form: &Form, held: &Held) -> Self {
        Self {
            fields: Fields::read(form, "", held),
            follow: form.text("suivre") == "oui",
            revision: form.text("revision").to_owned(),
            read: Fields::read(form, "lu-", held),
            shown: Fields::read(form, "vu-", held),
        }
    }

    /// What the form keeps unseen. Whatever it shows next is what the answer is compared with.
    pub(super) fn unseen(&self) -> Markup {
        let shown = match self.fields.period() {
            Some(_) => &self.fields,
            None => &self.shown,
        };
        html! {
            input type="hidden" name="revision" value=(self.revision);
            (self.read.hidden("lu-"))
            (shown.hidden("vu-"))
        }
    }

    /// The same, with what was typed: for a page that shows no field of it.
    pub(super) fn kept(&self) -> Markup {
        html! {
            (self.unseen())
            (self.fields.hidden(""))
            @if self.follow { input type="hidden" name="suivre" value="oui"; }
        }
    }

    pub(super) fn slot(&self, id: DateId) -> Slot {
        self.fields.slot(id)
    }

    /// Catches up with what happened since the form was made: what a colleague wrote is taken where nothing was typed, and
    /// what can no longer move stays. What to tell about it.
    pub(super) fn catch_up(&mut self, held: &Held) -> FormErrors {
        let mut errors = FormErrors::default();
        if self.revision != held.session.revision.to_string() {
            self.take(held);
            errors.add("debut", WHOLE, OVERTAKEN);
        }
        for one in &held.meetings {
            let Some(hold) = one.hold else { continue };
            let wanted = self.fields.slots.remove(&one.id);
            if wanted.is_some_and(|slot| slot != Slot::of(one)) {
                errors.add(
                    "debut",
                    WHOLE,
                    rules::held(&one.title, one.local.0.date(), hold.why()),
                );
            }
        }
        errors
    }

    /// Where nothing was typed, what a colleague wrote.
    fn take(&mut self, held: &Held) {
        let now = Fields::now(held);
        // A form that was just filled in has what was read; one that was shown again, what followed from a first day.
        let along = [&self.fields, &self.shown].map(|to| self.along(to, held));
        let untouched: Vec<Fields> = along.into_iter().flatten().chain([self.read.clone()]).collect();
        let alone = |typed: &mut String, now: &str, field: &dyn Fn(&Fields) -> String| {
            if untouched.iter().any(|one| field(one) == *typed) {
                now.clone_into(typed);
            }
        };
        alone(&mut self.fields.first, &now.first, &|one| one.first.clone());
        alone(&mut self.fields.last, &now.last, &|one| one.last.clone());
        for one in held.meetings.iter().filter(|one| one.hold.is_none()) {
            let (id, now) = (one.id, now.slot(one.id));
            let slot = self.fields.slots.entry(id).or_default();
            alone(&mut slot.day, &now.day, &|one| one.slot(id).day);
            alone(&mut slot.time, &now.time, &|one| one.slot(id).time);
            alone(&mut slot.place, &now.place, &|one| one.slot(id).place);
        }
        self.revision = held.session.revision.to_string();
        self.shown = now.clone();
        self.read = now;
        self.follow(held);
    }

    /// What was read, whose last day and days of classes go along with another first day: nobody typed those.
    fn along(&self, to: &Fields, held: &Held) -> Option<Fields> {
        let (before, after) = (self.read.period()?, to.period()?);
        if !self.follow {
            return None;
        }
        let mut along = self.read.clone();
        along.last = before.from(after.first).last.to_string();
        for slot in along.slots.values_mut() {
            if let Some(was) = day(&slot.day) {
                slot.day = rules::followed(was, before, after, held.territory).to_string();
            }
        }
        Some(along)
    }

    /// What was left as it was shown goes with the first day, when that was asked: as far from it as it is now, however
    /// often it moves.
    pub(super) fn follow(&mut self, held: &Held) {
        let (Some(before), Some(first)) = (self.shown.period(), day(&self.fields.first)) else {
            return;
        };
        if !self.follow || first == before.first {
            return;
        }
        if day(&self.fields.last) == Some(before.last) {
            self.fields.last = before.from(first).last.to_string();
        }
        let Some(after) = self.fields.period() else {
            return;
        };
        for one in held.meetings.iter().filter(|one| one.hold.is_none()) {
            let (shown, slot) = (
                self.shown.slot(one.id),
                self.fields.slots.entry(one.id).or_default(),
            );
            let Some(was) = day(&shown.day).filter(|was| day(&slot.day) == Some(*was)) else {
                continue;
            };
            let own = one.local.0.date();
            let from_own = rules::followed(own, held.period, before, held.territory) == was;
            let next = match from_own {
                true => rules::followed(own, held.period, after, held.territory),
                false => rules::followed(was, before, after, held.territory),
            };
            slot.day = next.to_string();
        }
    }
}
