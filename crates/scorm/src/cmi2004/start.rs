use serde::{Deserialize, Serialize};

use super::timespan::Timespan;
use super::values::{Comment, Values};
use super::words::{Credit, Entry, Mode, TimeLimitAction};
use crate::navigation::{Validity, ValidityQuery};
use crate::plan::DataMap;

/// What the platform knows at the launch of a SCO: a learner session of an attempt, new or suspended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Start {
    /// `cmi.learner_id`: a long_identifier_type; an opaque one keeps people unknown to content.
    pub learner_id: String,
    /// `cmi.learner_name`.
    pub learner_name: String,
    /// `cmi.credit`; only the normal mode gives credit.
    pub credit: Credit,
    /// `cmi.mode`.
    pub mode: Mode,
    /// `cmi.entry`.
    pub entry: Entry,
    /// `cmi.launch_data`: the manifest's `adlcp:dataFromLMS`, whole.
    pub launch_data: Option<String>,
    /// `cmi.completion_threshold`, 0 to 1: the manifest's `minProgressMeasure` where `completedByMeasure` is true, none
    /// otherwise. RTE 4.2.5.
    pub completion_threshold: Option<f64>,
    /// `cmi.scaled_passing_score`, −1 to 1: the primary objective's `minNormalizedMeasure` where `satisfiedByMeasure`
    /// is true, none otherwise. RTE 4.2.19.
    pub scaled_passing_score: Option<f64>,
    /// `cmi.max_time_allowed`: the manifest's `attemptAbsoluteDurationLimit`.
    pub max_time_allowed: Option<Timespan>,
    /// `cmi.time_limit_action`: the manifest's `adlcp:timeLimitAction`, or its default.
    pub time_limit_action: TimeLimitAction,
    /// `cmi.total_time`: that of the earlier learner sessions of this attempt.
    pub total_time: Timespan,
    /// What content left when it suspended this attempt; for a new one, the learner's preferences, and the objectives
    /// that sequencing knows. `exit`, `session_time`, `request` and `stores` are those of no session yet: they are
    /// ignored.
    pub values: Values,
    /// `adl.data`: what this activity shares with others, in the order of the manifest.
    pub data: Vec<DataSlot>,
    /// `cmi.comments_from_lms`.
    pub comments_from_lms: Vec<Comment>,
}

/// One of `adl.data`: what this activity may do with a store that it shares, and what the store holds. RTE 4.3.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSlot {
    /// `adl.data.n.id`: the target of the map.
    pub id: String,
    /// Whether content may read it.
    pub read: bool,
    /// Whether content may write it.
    pub write: bool,
    /// What it holds at the launch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
}

impl DataSlot {
    /// A slot as the manifest maps it.
    pub fn new(map: &DataMap, store: Option<String>) -> Self {
        Self {
            id: map.target.clone(),
            read: map.read,
            write: map.write,
            store,
        }
    }
}

/// Who knows which navigation requests would succeed, if the learner session ended now. SN 5.6.4.
pub trait Navigation {
    /// The answer of `adl.nav.request_valid`; a target that is no activity is not valid.
    fn valid(&self, query: ValidityQuery<'_>) -> Validity;
}

impl<F: Fn(ValidityQuery<'_>) -> Validity> Navigation for F {
    fn valid(&self, query: ValidityQuery<'_>) -> Validity {
        self(query)
    }
}
