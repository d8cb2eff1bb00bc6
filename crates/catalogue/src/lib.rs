//! Floor 2: what is learnt. [`library`]: items and their versions. [`courses`]: sections and steps that use them.

pub mod courses;
pub mod library;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo};

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("course.created", "Parcours créé"),
    verb("item.created", "Ressource ajoutée"),
    verb("item.version_added", "Nouvelle version d’une ressource"),
];

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    courses::EditCourses::INFO,
    library::AddItems::INFO,
    library::EditItem::INFO,
];
