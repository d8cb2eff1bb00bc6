//! Where each element lives in [`Values`].

use super::item::{Array, CommentPart, InteractionPart, Item, ObjectivePart, Preference, ScorePart};
use super::values::{Comment, Interaction, LearnerPreference, Objective, Score, Values};
use super::words::{CompletionStatus, Exit, InteractionType, SuccessStatus};

/// An index past the end of its array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beyond;

impl Values {
    /// The value held for an element; `None` when nobody has given one.
    pub(super) fn read(&self, item: Item, [outer, inner]: [usize; 2]) -> Result<Option<&str>, Beyond> {
        Ok(match item {
            Item::Completion => self.completion_status.map(CompletionStatus::as_str),
            Item::Success => self.success_status.map(SuccessStatus::as_str),
            Item::Score(part) => self.score.read(part),
            Item::Progress => self.progress_measure.as_deref(),
            Item::Location => self.location.as_deref(),
            Item::SuspendData => self.suspend_data.as_deref(),
            Item::Exit => self.exit.map(Exit::as_str),
            Item::SessionTime => self.session_time.as_deref(),
            Item::Preference(preference) => self.learner_preference.read(preference),
            Item::Objective(part) => self.objectives.get(outer).ok_or(Beyond)?.read(part),
            Item::Interaction(part) => self.interactions.get(outer).ok_or(Beyond)?.read(part, inner)?,
            Item::LearnerComment(part) => self.comments_from_learner.get(outer).ok_or(Beyond)?.read(part),
            Item::Request => self.request.as_deref(),
            Item::DataStore => self.stores.get(outer).ok_or(Beyond)?.as_deref(),
            Item::Fixed(_)
            | Item::ScoreChildren
            | Item::Count(_)
            | Item::Told(_)
            | Item::LmsComment(_)
            | Item::Valid(_)
            | Item::DataId => None,
        })
    }

    /// Writes a value that has been checked, making the array entry that it designates.
    pub(super) fn write(&mut self, item: Item, [outer, inner]: [usize; 2], value: &str) {
        let text = Some(value.to_owned());
        match item {
            Item::Completion => self.completion_status = CompletionStatus::parse(value),
            Item::Success => self.success_status = SuccessStatus::parse(value),
            Item::Score(part) => self.score.write(part, text),
            Item::Progress => self.progress_measure = text,
            Item::Location => self.location = text,
            Item::SuspendData => self.suspend_data = text,
            Item::Exit => self.exit = Exit::parse(value),
            Item::SessionTime => self.session_time = text,
            Item::Preference(preference) => self.learner_preference.write(preference, text),
            Item::Objective(part) => {
                if let Some(objective) = entry(&mut self.objectives, outer) {
                    objective.write(part, value);
                }
            }
            Item::Interaction(part) => {
                if let Some(interaction) = entry(&mut self.interactions, outer) {
                    interaction.write(part, inner, value);
                }
            }
            Item::LearnerComment(part) => {
                if let Some(comment) = entry(&mut self.comments_from_learner, outer) {
                    comment.write(part, text);
                }
            }
            Item::Request => self.request = text,
            Item::DataStore => {
                // A store that is emptied is as one that nobody has filled.
                if let Some(store) = self.stores.get_mut(outer) {
                    *store = text.filter(|text| !text.is_empty());
                }
            }
            Item::Fixed(_)
            | Item::ScoreChildren
            | Item::Count(_)
            | Item::Told(_)
            | Item::LmsComment(_)
            | Item::Valid(_)
            | Item::DataId => {}
        }
    }

    /// The number of entries of an array that content fills.
    pub(super) fn count(&self, array: Array, outer: usize) -> Result<usize, Beyond> {
        Ok(match array {
            Array::LearnerComments => self.comments_from_learner.len(),
            Array::Objectives => self.objectives.len(),
            Array::Interactions => self.interactions.len(),
            Array::InteractionObjectives => self.interactions.get(outer).ok_or(Beyond)?.objectives.len(),
            Array::CorrectResponses => self
                .interactions
                .get(outer)
                .ok_or(Beyond)?
                .correct_responses
                .len(),
            Array::Data => self.stores.len(),
            Array::LmsComments => 0,
        })
    }
}

/// The entry at an index, made when it is the next one.
fn entry<T: Default>(array: &mut Vec<T>, index: usize) -> Option<&mut T> {
    if index == array.len() {
        array.push(T::default());
    }
    array.get_mut(index)
}

impl Score {
    fn read(&self, part: ScorePart) -> Option<&str> {
        match part {
            ScorePart::Scaled => &self.scaled,
            ScorePart::Raw => &self.raw,
            ScorePart::Min => &self.min,
            ScorePart::Max => &self.max,
        }
        .as_deref()
    }

    fn write(&mut self, part: ScorePart, text: Option<String>) {
        match part {
            ScorePart::Scaled => self.scaled = text,
            ScorePart::Raw => self.raw = text,
            ScorePart::Min => self.min = text,
            ScorePart::Max => self.max = text,
        }
    }
}

impl LearnerPreference {
    fn read(&self, preference: Preference) -> Option<&str> {
        match preference {
            Preference::AudioLevel => &self.audio_level,
            Preference::Language => &self.language,
            Preference::DeliverySpeed => &self.delivery_speed,
            Preference::AudioCaptioning => &self.audio_captioning,
        }
        .as_deref()
    }

    fn write(&mut self, preference: Preference, text: Option<String>) {
        match preference {
            Preference::AudioLevel => self.audio_level = text,
            Preference::Language => self.language = text,
            Preference::DeliverySpeed => self.delivery_speed = text,
            Preference::AudioCaptioning => self.audio_captioning = text,
        }
    }
}

impl Comment {
    pub(super) fn read(&self, part: CommentPart) -> Option<&str> {
        match part {
            CommentPart::Comment => &self.comment,
            CommentPart::Location => &self.location,
            CommentPart::Timestamp => &self.timestamp,
        }
        .as_deref()
    }

    fn write(&mut self, part: CommentPart, text: Option<String>) {
        match part {
            CommentPart::Comment => self.comment = text,
            CommentPart::Location => self.location = text,
            CommentPart::Timestamp => self.timestamp = text,
        }
    }
}

impl Objective {
    fn read(&self, part: ObjectivePart) -> Option<&str> {
        match part {
            ObjectivePart::Id => Some(&self.id),
            ObjectivePart::Score(part) => self.score.read(part),
            ObjectivePart::Success => self.success_status.map(SuccessStatus::as_str),
            ObjectivePart::Completion => self.completion_status.map(CompletionStatus::as_str),
            ObjectivePart::Progress => self.progress_measure.as_deref(),
            ObjectivePart::Description => self.description.as_deref(),
        }
    }

    fn write(&mut self, part: ObjectivePart, value: &str) {
        let text = value.to_owned();
        match part {
            ObjectivePart::Id => self.id = text,
            ObjectivePart::Score(part) => self.score.write(part, Some(text)),
            ObjectivePart::Success => self.success_status = SuccessStatus::parse(value),
            ObjectivePart::Completion => self.completion_status = CompletionStatus::parse(value),
            ObjectivePart::Progress => self.progress_measure = Some(text),
            ObjectivePart::Description => self.description = Some(text),
        }
    }
}

impl Interaction {
    fn read(&self, part: InteractionPart, inner: usize) -> Result<Option<&str>, Beyond> {
        let text = match part {
            InteractionPart::Id => return Ok(Some(&self.id)),
            InteractionPart::Type => return Ok(self.r#type.map(InteractionType::as_str)),
            InteractionPart::ObjectiveId => {
                return self
                    .objectives
                    .get(inner)
                    .map(|id| Some(id.as_str()))
                    .ok_or(Beyond);
            }
            InteractionPart::Pattern => {
                return self
                    .correct_responses
                    .get(inner)
                    .map(|pattern| Some(pattern.as_str()))
                    .ok_or(Beyond);
            }
            InteractionPart::Timestamp => &self.timestamp,
            InteractionPart::Weighting => &self.weighting,
            InteractionPart::LearnerResponse => &self.learner_response,
            InteractionPart::Result => &self.result,
            InteractionPart::Latency => &self.latency,
            InteractionPart::Description => &self.description,
        };
        Ok(text.as_deref())
    }

    fn write(&mut self, part: InteractionPart, inner: usize, value: &str) {
        let text = value.to_owned();
        match part {
            InteractionPart::Id => self.id = text,
            InteractionPart::Type => self.change_type(InteractionType::parse(value)),
            InteractionPart::ObjectiveId => {
                if let Some(id) = entry(&mut self.objectives, inner) {
                    *id = text;
                }
            }
            InteractionPart::Pattern => {
                if let Some(pattern) = entry(&mut self.correct_responses, inner) {
                    *pattern = text;
                }
            }
            InteractionPart::Timestamp => self.timestamp = Some(text),
            InteractionPart::Weighting => self.weighting = Some(text),
            InteractionPart::LearnerResponse => self.learner_response = Some(text),
            InteractionPart::Result => self.result = Some(text),
            InteractionPart::Latency => self.latency = Some(text),
            InteractionPart::Description => self.description = Some(text),
        }
    }

    /// Responses written for another type no longer mean anything: they go with it.
    fn change_type(&mut self, r#type: Option<InteractionType>) {
        if self.r#type != r#type {
            self.r#type = r#type;
            self.correct_responses.clear();
            self.learner_response = None;
        }
    }
}
