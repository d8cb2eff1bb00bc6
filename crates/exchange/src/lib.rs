//! Floor 6: people and what they tell each other. [`notifications`]: what each is told of, and how.

pub mod notifications;

use platform::events::{Verb, verb};
use platform::http::{PermissionInfo, Routes};
use platform::jobs::Handlers;
use platform::personal::PersonalData;

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[];

/// What this floor announces.
pub const VERBS: &[Verb] = &[verb("forum.opened", "Forum d’une session ouvert")];

/// What this floor keeps of people.
pub const PERSONAL: &[PersonalData] = &[];

/// What this floor runs later.
pub fn handlers() -> Handlers {
    Vec::new()
}

/// The routes of this floor.
pub fn routes() -> Routes {
    Routes::new()
}
