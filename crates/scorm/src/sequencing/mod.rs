//! Sequencing and navigation, SCORM 2004 4th edition: from a navigation request to the activity that is delivered.
//!
//! Each file is a behaviour of the specification's pseudo-code (SN appendix C), its functions named by their clause:
//! navigation (NB), termination (TB), rollup (RB), selection and randomization (SR), sequencing (SB), delivery (DB),
//! utility processes (UP), the overall process (OP). Everything is a function of the tree, the state and the request.

mod choice;
mod deliver;
mod flow;
mod lookahead;
mod navigate;
mod objectives;
mod process;
mod random;
mod requests;
mod rollup;
mod rollup_rules;
mod rules;
mod sentences;
mod state;
mod terminate;
mod trace;
mod tree;

use std::sync::Arc;

use objectives::Said;

use crate::plan::Sequencing;

pub use lookahead::{Offer, OfferedLine};
pub use objectives::ObjectiveView;
pub use process::{Exception, Outcome};
pub use sentences::sentence;
pub use state::{ActivityState, ObjectiveState, State};
pub use trace::{Decision, Trace};
pub use tree::{Node, Place, Tree};

/// A learner in a package: the tree, and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequencer {
    tree: Arc<Tree>,
    state: State,
    trace: Trace,
}

impl Sequencer {
    /// A learner who begins. `seed` decides the selection and the order of children.
    pub fn new(tree: Arc<Tree>, seed: u32) -> Self {
        let state = State::new(&tree, seed);
        let mut sequencer = Self {
            tree,
            state,
            trace: Trace::default(),
        };
        sequencer.prepare_children();
        sequencer
    }

    /// A learner who goes on; a state of another tree is left for a new one.
    pub fn restore(tree: Arc<Tree>, state: State) -> Self {
        if !state.fits(&tree) {
            return Self::new(tree, state.chance);
        }
        Self {
            tree,
            state,
            trace: Trace::default(),
        }
    }

    /// The same, which writes down its decisions.
    #[must_use]
    pub fn traced(mut self) -> Self {
        self.trace = Trace::kept();
        self
    }

    /// A copy that writes nothing down, to look ahead with.
    pub(crate) fn silent(&self) -> Self {
        Self {
            tree: Arc::clone(&self.tree),
            state: self.state.clone(),
            trace: Trace::default(),
        }
    }

    /// The decisions since the last time.
    pub fn take_trace(&mut self) -> Vec<Decision> {
        self.trace.take()
    }

    /// The tree.
    pub fn tree(&self) -> &Arc<Tree> {
        &self.tree
    }

    /// Where the learner stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Where the learner stands with one activity.
    pub fn activity(&self, place: Place) -> &ActivityState {
        &self.state.activities[place]
    }

    fn at(&mut self, place: Place) -> &mut ActivityState {
        &mut self.state.activities[place]
    }

    fn sequencing(&self, place: Place) -> &Sequencing {
        self.tree.sequencing(place)
    }

    fn note(&self, clause: &str, place: Place, words: &str) {
        self.trace.note(clause, Some(place), words);
    }

    /// Available Children: AM.1.1.
    fn children(&self, place: Place) -> &[Place] {
        match &self.activity(place).children {
            Some(children) => children,
            None => &self.tree.node(place).children,
        }
    }

    /// Whether an activity is among the available children of its parent; the root is.
    fn is_available(&self, place: Place) -> bool {
        self.tree
            .parent(place)
            .is_none_or(|parent| self.children(parent).contains(&place))
    }

    /// The available sibling after an activity.
    fn next_sibling(&self, place: Place) -> Option<Place> {
        let siblings = self.children(self.tree.parent(place)?);
        let at = siblings.iter().position(|one| *one == place)?;
        siblings.get(at + 1).copied()
    }

    /// The available sibling before an activity.
    fn previous_sibling(&self, place: Place) -> Option<Place> {
        let siblings = self.children(self.tree.parent(place)?);
        let at = siblings.iter().position(|one| *one == place)?;
        siblings.get(at.checked_sub(1)?).copied()
    }

    /// Whether one comes after the other in a preorder walk of the available activities. An ancestor comes before.
    fn is_forward(&self, place: Place, from: Place) -> bool {
        let common = self.tree.common_ancestor(place, from);
        let step = |to: Place| {
            self.tree
                .path(to)
                .into_iter()
                .find(|at| self.tree.parent(*at) == Some(common))
        };
        match (step(place), step(from)) {
            (Some(one), Some(other)) => {
                let at = |child| self.children(common).iter().position(|one| *one == child);
                at(one) > at(other)
            }
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// What content says, written into tracking.
impl Sequencer {
    /// Takes shared objectives over.
    pub(crate) fn adopt(&mut self, shared: std::collections::BTreeMap<String, ObjectiveState>) {
        self.state.shared = shared;
    }

    /// An objective by its identifier; one that the activity hasn't isn't tracked.
    pub(crate) fn say_objective(&mut self, place: Place, id: &str, said: &ObjectiveState) {
        if let Some(index) = self.objective_index(place, Some(id))
            && self.sequencing(place).delivery.tracked
        {
            self.hear(place, index, said);
        }
    }

    /// What content found and left as it was isn't said by it: it stays whose it is.
    fn hear(&mut self, place: Place, index: usize, said: &ObjectiveState) {
        fn new<T: Copy + PartialEq>(said: Option<T>, found: Option<T>) -> Option<T> {
            said.filter(|_| said != found)
        }
        let found = self.found(place, index);
        let heard = ObjectiveState {
            satisfied: new(said.satisfied, found.satisfied),
            measure: new(said.measure, found.measure),
            raw: new(said.raw, found.raw),
            min: new(said.min, found.min),
            max: new(said.max, found.max),
            completed: new(said.completed, found.completed),
            progress: new(said.progress, found.progress),
        };
        let unsaid = Said {
            satisfied: said.satisfied != found.satisfied,
            completed: said.completed != found.completed,
            ..Said::default()
        };
        let mut local = heard.clone().or(self.activity(place).objectives.get(index));
        local.satisfied = local.satisfied.filter(|_| said.satisfied.is_some());
        local.completed = local.completed.filter(|_| said.completed.is_some());
        self.write_objective(place, index, local);
        self.share(place, index, heard, unsaid);
    }

    /// The primary objective: what content didn't say of it as such may have been said by its identifier. What content
    /// spoke of, completion or success, and left unknown stays so (UP.4), and is shared so.
    pub(crate) fn say_primary(&mut self, place: Place, said: &ObjectiveState, spoke: (bool, bool)) {
        let activity = self.at(place);
        activity.said_completion |= spoke.0;
        activity.said_success |= spoke.1;
        let sequencing = self.sequencing(place);
        if !sequencing.delivery.tracked {
            return;
        }
        let (by_measure, by_amount) = (
            sequencing.primary.satisfied_by_measure,
            sequencing.completion.completed_by_measure,
        );
        let known = sequencing.primary.id.is_some();
        let before = self.activity(place).objectives.first().cloned();
        let merged = said.clone().or(before.as_ref().filter(|_| known));
        let unsaid = Said {
            satisfied: spoke.1 && merged.satisfied.is_none() && !by_measure,
            completed: spoke.0 && merged.completed.is_none() && !by_amount,
            ..Said::default()
        };
        self.write_objective(place, 0, merged);
        self.share(place, 0, said.clone(), unsaid);
    }

    /// Whether the attempt goes on later.
    pub(crate) fn say_suspended(&mut self, place: Place, suspended: bool) {
        if self.sequencing(place).delivery.tracked {
            self.at(place).suspended = suspended;
        }
    }
}
