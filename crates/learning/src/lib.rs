//! Floor 4: learning itself. [`progress`]: where each learner stands with each step. [`adaptation`]: a
//! course made to measure. [`player`]: packages in their
//! origin of their own. [`reading`]: steps that run nothing. [`watching`]: recordings.
//! [`submissions`]: work to hand in. [`gradings`]: what is said of it. [`summaries`]: what sums up what is done. [`attempts`]: what they say, kept and replayed. [`history`]: each opening, told.
//! [`quizzes`]: quizzes taken, graded by the server's clock. [`surveys`]: what learners think, and results. [`formats`]: how
//! someone would rather be told. [`planning`]: when they mean to do their steps.

pub mod adaptation;
pub mod attempts;
pub mod formats;
pub mod gradings;
pub mod history;
mod passing;
mod personal;
pub mod planning;
pub mod player;
pub mod progress;
pub mod quizzes;
pub mod reading;
mod step;
pub mod submissions;
pub mod summaries;
pub mod surveys;
pub mod watching;

pub use passing::Passing;
pub use personal::PERSONAL;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    adaptation::AdaptCourse::INFO,
    gradings::AskSecondReading::INFO,
    gradings::GradeSession::INFO,
    gradings::GradeSubmission::INFO,
    history::ReadLaunches::INFO,
    progress::MarkSteps::INFO,
    quizzes::GiveMoreTime::INFO,
    quizzes::GradeAnswers::INFO,
    surveys::SeeSurveys::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("step.started", "Étape commencée"),
    verb("step.completed", "Étape terminée"),
    verb("step.marked", "Étape validée par un tuteur"),
    verb("submission.handed", "Travail rendu"),
    verb("submission.graded", "Travail corrigé"),
    verb("submission.entrusted", "Travail confié à un tuteur, ou rendu"),
    verb("grading.asked", "Relecture d’une correction demandée"),
    verb("grading.agreed", "Correction relue et publiée"),
    verb("grading.sent_back", "Correction renvoyée par un second tuteur"),
    verb("grading.taken_up", "Correction reprise avant sa relecture"),
    verb(
        "session.second_reading",
        "Relecture des corrections d’une session demandée, ou non",
    ),
    verb("module.opened", "Module ouvert"),
    verb("step.added", "Étape ajoutée au parcours d’un apprenant"),
    verb("step.withdrawn", "Étape ajoutée, puis retirée"),
    verb("step.waived", "Dispense d’une étape"),
    verb("step.wanted", "Dispense levée"),
    verb("step.moved", "Date d’une étape changée"),
    verb("quiz.started", "Essai d’un quiz commencé"),
    verb("quiz.ended", "Essai d’un quiz terminé"),
    verb("quiz.graded", "Réponse d’un quiz corrigée"),
    verb("quiz.extra_time", "Temps des quiz changé pour un apprenant"),
];

/// What this floor runs later.
pub fn handlers() -> platform::jobs::Handlers {
    [quizzes::handlers(), surveys::handlers()].concat()
}

/// The routes of this floor.
pub fn routes() -> Routes {
    player::routes()
        .and(adaptation::routes())
        .and(history::routes())
        .and(reading::routes())
        .and(watching::routes())
        .and(submissions::routes())
        .and(formats::routes())
        .and(summaries::routes())
        .and(quizzes::routes())
        .and(surveys::routes())
}
