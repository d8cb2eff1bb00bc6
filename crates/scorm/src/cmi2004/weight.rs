//! What an attempt weighs: bytes of text.

use super::item::{InteractionPart, Item};
use super::values::{Comment, Interaction, LearnerPreference, Objective, Score, Values};
use super::words::{CompletionStatus, Exit, InteractionType, SuccessStatus};

impl Values {
    /// Bytes of text held.
    pub(crate) fn weight(&self) -> usize {
        let words = [
            self.completion_status.map(CompletionStatus::as_str),
            self.success_status.map(SuccessStatus::as_str),
            self.exit.map(Exit::as_str),
        ];
        let texts = [
            &self.progress_measure,
            &self.location,
            &self.suspend_data,
            &self.session_time,
            &self.request,
        ];
        words.into_iter().flatten().map(str::len).sum::<usize>()
            + lengths(texts)
            + lengths(&self.stores)
            + self.score.weight()
            + self.learner_preference.weight()
            + self.objectives.iter().map(Objective::weight).sum::<usize>()
            + self.interactions.iter().map(Interaction::weight).sum::<usize>()
            + self
                .comments_from_learner
                .iter()
                .map(Comment::weight)
                .sum::<usize>()
    }

    /// Bytes that writing a value would free: what it replaces, and what a new type takes away.
    pub(super) fn freed(&self, item: Item, index: [usize; 2], value: &str) -> usize {
        let replaced = self.read(item, index).ok().flatten().map_or(0, str::len);
        let responses = match (item, self.interactions.get(index[0])) {
            (Item::Interaction(InteractionPart::Type), Some(interaction))
                if interaction.r#type != InteractionType::parse(value) =>
            {
                interaction.responses_weight()
            }
            _ => 0,
        };
        replaced + responses
    }
}

fn lengths<'a>(texts: impl IntoIterator<Item = &'a Option<String>>) -> usize {
    texts.into_iter().flatten().map(String::len).sum()
}

impl Score {
    fn weight(&self) -> usize {
        lengths([&self.scaled, &self.raw, &self.min, &self.max])
    }
}

impl LearnerPreference {
    fn weight(&self) -> usize {
        lengths([
            &self.audio_level,
            &self.language,
            &self.delivery_speed,
            &self.audio_captioning,
        ])
    }
}

impl Comment {
    fn weight(&self) -> usize {
        lengths([&self.comment, &self.location, &self.timestamp])
    }
}

impl Objective {
    fn weight(&self) -> usize {
        let success = self.success_status.map_or("", SuccessStatus::as_str);
        let completion = self.completion_status.map_or("", CompletionStatus::as_str);
        self.id.len()
            + self.score.weight()
            + success.len()
            + completion.len()
            + lengths([&self.progress_measure, &self.description])
    }
}

impl Interaction {
    fn weight(&self) -> usize {
        let texts = [
            &self.timestamp,
            &self.weighting,
            &self.result,
            &self.latency,
            &self.description,
        ];
        self.id.len()
            + self.r#type.map_or("", InteractionType::as_str).len()
            + self.objectives.iter().map(String::len).sum::<usize>()
            + lengths(texts)
            + self.responses_weight()
    }

    fn responses_weight(&self) -> usize {
        let patterns = self.correct_responses.iter().map(String::len).sum::<usize>();
        patterns + lengths([&self.learner_response])
    }
}
