//! What a certificate says, put together from the facts of a training, then frozen.

use std::collections::HashMap;

use assess::success::{self, Required, Verdict};
use catalogue::courses::{Course, Section, Step, StepId, minutes};
use documents::{Completion, EndOfTraining, Met, Nature, Proof, ResultLine, Signatory};
use jiff::Timestamp;
use jiff::civil::Date;
use learning::progress::{Status, StepState, minutes_of, reached, verdict};
use people::directory::Identity;
use people::organisations::Organisation;
use platform::Result;
use platform::html::{Modality, fr};
use serde::{Deserialize, Serialize};
use training::enrolment::Enrolment;
use training::sessions::{TrainingSession, days};

use super::rules::Kind;

/// What a certificate says: plain rows that the documents' engine prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// « Attestation de fin de formation ».
    EndOfTraining(EndOfTraining),
    /// « Certificat de réalisation ».
    Completion(Completion),
}

impl Content {
    /// Which document it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::EndOfTraining(_) => Kind::EndOfTraining,
            Self::Completion(_) => Kind::Completion,
        }
    }

    /// Where it is checked, and its code.
    pub fn proof(&self) -> &Proof {
        match self {
            Self::EndOfTraining(said) => &said.proof,
            Self::Completion(said) => &said.proof,
        }
    }

    /// Whether another says the same thing: its code and its day of issue don't count.
    pub(super) fn says_like(&self, other: &Self) -> bool {
        let mut twin = other.clone();
        let (proof, issued) = match self {
            Self::EndOfTraining(said) => (&said.proof, said.issued),
            Self::Completion(said) => (&said.proof, said.issued),
        };
        match &mut twin {
            Self::EndOfTraining(said) => (said.proof, said.issued) = (proof.clone(), issued),
            Self::Completion(said) => (said.proof, said.issued) = (proof.clone(), issued),
        }
        *self == twin
    }
}

/// The facts of one learner's training.
pub(super) struct Facts<'a> {
    pub(super) platform: &'a str,
    pub(super) organisation: &'a Organisation,
    pub(super) card: &'a Identity,
    pub(super) course: &'a Course,
    pub(super) session: &'a TrainingSession,
    pub(super) enrolment: &'a Enrolment,
    pub(super) path: &'a [Section],
    pub(super) states: &'a HashMap<StepId, StepState>,
    pub(super) now: Timestamp,
}

impl Facts<'_> {
    pub(super) fn verdict(&self) -> Verdict {
        verdict(self.path, self.states, self.enrolment.ends_at, self.now)
    }

    /// The estimated durations of the steps that were done, as they were then.
    pub(super) fn minutes_done(&self) -> u32 {
        let steps = self.path.iter().flat_map(|part| &part.steps);
        let done = steps.filter_map(|step| {
            let state = self.states.get(&step.id);
            let state = state.filter(|state| state.status == Status::Done)?;
            Some(minutes_of(step, Some(state)))
        });
        done.sum()
    }

    /// From the first day of the session to the last of the access, or to the day of success when that is before.
    fn days(&self) -> Result<(Date, Date)> {
        let until = match self.verdict() {
            Verdict::Passed(at) if self.now < self.enrolment.ends_at => {
                at + jiff::SignedDuration::from_millis(1)
            }
            _ => self.enrolment.ends_at,
        };
        days(
            self.session.starts_at,
            until.max(self.session.starts_at),
            &self.session.zone,
        )
    }

    fn day(&self, at: Timestamp) -> Result<Date> {
        Ok(days(at, self.enrolment.ends_at, &self.session.zone)?.0)
    }

    /// What a document says of it.
    pub(super) fn content(&self, kind: Kind, proof: Proof) -> Result<Content> {
        let (from, to) = self.days()?;
        let organisation = documents::Organisation {
            name: self.organisation.name.clone(),
            address_lines: self.organisation.address.clone(),
            siret: self.organisation.siret.clone(),
            nda: self.organisation.nda.clone(),
            city: self.organisation.city.clone(),
        };
        let signatory = Signatory {
            name: self.organisation.signatory.clone(),
            capacity: self.organisation.capacity.clone(),
        };
        let issued = self.day(self.now)?;
        let issued_at = self.organisation.city.clone();
        Ok(match kind {
            Kind::EndOfTraining => Content::EndOfTraining(EndOfTraining {
                platform: self.platform.to_owned(),
                organisation,
                signatory,
                learner: self.card.full_name(),
                company: self.card.company.clone(),
                title: self.course.title.clone(),
                objectives: objectives(&self.course.objectives),
                nature: Nature::Training,
                from,
                to,
                minutes: minutes(self.path),
                minutes_done: self.minutes_done(),
                results: self.results()?,
                verdict: sentence(self.verdict()).to_owned(),
                issued,
                issued_at,
                proof,
            }),
            Kind::Completion => Content::Completion(Completion {
                platform: self.platform.to_owned(),
                organisation,
                signatory,
                learner: self.card.full_name(),
                standing: String::new(),
                company: self.card.company.clone(),
                title: self.course.title.clone(),
                nature: Nature::Training,
                from,
                to,
                minutes_done: self.minutes_done(),
                issued,
                issued_at,
                proof,
            }),
        })
    }

    /// A line for each step that counts, or that was scored.
    fn results(&self) -> Result<Vec<ResultLine>> {
        let mut lines = Vec::new();
        for step in self.path.iter().flat_map(|part| &part.steps) {
            let state = self.states.get(&step.id);
            let scored = state.is_some_and(|state| state.percent.is_some());
            let let_off = step.waived.is_some();
            if step.required == Required::Nothing && !scored && !let_off {
                continue;
            }
            let met = match step.required {
                Required::Nothing => Met::NotRequired,
                required if success::met(required, reached(state), self.enrolment.ends_at) => Met::Yes,
                _ => Met::No,
            };
            lines.push(ResultLine {
                label: step.title.clone(),
                required: required(step),
                obtained: match let_off {
                    true => "Dispense".to_owned(),
                    false => self.obtained(state)?,
                },
                met,
            });
        }
        Ok(lines)
    }

    fn obtained(&self, state: Option<&StepState>) -> Result<String> {
        let Some(state) = state else {
            return Ok("Non commencée".to_owned());
        };
        let day = match state.done_at.filter(|_| state.status == Status::Done) {
            Some(at) => format!("le {}", fr::day_month(self.day(at)?)),
            None => "non terminée".to_owned(),
        };
        Ok(match state.percent {
            Some(percent) => format!("{}, {day}", whole(percent)),
            None => fr::capitalise(&format!(
                "{}{day}",
                if state.done_at.is_some() { "faite " } else { "" }
            )),
        })
    }
}

/// The percentage cut to whole, so that nothing is shown as reached that wasn't.
fn whole(percent: f64) -> String {
    let whole = (0..=100).rev().find(|whole| f64::from(*whole) <= percent);
    fr::percent(whole.unwrap_or(0))
}

fn required(step: &Step) -> String {
    match step.required {
        Required::Nothing => "–".to_owned(),
        Required::Above(least) => format!("Plus de {}", fr::percent(least.into())),
        Required::Done => match step.modality {
            Modality::Live | Modality::OnSite => "Présence".to_owned(),
            _ => "Étape faite".to_owned(),
        },
    }
}

fn objectives(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn sentence(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed(_) => "Toutes les conditions de réussite sont remplies.",
        Verdict::Unruled => "Cette formation ne comporte pas de condition de réussite.",
        Verdict::Underway | Verdict::Missed => "Les conditions de réussite ne sont pas toutes remplies.",
    }
}
