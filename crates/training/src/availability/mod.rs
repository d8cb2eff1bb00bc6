//! Availability: what tutors say of their time, for those who choose them: their usual half-days, when they are away, how
//! many learners they can follow at once. It is theirs to say: no permission but being a tutor of a region.
//! Owns `tutor_hours`, `tutor_absences`. Announces `availability.declared`, `absence.declared`, `absence.withdrawn`.

mod routes;
mod rules;
mod store;
mod views;

pub use routes::routes;
pub use rules::{Absence, Concern, Declared, Elsewhere, HalfDays, Meeting, Part, WEEK, concerns};
pub use store::{AbsenceId, TutorAway, away_statement, of_person, of_region, of_tutors};
