//! The end of attempts: TB.2.1 to TB.2.3, UP.3, UP.4.

use super::Sequencer;
use super::navigate::{Sequencing, Termination};
use super::objectives::Said;
use super::process::Exception;
use super::state::ObjectiveState;
use super::tree::Place;
use crate::plan::{ExitAction, PostAction};

/// What postcondition rules ask for. TB.2.2.
enum After {
    Sequence(Sequencing),
    ExitParent,
    ExitAll,
    RetryAll,
    Nothing,
}

impl Sequencer {
    /// TB.2.3. Answers the sequencing request that replaces the one asked for, if any.
    pub(super) fn termination_request(
        &mut self,
        request: Termination,
        asked: Option<Sequencing>,
    ) -> Result<Option<Sequencing>, Exception> {
        let current = self.state.current.ok_or(Exception("TB.2.3-1"))?;
        let active = self.activity(current).active;
        match request {
            Termination::Exit | Termination::Abandon if !active => Err(Exception("TB.2.3-2")),
            Termination::Exit => self.exit(current, asked),
            Termination::ExitAll => Ok(Some(self.exit_all(Sequencing::Exit))),
            Termination::SuspendAll => self.suspend_all(current),
            Termination::Abandon => {
                self.at(current).active = false;
                Ok(asked)
            }
            Termination::AbandonAll => {
                for place in self.tree.path(current) {
                    self.at(place).active = false;
                }
                self.state.current = Some(0);
                Ok(Some(Sequencing::Exit))
            }
        }
    }

    fn exit(&mut self, current: Place, asked: Option<Sequencing>) -> Result<Option<Sequencing>, Exception> {
        self.end_attempt(current);
        self.exit_rules();
        loop {
            let current = self.state.current.ok_or(Exception("TB.2.3-1"))?;
            let after = self.post_rules(current);
            match after {
                After::ExitAll => return Ok(Some(self.exit_all(Sequencing::Exit))),
                After::RetryAll => {
                    // Everything begins again: nothing inside is left to be gone on with.
                    for activity in &mut self.state.activities {
                        activity.suspended = false;
                    }
                    return Ok(Some(self.exit_all(Sequencing::Retry)));
                }
                After::ExitParent => {
                    let parent = self.tree.parent(current).ok_or(Exception("TB.2.3-4"))?;
                    self.state.current = Some(parent);
                    self.end_attempt(parent);
                }
                After::Sequence(Sequencing::Retry) => return Ok(Some(Sequencing::Retry)),
                // The attempt on the whole package has ended: there is nowhere to go on.
                _ if current == 0 => return Ok(Some(Sequencing::Exit)),
                After::Sequence(sequencing) => return Ok(Some(sequencing)),
                After::Nothing => return Ok(asked),
            }
        }
    }

    fn exit_all(&mut self, then: Sequencing) -> Sequencing {
        if let Some(current) = self.state.current
            && self.activity(current).active
        {
            self.end_attempt(current);
        }
        self.terminate_descendents(0);
        self.end_attempt(0);
        self.state.current = Some(0);
        then
    }

    fn suspend_all(&mut self, current: Place) -> Result<Option<Sequencing>, Exception> {
        let activity = self.activity(current);
        let suspended = if activity.active || activity.suspended {
            self.overall_rollup(current);
            current
        } else {
            self.tree.parent(current).ok_or(Exception("TB.2.3-3"))?
        };
        self.state.suspended = Some(suspended);
        for place in self.tree.path(suspended) {
            let activity = self.at(place);
            activity.active = false;
            activity.suspended = true;
        }
        self.state.current = Some(0);
        Ok(Some(Sequencing::Exit))
    }

    /// TB.2.1: the highest activity whose exit rule holds ends, with all that goes on in it.
    fn exit_rules(&mut self) {
        let Some(current) = self.state.current else { return };
        let exits = |place: &Place| {
            self.rule(*place, &self.sequencing(*place).exit, |action| {
                action == ExitAction::Exit
            })
            .is_some()
        };
        let above = self.tree.path(current).into_iter().filter(|at| *at != current);
        if let Some(target) = above.into_iter().find(exits) {
            self.note("TB.2.1", target, "Une règle de sortie y met fin");
            self.terminate_descendents(target);
            self.end_attempt(target);
            self.state.current = Some(target);
        }
    }

    /// TB.2.2.
    fn post_rules(&mut self, current: Place) -> After {
        if self.activity(current).suspended {
            return After::Nothing;
        }
        let Some(action) = self.rule(current, &self.sequencing(current).post, |_| true) else {
            return After::Nothing;
        };
        self.note("TB.2.2", current, after_words(action));
        match action {
            PostAction::ExitParent => After::ExitParent,
            PostAction::ExitAll => After::ExitAll,
            PostAction::RetryAll => After::RetryAll,
            PostAction::Retry => After::Sequence(Sequencing::Retry),
            PostAction::Continue => After::Sequence(Sequencing::Continue),
            PostAction::Previous => After::Sequence(Sequencing::Previous),
        }
    }

    /// UP.3: what goes on between the current activity and this one ends.
    pub(super) fn terminate_descendents(&mut self, place: Place) {
        let Some(current) = self.state.current else { return };
        let common = self.tree.common_ancestor(current, place);
        let between: Vec<Place> = self
            .tree
            .upward(current)
            .take_while(|at| *at != common)
            .filter(|at| *at != current)
            .collect();
        for place in between {
            self.end_attempt(place);
        }
    }

    /// UP.4.
    pub(super) fn end_attempt(&mut self, place: Place) {
        self.note("UP.4", place, "Fin de l’essai");
        if self.tree.is_leaf(place) {
            self.end_leaf(place);
        } else {
            let suspended = self
                .children(place)
                .iter()
                .any(|child| self.activity(*child).suspended);
            self.at(place).suspended = suspended;
        }
        self.at(place).active = false;
        self.overall_rollup(place);
        if !self.activity(place).suspended {
            self.renew_children(place);
        }
    }

    /// What content left unsaid of an attempt that is over, unless only content may say it. A completion that is read from
    /// a shared objective isn't unsaid.
    pub(super) fn end_leaf(&mut self, place: Place) {
        let delivery = self.sequencing(place).delivery;
        if !delivery.tracked || self.activity(place).suspended {
            return;
        }
        let known = self.found(place, 0).completed.is_some();
        let activity = self.at(place);
        let completes = !delivery.completion_set_by_content && !activity.said_completion && !known;
        let satisfies = !delivery.objective_set_by_content && !activity.said_success;
        let Some(primary) = activity.objectives.first_mut() else {
            return;
        };
        let unsaid = ObjectiveState {
            completed: (completes && primary.completed.is_none()).then_some(true),
            satisfied: (satisfies && primary.satisfied.is_none()).then_some(true),
            ..ObjectiveState::default()
        };
        primary.completed = primary.completed.or(unsaid.completed);
        primary.satisfied = primary.satisfied.or(unsaid.satisfied);
        self.share(place, 0, unsaid, Said::default());
    }
}

/// What a postcondition rule asks for.
const fn after_words(action: PostAction) -> &'static str {
    match action {
        PostAction::ExitParent => "Une règle de fin\u{202f}: quitter la partie qui la contient",
        PostAction::ExitAll => "Une règle de fin\u{202f}: tout terminer",
        PostAction::Retry => "Une règle de fin\u{202f}: recommencer",
        PostAction::RetryAll => "Une règle de fin\u{202f}: tout recommencer",
        PostAction::Continue => "Une règle de fin\u{202f}: aller à la suite",
        PostAction::Previous => "Une règle de fin\u{202f}: revenir en arrière",
    }
}
