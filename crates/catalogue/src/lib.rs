//! Floor 2: what is learnt. For now [`courses`]: sections and steps; packages and the library come with their rooms.

pub mod courses;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo};

/// What this floor announces.
pub const VERBS: &[Verb] = &[verb("course.created", "Parcours créé")];

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[courses::EditCourses::INFO];
