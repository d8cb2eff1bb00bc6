//! Extension: the access of one learner, or of a whole session, ends later. What closed opens again, and the period in
//! which the course may be passed moves with it. Owns nothing: writes the ends that `enrolment` and `sessions` own.
//! Announces `enrolment.extended`, `session.extended`.

mod routes;
mod rules;
mod store;
mod views;

use platform::permission;

use crate::enrolment::Enrolment;
use crate::sessions::TrainingSession;

pub use routes::routes;
pub use store::{extend, extend_all};

permission!(
    /// Giving a learner more time.
    ExtendAccess on Enrolment, "enrolment.extend", "Prolonger l’accès d’une personne", [Manager]
);
permission!(
    /// Giving a whole session more time.
    ExtendSession on TrainingSession, "session.extend", "Prolonger une session", [Manager]
);
