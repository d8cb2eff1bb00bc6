//! Enrolment: a person joins a session, is invited, may be withdrawn for a reason. The one form makes the account when there
//! is none; a session takes no more people than it has places. What else becomes of an enrolment is the affair of `lives`.
//! Owns `enrolments`, `withdrawals`. Announces `enrolment.created`, `enrolment.withdrawn`.

mod course_mail;
mod joining;
pub mod leaving;
pub mod places;
mod routes;
mod rules;
mod store;
mod views;
mod writing;

use platform::http::{Object, Source};
use platform::permission;

use crate::sessions::TrainingSession;

pub use joining::sender;
pub(crate) use joining::{Newcomer, Welcome, join_all};
pub use routes::routes;
pub(crate) use routes::typed;
pub(crate) use rules::{Account, OTHER, account, closed};
pub use store::{
    Enrolled, Enrolment, EnrolmentId, Followed, Pause, enrol, find, follow, of_person, of_session, withdraw,
};
pub(crate) use store::{MOVED, hold, leave, pass};
pub(crate) use views::{person_fields, queue, same_address, same_person};
pub use writing::Writing;

impl Object for Enrolment {
    type Id = EnrolmentId;
    const PARAM: &'static str = "inscription";
    const SOURCE: Option<Source> = Some(Source {
        from: "enrolments o JOIN training_sessions s ON s.id = o.session_id",
        id: "o.id",
        alive: "o.withdrawn_at IS NULL AND s.deleted_at IS NULL",
        region: Some("s.region_id"),
        session: Some("o.session_id"),
        learner: Some("o.person_id"),
        own: Some("o.person_id"),
    });
    const STAMPED: bool = true;
}

permission!(
    /// Enrolling someone in a session.
    EnrolLearner on TrainingSession, "enrolment.create", "Inscrire une personne à une session", [Manager]
);
permission!(
    /// Taking someone out of a session.
    WithdrawLearner on Enrolment, "enrolment.withdraw", "Retirer une personne d’une session", [Manager]
);
permission!(
    /// Sending the activation link again.
    InviteLearner on Enrolment, "enrolment.invite", "Renvoyer le lien d’activation", [Manager]
);
permission!(
    /// Following the course one is enrolled in.
    FollowCourse on Enrolment, "course.follow", "Suivre son parcours", [Learner]
);
