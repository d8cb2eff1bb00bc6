//! Where a learner stands with a step and with the whole course, in icon and word.

use assess::success::Verdict;
use platform::html::{State, fr};

use super::rules::{Status, StepState, whole};

/// « Parcours réussi », « En cours »…
pub fn verdict_state(verdict: Verdict) -> State {
    match verdict {
        Verdict::Passed(_) => State::good("Parcours réussi"),
        Verdict::Underway => State::now("En cours"),
        Verdict::Missed => State::warn("Conditions non remplies"),
        Verdict::Unruled => State::todo("Sans condition de réussite"),
    }
}

/// The same for the learner: without the percentage where they aren't shown it.
pub fn own_step_state(state: Option<&StepState>) -> State {
    let shown = state.map(|state| StepState {
        percent: state.percent.filter(|_| !state.hidden),
        ..*state
    });
    step_state(shown.as_ref())
}

/// Where someone stands with a step, in icon and word, with the percentage when there is one.
pub fn step_state(state: Option<&StepState>) -> State {
    let percent = state.and_then(|state| state.percent);
    let figure = percent.map(|percent| format!(", {}", fr::percent(whole(percent))));
    let figure = figure.unwrap_or_default();
    match state.map(|state| state.status) {
        Some(Status::Done) => State::done(format!("Terminée{figure}")),
        Some(Status::Started) => State::now(format!("En cours{figure}")),
        None => State::todo("À faire"),
    }
}
