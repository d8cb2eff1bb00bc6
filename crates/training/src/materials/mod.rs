//! The documents of a session, for those who learn and for those who accompany them: its course's, and what its managers
//! and tutors add. Owns `session_materials`. Announces `material.added`, `material.changed`, `material.removed`.

mod routes;
mod rules;
mod store;
mod views;

use platform::permission;

pub use routes::routes;

use crate::sessions::TrainingSession;

permission!(
    /// Adding documents to a session, changing them, taking them away.
    AddMaterials on TrainingSession, "session.materials", "Ajouter des documents à une session", [Manager, Tutor]
);
