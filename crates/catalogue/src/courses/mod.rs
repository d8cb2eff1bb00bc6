//! Courses: an ordered path of sections and steps, each step with its modality and its estimated duration.
//! Owns `courses`, `sections`, `steps`, `step_conditions`, `course_materials`. Announces `course.created`.

mod completion;
mod edition;
mod materials;
mod offer;
mod opening;
mod own_path;
mod rules;
mod store;
mod success;

use platform::http::{Object, Platform, Source};
use platform::permission;

pub use completion::{Completion, completion};
pub use edition::{Edition, Editions, edition};
pub use materials::{Material, Readers};
pub use offer::{Offer, unready};
pub use opening::{Access, accesses, blocked, waiting, wants, wants_code};
pub use own_path::{Adaptation, lets_off, own_path, settled};
pub use rules::{minutes, modality, modality_code};
pub use store::{
    Course, CourseId, NewSection, NewStep, Section, Step, StepId, Threshold, Wait, Waiver, Words,
    add_material, asked, create, find, materials, offered, outline, step,
};
pub(crate) use store::{
    changed_by_item, completion_code, copy_materials, put_material, remove_material, waits,
};
pub use success::{Condition, conditions, named, required, required_code, unmet};

impl Object for Course {
    type Id = CourseId;
    const PARAM: &'static str = "parcours";
    const SOURCE: Option<Source> = Some(Source {
        from: "courses o",
        id: "o.id",
        alive: "o.deleted_at IS NULL",
        region: None,
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Making courses and seeing them all: for the national office.
    EditCourses on Platform, "course.edit", "Créer et modifier les parcours", []
);
permission!(
    /// Changing one course: its titles, its parts, its steps.
    EditCourse on Course, "course.change", "Modifier un parcours", []
);
