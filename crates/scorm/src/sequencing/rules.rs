//! Sequencing rules and limits: UP.1, UP.2, UP.2.1, UP.5.

use super::Sequencer;
use super::tree::Place;
use crate::plan::{Combination, Condition, PreAction, Rule, Term};

/// What a condition, or several, come to; none is unknown.
pub(super) type Verdict = Option<bool>;

/// `not` of unknown is unknown.
pub(super) fn negated(verdict: Verdict, not: bool) -> Verdict {
    verdict.map(|holds| holds != not)
}

/// Conditions together, in the logic of three values. UP.2.1 and RB.1.4.1; without conditions nothing is known.
pub(super) fn combined(combination: Combination, verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let decisive = combination == Combination::Any;
    let mut result = None;
    let (mut unknown, mut some) = (false, false);
    for verdict in verdicts {
        some = true;
        match verdict {
            Some(holds) if holds == decisive => result = Some(decisive),
            Some(_) => {}
            None => unknown = true,
        }
    }
    result.or_else(|| (some && !unknown).then_some(!decisive))
}

impl Sequencer {
    /// UP.2: the action of the first rule whose conditions hold, among the actions that are looked for.
    pub(super) fn rule<Action: Copy>(
        &self,
        place: Place,
        rules: &[Rule<Action>],
        wanted: impl Fn(Action) -> bool,
    ) -> Option<Action> {
        rules
            .iter()
            .filter(|rule| wanted(rule.action))
            .find(|rule| self.holds(place, rule.combination, &rule.conditions) == Some(true))
            .map(|rule| rule.action)
    }

    /// Whether a precondition rule with this action holds.
    pub(super) fn pre(&self, place: Place, action: PreAction) -> bool {
        self.rule(place, &self.sequencing(place).pre, |one| one == action)
            .is_some()
    }

    /// UP.2.1.
    fn holds(&self, place: Place, combination: Combination, terms: &[Term]) -> Verdict {
        combined(
            combination,
            terms
                .iter()
                .map(|term| negated(self.condition(place, term), term.not)),
        )
    }

    /// SN 3.4.2. A rule that names an objective that the activity hasn't knows nothing of it.
    fn condition(&self, place: Place, term: &Term) -> Verdict {
        let index = self.objective_index(place, term.objective.as_deref());
        let objective = || index.map(|index| self.objective(place, index));
        let completed = || index.and_then(|index| self.completed_of(place, index));
        let measure = || objective().and_then(|objective| objective.measure);
        match term.condition {
            Condition::Satisfied => objective()?.satisfied,
            Condition::ObjectiveStatusKnown => Some(objective()?.satisfied.is_some()),
            Condition::ObjectiveMeasureKnown => Some(measure().is_some()),
            Condition::ObjectiveMeasureGreaterThan => measure().map(|measure| measure > term.threshold),
            Condition::ObjectiveMeasureLessThan => measure().map(|measure| measure < term.threshold),
            Condition::Completed => completed(),
            Condition::ActivityProgressKnown => Some(completed().is_some()),
            Condition::Attempted => Some(self.activity(place).attempts > 0),
            Condition::AttemptLimitExceeded => self.attempts_are_over(place),
            // Nothing that time limits are checked against is tracked.
            Condition::TimeLimitExceeded | Condition::OutsideAvailableTimeRange => None,
            Condition::Always => Some(true),
        }
    }

    /// Whether the attempt limit is reached; unknown without one.
    pub(super) fn attempts_are_over(&self, place: Place) -> Verdict {
        let limit = self.sequencing(place).limits.attempts?;
        Some(self.activity(place).attempts >= limit)
    }

    /// UP.1: a limit forbids a new attempt. An attempt under way or suspended is no new one.
    fn limit_is_violated(&self, place: Place) -> bool {
        let activity = self.activity(place);
        let tracked = self.sequencing(place).delivery.tracked;
        tracked && !activity.active && !activity.suspended && self.attempts_are_over(place) == Some(true)
    }

    /// UP.5: disabled by a rule, or by a limit.
    pub(super) fn is_disabled(&self, place: Place) -> bool {
        self.pre(place, PreAction::Disabled) || self.limit_is_violated(place)
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn conditions_combine_in_three_values() {
        use Combination::{All, Any};
        let (t, f, u) = (Some(true), Some(false), None);
        let cases: [(Combination, &[Verdict], Verdict); 10] = [
            (All, &[], u),
            (Any, &[], u),
            (All, &[t, t], t),
            (All, &[t, f], f),
            (All, &[t, u], u),
            (All, &[f, u], f),
            (Any, &[f, f], f),
            (Any, &[f, u], u),
            (Any, &[t, u], t),
            (Any, &[f, t], t),
        ];
        for (combination, verdicts, expected) in cases {
            assert_eq!(
                combined(combination, verdicts.iter().copied()),
                expected,
                "{combination:?} {verdicts:?}"
            );
        }
        assert_eq!(negated(u, true), u);
        assert_eq!(negated(t, true), f);
    }
}
