//! A step as its learner opens it: whose it is, whether it is open, and the way back. What it shows is the affair of the
//! room of its item: the player, or the pages that are read. Owns nothing.

use catalogue::courses::{Access, Completion, Step, StepId};
use jiff::Timestamp;
use platform::db::Tx;
use platform::http::{Actor, Proof};
use platform::{Error, Result, Site};
use training::enrolment::{self, Enrolment, FollowCourse, Followed};
use training::sessions::{Phase, TrainingSession, phase};

use crate::adaptation;
use crate::progress::{self, Observed, Status, StepState};

/// A step of a learner's course.
pub(crate) struct Opened {
    pub(crate) enrolment: Enrolment,
    pub(crate) session: TrainingSession,
    /// Its place in the course, from 1.
    pub(crate) number: usize,
    pub(crate) step: Step,
    pub(crate) access: Access,
    /// Where the learner stands with it.
    pub(crate) state: Option<StepState>,
}

impl Opened {
    /// The step, when it is one of this learner's course.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Refused`] to anyone else than the learner, or the store's.
    pub(crate) async fn find(
        tx: &mut Tx,
        site: &Site,
        proof: &Proof<FollowCourse>,
        actor: &Actor,
        step: &str,
    ) -> Result<Self> {
        let step: StepId = step.parse()?;
        let Followed { enrolment, session } = enrolment::follow(tx, proof.id()).await?;
        if enrolment.person != actor.person {
            return Err(Error::Refused(
                "Une étape s’ouvre au nom de la personne inscrite\u{202f}: elle seule peut la suivre.".into(),
            ));
        }
        let mut states = progress::of_enrolment(tx, enrolment.id).await?;
        let edition = adaptation::edition(tx, site, &session, &enrolment, &states).await?;
        let steps = edition.path.iter().flat_map(|section| &section.steps);
        let (number, step) = (1..)
            .zip(steps.cloned())
            .find(|(_, one)| one.id == step)
            .ok_or(Error::NotFound)?;
        let accesses = progress::accesses(edition.course.progression, &edition.path, &states);
        let access = accesses.into_iter().find(|(id, _)| *id == step.id);
        Ok(Self {
            state: states.remove(&step.id),
            enrolment,
            session,
            number,
            step,
            access: access.map_or(Access::Open, |(_, access)| access),
        })
    }

    /// Whether it is done, now that it is open.
    pub(crate) fn is_done(&self) -> bool {
        self.ends_by_opening() || self.state.is_some_and(|state| state.is_done())
    }

    fn ends_by_opening(&self) -> bool {
        self.step.completion == Completion::Seen
    }

    /// What opening it says of it.
    pub(crate) fn by_opening(&self) -> Observed {
        let status = if self.ends_by_opening() {
            Status::Done
        } else {
            Status::Started
        };
        Observed {
            status,
            percent: None,
            seconds: 0,
        }
    }

    /// Whether opening it says something new.
    pub(crate) fn is_news(&self) -> bool {
        self.state
            .is_none_or(|state| state.status < self.by_opening().status)
    }

    /// Why it can't be opened now, whatever the learner has done.
    pub(crate) fn closed(&self, now: Timestamp) -> Option<&'static str> {
        let why = closed(self.session.starts_at, self.enrolment.ends_at, now);
        match self.enrolment.paused {
            Some(_) => why.map(|_| SUSPENDED),
            None => why,
        }
    }

    /// Whether the access ended with its time: results stay, nothing else opens.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.enrolment.is_over(self.session.starts_at, now)
    }

    /// The learner's course.
    pub(crate) fn course_path(&self) -> String {
        format!("/mes-parcours/{}", self.enrolment.id)
    }

    /// The step itself.
    pub(crate) fn path(&self) -> String {
        format!("{}/etapes/{}", self.course_path(), self.step.id)
    }
}

const SUSPENDED: &str = "Votre accès est suspendu\u{202f}: cette étape s’ouvrira de nouveau quand votre CMA vous le rendra, et le temps qui restait aussi. Ce que vous avez fait est gardé.";

/// Why nothing of a session can be opened now.
pub(crate) fn closed(starts: Timestamp, ends: Timestamp, now: Timestamp) -> Option<&'static str> {
    match phase(starts, ends, now) {
        Phase::Open => None,
        Phase::Coming => {
            Some("Votre session n’a pas encore commencé\u{202f}: cette étape s’ouvrira à son premier jour.")
        }
        Phase::Over => Some(
            "Votre accès est terminé\u{202f}: cette étape ne s’ouvre plus. Vos résultats restent sur la page de votre parcours.",
        ),
    }
}
