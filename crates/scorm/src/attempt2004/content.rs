//! The content that is open: what it begins with, and what of it is tracked. RTE 4.2, SN 4.2.1.

use serde::{Deserialize, Serialize};

use super::attempt::{Attempt, Delivered};
use super::saved::Kept;
use crate::cmi2004::{
    self, CompletionStatus, DataSlot, Entry, Exit, Objective, Score, Session, SuccessStatus, TimeLimitAction,
    Timespan, Values,
};
use crate::navigation::NavigationRequest;
use crate::plan::{ActivityType, DataMap};
use crate::sequencing::{ObjectiveState, Place, Sequencer};

/// Content that speaks to the platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(super) struct Running {
    pub session: Session,
}

/// The same, as JSON keeps it.
#[derive(Serialize, Deserialize)]
struct Stored {
    start: cmi2004::Start,
    snapshot: cmi2004::Snapshot,
}

impl From<Stored> for Running {
    fn from(stored: Stored) -> Self {
        Self {
            session: Session::restore(stored.start, stored.snapshot),
        }
    }
}

impl From<Running> for Stored {
    fn from(running: Running) -> Self {
        Self {
            snapshot: running.session.snapshot().clone(),
            start: running.session.start().clone(),
        }
    }
}

impl Running {
    pub fn is_terminated(&self) -> bool {
        self.session.phase() == cmi2004::Phase::Terminated
    }

    /// What content asks for, once it has ended: a time that is out ends everything. RTE 4.2.8, SN 5.6.4.
    pub fn request(&self) -> Option<NavigationRequest> {
        if !self.is_terminated() {
            return None;
        }
        match self.session.exit() {
            Exit::TimeOut | Exit::Logout => Some(NavigationRequest::ExitAll),
            _ => self.session.navigation_request(),
        }
    }

    /// What content said, into tracking: what rules and rollup will read. RTE 4.2, each element's « sequencing impacts ».
    /// Answers whether it began at all.
    pub fn record(&self, place: Place, sequencer: &mut Sequencer) -> bool {
        let session = &self.session;
        if session.phase() == cmi2004::Phase::NotInitialized {
            return false;
        }
        let values = session.values();
        for objective in &values.objectives {
            sequencer.say_objective(place, &objective.id, &said(objective));
        }
        let own = ObjectiveState {
            satisfied: satisfied(Some(session.success_status())),
            measure: values.score.scaled(),
            raw: values.score.raw(),
            min: values.score.min(),
            max: values.score.max(),
            completed: completed(Some(session.completion_status())),
            progress: session.progress_measure(),
        };
        let spoke = (
            values.completion_status.is_some(),
            values.success_status.is_some(),
        );
        sequencer.say_primary(place, &own, spoke);
        sequencer.say_suspended(place, session.exit() == Exit::Suspend);
        true
    }
}

fn text(value: Option<f64>) -> Option<String> {
    value.map(|value| value.to_string())
}

const fn success(satisfied: Option<bool>) -> Option<SuccessStatus> {
    match satisfied {
        Some(true) => Some(SuccessStatus::Passed),
        Some(false) => Some(SuccessStatus::Failed),
        None => None,
    }
}

const fn completion(completed: Option<bool>) -> Option<CompletionStatus> {
    match completed {
        Some(true) => Some(CompletionStatus::Completed),
        Some(false) => Some(CompletionStatus::Incomplete),
        None => None,
    }
}

const fn satisfied(said: Option<SuccessStatus>) -> Option<bool> {
    match said {
        Some(SuccessStatus::Passed) => Some(true),
        Some(SuccessStatus::Failed) => Some(false),
        _ => None,
    }
}

const fn completed(said: Option<CompletionStatus>) -> Option<bool> {
    match said {
        Some(CompletionStatus::Completed) => Some(true),
        Some(CompletionStatus::Incomplete | CompletionStatus::NotAttempted) => Some(false),
        _ => None,
    }
}

/// An objective as content finds it. RTE 4.2.17.
fn told(id: &str, known: &ObjectiveState) -> Objective {
    Objective {
        id: id.to_owned(),
        score: Score {
            scaled: text(known.measure),
            raw: text(known.raw),
            min: text(known.min),
            max: text(known.max),
        },
        success_status: success(known.satisfied),
        completion_status: completion(known.completed),
        progress_measure: text(known.progress),
        description: None,
    }
}

/// An objective as content left it.
fn said(objective: &Objective) -> ObjectiveState {
    ObjectiveState {
        satisfied: satisfied(objective.success_status),
        measure: objective.score.scaled(),
        raw: objective.score.raw(),
        min: objective.score.min(),
        max: objective.score.max(),
        completed: completed(objective.completion_status),
        progress: objective.progress_measure(),
    }
}

impl Attempt {
    /// Opens what sequencing has just delivered.
    pub(super) fn open(&mut self, place: Place) {
        let content = self
            .sequencer
            .tree()
            .node(place)
            .activity
            .content
            .clone()
            .unwrap_or_default();
        let running = (content.kind == ActivityType::Sco).then(|| Running {
            session: Session::new(self.begin(place, &content.data)),
        });
        self.state.openings = self.state.openings.saturating_add(1);
        self.state.delivered = Some(Delivered {
            place,
            number: self.state.openings,
            running,
        });
    }

    fn begin(&mut self, place: Place, data: &[DataMap]) -> cmi2004::Start {
        let attempt = self.sequencer.activity(place).attempts;
        let kept = self
            .state
            .saved
            .kept
            .remove(&place)
            .filter(|kept| kept.attempt == attempt);
        let entry = if kept.is_some() {
            Entry::Resume
        } else {
            Entry::AbInitio
        };
        let Kept { time, mut values, .. } = kept.unwrap_or_default();
        self.tell_objectives(place, &mut values.objectives);
        let tree = self.sequencer.tree();
        let content = tree.node(place).activity.content.as_ref();
        let sequencing = tree.sequencing(place);
        let (threshold, primary) = (&sequencing.completion, &sequencing.primary);
        cmi2004::Start {
            learner_id: self.start.learner_id.clone(),
            learner_name: self.start.learner_name.clone(),
            entry,
            launch_data: content.and_then(|content| content.launch_data.clone()),
            completion_threshold: threshold
                .completed_by_measure
                .then_some(threshold.min_progress_measure),
            scaled_passing_score: primary
                .satisfied_by_measure
                .then_some(primary.min_normalized_measure),
            max_time_allowed: sequencing
                .limits
                .max_time_allowed
                .as_deref()
                .and_then(Timespan::parse),
            time_limit_action: content
                .and_then(|content| TimeLimitAction::parse(content.time_limit_action.as_deref()?))
                .unwrap_or_default(),
            total_time: time,
            values,
            data: data
                .iter()
                .map(|map| DataSlot::new(map, self.state.saved.data.get(&map.target).cloned()))
                .collect(),
            ..cmi2004::Start::default()
        }
    }

    /// `cmi.objectives`: those of the activity that have an identifier, as they stand; then those that content added.
    fn tell_objectives(&self, place: Place, objectives: &mut Vec<Objective>) {
        let sequencing = self.sequencer.tree().sequencing(place);
        let all = std::iter::once(&sequencing.primary).chain(&sequencing.objectives);
        let named = all
            .enumerate()
            .filter_map(|(index, one)| Some((index, one.id.as_deref()?, one)));
        let mut first = 0;
        for (index, id, definition) in named {
            let fresh = told(id, &self.sequencer.found(place, index));
            match objectives.iter().position(|one| one.id == id) {
                Some(at) if definition.maps.is_empty() => first = at + 1,
                Some(at) => {
                    let description = objectives[at].description.take();
                    objectives[at] = Objective { description, ..fresh };
                    first = at + 1;
                }
                None => {
                    objectives.insert(first, fresh);
                    first += 1;
                }
            }
        }
    }

    /// Content is over, whether it ended itself or not. What it said counts, unless it is abandoned: SN 5.6.2.
    pub(super) fn end_content(&mut self, request: Option<&NavigationRequest>) {
        if let Some(running) = self.state.delivered.as_mut().and_then(|one| one.running.as_mut()) {
            // Refused when it never began, or ended by itself.
            let _ = running.session.terminate();
        }
        if !matches!(
            request,
            Some(NavigationRequest::Abandon | NavigationRequest::AbandonAll)
        ) {
            self.record();
            self.keep();
        }
        self.state.delivered = None;
    }

    fn record(&mut self) {
        if let Some(delivered) = &self.state.delivered
            && let Some(running) = &delivered.running
        {
            running.record(delivered.place, &mut self.sequencer);
        }
    }

    /// What is kept of an attempt that may go on.
    fn keep(&mut self) {
        let Some((place, running)) = self.state.delivered.as_ref().and_then(|one| {
            let running = one.running.as_ref()?;
            Some((one.place, running.clone()))
        }) else {
            return;
        };
        let session = running.session;
        for (slot, store) in session.stores() {
            match store {
                Some(store) => self.state.saved.data.insert(slot.id.clone(), store.to_owned()),
                None => self.state.saved.data.remove(&slot.id),
            };
        }
        let spent = session.session_time().unwrap_or_default();
        self.state.saved.time = self.state.saved.time.plus(spent);
        let values = Values {
            stores: Vec::new(),
            ..session.values().clone()
        };
        let kept = Kept {
            attempt: self.sequencer.activity(place).attempts,
            time: session.total_time(),
            values,
        };
        self.state.saved.kept.insert(place, kept);
    }

    /// Lets go of what no attempt will go on with.
    pub(super) fn forget(&mut self) {
        let sequencer = &self.sequencer;
        self.state.saved.kept.retain(|place, kept| {
            let activity = sequencer.activity(*place);
            (activity.suspended || activity.active) && activity.attempts == kept.attempt
        });
    }

    /// Bytes of text kept of contents that aren't open.
    pub(super) fn kept_weight(&self) -> usize {
        let kept = self.state.saved.kept.values().map(|kept| kept.values.weight());
        kept.sum::<usize>() + self.state.saved.data.values().map(String::len).sum::<usize>()
    }
}
