//! Floor 4: learning itself. [`progress`]: where each learner stands with each step. [`player`]: packages in their
//! origin of their own. [`attempts`]: what they say, kept and replayed.

pub mod attempts;
pub mod player;
pub mod progress;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[progress::MarkSteps::INFO];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("step.started", "Étape commencée"),
    verb("step.completed", "Étape terminée"),
    verb("step.marked", "Étape validée par un tuteur"),
    verb("module.opened", "Module ouvert"),
];

/// The routes of this floor.
pub fn routes() -> Routes {
    player::routes()
}
