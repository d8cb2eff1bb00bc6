//! Starting a try: what it asks is drawn and frozen.

use assess::quiz::attempts::{Attempt, Barred, deadline, may_start};
use assess::quiz::shuffle::Seed;
use catalogue::library::VersionId;
use catalogue::quizzes::{Candidate, Composition, pick};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::{Error, Result, Site};

use super::close::{Taker, close};
use super::rules::settings;
use super::store::{self, NewTry, TryId};
use super::{jobs, views};
use crate::progress::{self, Observed, Status};

/// A try about to be started, read before the writer is asked.
pub(super) struct Start {
    pub(super) site: Site,
    pub(super) taker: Taker,
    pub(super) version: VersionId,
    pub(super) composition: Composition,
    pub(super) candidates: Vec<Candidate>,
}

/// Why a quiz can't be started as it is.
const UNREADY: &str = "Ce quiz n’est pas prêt\u{202f}: il lui manque des questions. Dites-le à votre tuteur, et revenez plus tard.";

impl Start {
    /// Starts it, or finds the one under way: two starts at once make one. Its number.
    ///
    /// # Errors
    /// [`Error::Refused`] when none may be started, or the store's.
    pub(super) async fn run(self, tx: &mut Tx) -> Result<u32> {
        let Self { site, taker, .. } = &self;
        let (enrolment, step) = (taker.enrolment.id, taker.step);
        progress::lock(tx, enrolment).await?;
        let (mut tries, extra) = store::tries(tx, enrolment, step).await?;
        let now = site.clock().now();
        if let Some(last) = tries.last()
            && let Some(end) = taker.overdue(last, extra, now)?
        {
            close(tx, site, taker, &last.clone(), end).await?;
            tries = store::tries(tx, enrolment, step).await?.0;
        }
        if let Some(open) = tries.iter().find(|one| one.attempt.ended.is_none()) {
            return Ok(open.number);
        }
        let attempts: Vec<Attempt> = tries.iter().map(|one| one.attempt).collect();
        let settings = settings(&self.composition.rules, &taker.session, &taker.enrolment)?;
        match may_start(&settings, &attempts, extra, now) {
            Ok(()) => {}
            Err(Barred::Underway(place)) => return Ok(tries.get(place).map_or(1, |one| one.number)),
            Err(why) => return Err(Error::Refused(views::barred(why, &taker.session)?.into())),
        }
        let number = tries.last().map_or(1, |last| last.number + 1);
        let id = self.write(tx, number).await?;
        if let Some(ends) = deadline(now, &settings, extra) {
            jobs::later(tx, site, id, number, ends).await?;
        }
        Ok(number)
    }

    async fn write(&self, tx: &mut Tx, number: u32) -> Result<TryId> {
        let Self { site, taker, .. } = self;
        let seed = Seed(site.random().bytes());
        let refused = || Error::Refused(UNREADY.into());
        let asked = pick(&self.composition.slots, &self.candidates, seed).map_err(|_| refused())?;
        if asked.is_empty() {
            return Err(refused());
        }
        let id: TryId = site.new_id();
        let new = NewTry {
            id,
            enrolment: taker.enrolment.id,
            step: taker.step,
            version: self.version,
            number,
            seed,
            rules: &self.composition.rules,
            asked: &asked,
            started: site.clock().now(),
        };
        if !store::insert(tx, &new).await? {
            return Err(Error::fault("a try that another has taken the number of"));
        }
        let begun = Observed {
            status: Status::Started,
            percent: None,
            seconds: 0,
        };
        progress::record(tx, site, &taker.enrolment, taker.step, begun).await?;
        let event = Event::new("quiz.started")
            .about(taker.enrolment.person)
            .in_session(taker.session.id)
            .on(taker.enrolment.id)
            .with("step", taker.step.0);
        events::write(tx, site, event.with("number", i64::from(number))).await?;
        Ok(id)
    }
}
