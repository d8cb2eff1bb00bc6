//! Courses: an ordered path of sections and steps, each step with its modality and its estimated duration.
//! Owns `courses`, `sections`, `steps`. Announces `course.created`.

mod rules;
mod store;

use platform::http::Platform;
use platform::permission;

pub use rules::{minutes, modality, modality_code};
pub use store::{Course, CourseId, NewSection, NewStep, Section, Step, StepId, all, create, find, outline};

permission!(
    /// Making and changing courses: for the national office.
    EditCourses on Platform, "course.edit", "Créer et modifier les parcours", []
);
