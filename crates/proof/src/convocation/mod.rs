//! Convocation: where and when a learner is expected, and whom to ask; shown and printed when it is asked
//! for, from what the session says.
//! Owns nothing.

mod routes;
mod views;

use platform::permission;
use training::enrolment::Enrolment;

pub use routes::routes;
pub(crate) use routes::word;
pub(crate) use views::said;

permission!(
    /// Reading a learner's convocation, their own included.
    ReadConvocation on Enrolment, "convocation.read", "Lire la convocation d’un apprenant", [Manager, Tutor, Learner]
);
