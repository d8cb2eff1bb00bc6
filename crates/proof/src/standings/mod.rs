//! Standings: what each learner of a session is (an employee, a job seeker…), as their « certificat de réalisation » says it. It
//! may stay unsaid: the certificate is then silent.
//! Owns `enrolment_standings`. Announces `standing.noted`.

mod routes;
mod rules;
mod store;
mod views;

pub use routes::routes;
pub(crate) use rules::Standing;
pub(crate) use store::{Noted, of_session};
