//! Where a learner stands with a step and with the whole course, in icon and word.

use assess::success::Verdict;
use platform::html::{State, fr};

use super::rules::{Status, StepState};

/// « Parcours réussi », « En cours »…
pub fn verdict_state(verdict: Verdict) -> State {
    match verdict {
        Verdict::Passed(_) => State::good("Parcours réussi"),
        Verdict::Underway => State::now("En cours"),
        Verdict::Missed => State::warn("Conditions non remplies"),
        Verdict::Unruled => State::todo("Sans condition de réussite"),
    }
}

/// Where someone stands with a step, in icon and word, with the percentage when there is one.
pub fn step_state(state: Option<&StepState>) -> State {
    let figure = state.and_then(|state| state.percent).map(|percent| {
        let whole = (0..=100).rev().find(|whole| f64::from(*whole) <= percent);
        format!(", {}", fr::percent(whole.unwrap_or(0)))
    });
    let figure = figure.unwrap_or_default();
    match state.map(|state| state.status) {
        Some(Status::Done) => State::done(format!("Terminée{figure}")),
        Some(Status::Started) => State::now(format!("En cours{figure}")),
        None => State::todo("À faire"),
    }
}
