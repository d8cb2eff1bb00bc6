//! NB.2.1: what a navigation request asks of termination and of sequencing.

use super::Sequencer;
use super::process::Exception;
use super::tree::Place;
use crate::navigation::NavigationRequest;

/// What ends. SN table 5.2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Termination {
    Exit,
    ExitAll,
    SuspendAll,
    Abandon,
    AbandonAll,
}

/// What comes next. SN table 5.3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequencing {
    Start,
    ResumeAll,
    Continue,
    Previous,
    Choice(Place),
    Jump(Place),
    Retry,
    Exit,
}

pub(super) struct Asked {
    pub termination: Option<Termination>,
    pub sequencing: Option<Sequencing>,
}

impl Sequencer {
    /// NB.2.1.
    pub(super) fn navigation_request(&self, request: &NavigationRequest) -> Result<Asked, Exception> {
        match request {
            NavigationRequest::Start => self.first(Sequencing::Start),
            NavigationRequest::ResumeAll if self.state.suspended.is_none() => Err(Exception("NB.2.1-3")),
            NavigationRequest::ResumeAll => self.first(Sequencing::ResumeAll),
            NavigationRequest::Continue => self.flowing(Sequencing::Continue),
            NavigationRequest::Previous => self.flowing(Sequencing::Previous),
            NavigationRequest::Choice(target) => self.chosen(self.named(target)?),
            NavigationRequest::Jump(target) => self.jumped(self.named(target)?),
            NavigationRequest::Exit => self.leaving_one(Termination::Exit),
            NavigationRequest::Abandon => self.leaving_one(Termination::Abandon),
            NavigationRequest::ExitAll => self.leaving(Termination::ExitAll),
            NavigationRequest::AbandonAll => self.leaving(Termination::AbandonAll),
            NavigationRequest::SuspendAll => self.leaving(Termination::SuspendAll),
        }
    }

    fn first(&self, sequencing: Sequencing) -> Result<Asked, Exception> {
        if self.state.current.is_some() {
            return Err(Exception("NB.2.1-1"));
        }
        Ok(Asked {
            termination: None,
            sequencing: Some(sequencing),
        })
    }

    /// The attempt on the current activity ends, when there is one under way, before another one is looked for.
    fn instead(&self, sequencing: Sequencing) -> Asked {
        let current = self.state.current;
        Asked {
            termination: current
                .is_some_and(|current| self.activity(current).active)
                .then_some(Termination::Exit),
            sequencing: Some(sequencing),
        }
    }

    fn flowing(&self, sequencing: Sequencing) -> Result<Asked, Exception> {
        let current = self.state.current.ok_or(Exception("NB.2.1-2"))?;
        let mode = self
            .tree
            .parent(current)
            .map(|parent| self.sequencing(parent).mode);
        let back = sequencing == Sequencing::Previous;
        match mode {
            Some(mode) if mode.flow && !(back && mode.forward_only) => Ok(self.instead(sequencing)),
            Some(_) if back => Err(Exception("NB.2.1-5")),
            None if back => Err(Exception("NB.2.1-6")),
            _ => Err(Exception("NB.2.1-4")),
        }
    }

    fn named(&self, identifier: &str) -> Result<Place, Exception> {
        self.tree.find(identifier).ok_or(Exception("NB.2.1-11"))
    }

    pub(super) fn chosen(&self, target: Place) -> Result<Asked, Exception> {
        let parent = self.tree.parent(target);
        if parent.is_some_and(|parent| !self.sequencing(parent).mode.choice) {
            return Err(Exception("NB.2.1-10"));
        }
        let Some(current) = self.state.current else {
            return self.first(Sequencing::Choice(target));
        };
        // An activity that can't be left by choice isn't left for the one beside it either, nor to begin it again: from
        // inside it, only what it holds may be chosen. SN 3.2.2.
        let common = self.tree.common_ancestor(current, target);
        let left = self.tree.upward(current).take_while(|at| *at != common);
        let holds = |at: Place| self.activity(at).active && !self.sequencing(at).mode.choice_exit;
        if left.chain([target]).any(holds) {
            return Err(Exception("NB.2.1-8"));
        }
        Ok(self.instead(Sequencing::Choice(target)))
    }

    fn jumped(&self, target: Place) -> Result<Asked, Exception> {
        if !self.is_available(target) {
            return Err(Exception("NB.2.1-11"));
        }
        Ok(self.instead(Sequencing::Jump(target)))
    }

    fn leaving_one(&self, termination: Termination) -> Result<Asked, Exception> {
        let current = self.state.current.ok_or(Exception("NB.2.1-2"))?;
        if !self.activity(current).active {
            return Err(Exception("NB.2.1-12"));
        }
        self.leaving(termination)
    }

    fn leaving(&self, termination: Termination) -> Result<Asked, Exception> {
        self.state.current.ok_or(Exception("NB.2.1-2"))?;
        Ok(Asked {
            termination: Some(termination),
            sequencing: Some(Sequencing::Exit),
        })
    }
}
