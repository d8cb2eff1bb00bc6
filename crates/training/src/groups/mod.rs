//! The groups of a session's learners, who hand work in together: named, filled and dissolved by whoever accompanies them.
//! Owns `learner_groups`, `group_members`. Announces `group.made`, `group.placed`, `group.dissolved`.

mod routes;
mod rules;
mod store;
mod views;

use platform::permission;

pub use routes::routes;
pub use store::{Group, GroupId, find, of_enrolment, of_session};

use crate::sessions::TrainingSession;

permission!(
    /// Putting the learners of a session in groups.
    MakeGroups on TrainingSession, "session.groups", "Répartir les apprenants d’une session en groupes", [Manager, Tutor]
);
