//! Standings: what each learner of a session is (an employee, a job seeker…), as their « certificat de réalisation » says it: asked
//! when they join, by a form, a list or a request, and said of all on one page. It may stay unsaid: the certificate is then silent.
//! Owns `enrolment_standings`. Announces `standing.noted`.

mod routes;
mod rules;
mod store;
mod views;

pub(crate) use routes::opened;
pub use routes::routes;
pub use rules::Standing;
pub use store::{Noted, of_session};
pub(crate) use store::{Said, lock, note_all, pass, said_at, unsay};
pub(crate) use views::choice;
