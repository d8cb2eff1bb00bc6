//! What local and shared objectives say. SN 3.10, SN 4.2.1.

use super::Sequencer;
use super::state::ObjectiveState;
use super::tree::Place;
use crate::plan::Objective;

/// An objective as rules, rollup and content see it: maps and thresholds applied.
pub type ObjectiveView = ObjectiveState;

/// What has just been said of an objective: it is shared even when that is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub satisfied: bool,
    pub measure: bool,
    pub completed: bool,
    pub progress: bool,
}

fn put<T: Copy>(to: &mut Option<T>, value: Option<T>, may: bool, said: bool) {
    if may && (value.is_some() || said) {
        *to = value;
    }
}

fn read<T: Copy>(to: &mut Option<T>, shared: Option<T>, may: bool) {
    if may {
        *to = shared;
    }
}

impl Sequencer {
    /// An objective of an activity: 0 is the primary one.
    pub fn definition(&self, place: Place, index: usize) -> Option<&Objective> {
        let sequencing = self.sequencing(place);
        match index.checked_sub(1) {
            None => Some(&sequencing.primary),
            Some(at) => sequencing.objectives.get(at),
        }
    }

    /// The place of an objective among those of its activity; without an identifier, the primary one.
    pub(super) fn objective_index(&self, place: Place, id: Option<&str>) -> Option<usize> {
        let Some(id) = id else { return Some(0) };
        let sequencing = self.sequencing(place);
        if sequencing.primary.id.as_deref() == Some(id) {
            return Some(0);
        }
        let at = |one: &Objective| one.id.as_deref() == Some(id);
        sequencing.objectives.iter().position(at).map(|at| at + 1)
    }

    /// What an objective says to rules: where a map reads, what is shared, known or not; otherwise what is local. SN 3.10.3.
    pub fn objective(&self, place: Place, index: usize) -> ObjectiveView {
        self.tracked(place, || self.seen(place, index, true))
    }

    /// The primary objective of a child, as rollup counts it: what is local and comes from before the attempt under way on
    /// its parent is left out, where the parent says so. SN 3.2.6.
    pub(super) fn contribution(&self, child: Place) -> ObjectiveView {
        let local = !self.activity(child).stale_objectives;
        self.tracked(child, || self.seen(child, 0, local))
    }

    /// An objective as content finds it: maps are read whether the activity is tracked or not.
    pub fn found(&self, place: Place, index: usize) -> ObjectiveView {
        self.seen(place, index, self.sequencing(place).delivery.tracked)
    }

    /// What isn't tracked says nothing to rules or rollup, not even what it reads. SN 3.13.
    fn tracked(&self, place: Place, seen: impl FnOnce() -> ObjectiveView) -> ObjectiveView {
        if self.sequencing(place).delivery.tracked {
            seen()
        } else {
            ObjectiveView::default()
        }
    }

    fn seen(&self, place: Place, index: usize, local: bool) -> ObjectiveView {
        let Some(definition) = self.definition(place, index) else {
            return ObjectiveView::default();
        };
        let mut seen = match self.activity(place).objectives.get(index) {
            Some(own) if local => own.clone(),
            _ => ObjectiveView::default(),
        };
        for map in &definition.maps {
            let none = ObjectiveState::default();
            let shared = self.state.shared.get(&map.target).unwrap_or(&none);
            read(&mut seen.satisfied, shared.satisfied, map.read_satisfied);
            read(&mut seen.measure, shared.measure, map.read_measure);
            read(&mut seen.raw, shared.raw, map.read_raw);
            read(&mut seen.min, shared.min, map.read_min);
            read(&mut seen.max, shared.max, map.read_max);
            read(&mut seen.completed, shared.completed, map.read_completion);
            read(&mut seen.progress, shared.progress, map.read_progress);
        }
        if definition.satisfied_by_measure {
            seen.satisfied = self.by_measure(place, definition, seen.measure);
        }
        seen
    }

    /// RB.1.2.a, and SN 3.10 for a leaf: the measure against the threshold, once the activity ended if it must.
    fn by_measure(&self, place: Place, definition: &Objective, measure: Option<f64>) -> Option<bool> {
        let considerations = &self.sequencing(place).rollup.considerations;
        let may = considerations.measure_satisfaction_if_active || !self.activity(place).active;
        measure
            .filter(|_| may)
            .map(|measure| measure >= definition.min_normalized_measure)
    }

    /// Writes an objective.
    pub(super) fn write_objective(&mut self, place: Place, index: usize, value: ObjectiveState) {
        if let Some(local) = self.at(place).objectives.get_mut(index) {
            *local = value;
        }
    }

    /// Shares values of an objective of a tracked activity with those that its maps write to: what has just been said of it, even that it is
    /// unknown; of the rest, what is known. Answers whether something shared changed.
    pub(super) fn share(&mut self, place: Place, index: usize, mut own: ObjectiveState, said: Said) -> bool {
        let Some(definition) = self.definition(place, index) else {
            return false;
        };
        if definition.satisfied_by_measure {
            own.satisfied = self.by_measure(place, definition, own.measure);
        }
        own.completed = self.completion(place, index, &own);
        let maps = definition.maps.clone();
        let mut changed = false;
        for map in maps {
            let shared = self.state.shared.entry(map.target).or_default();
            let before = shared.clone();
            put(
                &mut shared.satisfied,
                own.satisfied,
                map.write_satisfied,
                said.satisfied,
            );
            put(&mut shared.measure, own.measure, map.write_measure, said.measure);
            put(&mut shared.raw, own.raw, map.write_raw, false);
            put(&mut shared.min, own.min, map.write_min, false);
            put(&mut shared.max, own.max, map.write_max, false);
            put(
                &mut shared.completed,
                own.completed,
                map.write_completion,
                said.completed,
            );
            put(
                &mut shared.progress,
                own.progress,
                map.write_progress,
                said.progress,
            );
            changed |= *shared != before;
        }
        changed
    }

    /// Attempt Completion Status, as rules see it; none when unknown. SN 3.14: by measure, the amount alone decides.
    pub fn completed(&self, place: Place) -> Option<bool> {
        self.completed_of(place, 0)
    }

    /// The same of one objective.
    pub(super) fn completed_of(&self, place: Place, index: usize) -> Option<bool> {
        self.completion(place, index, &self.objective(place, index))
    }

    /// Attempt Completion Status and Attempt Completion Amount of a child, as rollup counts them. SN 3.2.7.
    pub(super) fn progress_contribution(&self, child: Place) -> (Option<bool>, Option<f64>) {
        let local = !self.activity(child).stale_progress;
        let seen = self.tracked(child, || self.seen(child, 0, local));
        (self.completion(child, 0, &seen), seen.progress)
    }

    /// The primary objective alone has a threshold, its activity's.
    fn completion(&self, place: Place, index: usize, seen: &ObjectiveView) -> Option<bool> {
        let threshold = &self.sequencing(place).completion;
        if index == 0 && threshold.completed_by_measure {
            seen.progress
                .map(|amount| amount >= threshold.min_progress_measure)
        } else {
            seen.completed
        }
    }
}
