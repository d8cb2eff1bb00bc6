//! Floor 4: learning itself. [`progress`]: where each learner stands with each step.

pub mod progress;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[progress::MarkSteps::INFO];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("step.started", "Étape commencée"),
    verb("step.completed", "Étape terminée"),
    verb("step.marked", "Étape validée par un tuteur"),
];
