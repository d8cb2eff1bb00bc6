use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::content::Running;
use super::saved::{Saved, Shared, Standing, Start};
use crate::cmi2004::{ErrorCode, Fault};
use crate::log::{Act, Answer, Operation};
use crate::navigation::NavigationRequest;
use crate::plan::is_default;
use crate::sequencing::{Decision, Outcome, Place, Sequencer, Tree};

/// Bytes of text that one attempt may hold in all.
pub(super) const TOTAL_ACCEPTED: usize = 16 * 1_048_576;

/// The content that is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivered {
    /// Which activity.
    pub place: Place,
    /// How many contents this launch opened before: tells one opening from the next.
    pub number: u32,
    /// The data model, when it speaks to the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) running: Option<Running>,
}

/// What the platform shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage", content = "why")]
pub enum Stage {
    /// Nothing was asked yet.
    #[default]
    Waiting,
    /// The content that was delivered.
    Content,
    /// Nothing is delivered: the learner chooses.
    Choosing,
    /// What was asked can't be: the learner chooses something else.
    Refused,
    /// The sequencing session has ended.
    Ended,
}

/// The whole state of a launch except its tree and its [`Start`]; JSON and back gives an equal one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Snapshot {
    /// The sequence number of the last operation taken; 0 before any.
    pub sequence: u64,
    /// When the first operation was taken, in milliseconds since 1970 (UTC).
    #[serde(skip_serializing_if = "is_default")]
    pub first_at: Option<i64>,
    /// The latest time of an operation.
    #[serde(skip_serializing_if = "is_default")]
    pub last_at: Option<i64>,
    /// Where the learner stands.
    pub saved: Saved,
    /// The content that is open.
    #[serde(skip_serializing_if = "is_default")]
    pub delivered: Option<Delivered>,
    /// How many contents were opened.
    pub openings: u32,
    /// What the learner asked for while content was open: done once it is taken away.
    #[serde(skip_serializing_if = "is_default")]
    pub asked: Option<NavigationRequest>,
    /// What the platform shows.
    pub stage: Stage,
    /// The code of the last refusal of sequencing.
    #[serde(skip_serializing_if = "is_default")]
    pub exception: Option<String>,
}

/// A launch of a package.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub(super) start: Start,
    pub(super) sequencer: Sequencer,
    /// Its `saved.sequencing` is the sequencer's, put back when it is asked for.
    pub(super) state: Snapshot,
}

impl Attempt {
    /// A launch that begins. Nothing is delivered until [`Attempt::opening`] is asked for.
    pub fn new(tree: Arc<Tree>, mut start: Start) -> Self {
        let mut saved = start.saved.take().unwrap_or_default().fitted(&tree);
        let mut state = std::mem::take(&mut saved.sequencing);
        if tree.objectives_global_to_system {
            state.shared.extend(std::mem::take(&mut start.shared.objectives));
        }
        if tree.shared_data_global_to_system {
            saved.data.extend(std::mem::take(&mut start.shared.data));
        }
        let sequencer = if state.activities.is_empty() {
            let shared = std::mem::take(&mut state.shared);
            let mut fresh = Sequencer::new(tree, start.seed);
            fresh.adopt(shared);
            fresh
        } else {
            Sequencer::restore(tree, state)
        };
        Self {
            start,
            sequencer,
            state: Snapshot {
                saved,
                ..Snapshot::default()
            },
        }
    }

    /// A launch taken up again at a snapshot; `start` is the one it began with.
    pub fn restore(tree: Arc<Tree>, start: Start, mut snapshot: Snapshot) -> Self {
        snapshot.saved = snapshot.saved.fitted(&tree);
        let state = std::mem::take(&mut snapshot.saved.sequencing);
        if snapshot
            .delivered
            .as_ref()
            .is_some_and(|one| Some(one.place) != state.current)
        {
            // Open in another tree.
            snapshot.delivered = None;
            snapshot.stage = Stage::default();
        }
        Self {
            start: Start { saved: None, ..start },
            sequencer: Sequencer::restore(tree, state),
            state: snapshot,
        }
    }

    /// The same, which writes down what sequencing decides.
    #[must_use]
    pub fn traced(mut self) -> Self {
        self.sequencer = self.sequencer.traced();
        self
    }

    /// What sequencing decided since the last time.
    pub fn take_trace(&mut self) -> Vec<Decision> {
        self.sequencer.take_trace()
    }

    /// The state, to keep.
    pub fn snapshot(&self) -> Snapshot {
        let mut snapshot = self.state.clone();
        snapshot.saved.sequencing = self.sequencer.state().clone();
        snapshot
    }

    /// The sequence number of the last operation taken.
    pub fn sequence(&self) -> u64 {
        self.state.sequence
    }

    /// What the platform shows.
    pub fn stage(&self) -> Stage {
        self.state.stage
    }

    /// The content that is open.
    pub fn delivered(&self) -> Option<&Delivered> {
        self.state.delivered.as_ref()
    }

    /// The code of the last refusal of sequencing, until something is delivered.
    pub fn exception(&self) -> Option<&str> {
        self.state.exception.as_deref()
    }

    /// The tree.
    pub fn tree(&self) -> &Arc<Tree> {
        self.sequencer.tree()
    }

    /// Tracking.
    pub fn sequencer(&self) -> &Sequencer {
        &self.sequencer
    }

    /// What a new launch asks for: to go on, or to begin; none when the learner was choosing.
    pub fn opening(&self) -> Option<NavigationRequest> {
        let state = self.sequencer.state();
        match (state.current, state.suspended) {
            (Some(_), _) => None,
            (None, Some(suspended)) if self.tree().is_leaf(suspended) => Some(NavigationRequest::ResumeAll),
            // Suspended between two activities, the one that holds them waits (TB.2.3): it can't be delivered.
            (None, _) => Some(NavigationRequest::Start),
        }
    }

    /// Takes one operation of a log. One that is refused keeps its place in the log and changes nothing else.
    pub fn apply(&mut self, operation: &Operation) -> Answer {
        let expected = self.state.sequence.saturating_add(1);
        if operation.sequence < expected {
            return Answer::Duplicate;
        }
        if operation.sequence > expected {
            return Answer::OutOfOrder { expected };
        }
        match self.act(&operation.act, operation.at) {
            Ok(()) => Answer::Accepted,
            Err(fault) => {
                self.state.sequence = expected;
                Answer::Refused {
                    code: fault.code.code(),
                }
            }
        }
    }

    /// Does one act, at a moment in milliseconds since 1970 (UTC); on success it takes the next sequence number.
    ///
    /// # Errors
    /// What content is told.
    pub fn act(&mut self, act: &Act, at: i64) -> Result<(), Fault> {
        match act {
            Act::Navigate(request) => self.ask(request),
            Act::Unload => self.unload(),
            _ => self.call(act)?,
        }
        let state = &mut self.state;
        state.sequence = state.sequence.saturating_add(1);
        state.first_at = state.first_at.or(Some(at));
        state.last_at = Some(state.last_at.map_or(at, |last| last.max(at)));
        Ok(())
    }

    fn call(&mut self, act: &Act) -> Result<(), Fault> {
        let closed = || Fault {
            code: match act {
                Act::Initialize => ErrorCode::GeneralInitializationFailure,
                Act::Set { .. } => ErrorCode::StoreDataBeforeInitialization,
                Act::Commit => ErrorCode::CommitBeforeInitialization,
                _ => ErrorCode::TerminationBeforeInitialization,
            },
            why: "No content is open.",
        };
        let weight = self.kept_weight();
        let running = self.state.delivered.as_mut().and_then(|one| one.running.as_mut());
        let session = &mut running.ok_or_else(closed)?.session;
        match act {
            Act::Initialize => session.initialize(),
            Act::Set { element, value } => {
                if weight
                    .saturating_add(session.weight())
                    .saturating_add(value.len())
                    > TOTAL_ACCEPTED
                {
                    return Err(Fault {
                        code: ErrorCode::GeneralSetFailure,
                        why: "The attempt holds 16 MiB already: nothing was stored.",
                    });
                }
                session.set(element, value)
            }
            Act::Commit => session.commit(),
            _ => session.terminate(),
        }
    }

    /// The learner asks through the platform. What is open is taken away first; its own request doesn't count any more.
    fn ask(&mut self, request: &NavigationRequest) {
        if self.state.delivered.is_some() {
            self.state.asked = Some(request.clone());
        } else {
            self.go(request);
        }
    }

    /// Content is gone. What it didn't end itself is ended for it; then what was asked for happens. SN 5.6.4. Until then
    /// nothing of what it says is tracked, since it may yet be abandoned.
    fn unload(&mut self) {
        let Some(delivered) = &self.state.delivered else {
            return;
        };
        let own = delivered.running.as_ref().and_then(Running::request);
        let request = self.state.asked.take().or(own);
        self.end_content(request.as_ref());
        match request {
            Some(request) => self.go(&request),
            None => self.state.stage = Stage::Choosing,
        }
    }

    /// Whether content asked to be taken away: the platform then does, and says so with [`Act::Unload`].
    pub fn leaving(&self) -> bool {
        self.state.delivered.as_ref().is_some_and(|delivered| {
            self.state.asked.is_some() || delivered.running.as_ref().and_then(Running::request).is_some()
        })
    }

    fn go(&mut self, request: &NavigationRequest) {
        let outcome = self.navigate(request);
        self.state.exception = None;
        self.state.stage = match outcome {
            Outcome::Delivered(place) => {
                self.open(place);
                Stage::Content
            }
            Outcome::Ended => Stage::Ended,
            Outcome::Nothing => Stage::Choosing,
            Outcome::Refused(exception) => {
                self.state.exception = Some(exception.0.to_owned());
                Stage::Refused
            }
        };
        self.forget();
    }

    /// A new attempt on the package, be it a retry of the whole, lets go of the data that isn't shared with the learner's
    /// other attempts. CAM 3.4.
    fn navigate(&mut self, request: &NavigationRequest) -> Outcome {
        let (begins, attempts) = (self.sequencer.begins_anew(), self.sequencer.activity(0).attempts);
        let outcome = self.sequencer.navigate(request);
        let begins = begins || self.sequencer.activity(0).attempts != attempts;
        if begins && !self.tree().shared_data_global_to_system {
            self.state.saved.data.clear();
        }
        outcome
    }

    /// What the attempt comes to if it stops here, and where the learner then stands, however it was left: what the next
    /// launch begins with.
    pub fn closed(mut self) -> (Standing, Saved, Shared) {
        self.close();
        let objective = self.sequencer.objective(0, 0);
        let standing = Standing {
            completed: self.sequencer.completed(0),
            satisfied: objective.satisfied,
            measure: objective.measure,
            time: self.state.saved.time,
        };
        let mut saved = self.state.saved;
        saved.sequencing = self.sequencer.state().clone();
        let mut shared = self.start.shared;
        let tree = self.sequencer.tree();
        if tree.objectives_global_to_system {
            shared.objectives = std::mem::take(&mut saved.sequencing.shared);
        }
        if tree.shared_data_global_to_system {
            shared.data = std::mem::take(&mut saved.data);
        }
        (standing, saved, shared)
    }

    /// About how many bytes of memory it takes.
    pub fn footprint(&self) -> usize {
        let running = self.state.delivered.as_ref().and_then(|one| one.running.as_ref());
        let running = running.map_or(0, |running| 2 * running.session.weight() + 4096);
        self.kept_weight() + running + 512 * self.tree().len()
    }

    /// A tab closed without a word suspends: nobody is locked out, nothing begins again.
    fn close(&mut self) {
        let asked = self.state.asked.take();
        if let Some(delivered) = &self.state.delivered {
            let own = delivered.running.as_ref().and_then(Running::request);
            let request = asked.or(own).unwrap_or(NavigationRequest::SuspendAll);
            self.end_content(Some(&request));
            self.navigate(&request);
        }
        // What is under way then, just found or kept by a refusal, is opened at the next launch.
        let current = self.sequencer.state().current;
        if current.is_some_and(|current| self.sequencer.activity(current).active) {
            self.navigate(&NavigationRequest::SuspendAll);
        }
        self.forget();
    }
}
