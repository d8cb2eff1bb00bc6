//! Surveys answered: once, on one page. What was answered lies in a box for each session, apart from who answered; results are
//! read from there, by session, region or course. Late ones are announced by mail, and reminded of once.
//! Owns `survey_boxes`, `survey_turns`. Announces nothing of its own: `step.completed` says that a step was answered.

mod answers;
mod ballots;
mod jobs;
mod results;
mod routes;
mod sheets;
mod store;
mod tally;
mod views;
mod waiting;

use platform::permission;
use training::sessions::TrainingSession;

pub use answers::{Answer, Answers};
pub use jobs::{begin, handlers};
pub(crate) use routes::page;
pub use routes::{Taking, routes, take};
pub use store::{Late, late, statements};
pub use waiting::{Opening, instants, opening, waiting};

permission!(
    /// Reading what a session's learners think of their training.
    SeeSurveys on TrainingSession, "survey.see", "Lire les résultats des enquêtes", [Manager, Tutor]
);
