//! Sequencing requests: SB.2.5 to SB.2.8, SB.2.10 to SB.2.13.

use super::Sequencer;
use super::flow::{Direction, Stop};
use super::navigate::Sequencing;
use super::process::Exception;
use super::tree::Place;

/// What a sequencing request comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This activity is to be delivered.
    Delivery(Place),
    /// The sequencing session ends.
    End,
    /// Nothing is delivered, and that is no mistake: the learner chooses what comes next.
    Nothing,
}

impl Sequencer {
    /// SB.2.12.
    pub(super) fn sequencing_request(&mut self, request: Sequencing) -> Result<Found, Exception> {
        match request {
            Sequencing::Start => self.start(),
            Sequencing::ResumeAll => self.resume_all(),
            Sequencing::Continue => self.continue_or_previous(Direction::Forward),
            Sequencing::Previous => self.continue_or_previous(Direction::Backward),
            Sequencing::Choice(target) => self.choice(target),
            Sequencing::Jump(target) => self.jump(target),
            Sequencing::Retry => self.retry(),
            Sequencing::Exit => self.exit_request(),
        }
    }

    fn arrive(flowed: Result<Place, Stop>, otherwise: &'static str) -> Result<Found, Exception> {
        match flowed {
            Ok(place) => Ok(Found::Delivery(place)),
            Err(Stop::PastTheEnd) => Ok(Found::End),
            Err(Stop::Nothing(Exception("SB.2.2-1"))) => Err(Exception(otherwise)),
            Err(Stop::Nothing(exception)) => Err(exception),
        }
    }

    /// SB.2.5. A root that doesn't flow starts nothing: the learner chooses, where there is a choice.
    fn start(&mut self) -> Result<Found, Exception> {
        if self.state.current.is_some() {
            return Err(Exception("SB.2.5-1"));
        }
        if self.tree.is_leaf(0) {
            return Ok(Found::Delivery(0));
        }
        match self.flow(0, Direction::Forward, true) {
            Err(Stop::Nothing(_)) if !self.sequencing(0).mode.flow => {
                Ok(self.only_one().map_or(Found::Nothing, Found::Delivery))
            }
            flowed => Self::arrive(flowed, "SB.2.5-3"),
        }
    }

    /// The one activity of a package that has no other, when it may be chosen: there is nothing to choose from.
    fn only_one(&self) -> Option<Place> {
        let [only] = self.children(0) else { return None };
        let only = *only;
        (self.tree.is_leaf(only) && self.may_choose(only).is_ok()).then_some(only)
    }

    /// SB.2.6.
    fn resume_all(&self) -> Result<Found, Exception> {
        if self.state.current.is_some() {
            return Err(Exception("SB.2.6-1"));
        }
        self.state
            .suspended
            .map(Found::Delivery)
            .ok_or(Exception("SB.2.6-2"))
    }

    /// SB.2.7, SB.2.8.
    fn continue_or_previous(&mut self, direction: Direction) -> Result<Found, Exception> {
        let back = direction == Direction::Backward;
        let code = |forward, backward| Exception(if back { backward } else { forward });
        let current = self.state.current.ok_or(code("SB.2.7-1", "SB.2.8-1"))?;
        let parent = self.tree.parent(current);
        if parent.is_some_and(|parent| !self.sequencing(parent).mode.flow) {
            return Err(code("SB.2.7-2", "SB.2.8-2"));
        }
        let found = Self::arrive(
            self.flow(current, direction, false),
            code("SB.2.7-2", "SB.2.8-2").0,
        )?;
        if found == Found::End {
            self.terminate_descendents(0);
        }
        Ok(found)
    }

    /// SB.2.9.
    fn choice(&mut self, target: Place) -> Result<Found, Exception> {
        self.may_choose(target)?;
        if self.tree.is_leaf(target) {
            return Ok(Found::Delivery(target));
        }
        match self.flow(target, Direction::Forward, true) {
            Ok(place) => Ok(Found::Delivery(place)),
            Err(_) => {
                // Before anything is delivered, there is no attempt to end, nor to go on from.
                if let Some(current) = self.state.current {
                    let common = self.tree.common_ancestor(current, target);
                    self.terminate_descendents(common);
                    self.end_attempt(common);
                    self.state.current = Some(target);
                }
                Err(Exception("SB.2.9-9"))
            }
        }
    }

    /// SB.2.10.
    fn retry(&mut self) -> Result<Found, Exception> {
        let current = self.state.current.ok_or(Exception("SB.2.10-1"))?;
        let activity = self.activity(current);
        if activity.active || activity.suspended {
            return Err(Exception("SB.2.10-2"));
        }
        if self.tree.is_leaf(current) {
            return Ok(Found::Delivery(current));
        }
        if current == 0 {
            self.forget_shared();
        }
        Self::arrive(self.flow(current, Direction::Forward, true), "SB.2.10-3")
    }

    /// SB.2.11.
    fn exit_request(&self) -> Result<Found, Exception> {
        let current = self.state.current.ok_or(Exception("SB.2.11-1"))?;
        if self.activity(current).active {
            return Err(Exception("SB.2.11-2"));
        }
        Ok(if current == 0 { Found::End } else { Found::Nothing })
    }

    /// SB.2.13.
    fn jump(&self, target: Place) -> Result<Found, Exception> {
        self.state.current.ok_or(Exception("SB.2.13-1"))?;
        Ok(Found::Delivery(target))
    }
}
