//! Where a learner stands with the whole course, in icon and word.

use assess::success::Verdict;
use platform::html::State;

/// « Parcours réussi », « En cours »…
pub fn verdict_state(verdict: Verdict) -> State {
    match verdict {
        Verdict::Passed(_) => State::good("Parcours réussi"),
        Verdict::Underway => State::now("En cours"),
        Verdict::Missed => State::warn("Conditions non remplies"),
        Verdict::Unruled => State::todo("Sans condition de réussite"),
    }
}
