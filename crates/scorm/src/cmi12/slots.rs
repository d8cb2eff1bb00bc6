//! Where each element of the data model lives in [`Values`].

use super::timespan::Timespan;
use super::values::{Exit, Interaction, LessonStatus, Objective, Score, Values};

impl Values {
    /// Bytes of text held.
    pub(super) fn weight(&self) -> usize {
        let score = |score: &Score| score.raw.len() + score.min.len() + score.max.len();
        let preference = &self.student_preference;
        let objectives = self
            .objectives
            .iter()
            .map(|objective| objective.id.len() + score(&objective.score));
        let interactions = self.interactions.iter().map(|interaction| {
            let texts = [
                &interaction.id,
                &interaction.time,
                &interaction.r#type,
                &interaction.weighting,
            ]
            .into_iter()
            .chain([
                &interaction.student_response,
                &interaction.result,
                &interaction.latency,
            ]);
            texts
                .chain(&interaction.objectives)
                .chain(&interaction.correct_responses)
                .map(String::len)
                .sum::<usize>()
        });
        let texts = [&self.lesson_location, &self.suspend_data, &self.comments]
            .into_iter()
            .chain([
                &preference.audio,
                &preference.language,
                &preference.speed,
                &preference.text,
            ]);
        texts.map(String::len).sum::<usize>()
            + score(&self.score)
            + objectives.sum::<usize>()
            + interactions.sum::<usize>()
    }

    /// Bytes that the entries of its lists take beside their text.
    pub(super) fn room(&self) -> usize {
        let nested =
            |interaction: &Interaction| interaction.objectives.len() + interaction.correct_responses.len();
        let nested: usize = self.interactions.iter().map(nested).sum();
        self.objectives.len() * size_of::<Objective>()
            + self.interactions.len() * size_of::<Interaction>()
            + nested * size_of::<String>()
    }

    /// What content reads of an element that it writes, or of a `_count`; `None` past the end of an array.
    pub(super) fn read(&self, name: &str, outer: usize, inner: usize) -> Option<String> {
        Some(match name {
            "cmi.core.lesson_status" => self.lesson_status.as_str().to_owned(),
            "cmi.objectives.n.status" => self.objectives.get(outer)?.status.as_str().to_owned(),
            "cmi.objectives._count" => self.objectives.len().to_string(),
            "cmi.interactions._count" => self.interactions.len().to_string(),
            "cmi.interactions.n.objectives._count" => {
                self.interactions.get(outer)?.objectives.len().to_string()
            }
            "cmi.interactions.n.correct_responses._count" => {
                self.interactions.get(outer)?.correct_responses.len().to_string()
            }
            _ => self.text(name, outer, inner)?.to_owned(),
        })
    }

    /// The text held for an element; `None` when it has none yet, or is kept as something else than text.
    pub(super) fn text(&self, name: &str, outer: usize, inner: usize) -> Option<&str> {
        let text = match name {
            "cmi.core.lesson_location" => &self.lesson_location,
            "cmi.suspend_data" => &self.suspend_data,
            "cmi.comments" => &self.comments,
            "cmi.student_preference.audio" => &self.student_preference.audio,
            "cmi.student_preference.language" => &self.student_preference.language,
            "cmi.student_preference.speed" => &self.student_preference.speed,
            "cmi.student_preference.text" => &self.student_preference.text,
            _ => match name.strip_prefix("cmi.core.score.") {
                Some(part) => score(&self.score, part)?,
                None => match name.strip_prefix("cmi.objectives.n.") {
                    Some("id") => &self.objectives.get(outer)?.id,
                    Some(part) => score(&self.objectives.get(outer)?.score, part.strip_prefix("score.")?)?,
                    None => {
                        let part = name.strip_prefix("cmi.interactions.n.")?;
                        interaction(self.interactions.get(outer)?, part, inner)?
                    }
                },
            },
        };
        Some(text)
    }

    /// Writes a value that has been checked, making the array entry it designates. Says whether it was kept as text.
    pub(super) fn write(&mut self, name: &str, outer: usize, inner: usize, value: &str) -> bool {
        if name.starts_with("cmi.objectives.n.") && outer == self.objectives.len() {
            self.objectives.push(Objective::default());
        }
        if name.starts_with("cmi.interactions.n.") && outer == self.interactions.len() {
            self.interactions.push(Interaction::default());
        }
        match name {
            "cmi.core.lesson_status" => {
                self.lesson_status = LessonStatus::parse(value).unwrap_or_default();
                return false;
            }
            "cmi.core.exit" => {
                self.exit = Exit::parse(value).unwrap_or_default();
                return false;
            }
            "cmi.core.session_time" => {
                self.session_time = Timespan::parse(value);
                return false;
            }
            "cmi.objectives.n.status" => {
                if let Some(objective) = self.objectives.get_mut(outer) {
                    objective.status = LessonStatus::parse(value).unwrap_or_default();
                }
                return false;
            }
            _ => {}
        }
        match self.slot(name, outer, inner) {
            Some(slot) => {
                value.clone_into(slot);
                true
            }
            None => false,
        }
    }

    fn slot(&mut self, name: &str, outer: usize, inner: usize) -> Option<&mut String> {
        Some(match name {
            "cmi.core.lesson_location" => &mut self.lesson_location,
            "cmi.suspend_data" => &mut self.suspend_data,
            "cmi.comments" => &mut self.comments,
            "cmi.student_preference.audio" => &mut self.student_preference.audio,
            "cmi.student_preference.language" => &mut self.student_preference.language,
            "cmi.student_preference.speed" => &mut self.student_preference.speed,
            "cmi.student_preference.text" => &mut self.student_preference.text,
            _ => {
                if let Some(part) = name.strip_prefix("cmi.core.score.") {
                    score_slot(&mut self.score, part)?
                } else if let Some(part) = name.strip_prefix("cmi.objectives.n.") {
                    let objective = self.objectives.get_mut(outer)?;
                    match part {
                        "id" => &mut objective.id,
                        _ => score_slot(&mut objective.score, part.strip_prefix("score.")?)?,
                    }
                } else {
                    let part = name.strip_prefix("cmi.interactions.n.")?;
                    interaction_slot(self.interactions.get_mut(outer)?, part, inner)?
                }
            }
        })
    }
}

fn score<'a>(score: &'a Score, part: &str) -> Option<&'a String> {
    match part {
        "raw" => Some(&score.raw),
        "min" => Some(&score.min),
        "max" => Some(&score.max),
        _ => None,
    }
}

fn score_slot<'a>(score: &'a mut Score, part: &str) -> Option<&'a mut String> {
    match part {
        "raw" => Some(&mut score.raw),
        "min" => Some(&mut score.min),
        "max" => Some(&mut score.max),
        _ => None,
    }
}

fn interaction<'a>(interaction: &'a Interaction, part: &str, inner: usize) -> Option<&'a String> {
    match part {
        "id" => Some(&interaction.id),
        "objectives.n.id" => interaction.objectives.get(inner),
        "time" => Some(&interaction.time),
        "type" => Some(&interaction.r#type),
        "correct_responses.n.pattern" => interaction.correct_responses.get(inner),
        "weighting" => Some(&interaction.weighting),
        "student_response" => Some(&interaction.student_response),
        "result" => Some(&interaction.result),
        "latency" => Some(&interaction.latency),
        _ => None,
    }
}

fn interaction_slot<'a>(
    interaction: &'a mut Interaction,
    part: &str,
    inner: usize,
) -> Option<&'a mut String> {
    match part {
        "id" => Some(&mut interaction.id),
        "objectives.n.id" => entry(&mut interaction.objectives, inner),
        "time" => Some(&mut interaction.time),
        "type" => Some(&mut interaction.r#type),
        "correct_responses.n.pattern" => entry(&mut interaction.correct_responses, inner),
        "weighting" => Some(&mut interaction.weighting),
        "student_response" => Some(&mut interaction.student_response),
        "result" => Some(&mut interaction.result),
        "latency" => Some(&mut interaction.latency),
        _ => None,
    }
}

/// The entry at `index`, made when it is the next one.
fn entry(list: &mut Vec<String>, index: usize) -> Option<&mut String> {
    if index == list.len() {
        list.push(String::new());
    }
    list.get_mut(index)
}
