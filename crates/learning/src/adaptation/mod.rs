//! A course adapted to one learner: steps added, steps they are let off, replaced, days moved. By a tutor or a manager, or
//! by the course itself from a percentage at another step. Owns `adapted_steps`; writes the parts and the steps that one
//! path alone has. Announces `step.waived`, `step.wanted`, `step.moved`, `step.added`, `step.withdrawn`.

mod forms;
mod routes;
mod store;
mod views;

use platform::permission;
use training::enrolment::Enrolment;

pub use routes::routes;
pub(crate) use store::pass;
pub use store::{Paths, edition, of_person, of_session};

permission!(
    /// Changing the path of one learner.
    AdaptCourse on Enrolment, "course.adapt", "Adapter le parcours d’un apprenant", [Manager, Tutor]
);
