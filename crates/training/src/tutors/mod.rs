//! Tutors: who may be chosen in a region, who accompanies which session and what for, which learners have others, who takes
//! whose place, and what whoever chooses should know of them.
//! Owns `region_tutors`, `session_tutors`, `former_tutors` and `learner_tutors`. Announces `tutor.added`, `tutor.left`, `tutor.assigned`,
//! `tutor.removed`, `tutor.replaced`, `tutor.chosen`.

mod news;
mod routes;
mod rules;
mod standing;
mod store;
mod views;
mod waiting;

use people::regions::Region;
use platform::permission;

pub use routes::routes;
pub use rules::helping;
pub use standing::{Ground, Standing, standings};
pub use store::former::{Spell, spells};
pub(crate) use store::learners::left;
pub use store::learners::{Chosen, of_learner, of_learners};
pub(crate) use store::put;
pub use store::{Duty, Tutor, add, assign, house, of_region, remove, require, tutors};
pub use views::table::table;
pub use waiting::{Awaited, Marks};

permission!(
    /// Opening a tutor's account in a region, taking a tutor out of it.
    AddTutor on Region, "tutor.add", "Ajouter un tuteur à la région, l’en retirer", [Manager]
);
