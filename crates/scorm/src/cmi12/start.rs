use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use super::timespan::Timespan;
use super::values::{Exit, Values};

/// What the platform tells content when it launches it: all that content may read and never write, and what earlier
/// launches of the same attempt left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// `cmi.core.student_id`: a CMIIdentifier; an opaque one keeps people unknown to content.
    pub student_id: String,
    /// `cmi.core.student_name`: « family name, given name ».
    pub student_name: String,
    /// `cmi.core.entry`; [`Start::again`] decides it from the last exit.
    pub entry: Entry,
    /// `cmi.core.credit`.
    pub credit: Credit,
    /// `cmi.core.lesson_mode`.
    pub lesson_mode: LessonMode,
    /// `cmi.core.total_time`, without the launch that begins.
    pub total_time: Timespan,
    /// `cmi.launch_data`: the manifest's `adlcp:datafromlms`, whole.
    pub launch_data: String,
    /// `cmi.comments_from_lms`.
    pub comments_from_lms: String,
    /// `cmi.student_data.mastery_score`: the manifest's `adlcp:masteryscore`, 0 to 100.
    pub mastery_score: Option<f64>,
    /// `cmi.student_data.max_time_allowed`: the manifest's `adlcp:maxtimeallowed`.
    pub max_time_allowed: Option<Timespan>,
    /// `cmi.student_data.time_limit_action`: the manifest's `adlcp:timelimitaction`, empty when it says nothing.
    pub time_limit_action: String,
    /// How strictly answers of interactions are checked.
    pub responses: ResponseCheck,
    /// What content left at its earlier launches.
    pub values: Values,
}

impl Start {
    /// The same launch information, for the next launch of the attempt that ended (or was cut) with `outcome`.
    ///
    /// RTE 3.4.4 (`cmi.core.entry`): `suspend` gives `resume`; `time-out`, `logout` and a normal exit give the empty
    /// value. A launch that was cut before `LMSFinish` gives `resume`: what it saved is there to be taken up.
    #[must_use]
    pub fn again(mut self, outcome: &Outcome) -> Self {
        self.entry = outcome.next_entry;
        self.total_time = outcome.total_time;
        self.values = outcome.values.clone();
        self.values.exit = Exit::Normal;
        self.values.session_time = None;
        self
    }
}

/// `cmi.core.entry`. RTE 3.4.4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// The first launch.
    #[default]
    #[serde(rename = "ab-initio")]
    AbInitio,
    /// The learner left with `suspend`, or was cut.
    #[serde(rename = "resume")]
    Resume,
    /// Any other entry: the empty value.
    #[serde(rename = "")]
    Other,
}

impl Entry {
    /// The vocabulary's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AbInitio => "ab-initio",
            Self::Resume => "resume",
            Self::Other => "",
        }
    }
}

/// `cmi.core.credit`. RTE 3.4.4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Credit {
    /// Status and score count.
    #[default]
    #[serde(rename = "credit")]
    Credit,
    /// Status and score stay what they were.
    #[serde(rename = "no-credit")]
    NoCredit,
}

impl Credit {
    /// The vocabulary's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::NoCredit => "no-credit",
        }
    }
}

/// `cmi.core.lesson_mode`. RTE 3.4.4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LessonMode {
    /// A look without being followed: implies no credit.
    Browse,
    /// The ordinary mode.
    #[default]
    Normal,
    /// A look back at what is done: implies no credit.
    Review,
}

impl LessonMode {
    /// The vocabulary's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Browse => "browse",
            Self::Normal => "normal",
            Self::Review => "review",
        }
    }
}

/// How answers (CMIFeedback) are checked against their interaction's type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResponseCheck {
    /// As RTE 3.4.1 writes them.
    #[default]
    AsSpecified,
    /// Any text of an accepted length, for packages whose authoring tool writes long answers.
    AnyText,
}
