//! Choice: SB.2.4, SB.2.9, SB.2.9.1, SB.2.9.2.

use super::Sequencer;
use super::flow::Direction;
use super::process::Exception;
use super::tree::Place;
use crate::plan::PreAction;

use Direction::{Backward, Forward};

impl Sequencer {
    /// SB.2.9, up to the flow into a chosen cluster: whether an activity may be chosen.
    pub(super) fn may_choose(&self, target: Place) -> Result<(), Exception> {
        for place in self.tree.path(target) {
            if !self.is_available(place) {
                return Err(Exception("SB.2.9-2"));
            }
            if self.pre(place, PreAction::HiddenFromChoice) {
                return Err(Exception("SB.2.9-3"));
            }
        }
        let parent = self.tree.parent(target);
        if parent.is_some_and(|parent| !self.sequencing(parent).mode.choice) {
            return Err(Exception("SB.2.9-4"));
        }
        let Some(current) = self.state.current else {
            return self.descend(0, target);
        };
        let common = self.tree.common_ancestor(current, target);
        if current == target {
            Ok(())
        } else if self.tree.parent(current) == parent {
            self.across(current, target)
        } else if current == common {
            self.descend(common, target)
        } else if target == common {
            self.climb(current, common, target)
        } else {
            self.change_branch(current, common, target)
        }
    }

    /// The two are children of one cluster.
    fn across(&self, current: Place, target: Place) -> Result<(), Exception> {
        let siblings = self
            .tree
            .parent(current)
            .map_or(&[][..], |parent| self.children(parent));
        let at = |place| siblings.iter().position(|one| *one == place);
        let (Some(from), Some(to)) = (at(current), at(target)) else {
            return Err(Exception("SB.2.9-5"));
        };
        let (direction, passed) = if from < to {
            (Forward, &siblings[from..to])
        } else {
            (Backward, &siblings[to + 1..=from])
        };
        passed
            .iter()
            .try_for_each(|place| self.traverse(*place, direction))
    }

    /// SB.2.4.
    fn traverse(&self, place: Place, direction: Direction) -> Result<(), Exception> {
        if direction == Forward {
            return if self.pre(place, PreAction::StopForwardTraversal) {
                Err(Exception("SB.2.4-1"))
            } else {
                Ok(())
            };
        }
        match self.tree.parent(place) {
            None => Err(Exception("SB.2.4-3")),
            Some(parent) if self.sequencing(parent).mode.forward_only => Err(Exception("SB.2.4-2")),
            Some(_) => Ok(()),
        }
    }

    /// From the common ancestor down to the target, which isn't reached by itself when an activity prevents activation.
    fn descend(&self, common: Place, target: Place) -> Result<(), Exception> {
        for place in self.between(common, target) {
            self.traverse(place, Forward)?;
            self.activates(place, common)?;
        }
        Ok(())
    }

    fn activates(&self, place: Place, common: Place) -> Result<(), Exception> {
        let prevents = self.sequencing(place).mode.prevent_activation;
        if place != common && prevents && !self.activity(place).active {
            return Err(Exception("SB.2.9-6"));
        }
        Ok(())
    }

    /// From an ancestor, included, down to an activity, excluded.
    fn between(&self, ancestor: Place, place: Place) -> Vec<Place> {
        let mut path: Vec<Place> = self
            .tree
            .upward(place)
            .skip(1)
            .take_while(|at| self.tree.is_within(*at, ancestor))
            .collect();
        path.reverse();
        path
    }

    /// The clusters that are left on the way up to the common one. The current activity has ended by now: it holds nobody.
    fn left(&self, current: Place, common: Place) -> impl Iterator<Item = Place> + '_ {
        self.tree
            .upward(current)
            .skip(1)
            .take_while(move |at| *at != common)
    }

    /// Up to the common one: out of no cluster that can't be left, and no further than what is next to the first cluster
    /// that constrains choice.
    fn climb(&self, current: Place, common: Place, target: Place) -> Result<(), Exception> {
        let kept = |at: Place| !self.sequencing(at).mode.choice_exit;
        if self.left(current, common).any(kept) {
            return Err(Exception("SB.2.9-7"));
        }
        let constrains = |at: &Place| self.sequencing(*at).mode.constrain_choice;
        match self.left(current, common).find(constrains) {
            Some(constrained) if !self.is_next_to(constrained, target) => Err(Exception("SB.2.9-8")),
            _ => Ok(()),
        }
    }

    /// Whether an activity is what comes next to a constrained one, either way, or is in it; or else is above, and begins
    /// with it, or with what comes before it. SN 3.3.2.
    fn is_next_to(&self, constrained: Place, target: Place) -> bool {
        if self.tree.is_within(constrained, target) {
            let before = self.choice_flow(constrained, Backward);
            let first = |at: &Place| self.children(*at).first().copied();
            return std::iter::successors(Some(target), first)
                .any(|at| at == constrained || Some(at) == before);
        }
        let direction = if self.is_forward(target, constrained) {
            Forward
        } else {
            Backward
        };
        let near = self.choice_flow(constrained, direction);
        near.is_some_and(|near| self.tree.is_within(target, near))
    }

    fn change_branch(&self, current: Place, common: Place, target: Place) -> Result<(), Exception> {
        self.climb(current, common, target)?;
        if self.is_forward(target, current) {
            return self.descend(common, target);
        }
        self.between(common, target)
            .into_iter()
            .try_for_each(|place| self.activates(place, common))
    }

    /// SB.2.9.1, SB.2.9.2: the activity next to another one, without a look inside.
    fn choice_flow(&self, place: Place, direction: Direction) -> Option<Place> {
        self.tree.upward(place).find_map(|at| match direction {
            Forward => self.next_sibling(at),
            Backward => self.previous_sibling(at),
        })
    }
}
