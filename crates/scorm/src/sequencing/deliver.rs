//! Delivery: DB.1.1, DB.2, DB.2.1.

use super::Sequencer;
use super::process::Exception;
use super::state::ObjectiveState;
use super::tree::Place;

impl Sequencer {
    /// DB.1.1.
    pub(super) fn delivery_request(&self, place: Place) -> Result<(), Exception> {
        if !self.tree.is_leaf(place) {
            return Err(Exception("DB.1.1-1"));
        }
        if self.tree.path(place).into_iter().any(|at| self.is_disabled(at)) {
            return Err(Exception("DB.1.1-3"));
        }
        Ok(())
    }

    /// DB.2: attempts begin, or go on, from the root to the activity.
    pub(super) fn deliver(&mut self, place: Place) -> Result<(), Exception> {
        if self
            .state
            .current
            .is_some_and(|current| self.activity(current).active)
        {
            return Err(Exception("DB.2-1"));
        }
        if self.state.suspended != Some(place) {
            self.clear_suspended(place);
        }
        self.terminate_descendents(place);
        for at in self.tree.path(place) {
            if self.activity(at).active {
                continue;
            }
            if self.activity(at).suspended {
                self.at(at).suspended = false;
            } else if self.sequencing(at).delivery.tracked {
                self.begin_attempt(at);
            }
            self.at(at).active = true;
        }
        self.state.current = Some(place);
        self.state.suspended = None;
        self.note("DB.2", place, "L’activité s’ouvre");
        Ok(())
    }

    fn begin_attempt(&mut self, place: Place) {
        let activity = self.at(place);
        activity.attempts = activity.attempts.saturating_add(1);
        activity.said_completion = false;
        activity.said_success = false;
        activity.stale_objectives = false;
        activity.stale_progress = false;
        activity.objectives.fill(ObjectiveState::default());
        self.leave_behind(place, (true, true));
        self.note("DB.2", place, "Nouvel essai");
    }

    /// A new attempt on a cluster begins: what its children hold of earlier ones, of objectives and of progress, doesn't
    /// count, if it says so; nor what theirs hold, if they say so too. SN 3.2.6, SN 3.2.7.
    fn leave_behind(&mut self, place: Place, (objectives, progress): (bool, bool)) {
        let mode = self.sequencing(place).mode;
        let objectives = objectives && mode.use_current_attempt_objective_info;
        let progress = progress && mode.use_current_attempt_progress_info;
        if !objectives && !progress {
            return;
        }
        for child in self.tree.node(place).children.clone() {
            if self.activity(child).attempts == 0 {
                continue;
            }
            let state = self.at(child);
            state.stale_objectives |= objectives;
            state.stale_progress |= progress;
            self.leave_behind(child, (objectives, progress));
        }
    }

    /// DB.2.1: something else than the suspended activity is delivered.
    fn clear_suspended(&mut self, place: Place) {
        let Some(suspended) = self.state.suspended else {
            return;
        };
        let common = self.tree.common_ancestor(place, suspended);
        let left: Vec<Place> = self
            .tree
            .upward(suspended)
            .take_while(|at| *at != common)
            .collect();
        for at in left {
            let held = self
                .children(at)
                .iter()
                .any(|child| self.activity(*child).suspended);
            self.at(at).suspended = held;
        }
        self.state.suspended = None;
    }
}
