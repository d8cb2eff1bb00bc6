use serde::{Deserialize, Serialize};

use super::element::{Access, Definition, Kind, is_keyword, resolve};
use super::errors::ErrorCode;
use super::start::{Credit, LessonMode, Start};
use super::types::{INTERACTIONS_ACCEPTED, NESTED_ACCEPTED, OBJECTIVES_ACCEPTED, check};
use super::values::{Exit, Interaction, LessonStatus, Score, Values};
use crate::log::{Act, Answer, Operation};

/// Bytes of text that one attempt may hold in all.
pub const TOTAL_ACCEPTED: usize = 8 * 1_048_576;

/// Where a launch is. RTE 3.3: the states of the API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before `LMSInitialize`.
    #[default]
    NotInitialized,
    /// Between `LMSInitialize` and `LMSFinish`.
    Running,
    /// After `LMSFinish`.
    Finished,
}

/// The whole state of a launch except its [`Start`]; JSON and back gives an equal one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Where the launch is.
    pub phase: Phase,
    /// The sequence number of the last operation taken; 0 before any.
    pub sequence: u64,
    /// When `LMSInitialize` succeeded, in milliseconds since 1970 (UTC).
    pub initialized_at: Option<i64>,
    /// The latest time of an operation, in milliseconds since 1970 (UTC).
    pub last_at: Option<i64>,
    /// What content wrote.
    pub values: Values,
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub code: ErrorCode,
    pub why: &'static str,
}

/// The run-time data model of one launch.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub(super) start: Start,
    pub(super) state: Snapshot,
    before: (LessonStatus, Score),
    weight: usize,
}

impl Session {
    /// A launch that begins.
    pub fn new(mut start: Start) -> Self {
        let values = std::mem::take(&mut start.values);
        let before = (values.lesson_status, values.score.clone());
        let weight = values.weight();
        Self {
            start,
            state: Snapshot {
                values,
                ..Snapshot::default()
            },
            before,
            weight,
        }
    }

    /// A launch taken up again at a snapshot; `start` is the one it began with.
    pub fn restore(start: Start, snapshot: Snapshot) -> Self {
        let mut session = Self::new(start);
        session.weight = snapshot.values.weight();
        session.state = snapshot;
        session
    }

    /// About how many bytes of memory the launch takes: its text, and the room of its lists.
    pub fn footprint(&self) -> usize {
        let start = &self.start;
        let told = start.launch_data.len() + start.comments_from_lms.len();
        told + self.weight + self.state.values.room()
    }

    /// The state, to keep.
    pub fn snapshot(&self) -> &Snapshot {
        &self.state
    }

    /// Whether status and score count: credit, in normal mode. RTE 3.4.4: browse and review are for no credit.
    pub(super) fn credit(&self) -> Credit {
        if self.start.lesson_mode == LessonMode::Normal {
            self.start.credit
        } else {
            Credit::NoCredit
        }
    }

    /// Takes one operation of a log. An operation that is refused keeps its place in the log and changes nothing else.
    pub fn apply(&mut self, operation: &Operation) -> Answer {
        let expected = self.state.sequence.saturating_add(1);
        if operation.sequence < expected {
            return Answer::Duplicate;
        }
        if self.state.phase == Phase::Finished {
            return Answer::AfterFinish;
        }
        if operation.sequence > expected {
            return Answer::OutOfOrder { expected };
        }
        match self.perform(&operation.act, operation.at) {
            Ok(()) => Answer::Accepted,
            Err(fault) => {
                self.state.sequence = expected;
                Answer::Refused {
                    code: fault.code.number(),
                }
            }
        }
    }

    /// Does one act; on success it takes the next sequence number.
    pub(super) fn perform(&mut self, act: &Act, at: i64) -> Result<(), Fault> {
        match (act, self.state.phase) {
            (Act::Initialize, Phase::NotInitialized) => {
                self.state.phase = Phase::Running;
                self.state.initialized_at = Some(at);
            }
            (Act::Initialize, _) => {
                return fault(
                    ErrorCode::GeneralException,
                    "LMSInitialize was already called in this launch.",
                );
            }
            (_, Phase::NotInitialized) => {
                return fault(ErrorCode::NotInitialized, "LMSInitialize was not called.");
            }
            (_, Phase::Finished) => return fault(ErrorCode::NotInitialized, "LMSFinish was already called."),
            (Act::Navigate(_) | Act::Unload, Phase::Running) => {
                return fault(ErrorCode::GeneralException, "SCORM 1.2 has no sequencing.");
            }
            (Act::Set { element, value }, Phase::Running) => self.set(element, value)?,
            (Act::Commit, Phase::Running) => {}
            (Act::Finish, Phase::Running) => self.finish(),
        }
        self.state.sequence = self.state.sequence.saturating_add(1);
        self.state.last_at = Some(self.state.last_at.map_or(at, |last| last.max(at)));
        Ok(())
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        let found = resolve(name);
        if is_keyword(name) && found.as_ref().err() != Some(&ErrorCode::NotImplemented) {
            return fault(
                ErrorCode::ElementIsKeyword,
                "_children, _count and _version cannot be set.",
            );
        }
        let element = found.map_err(|code| Fault {
            code,
            why: "The data model has no such element.",
        })?;
        if element.definition.access == Access::Read {
            return fault(ErrorCode::ReadOnly, "Content may only read this element.");
        }
        let [outer, inner] = element.index;
        self.check_index(element.definition, outer, inner)?;
        let values = &mut self.state.values;
        let interaction = match values.interactions.get(outer) {
            Some(interaction) if element.definition.kind == Kind::Feedback => interaction.r#type.as_str(),
            _ => "",
        };
        check(element.definition.kind, value, interaction, self.start.responses).map_err(|why| Fault {
            code: ErrorCode::IncorrectDataType,
            why,
        })?;
        let old = values
            .text(element.definition.name, outer, inner)
            .map_or(0, str::len);
        if self.weight.saturating_sub(old).saturating_add(value.len()) > TOTAL_ACCEPTED {
            return fault(
                ErrorCode::GeneralException,
                "The attempt holds 8 MiB already: nothing was stored.",
            );
        }
        if values.write(element.definition.name, outer, inner, value) {
            self.weight = self.weight.saturating_sub(old).saturating_add(value.len());
        }
        Ok(())
    }

    /// RTE 3.4.3: entries of an array are written in order, without a hole.
    fn check_index(&self, definition: &Definition, outer: usize, inner: usize) -> Result<(), Fault> {
        let values = &self.state.values;
        let interaction = values.interactions.get(outer);
        let nested = |list: fn(&Interaction) -> usize| (interaction.map_or(0, list), NESTED_ACCEPTED, inner);
        let mut arrays = Vec::new();
        if definition.name.starts_with("cmi.objectives.n.") {
            arrays.push((values.objectives.len(), OBJECTIVES_ACCEPTED, outer));
        } else if definition.name.starts_with("cmi.interactions.n.") {
            arrays.push((values.interactions.len(), INTERACTIONS_ACCEPTED, outer));
            if definition.name.contains(".objectives.n.") {
                arrays.push(nested(|interaction| interaction.objectives.len()));
            } else if definition.name.contains(".correct_responses.n.") {
                arrays.push(nested(|interaction| interaction.correct_responses.len()));
            }
        }
        for (length, accepted, index) in arrays {
            if index > length {
                return fault(
                    ErrorCode::InvalidArgument,
                    "The index leaves a hole: use the value of _count.",
                );
            }
            if index >= accepted {
                return fault(
                    ErrorCode::GeneralException,
                    "The array is full: nothing was stored.",
                );
            }
        }
        Ok(())
    }

    /// RTE 3.4.4 (`cmi.core.lesson_status`, LMS behaviour): with credit, the mastery score decides when there is one and
    /// a raw score; a status that content never said becomes completed, or incomplete when it suspends. Without credit
    /// status and score stay what they were, except that a first look in browse mode is browsed.
    fn finish(&mut self) {
        self.state.phase = Phase::Finished;
        let values = &mut self.state.values;
        if self.start.credit == Credit::NoCredit || self.start.lesson_mode != LessonMode::Normal {
            (values.lesson_status, values.score) = self.before.clone();
            if self.start.lesson_mode == LessonMode::Browse
                && values.lesson_status == LessonStatus::NotAttempted
            {
                values.lesson_status = LessonStatus::Browsed;
            }
            self.weight = values.weight();
            return;
        }
        if values.lesson_status == LessonStatus::NotAttempted {
            values.lesson_status = if values.exit == Exit::Suspend {
                LessonStatus::Incomplete
            } else {
                LessonStatus::Completed
            };
        }
        if let (Some(mastery), Some(raw)) = (self.start.mastery_score, values.score.raw()) {
            values.lesson_status = if raw >= mastery {
                LessonStatus::Passed
            } else {
                LessonStatus::Failed
            };
        }
    }
}

pub(super) fn fault<T>(code: ErrorCode, why: &'static str) -> Result<T, Fault> {
    Err(Fault { code, why })
}
