//! Convocation: where and when a learner is expected, and whom to ask; printed when it is asked for, from what the session says.
//! Owns nothing.

mod routes;

use platform::permission;
use training::enrolment::Enrolment;

pub use routes::routes;

permission!(
    /// Reading a learner's convocation, their own included.
    ReadConvocation on Enrolment, "convocation.read", "Lire la convocation d’un apprenant", [Manager, Tutor, Learner]
);
