//! History: each opening of a module by a learner, with its version, its times, and, where the package is sequenced, why
//! each thing was opened or refused. For who helps a learner that a module puzzles.
//! Owns nothing (reads what `attempts` owns). Announces nothing.

mod replay;
mod routes;
mod store;
mod views;

use platform::permission;
use training::enrolment::Enrolment;

pub use routes::routes;

permission!(
    /// Seeing each opening of a module: when, which version, how long, what was decided. Never what was answered.
    ReadLaunches on Enrolment, "launch.read", "Voir l’historique d’un module pour un apprenant", [Manager, Tutor]
);
