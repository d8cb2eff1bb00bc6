//! What may be asked for now: the controls, the table of contents, `adl.nav.request_valid`. SN 5.6.
//!
//! Nothing ends and nothing begins to find it out: rules are asked on the state as it is, the current activity still
//! active. What its end would bring (rules that come after, what content leaves unsaid) isn't foreseen, but for
//! [`Sequencer::anticipate`].

use serde::{Deserialize, Serialize};

use super::Sequencer;
use super::flow::Direction;
use super::navigate::Sequencing;
use super::tree::Place;
use crate::navigation::NavigationRequest;
use crate::plan::{Hidden, PreAction};

/// What the platform offers beside the current activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// « Suite »: wherever the activities around are flowed through, were the next one closed for now.
    pub r#continue: bool,
    /// « Retour »: when something opens that way.
    pub previous: bool,
    /// Ending the current activity.
    pub exit: bool,
    /// Ending everything.
    pub exit_all: bool,
    /// Leaving the current activity without recording it.
    pub abandon: bool,
    /// Leaving everything without recording the current activity.
    pub abandon_all: bool,
    /// Stopping here, to go on later: there is something to go on with.
    pub suspend_all: bool,
    /// The table of contents, in order.
    pub lines: Vec<OfferedLine>,
}

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedLine {
    /// Which activity.
    pub place: Place,
    /// Whether the table shows it.
    pub visible: bool,
    /// Whether it may be chosen now.
    pub selectable: bool,
    /// Whether it is the current one.
    pub current: bool,
}

impl Sequencer {
    /// Counts what content said so far, up to the root; once it can't say more, what it leaves unsaid too (UP.4).
    pub(crate) fn anticipate(&mut self, over: bool) {
        let Some(current) = self.state.current.filter(|at| self.activity(*at).active) else {
            return;
        };
        if over {
            self.end_leaf(current);
        }
        self.overall_rollup(current);
    }

    /// Whether a request may be made now. « Continue » always may where activities are flowed through: what stops it is
    /// said when it does, and past the last activity it ends the session.
    pub fn allows(&self, request: &NavigationRequest) -> bool {
        let Ok(asked) = self.navigation_request(request) else {
            return false;
        };
        match asked.sequencing {
            Some(Sequencing::Previous) => self.goes_back(),
            Some(Sequencing::Choice(target)) => self.opens(target),
            Some(Sequencing::Jump(target)) => self.delivery_request(target).is_ok(),
            _ => true,
        }
    }

    /// What the platform offers now.
    pub fn offer(&self) -> Offer {
        let current = self.state.current;
        let hidden = |control: Hidden| {
            current.is_some_and(|current| self.sequencing(current).hidden.contains(&control))
        };
        let begun = current.is_some();
        let active = current.is_some_and(|current| self.activity(current).active);
        Offer {
            r#continue: !hidden(Hidden::Continue) && self.allows(&NavigationRequest::Continue),
            previous: !hidden(Hidden::Previous) && self.allows(&NavigationRequest::Previous),
            exit: active && !hidden(Hidden::Exit),
            exit_all: begun && !hidden(Hidden::ExitAll),
            abandon: active && !hidden(Hidden::Abandon),
            abandon_all: begun && !hidden(Hidden::AbandonAll),
            suspend_all: active && !hidden(Hidden::SuspendAll),
            lines: (0..self.tree.len()).map(|place| self.line(place)).collect(),
        }
    }

    fn line(&self, place: Place) -> OfferedLine {
        let offered = |at: Place| self.is_available(at) && !self.pre(at, PreAction::HiddenFromChoice);
        let visible = !self.tree.node(place).activity.invisible && self.tree.upward(place).all(offered);
        OfferedLine {
            place,
            visible,
            selectable: visible && self.chosen(place).is_ok() && self.opens(place),
            current: self.state.current == Some(place),
        }
    }

    fn goes_back(&self) -> bool {
        let back = |current| self.flow(current, Direction::Backward, false).ok();
        let found = self.state.current.and_then(back);
        found.is_some_and(|found| self.delivery_request(found).is_ok())
    }

    /// Whether choosing an activity opens it, or something in it.
    fn opens(&self, target: Place) -> bool {
        if self.may_choose(target).is_err() {
            return false;
        }
        let found = if self.tree.is_leaf(target) {
            Some(target)
        } else {
            self.flow(target, Direction::Forward, true).ok()
        };
        found.is_some_and(|found| self.delivery_request(found).is_ok())
    }
}
