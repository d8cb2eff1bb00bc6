//! Progress: what is observed of a step (by the player) or said of it (by a tutor), merged into one state.
//! Owns `step_states` and `mark_changes`. Announces `step.started`, `step.completed`, `step.marked`.

mod begun;
mod lacking;
mod rules;
mod store;
mod traced;
mod views;
mod waiting;

use platform::permission;
use training::enrolment::Enrolment;

pub use begun::Steps;
pub use lacking::lacking;
pub use rules::{
    Observed, Status, StepState, accesses, is_late, merge, minutes_of, reached, verdict, waits_for_tutor,
    whole,
};
pub(crate) use store::pass;
pub use store::{
    Kept, Mark, attend, changes, forget_mark, goes_on, grade, hand_back, hide_percent, kept, lock, mark,
    marked_percent, of_enrolment, of_person, of_session, record, record_result, unmark,
};
pub use traced::{Change, Origin, Reason, Standing, Why};
pub use views::{own_step_state, step_state, verdict_state};
pub use waiting::Waiting;

permission!(
    /// Saying that a learner has done a step that the platform can't observe, with a percentage where one is given.
    MarkSteps on Enrolment, "step.mark", "Valider une étape pour un apprenant", [Manager, Tutor]
);
