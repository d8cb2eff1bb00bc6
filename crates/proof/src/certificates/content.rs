//! What a certificate says, put together from the facts of a training, then frozen.

use std::collections::HashMap;

use assess::success::{self, Required, Verdict};
use catalogue::courses::{Course, Section, Step, StepId, minutes};
use documents::{
    Completion, Diligence, DiligenceLine, EndOfTraining, Met, Nature, Proof, ResultLine, Wording,
};
use jiff::Timestamp;
use jiff::civil::Date;
use learning::progress::{StepState, minutes_of, reached, verdict, whole};
use people::directory::Identity;
use people::organisations::{Drawn, Organisation};
use platform::Result;
use platform::html::{Modality, fr};
use serde::{Deserialize, Serialize};
use training::enrolment::Enrolment;
use training::sessions::{TrainingSession, days, local};

use super::rules::Kind;
use crate::attendance::Attended;
use crate::letterhead;
use crate::templates::Words;
use training::standings::Standing;

/// What a certificate says: plain rows that the documents' engine prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// « Attestation de fin de formation ».
    EndOfTraining(EndOfTraining),
    /// « Certificat de réalisation ».
    Completion(Completion),
    /// « Attestation d’assiduité ».
    Diligence(Diligence),
}

/// As an attestation says it of a course that was passed.
const PASSED: &str = "Toutes les conditions de réussite sont remplies.";

/// What every certificate says.
pub(super) struct Head<'a> {
    pub(super) organisation: &'a documents::Organisation,
    pub(super) learner: &'a str,
    pub(super) title: &'a str,
    pub(super) days: (Date, Date),
    /// « Durée réalisée », « Présence », and how many minutes.
    pub(super) done: (&'static str, u32),
    pub(super) issued: Date,
    pub(super) proof: &'a Proof,
}

impl Content {
    /// Which document it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::EndOfTraining(_) => Kind::EndOfTraining,
            Self::Completion(_) => Kind::Completion,
            Self::Diligence(_) => Kind::Diligence,
        }
    }

    /// What every certificate says.
    pub(super) fn head(&self) -> Head<'_> {
        macro_rules! head {
            ($said:expr, $done:expr) => {
                Head {
                    organisation: &$said.organisation,
                    learner: &$said.learner,
                    title: &$said.title,
                    days: ($said.from, $said.to),
                    done: $done,
                    issued: $said.issued,
                    proof: &$said.proof,
                }
            };
        }
        match self {
            Self::EndOfTraining(said) => head!(said, ("Durée réalisée", said.minutes_done)),
            Self::Completion(said) => head!(said, ("Durée réalisée", said.minutes_done)),
            Self::Diligence(said) => head!(said, ("Présence", said.minutes_attended)),
        }
    }

    /// Whether it says that the course was passed.
    pub(crate) fn passed(&self) -> bool {
        matches!(self, Self::EndOfTraining(said) if said.verdict == PASSED)
    }

    /// Where it is checked, and its code.
    pub fn proof(&self) -> &Proof {
        self.head().proof
    }

    /// Whether another says the same thing: its code, its day of issue, its words and its pictures don't
    /// count.
    pub(super) fn says_like(&self, other: &Self) -> bool {
        let mut twin = other.clone();
        let Head { proof, issued, .. } = self.head();
        twin.wording_mut().clone_from(self.wording());
        let its = twin.signatory_mut();
        its.stamp.clone_from(&self.signatory().stamp);
        its.signature.clone_from(&self.signatory().signature);
        let (its_proof, its_issued) = match &mut twin {
            Self::EndOfTraining(said) => (&mut said.proof, &mut said.issued),
            Self::Completion(said) => (&mut said.proof, &mut said.issued),
            Self::Diligence(said) => (&mut said.proof, &mut said.issued),
        };
        its_proof.clone_from(proof);
        *its_issued = issued;
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
    /// The half-days that trainers vouched for.
    pub(super) attended: &'a [Attended],
    pub(super) words: &'a Words,
    /// What the documents of the region bear.
    pub(super) drawn: &'a [(Drawn, String)],
    /// What the learner is, when it was said.
    pub(super) standing: Option<Standing>,
    pub(super) now: Timestamp,
}

impl Facts<'_> {
    pub(super) fn verdict(&self) -> Verdict {
        verdict(self.path, self.states, self.enrolment.settles_at(), self.now)
    }

    /// The estimated durations of the steps that were done, as they were then.
    pub(super) fn minutes_done(&self) -> u32 {
        self.minutes_of_steps(|_| true)
    }

    fn minutes_of_steps(&self, counts: impl Fn(&Step) -> bool) -> u32 {
        let steps = self
            .path
            .iter()
            .flat_map(|part| &part.steps)
            .filter(|step| counts(step) && !step.is_free_opinion());
        let done = steps.filter_map(|step| {
            let state = self.states.get(&step.id);
            let state = state.filter(|state| state.is_done())?;
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

    /// What the learner is, with their company; empty when nobody said it.
    fn standing(&self) -> String {
        let company = self.card.company.as_deref();
        self.standing
            .map_or_else(String::new, |standing| standing.words(company))
    }

    fn day(&self, at: Timestamp) -> Result<Date> {
        Ok(days(at, self.enrolment.ends_at, &self.session.zone)?.0)
    }

    /// What a document says of it.
    pub(super) fn content(&self, kind: Kind, proof: Proof) -> Result<Content> {
        let (from, to) = self.days()?;
        let (organisation, mut signatory) = letterhead::of(self.organisation);
        letterhead::draw(&mut signatory, self.drawn);
        let issued = self.day(self.now)?;
        let issued_at = self.organisation.city.clone();
        let mut content = match kind {
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
                wording: Wording::default(),
            }),
            Kind::Completion => Content::Completion(Completion {
                platform: self.platform.to_owned(),
                organisation,
                signatory,
                learner: self.card.full_name(),
                standing: self.standing(),
                company: self.card.company.clone(),
                title: self.course.title.clone(),
                nature: Nature::Training,
                from,
                to,
                minutes_done: self.minutes_done(),
                issued,
                issued_at,
                proof,
                wording: Wording::default(),
            }),
            Kind::Diligence => Content::Diligence(Diligence {
                platform: self.platform.to_owned(),
                organisation,
                signatory,
                learner: self.card.full_name(),
                company: self.card.company.clone(),
                title: self.course.title.clone(),
                from,
                to,
                lines: self
                    .attended
                    .iter()
                    .map(|one| self.attended_line(one))
                    .collect::<Result<_>>()?,
                minutes_planned: self.attended.iter().map(|one| one.half.minutes).sum(),
                minutes_attended: self.attended.iter().map(|one| one.minutes).sum(),
                minutes_apart: self
                    .minutes_of_steps(|step| !matches!(step.modality, Modality::Live | Modality::OnSite)),
                issued,
                issued_at,
                proof,
                wording: Wording::default(),
            }),
        };
        content.word(&self.words.of(kind.into()), self.card);
        Ok(content)
    }

    fn attended_line(&self, one: &Attended) -> Result<DiligenceLine> {
        let hour = |at: Timestamp| Ok::<_, platform::Error>(fr::time_words(local(self.session, at)?.time()));
        Ok(DiligenceLine {
            day: one.half.key.day,
            half: one.half.key.half.label().to_owned(),
            hours: format!("de {} à {}", hour(one.half.starts_at)?, hour(one.half.ends_at)?),
            step: one.half.title.clone(),
            told: one.told.clone(),
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
        let day = match state.done_at.filter(|_| state.is_done()) {
            Some(at) => format!("le {}", fr::day_month(self.day(at)?)),
            None => "non terminée".to_owned(),
        };
        Ok(match state.percent {
            Some(percent) => format!("{}, {day}", fr::percent(whole(percent))),
            None => fr::capitalise(&format!(
                "{}{day}",
                if state.done_at.is_some() { "faite " } else { "" }
            )),
        })
    }
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
        Verdict::Passed(_) => PASSED,
        Verdict::Unruled => "Cette formation ne comporte pas de condition de réussite.",
        Verdict::Underway | Verdict::Missed => "Les conditions de réussite ne sont pas toutes remplies.",
    }
}
