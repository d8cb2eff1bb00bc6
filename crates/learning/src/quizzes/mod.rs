//! Quizzes taken: tries and their answers, kept as they are given; graded here, by the server's clock; what waits for a person
//! is graded by a tutor. Owns `quiz_attempts`, `quiz_answers`, `quiz_extra_times`, `quiz_tallies`; writes what `progress` owns. Announces
//! `quiz.started`, `quiz.ended`, `quiz.graded`, `quiz.extra_time`.

mod answering;
mod close;
mod extra;
mod figures;
mod grading;
mod jobs;
mod rules;
mod save;
mod seen;
mod start;
mod statistics;
mod store;
mod taking;
mod views;

use platform::http::Routes;
use platform::permission;
use training::enrolment::Enrolment;
use training::sessions::TrainingSession;

pub use figures::{begin, rebuild};
pub use grading::{Refused, Said, grade};
pub use jobs::handlers;
pub(crate) use store::extra::pass;
pub(crate) use taking::page;

permission!(
    /// Giving a learner more time in the quizzes of an enrolment.
    GiveMoreTime on Enrolment, "quiz.time", "Donner plus de temps aux quiz", [Manager, Tutor]
);
permission!(
    /// Grading the free answers of the quizzes of a session.
    GradeAnswers on TrainingSession, "quiz.grade", "Corriger les réponses libres des quiz", [Manager, Tutor]
);

/// The routes of this room.
pub fn routes() -> Routes {
    taking::routes()
        .and(extra::routes())
        .and(grading::routes())
        .and(statistics::routes())
}
