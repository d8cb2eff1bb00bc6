use serde::{Deserialize, Serialize};

use super::types::real;
use super::words::{CompletionStatus, Exit, InteractionType, SuccessStatus};
use crate::plan::is_default;

/// All that content may write. `None` is a value that nobody has given: reading it is error 403, or a default where
/// the specification has one. Texts, numbers too, are kept exactly as content gave them: it reads back what it wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Values {
    /// `cmi.completion_status`, as content said it; [`super::Session::completion_status`] evaluates it.
    #[serde(skip_serializing_if = "is_default")]
    pub completion_status: Option<CompletionStatus>,
    /// `cmi.success_status`, as content said it; [`super::Session::success_status`] evaluates it.
    #[serde(skip_serializing_if = "is_default")]
    pub success_status: Option<SuccessStatus>,
    /// `cmi.score`.
    #[serde(skip_serializing_if = "is_default")]
    pub score: Score,
    /// `cmi.progress_measure`, 0 to 1.
    #[serde(skip_serializing_if = "is_default")]
    pub progress_measure: Option<String>,
    /// `cmi.location`.
    #[serde(skip_serializing_if = "is_default")]
    pub location: Option<String>,
    /// `cmi.suspend_data`.
    #[serde(skip_serializing_if = "is_default")]
    pub suspend_data: Option<String>,
    /// `cmi.exit`, of this learner session.
    #[serde(skip_serializing_if = "is_default")]
    pub exit: Option<Exit>,
    /// `cmi.session_time`, of this learner session.
    #[serde(skip_serializing_if = "is_default")]
    pub session_time: Option<String>,
    /// `cmi.learner_preference`.
    #[serde(skip_serializing_if = "is_default")]
    pub learner_preference: LearnerPreference,
    /// `cmi.objectives`.
    #[serde(skip_serializing_if = "is_default")]
    pub objectives: Vec<Objective>,
    /// `cmi.interactions`.
    #[serde(skip_serializing_if = "is_default")]
    pub interactions: Vec<Interaction>,
    /// `cmi.comments_from_learner`.
    #[serde(skip_serializing_if = "is_default")]
    pub comments_from_learner: Vec<Comment>,
    /// `adl.nav.request`, of this learner session.
    #[serde(skip_serializing_if = "is_default")]
    pub request: Option<String>,
    /// `adl.data.n.store`, in the order of [`super::Start::data`].
    #[serde(skip_serializing_if = "is_default")]
    pub stores: Vec<Option<String>>,
}

/// `cmi.score` and `cmi.objectives.n.score`. RTE 4.2.20.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Score {
    /// `scaled`, −1 to 1.
    #[serde(skip_serializing_if = "is_default")]
    pub scaled: Option<String>,
    /// `raw`.
    #[serde(skip_serializing_if = "is_default")]
    pub raw: Option<String>,
    /// `min`.
    #[serde(skip_serializing_if = "is_default")]
    pub min: Option<String>,
    /// `max`.
    #[serde(skip_serializing_if = "is_default")]
    pub max: Option<String>,
}

impl Score {
    /// `scaled` as a number, −1 to 1.
    pub fn scaled(&self) -> Option<f64> {
        real(self.scaled.as_deref()?)
    }

    /// `raw` as a number.
    pub fn raw(&self) -> Option<f64> {
        real(self.raw.as_deref()?)
    }

    /// `min` as a number.
    pub fn min(&self) -> Option<f64> {
        real(self.min.as_deref()?)
    }

    /// `max` as a number.
    pub fn max(&self) -> Option<f64> {
        real(self.max.as_deref()?)
    }
}

/// One of `cmi.objectives`. RTE 4.2.17.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Objective {
    /// `id`: given once, by sequencing or by content.
    pub id: String,
    /// `score`.
    #[serde(skip_serializing_if = "is_default")]
    pub score: Score,
    /// `success_status`.
    #[serde(skip_serializing_if = "is_default")]
    pub success_status: Option<SuccessStatus>,
    /// `completion_status`.
    #[serde(skip_serializing_if = "is_default")]
    pub completion_status: Option<CompletionStatus>,
    /// `progress_measure`, 0 to 1.
    #[serde(skip_serializing_if = "is_default")]
    pub progress_measure: Option<String>,
    /// `description`.
    #[serde(skip_serializing_if = "is_default")]
    pub description: Option<String>,
}

impl Objective {
    /// `progress_measure` as a number, 0 to 1.
    pub fn progress_measure(&self) -> Option<f64> {
        real(self.progress_measure.as_deref()?)
    }
}

/// One of `cmi.interactions`. RTE 4.2.9.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Interaction {
    /// `id`.
    pub id: String,
    /// `type`.
    #[serde(skip_serializing_if = "is_default")]
    pub r#type: Option<InteractionType>,
    /// `objectives.n.id`.
    #[serde(skip_serializing_if = "is_default")]
    pub objectives: Vec<String>,
    /// `timestamp`.
    #[serde(skip_serializing_if = "is_default")]
    pub timestamp: Option<String>,
    /// `correct_responses.n.pattern`.
    #[serde(skip_serializing_if = "is_default")]
    pub correct_responses: Vec<String>,
    /// `weighting`.
    #[serde(skip_serializing_if = "is_default")]
    pub weighting: Option<String>,
    /// `learner_response`.
    #[serde(skip_serializing_if = "is_default")]
    pub learner_response: Option<String>,
    /// `result`: a word or a number.
    #[serde(skip_serializing_if = "is_default")]
    pub result: Option<String>,
    /// `latency`: a duration.
    #[serde(skip_serializing_if = "is_default")]
    pub latency: Option<String>,
    /// `description`.
    #[serde(skip_serializing_if = "is_default")]
    pub description: Option<String>,
}

/// One of `cmi.comments_from_learner` or `cmi.comments_from_lms`. RTE 4.2.2 and 4.2.3.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comment {
    /// `comment`, perhaps after its language: `{lang=fr}…`.
    #[serde(skip_serializing_if = "is_default")]
    pub comment: Option<String>,
    /// `location`: the place in the content.
    #[serde(skip_serializing_if = "is_default")]
    pub location: Option<String>,
    /// `timestamp`.
    #[serde(skip_serializing_if = "is_default")]
    pub timestamp: Option<String>,
}

/// `cmi.learner_preference`. RTE 4.2.13.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearnerPreference {
    /// `audio_level`, from 0; 1 unless somebody says otherwise.
    #[serde(skip_serializing_if = "is_default")]
    pub audio_level: Option<String>,
    /// `language`; nothing unless somebody says otherwise.
    #[serde(skip_serializing_if = "is_default")]
    pub language: Option<String>,
    /// `delivery_speed`, from 0; 1 unless somebody says otherwise.
    #[serde(skip_serializing_if = "is_default")]
    pub delivery_speed: Option<String>,
    /// `audio_captioning`: −1 for none, 1 for some; 0 unless somebody says otherwise.
    #[serde(skip_serializing_if = "is_default")]
    pub audio_captioning: Option<String>,
}
