//! Reminders: a learner is told of their classes and of what they planned, a tutor of the classes of the sessions that they
//! accompany, as long before as they choose, once (ADR 36).
//! It looks every few minutes at what is to come then: what was moved, taken out or suspended meanwhile is followed, and what
//! was told of a moment that isn't any more is taken back. Owns `reminder_choices`, `reminders`,
//! `tutor_reminders`.

mod routes;
mod rules;
mod store;
mod telling;
mod views;

#[cfg(test)]
mod rules_cases;

use super::notifications::Kind;

pub use routes::routes;
pub use telling::{look, run};

/// What is to come.
pub const DUE: Kind = Kind {
    code: "reminder.due",
    label: "Un rappel\u{202f}: un rendez-vous, une étape que vous avez prévue",
};
