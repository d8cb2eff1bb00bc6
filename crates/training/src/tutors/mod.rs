//! Tutors: who may be chosen in a region, who accompanies which session and what for.
//! Owns `region_tutors` and `session_tutors`. Announces `tutor.added`, `tutor.assigned`, `tutor.removed`.

mod routes;
mod store;
mod views;

use people::regions::Region;
use platform::permission;

pub use routes::routes;
pub(crate) use store::put;
pub use store::{Duty, Tutor, add, assign, of_region, remove, require, tutors};

permission!(
    /// Opening a tutor's account in a region.
    AddTutor on Region, "tutor.add", "Ajouter un tuteur à la région", [Manager]
);
