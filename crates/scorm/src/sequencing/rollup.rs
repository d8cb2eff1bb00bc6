//! Rollup: RB.1.1 to RB.1.3, and RB.1.5. What children come to, up to the root.

use std::collections::BTreeSet;

use super::Sequencer;
use super::objectives::Said;
use super::state::ObjectiveState;
use super::tree::Place;
use crate::plan::RollupAction;

/// Rolled-up measures keep seven decimals: the precision of `real(10,7)`.
fn rounded(value: f64) -> f64 {
    (value * 1e7).round() / 1e7
}

impl Sequencer {
    /// RB.1.5, and SN 4.6.1: from the activity up; what it shares is rolled up where others read it.
    pub(super) fn overall_rollup(&mut self, place: Place) {
        self.note("RB.1.5", place, "Les résultats remontent");
        let mut waiting: BTreeSet<(usize, Place)> = BTreeSet::new();
        self.enter(place, &mut waiting);
        self.enter_readers(place, &mut waiting);
        // Shared objectives may make a circle: each activity is rolled up a few times at most.
        let mut left = self.tree.len() * 4 + 16;
        while let Some((_, next)) = waiting.pop_last() {
            if left == 0 {
                break;
            }
            left -= 1;
            if self.roll_up(next) {
                self.enter_readers(next, &mut waiting);
            }
        }
    }

    /// The clusters from an activity up to the root.
    fn enter(&self, place: Place, waiting: &mut BTreeSet<(usize, Place)>) {
        let clusters = self.tree.upward(place).filter(|at| !self.tree.is_leaf(*at));
        waiting.extend(clusters.map(|at| (self.tree.node(at).depth, at)));
    }

    /// The parents of those whose primary objective, the one that contributes, reads what an activity shares. SN 4.6.1.
    fn enter_readers(&self, place: Place, waiting: &mut BTreeSet<(usize, Place)>) {
        let sequencing = self.sequencing(place);
        let written: BTreeSet<&str> = std::iter::once(&sequencing.primary)
            .chain(&sequencing.objectives)
            .flat_map(|objective| &objective.maps)
            .filter(|map| {
                map.write_satisfied || map.write_measure || map.write_completion || map.write_progress
            })
            .map(|map| map.target.as_str())
            .collect();
        if written.is_empty() {
            return;
        }
        for reader in 0..self.tree.len() {
            let reads = self.sequencing(reader).primary.maps.iter().any(|map| {
                (map.read_satisfied || map.read_measure || map.read_completion || map.read_progress)
                    && written.contains(map.target.as_str())
            });
            if let Some(parent) = self.tree.parent(reader).filter(|_| reads && reader != place) {
                self.enter(parent, waiting);
            }
        }
    }

    /// One cluster. Answers whether something that it shares changed.
    fn roll_up(&mut self, place: Place) -> bool {
        if !self.sequencing(place).delivery.tracked {
            return false;
        }
        let before = self
            .activity(place)
            .objectives
            .first()
            .cloned()
            .unwrap_or_default();
        let was = (before.satisfied, before.completed);
        let after = ObjectiveState {
            measure: self.measure_rollup(place),
            progress: self.amount_rollup(place),
            satisfied: self.objective_rollup(place).or(before.satisfied),
            completed: self.progress_rollup(place).or(before.completed),
            ..before
        };
        if after.satisfied != was.0 {
            self.note("RB.1.2", place, satisfied_words(after.satisfied));
        }
        if after.completed != was.1 {
            self.note("RB.1.3", place, completed_words(after.completed));
        }
        let sequencing = self.sequencing(place);
        let said = Said {
            satisfied: sequencing.primary.satisfied_by_measure,
            measure: true,
            completed: sequencing.completion.completed_by_measure,
            progress: true,
        };
        self.write_objective(place, 0, after.clone());
        self.share(place, 0, after, said)
    }

    /// RB.1.1: the weighted mean of the measures of the tracked children; one that has none counts for nothing earned.
    fn measure_rollup(&self, place: Place) -> Option<f64> {
        let (mut total, mut weights, mut some) = (0.0, 0.0, false);
        for child in self.children(place) {
            let sequencing = self.sequencing(*child);
            if !sequencing.delivery.tracked {
                continue;
            }
            weights += sequencing.rollup.measure_weight;
            if let Some(measure) = self.contribution(*child).measure {
                total += measure * sequencing.rollup.measure_weight;
                some = true;
            }
        }
        (some && weights > 0.0).then(|| rounded(total / weights))
    }

    /// RB.1.1.b: the same of completion amounts, by progress weight.
    fn amount_rollup(&self, place: Place) -> Option<f64> {
        let (mut total, mut weights, mut some) = (0.0, 0.0, false);
        for child in self.children(place) {
            let sequencing = self.sequencing(*child);
            if !sequencing.delivery.tracked {
                continue;
            }
            weights += sequencing.completion.progress_weight;
            if let (_, Some(amount)) = self.progress_contribution(*child) {
                total += amount * sequencing.completion.progress_weight;
                some = true;
            }
        }
        (some && weights > 0.0).then(|| rounded(total / weights))
    }

    /// RB.1.2, by the rules or those by default (RB.1.2.b, RB.1.2.c); none changes nothing. By measure (RB.1.2.a), what is
    /// read of the objective compares it with its threshold.
    fn objective_rollup(&self, place: Place) -> Option<bool> {
        if self.sequencing(place).primary.satisfied_by_measure {
            return None;
        }
        self.by_rules(place, RollupAction::Satisfied, RollupAction::NotSatisfied)
    }

    /// RB.1.3, likewise.
    fn progress_rollup(&self, place: Place) -> Option<bool> {
        if self.sequencing(place).completion.completed_by_measure {
            return None;
        }
        self.by_rules(place, RollupAction::Completed, RollupAction::Incomplete)
    }

    fn by_rules(&self, place: Place, good: RollupAction, bad: RollupAction) -> Option<bool> {
        if self.rollup_rule(place, good) {
            Some(true)
        } else {
            self.rollup_rule(place, bad).then_some(false)
        }
    }
}

const fn satisfied_words(satisfied: Option<bool>) -> &'static str {
    match satisfied {
        Some(true) => "L’objectif est atteint, d’après ce qu’elle contient",
        Some(false) => "L’objectif n’est pas atteint, d’après ce qu’elle contient",
        None => "Rien ne dit si l’objectif est atteint",
    }
}

const fn completed_words(completed: Option<bool>) -> &'static str {
    match completed {
        Some(true) => "Elle est terminée, d’après ce qu’elle contient",
        Some(false) => "Elle n’est pas terminée, d’après ce qu’elle contient",
        None => "Rien ne dit si elle est terminée",
    }
}
