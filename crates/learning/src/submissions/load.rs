//! A step of work to hand in, as its learner finds it.

use std::borrow::Cow;
use std::collections::HashMap;

use catalogue::assignments::{Assignment, Criterion, Format};
use catalogue::library::{self, ItemKind, Reading, VersionId};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::db::Tx;
use platform::http::{Actor, Proof};
use platform::{Error, Result, Site};
use training::enrolment::FollowCourse;
use training::groups::{self, Group, GroupId};
use training::sessions::{self, local};
use uuid::Uuid;

use super::rules::{Timing, Try, Turn, timing, turn};
use super::store::together::{self, Member, Writing};
use super::store::{self, Submission, SubmissionId};
use crate::formats;
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
    /// A draft that waits beside them.
    pub(super) aside: Vec<Submission>,
    /// With whom it is written, when that isn't alone.
    pub(super) together: Option<Together>,
    /// What was published.
    pub(super) gradings: HashMap<SubmissionId, Grading>,
    /// The date of the step, and today, as its session sees them.
    pub(super) due: Option<Date>,
    pub(super) today: Date,
    /// What this learner would rather have.
    pub(super) preferred: Option<Format>,
    /// The form that they handed in last.
    pub(super) habit: Option<Format>,
    /// What was asked of the tries that an earlier version asked.
    asked: HashMap<VersionId, Reading>,
}

/// A group that writes.
pub(super) struct Together {
    pub(super) group: Group,
    pub(super) with: Vec<Member>,
    /// Who wrote what of the draft, or of what was handed in last.
    pub(super) writings: Vec<Writing>,
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
        let settings = reading.assignment.clone().unwrap_or_default();
        let person = opened.enrolment.person;
        let place = (opened.enrolment.id, opened.step.id);
        let group = match settings.group {
            true => groups::of_enrolment(tx, site, place.0).await?,
            false => None,
        };
        let held = store::of_step(tx, site, person, place, group.as_ref().map(|group| group.id)).await?;
        let gradings = match held.tries.iter().any(|one| one.handed_at.is_some()) {
            true => gradings::of_step(tx, &held.ring, place).await?,
            false => HashMap::new(),
        };
        let mut asked = HashMap::new();
        for one in &held.tries {
            if one.version != version.id && !asked.contains_key(&one.version) {
                let reading = library::version(tx, one.version).await?.reading()?;
                asked.insert(one.version, reading);
            }
        }
        let together = match held.group {
            Some(id) => {
                let group = match group.filter(|group| group.id == id) {
                    Some(group) => group,
                    None => groups::find(tx, site, id).await?,
                };
                Some(Together {
                    with: together::with(tx, id, opened.step.id).await?,
                    writings: match held.tries.last() {
                        Some(last) if last.group.is_some() => {
                            together::writings(tx, held.ring.get(last.group)?, last.id).await?
                        }
                        _ => Vec::new(),
                    },
                    group,
                })
            }
            None => None,
        };
        let (session, enrolment) = (&opened.session, &opened.enrolment);
        let date = |day| sessions::due(session.starts_at, enrolment.ends_at, &session.zone, day);
        let by_course = opened.step.due_day.map(date).transpose()?;
        Ok(Self {
            version: version.id,
            settings,
            reading,
            gradings,
            due: opened.step.due_on.or(by_course),
            today: local(session, site.clock().now())?.date(),
            preferred: formats::preferred(tx, site, person).await?,
            habit: store::habit(tx, site, person).await?,
            tries: held.tries,
            aside: held.aside,
            together,
            asked,
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
        // How many there are was said with what the last was asked by.
        let allowed = self.last_handed().map_or(self.settings.tries, |last| {
            self.told(last).assignment.as_ref().map_or(1, |work| work.tries)
        });
        turn(&tries, allowed)
    }

    /// A version that this learner is asked by, or was.
    pub(super) fn version_of(&self, id: VersionId) -> Option<(VersionId, &Reading)> {
        let earlier = || self.asked.get(&id).map(|reading| (id, reading));
        if id == self.version {
            return Some((id, &self.reading));
        }
        earlier()
    }

    /// The instruction that the page begins with: that of the try that may be written, or of the last when none may.
    pub(super) fn instruction(&self) -> (VersionId, &Reading) {
        match (self.turn(), self.last_handed()) {
            (Turn::Tutor | Turn::Over, Some(last)) => (last.version, self.told(last)),
            _ => (self.version, &self.reading),
        }
    }

    /// What a try was asked: it keeps its own version, whatever came since.
    pub(super) fn told(&self, one: &Submission) -> &Reading {
        self.asked.get(&one.version).unwrap_or(&self.reading)
    }

    /// What the correction of a try looked at.
    pub(super) fn rubric(&self, one: &Submission) -> &[Criterion] {
        self.told(one)
            .assignment
            .as_ref()
            .map_or(&[], |work| &work.rubric)
    }

    /// The last that was handed in.
    pub(super) fn last_handed(&self) -> Option<&Submission> {
        self.tries.iter().rev().find(|one| one.handed_at.is_some())
    }

    /// Every work whose files its learner may have.
    pub(super) fn readable(&self) -> impl Iterator<Item = &Submission> {
        self.tries.iter().chain(&self.aside)
    }

    /// The group that writes the next try.
    pub(super) fn group(&self) -> Option<GroupId> {
        self.together.as_ref().map(|together| together.group.id)
    }

    /// Whose tries they are: the group's, or the learner's.
    pub(super) fn owner(&self) -> Uuid {
        self.group().map_or(self.opened.enrolment.id.0, |group| group.0)
    }

    /// The draft, when one has begun.
    pub(super) fn draft(&self) -> Option<&Submission> {
        self.tries.last().filter(|last| last.handed_at.is_none())
    }

    /// Where today stands to the date of the step, for a try.
    pub(super) fn timing(&self, number: u32) -> Timing {
        timing(number, self.today, self.due, self.settings.late)
    }

    /// The try that may be handed in now; otherwise why not, in French.
    pub(super) fn writable(&self, now: Timestamp) -> Result<u32, Cow<'static, str>> {
        match self.keepable(now)? {
            number if self.timing(number) == Timing::TooLate => Err(TOO_LATE.into()),
            number => Ok(number),
        }
    }

    /// The try whose draft may be kept now, be it too late to hand it in: its tutor may give another date.
    pub(super) fn keepable(&self, now: Timestamp) -> Result<u32, Cow<'static, str>> {
        if let Some(why) = self.opened.closed(now).or(self.opened.access.why()) {
            return Err(why.to_owned().into());
        }
        match self.turn() {
            Turn::Tutor => Err(HANDED.into()),
            Turn::Over => Err(OVER.into()),
            Turn::Learner(number) => Ok(number),
        }
    }

    /// Where its draft is written and its files are.
    pub(super) fn path(&self) -> String {
        format!("{}/production", self.opened.path())
    }
}
