//! Lives: what becomes of an enrolment once it is made. Its page gathers the acts: the access is suspended and given back, the
//! learner moves to another session of the course, or comes back after having left. A session's places are set here too.
//! Owns `enrolment_pauses`, writes `enrolments` and `training_sessions`. Announces `enrolment.suspended`, `enrolment.resumed`,
//! `enrolment.transferred`, `session.places`.

mod mails;
mod routes;
mod rules;
mod store;
mod views;

use platform::permission;

use crate::enrolment::Enrolment;
use crate::sessions::TrainingSession;

pub use routes::routes;
pub use rules::{read_places, time_left};
pub use store::{resume, set_places, suspend, transfer};

permission!(
    /// Seeing what may become of someone's place in a session.
    SeeEnrolment on Enrolment, "enrolment.see", "Voir l’inscription d’une personne", [Manager]
);
permission!(
    /// Closing someone's access for a while, and giving it back.
    SuspendLearner on Enrolment, "enrolment.suspend", "Suspendre et rendre l’accès d’une personne", [Manager]
);
permission!(
    /// Moving someone to another session of the same course.
    TransferLearner on Enrolment, "enrolment.transfer", "Changer une personne de session", [Manager]
);
permission!(
    /// Saying how many people a session takes.
    SetPlaces on TrainingSession, "session.places", "Fixer le nombre de places d’une session", [Manager]
);
