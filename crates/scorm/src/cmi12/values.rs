use serde::{Deserialize, Serialize};

use super::timespan::Timespan;

/// All that content has written. Texts are kept exactly as content gave them, so that it reads back what it wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// `cmi.core.lesson_location`.
    pub lesson_location: String,
    /// `cmi.core.lesson_status`.
    pub lesson_status: LessonStatus,
    /// `cmi.core.score`.
    pub score: Score,
    /// `cmi.core.exit`, of this launch.
    pub exit: Exit,
    /// `cmi.core.session_time`, of this launch; `None` until content says it.
    pub session_time: Option<Timespan>,
    /// `cmi.suspend_data`.
    pub suspend_data: String,
    /// `cmi.comments`.
    pub comments: String,
    /// `cmi.objectives`.
    pub objectives: Vec<Objective>,
    /// `cmi.student_preference`.
    pub student_preference: StudentPreference,
    /// `cmi.interactions`.
    pub interactions: Vec<Interaction>,
}

/// `cmi.core.lesson_status` and `cmi.objectives.n.status`. RTE 3.4.4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LessonStatus {
    /// Passed: enough was mastered.
    #[serde(rename = "passed")]
    Passed,
    /// Completed, well or not.
    #[serde(rename = "completed")]
    Completed,
    /// Failed.
    #[serde(rename = "failed")]
    Failed,
    /// Begun, not finished.
    #[serde(rename = "incomplete")]
    Incomplete,
    /// Looked at, in browse mode.
    #[serde(rename = "browsed")]
    Browsed,
    /// Not begun; only the platform says it of a lesson.
    #[default]
    #[serde(rename = "not attempted")]
    NotAttempted,
}

impl LessonStatus {
    const ALL: [Self; 6] = [
        Self::Passed,
        Self::Completed,
        Self::Failed,
        Self::Incomplete,
        Self::Browsed,
        Self::NotAttempted,
    ];

    /// The vocabulary's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Incomplete => "incomplete",
            Self::Browsed => "browsed",
            Self::NotAttempted => "not attempted",
        }
    }

    /// The status that a word of the vocabulary names, to the letter.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

/// `cmi.core.exit`. RTE 3.4.4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exit {
    /// The time limit passed.
    #[serde(rename = "time-out")]
    TimeOut,
    /// The learner will come back to where they are.
    #[serde(rename = "suspend")]
    Suspend,
    /// The learner asked to leave the platform.
    #[serde(rename = "logout")]
    Logout,
    /// A normal exit: the empty value.
    #[default]
    #[serde(rename = "")]
    Normal,
}

impl Exit {
    /// The exit that a word of the vocabulary names, to the letter.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "time-out" => Some(Self::TimeOut),
            "suspend" => Some(Self::Suspend),
            "logout" => Some(Self::Logout),
            "" => Some(Self::Normal),
            _ => None,
        }
    }
}

/// `cmi.core.score` and `cmi.objectives.n.score`: each a CMIDecimal from 0 to 100, or blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// `raw`, as content wrote it.
    pub raw: String,
    /// `min`.
    pub min: String,
    /// `max`.
    pub max: String,
}

impl Score {
    /// `raw` as a number from 0 to 100; `None` when blank.
    pub fn raw(&self) -> Option<f64> {
        self.raw.parse().ok()
    }

    /// `min` as a number from 0 to 100; `None` when blank.
    pub fn min(&self) -> Option<f64> {
        self.min.parse().ok()
    }

    /// `max` as a number from 0 to 100; `None` when blank.
    pub fn max(&self) -> Option<f64> {
        self.max.parse().ok()
    }
}

/// One of `cmi.objectives`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// `id`.
    pub id: String,
    /// `score`.
    pub score: Score,
    /// `status`: a word of [`LessonStatus`].
    pub status: LessonStatus,
}

/// `cmi.student_preference`. Numbers as content wrote them; empty until it does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentPreference {
    /// `audio`: -1 (off) to 100.
    pub audio: String,
    /// `language`.
    pub language: String,
    /// `speed`: -100 to 100.
    pub speed: String,
    /// `text`: -1, 0 or 1.
    pub text: String,
}

/// One of `cmi.interactions`, as content wrote it. RTE 3.4.4.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interaction {
    /// `id`.
    pub id: String,
    /// `objectives.n.id`.
    pub objectives: Vec<String>,
    /// `time`: a CMITime, the learner's.
    pub time: String,
    /// `type`.
    pub r#type: String,
    /// `correct_responses.n.pattern`.
    pub correct_responses: Vec<String>,
    /// `weighting`.
    pub weighting: String,
    /// `student_response`.
    pub student_response: String,
    /// `result`.
    pub result: String,
    /// `latency`: a CMITimespan.
    pub latency: String,
}
