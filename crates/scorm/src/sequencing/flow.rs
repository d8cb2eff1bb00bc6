//! Flow: SB.2.1 to SB.2.3. From an activity to the next that can be delivered, one way or the other.

use super::Sequencer;
use super::process::Exception;
use super::tree::Place;
use crate::plan::PreAction;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// Why flow stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// After the last activity: the sequencing session ends. SB.2.1, 3.1.
    PastTheEnd,
    /// Nothing can be delivered that way.
    Nothing(Exception),
}

type Step = Result<(Place, Direction), Stop>;

use Direction::{Backward, Forward};

const fn nothing(code: &'static str) -> Stop {
    Stop::Nothing(Exception(code))
}

impl Sequencer {
    /// SB.2.3. Answers a leaf that may be delivered.
    pub(super) fn flow(&self, from: Place, direction: Direction, into: bool) -> Result<Place, Stop> {
        let (next, _) = self.flow_tree(from, direction, into, None)?;
        self.flow_activity(next, direction, None)
    }

    /// SB.2.1: one step of the walk.
    fn flow_tree(&self, from: Place, direction: Direction, into: bool, before: Option<Direction>) -> Step {
        let parent = self.tree.parent(from);
        let (mut from, mut direction, mut reversed) = (from, direction, false);
        if before == Some(Backward)
            && self.next_sibling(from).is_none()
            && let Some(first) = parent.and_then(|parent| self.children(parent).first().copied())
        {
            // Entered from the end, but its children go forward only: after the last of them, back before the first.
            (from, direction, reversed) = (first, Backward, true);
        }
        let enters = into && !self.tree.is_leaf(from);
        match direction {
            Forward if parent.is_none() && !enters => Err(Stop::PastTheEnd),
            Backward if parent.is_none() && !enters => Err(nothing("SB.2.1-3")),
            _ if enters => self.enter_cluster(from, direction),
            Forward => match self.next_sibling(from) {
                Some(next) => Ok((next, Forward)),
                None => self.flow_tree(parent.unwrap_or(0), Forward, false, None),
            },
            Backward => {
                if !reversed && parent.is_some_and(|parent| self.sequencing(parent).mode.forward_only) {
                    return Err(nothing("SB.2.1-4"));
                }
                match self.previous_sibling(from) {
                    Some(previous) => Ok((previous, Backward)),
                    None => self.flow_tree(parent.unwrap_or(0), Backward, false, None),
                }
            }
        }
    }

    fn enter_cluster(&self, place: Place, direction: Direction) -> Step {
        let children = self.children(place);
        let entered = match direction {
            Backward if !self.sequencing(place).mode.forward_only => {
                children.last().map(|last| (*last, Backward))
            }
            _ => children.first().map(|first| (*first, Forward)),
        };
        entered.ok_or(nothing("SB.2.1-2"))
    }

    /// SB.2.2: whether an activity can be delivered, or leads to one that can. A loop, where the book calls itself again: a
    /// plan may have thousands that are skipped.
    fn flow_activity(
        &self,
        mut place: Place,
        mut direction: Direction,
        mut before: Option<Direction>,
    ) -> Result<Place, Stop> {
        loop {
            let parent = self.tree.parent(place);
            if parent.is_some_and(|parent| !self.sequencing(parent).mode.flow) {
                return Err(nothing("SB.2.2-1"));
            }
            if self.pre(place, PreAction::Skip) {
                self.note("UP.2", place, "Une règle la fait passer");
                let (next, turned) = self.flow_tree(place, direction, false, before)?;
                if before == Some(Backward) && turned == Backward {
                    (direction, before) = (Backward, None);
                }
                place = next;
                continue;
            }
            if self.is_disabled(place) {
                self.note("UP.5", place, "Une règle ou une limite la ferme");
                return Err(nothing("SB.2.2-2"));
            }
            if self.tree.is_leaf(place) {
                return Ok(place);
            }
            let (next, turned) = self.flow_tree(place, direction, true, None)?;
            if direction == Backward && turned == Forward {
                (direction, before) = (Forward, Some(Backward));
            } else {
                before = None;
            }
            place = next;
        }
    }
}
