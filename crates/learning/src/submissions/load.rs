//! A step of work to hand in, as its learner finds it.

use std::borrow::Cow;
use std::collections::HashMap;

use catalogue::assignments::{Assignment, Format};
use catalogue::library::{self, ItemKind, Reading, VersionId};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::db::Tx;
use platform::http::{Actor, Proof};
use platform::{Error, Result, Site};
use training::enrolment::FollowCourse;
use training::sessions::{self, local};

use super::rules::{Timing, Try, Turn, timing, turn};
use super::sealing::key_of;
use super::store::{self, Submission, SubmissionId};
use crate::gradings::{self, Decision, Grading};
use crate::step::Opened;

/// The step, what it asks, what was handed in and what was said of it.
pub(super) struct Work {
    pub(super) opened: Opened,
    pub(super) version: VersionId,
    pub(super) reading: Reading,
    pub(super) settings: Assignment,
    /// In order, the draft last.
    pub(super) tries: Vec<Submission>,
    /// What was published.
    pub(super) gradings: HashMap<SubmissionId, Grading>,
    /// The date of the step, and today, as its session sees them.
    pub(super) due: Option<Date>,
    pub(super) today: Date,
    /// The form that this learner handed in last.
    pub(super) habit: Option<Format>,
}

const NOTHING: &str = "Cette étape ne demande aucun travail à rendre\u{202f}: revenez à votre parcours.";
const HANDED: &str =
    "Ce travail est rendu\u{202f}: il ne change plus. Votre tuteur le corrige, et vous recevrez un e-mail.";
const OVER: &str = "Ce travail est corrigé\u{202f}: il ne change plus.";
const TOO_LATE: &str = "La date de cette étape est passée, et son travail ne se rend plus. Écrivez à votre tuteur\u{202f}: il peut vous donner une autre date.";

impl Work {
    /// Reads it: a fixed number of queries.
    ///
    /// # Errors
    /// [`Error::Refused`] when the step asks for no work, what [`Opened::find`] says, or the store's.
    pub(super) async fn load(
        tx: &mut Tx,
        site: &Site,
        proof: &Proof<FollowCourse>,
        actor: &Actor,
        step: &str,
    ) -> Result<Self> {
        let opened = Opened::find(tx, site, proof, actor, step).await?;
        let item = opened
            .step
            .item
            .filter(|_| opened.step.kind == Some(ItemKind::Assignment));
        let item = item.ok_or_else(|| Error::Refused(NOTHING.into()))?;
        Self::of(tx, site, opened, item).await
    }

    /// The same of a step that is opened already.
    pub(super) async fn of(tx: &mut Tx, site: &Site, opened: Opened, item: library::ItemId) -> Result<Self> {
        let version = library::current(tx, item).await?;
        let reading = version.reading()?;
        let place = (opened.enrolment.id, opened.step.id);
        let tries = store::of_step(tx, site, opened.enrolment.person, place).await?;
        let gradings = match key_of(site, opened.enrolment.person).await? {
            Some(key) if !tries.is_empty() => gradings::of_step(tx, &key, place).await?,
            _ => HashMap::new(),
        };
        let (session, enrolment) = (&opened.session, &opened.enrolment);
        let date = |day| sessions::due(session.starts_at, enrolment.ends_at, &session.zone, day);
        let by_course = opened.step.due_day.map(date).transpose()?;
        Ok(Self {
            version: version.id,
            settings: reading.assignment.clone().unwrap_or_default(),
            reading,
            gradings,
            due: opened.step.due_on.or(by_course),
            today: local(session, site.clock().now())?.date(),
            habit: store::habit(tx, site, enrolment.person).await?,
            tries,
            opened,
        })
    }

    /// Whose turn it is.
    pub(super) fn turn(&self) -> Turn {
        let tries: Vec<Try> = self
            .tries
            .iter()
            .map(|one| {
                one.as_try(
                    self.gradings
                        .get(&one.id)
                        .map(|said| said.decision == Decision::Redo),
                )
            })
            .collect();
        turn(&tries, self.settings.tries)
    }

    /// The draft, when one has begun.
    pub(super) fn draft(&self) -> Option<&Submission> {
        self.tries.last().filter(|last| last.handed_at.is_none())
    }

    /// Where today stands to the date of the step, for a try.
    pub(super) fn timing(&self, number: u32) -> Timing {
        timing(number, self.today, self.due, self.settings.late)
    }

    /// The try that may be written now; otherwise why not, in French.
    pub(super) fn writable(&self, now: Timestamp) -> Result<u32, Cow<'static, str>> {
        if let Some(why) = self.opened.closed(now).or(self.opened.access.why()) {
            return Err(why.to_owned().into());
        }
        match self.turn() {
            Turn::Tutor => Err(HANDED.into()),
            Turn::Over => Err(OVER.into()),
            Turn::Learner(number) if self.timing(number) == Timing::TooLate => Err(TOO_LATE.into()),
            Turn::Learner(number) => Ok(number),
        }
    }

    /// Where its draft is written and its files are.
    pub(super) fn path(&self) -> String {
        format!("{}/production", self.opened.path())
    }
}
