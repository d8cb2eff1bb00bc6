//! Rollup rules: RB.1.4, RB.1.4.1, RB.1.4.2, and those by default (RB.1.2.c, RB.1.3.c).

use super::Sequencer;
use super::rules::{Verdict, combined, negated};
use super::tree::Place;
use crate::plan::{
    ChildSet, Combination, Consideration, PreAction, RollupAction, RollupCondition, RollupConditionTerm,
    RollupRule,
};

/// The rule by default of an action, where the activity has none for it or for its contrary.
fn by_default(action: RollupAction) -> RollupRule {
    let condition = match action {
        RollupAction::Satisfied => RollupCondition::Satisfied,
        RollupAction::NotSatisfied => RollupCondition::ObjectiveStatusKnown,
        RollupAction::Completed => RollupCondition::Completed,
        RollupAction::Incomplete => RollupCondition::ActivityProgressKnown,
    };
    RollupRule {
        children: ChildSet::All,
        combination: Combination::Any,
        conditions: vec![RollupConditionTerm {
            condition,
            not: false,
        }],
        action,
    }
}

const fn is_of_objective(action: RollupAction) -> bool {
    matches!(action, RollupAction::Satisfied | RollupAction::NotSatisfied)
}

impl Sequencer {
    /// RB.1.4: whether a rule with this action holds.
    pub(super) fn rollup_rule(&self, place: Place, action: RollupAction) -> bool {
        let rules = &self.sequencing(place).rollup.rules;
        let of_kind = |rule: &&RollupRule| is_of_objective(rule.action) == is_of_objective(action);
        if rules.iter().any(|rule| of_kind(&rule)) {
            rules
                .iter()
                .any(|rule| rule.action == action && self.rollup_holds(place, rule))
        } else {
            self.rollup_holds(place, &by_default(action))
        }
    }

    fn rollup_holds(&self, place: Place, rule: &RollupRule) -> bool {
        let verdicts: Vec<Verdict> = self
            .children(place)
            .iter()
            .filter(|child| self.contributes(**child, rule.action))
            .map(|child| self.child_verdict(*child, rule))
            .collect();
        let count = |wanted: Verdict| verdicts.iter().filter(|one| **one == wanted).count();
        match rule.children {
            ChildSet::All => count(Some(true)) == verdicts.len(),
            ChildSet::Any => count(Some(true)) > 0,
            ChildSet::None => count(Some(false)) == verdicts.len(),
            ChildSet::AtLeastCount(least) => count(Some(true)) >= least as usize,
            ChildSet::AtLeastPercent(least) => {
                #[expect(clippy::cast_precision_loss, reason = "children are few")]
                let share = count(Some(true)) as f64 / verdicts.len().max(1) as f64;
                share >= least
            }
        }
    }

    /// RB.1.4.1.
    fn child_verdict(&self, child: Place, rule: &RollupRule) -> Verdict {
        combined(
            rule.combination,
            rule.conditions
                .iter()
                .map(|term| negated(self.rollup_condition(child, term.condition), term.not)),
        )
    }

    fn rollup_condition(&self, child: Place, condition: RollupCondition) -> Verdict {
        match condition {
            RollupCondition::Satisfied => self.contribution(child).satisfied,
            RollupCondition::ObjectiveStatusKnown => Some(self.contribution(child).satisfied.is_some()),
            RollupCondition::ObjectiveMeasureKnown => Some(self.contribution(child).measure.is_some()),
            RollupCondition::Completed => self.progress_contribution(child).0,
            RollupCondition::ActivityProgressKnown => Some(self.progress_contribution(child).0.is_some()),
            RollupCondition::Attempted => Some(self.activity(child).attempts > 0),
            RollupCondition::AttemptLimitExceeded => self.attempts_are_over(child),
            RollupCondition::TimeLimitExceeded | RollupCondition::OutsideAvailableTimeRange => None,
            RollupCondition::Never => Some(false),
        }
    }

    /// RB.1.4.2: whether a child counts for an action.
    fn contributes(&self, child: Place, action: RollupAction) -> bool {
        let sequencing = self.sequencing(child);
        let rollup = &sequencing.rollup;
        let considered = match action {
            RollupAction::Satisfied => rollup.considerations.satisfied,
            RollupAction::NotSatisfied => rollup.considerations.not_satisfied,
            RollupAction::Completed => rollup.considerations.completed,
            RollupAction::Incomplete => rollup.considerations.incomplete,
        };
        let rolled = if is_of_objective(action) {
            rollup.objective_satisfied
        } else {
            rollup.progress_completion
        };
        let activity = self.activity(child);
        sequencing.delivery.tracked
            && rolled
            && match considered {
                Consideration::Always => true,
                Consideration::IfAttempted => activity.attempts > 0,
                // The letter of RB.1.4.2 leaves out what was never attempted too; its name, and the reference
                // implementation, only what is suspended.
                Consideration::IfNotSuspended => !activity.suspended,
                Consideration::IfNotSkipped => !self.pre(child, PreAction::Skip),
            }
    }
}
