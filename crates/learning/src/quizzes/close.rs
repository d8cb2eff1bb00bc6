//! How a try ends: handed in, or its time over. What it comes to, and the step with it, in the same transaction.

use std::collections::BTreeMap;

use assess::questions::{Points, Score};
use assess::quiz::attempts::{Attempt, Extra, State, state};
use assess::quiz::settings::{Settings, When};
use assess::quiz::tally::{Tally, tallies};
use assess::quiz::total::Total;
use catalogue::courses::{Completion, StepId};
use catalogue::quizzes::{self, Asked};
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::ids::Uuid;
use platform::{PersonId, Result, Site};
use training::enrolment::{self, Enrolment};
use training::sessions::TrainingSession;

use super::figures;
use super::rules::{observed, settings, total, weight};
use super::store::{self, Answered, Kept, Try, TryId};
use crate::progress;

/// Whose tries they are.
#[derive(Clone)]
pub(super) struct Taker {
    pub(super) enrolment: Enrolment,
    pub(super) session: TrainingSession,
    pub(super) step: StepId,
    pub(super) completion: Completion,
}

impl Taker {
    /// Of the try of this identifier: three queries.
    pub(super) async fn of(tx: &mut Tx, id: TryId) -> Result<Self> {
        let holder = store::holder(tx, id).await?;
        let followed = enrolment::follow(tx, holder.enrolment).await?;
        Ok(Self {
            enrolment: followed.enrolment,
            session: followed.session,
            step: holder.step,
            completion: holder.completion,
        })
    }

    /// The settings of one of their tries, dated.
    pub(super) fn settings(&self, of: &Try) -> Result<Settings> {
        settings(&of.rules, &self.session, &self.enrolment)
    }

    /// When a try is over that nobody has closed: the instant that it ended at.
    pub(super) fn overdue(&self, of: &Try, extra: Extra, now: Timestamp) -> Result<Option<Timestamp>> {
        Ok(match state(&of.attempt, &self.settings(of)?, extra, now) {
            State::Over(end) => Some(end),
            State::Underway(_) | State::Ended(_) => None,
        })
    }
}

/// Ends a try at an instant; false when it was over already.
///
/// # Errors
/// The store's.
pub(super) async fn close(tx: &mut Tx, site: &Site, taker: &Taker, of: &Try, at: Timestamp) -> Result<bool> {
    progress::lock(tx, taker.enrolment.id).await?;
    store::lock(tx, of.id).await?;
    let kept = store::answers(tx, of.id).await?;
    let came_to = came_to(tx, site, of, &kept).await?;
    if !store::end(tx, of.id, at, came_to.total).await? {
        return Ok(false);
    }
    figures::bring(tx, site, of.id, &came_to.tallies).await?;
    let missing: Vec<_> = (0u32..)
        .zip(&of.asked)
        .filter(|(place, _)| kept.iter().all(|one| one.place != *place))
        .map(|(place, asked)| (place, asked.version))
        .collect();
    store::fill(tx, site.clock().now(), of.id, &missing).await?;
    settle(tx, site, taker, None).await?;
    let event = Event::new("quiz.ended")
        .about(taker.enrolment.person)
        .in_session(taker.session.id)
        .on(taker.enrolment.id)
        .with("step", taker.step.0);
    events::write(tx, site, event.with("number", i64::from(of.number))).await?;
    Ok(true)
}

/// Ends a try whose time is over, by what the store says of it and of its learner's time now; false when it isn't.
pub(super) async fn close_if_overdue(tx: &mut Tx, site: &Site, taker: &Taker, of: &Try) -> Result<bool> {
    progress::lock(tx, taker.enrolment.id).await?;
    store::lock(tx, of.id).await?;
    let found = store::numbered(tx, (taker.enrolment.id, taker.step), of.number).await?;
    let Some((of, extra)) = found else {
        return Ok(false);
    };
    match taker.overdue(&of, extra, site.clock().now())? {
        Some(end) => close(tx, site, taker, &of, end).await,
        None => Ok(false),
    }
}

/// What a try comes to.
pub(super) struct CameTo {
    pub(super) total: Total,
    /// What it brings to the figures of each of its questions: nothing while it waits for a person.
    pub(super) tallies: Vec<(Uuid, Tally)>,
}

/// What a try comes to, of what is kept of its answers.
pub(super) async fn came_to(tx: &mut Tx, site: &Site, of: &Try, kept: &[Kept]) -> Result<CameTo> {
    let answered = kept.iter().map(|one| (one.place, one.answered)).collect();
    let parts = parts(tx, site, &of.asked, &answered).await?;
    Ok(CameTo {
        total: total(parts.iter().map(|(points, score)| (*points, score))),
        tallies: brought(&of.asked, &parts),
    })
}

/// What each question of a try weighs, and what was earned of it.
pub(super) async fn parts(
    tx: &mut Tx,
    site: &Site,
    asked: &[Asked],
    answered: &BTreeMap<u32, Answered>,
) -> Result<Vec<(Points, Score)>> {
    let versions: Vec<Uuid> = asked.iter().map(|one| one.version).collect();
    let questions = quizzes::texts(tx, site, &versions).await?;
    let parts = (0u32..)
        .zip(asked.iter().zip(&questions))
        .map(|(place, (asked, question))| {
            let found = answered.get(&place);
            let score = found.map_or_else(Score::unanswered, |one| one.score());
            (weight(asked, question), score)
        });
    Ok(parts.collect())
}

/// What a try brings to the figures of each of its questions.
pub(super) fn brought(asked: &[Asked], parts: &[(Points, Score)]) -> Vec<(Uuid, Tally)> {
    let versions = asked.iter().map(|one| one.version);
    versions.zip(tallies(parts)).collect()
}

/// What all the tries come to becomes what the step knows: by the rules of the last one. `by`: who graded, when somebody did.
pub(super) async fn settle(tx: &mut Tx, site: &Site, taker: &Taker, by: Option<PersonId>) -> Result<()> {
    let (tries, _) = store::tries(tx, taker.enrolment.id, taker.step).await?;
    let Some(last) = tries.last() else {
        return Ok(());
    };
    let attempts: Vec<Attempt> = tries.iter().map(|one| one.attempt).collect();
    let settings = taker.settings(last)?;
    let seen = observed(taker.completion, &attempts, &settings);
    let ended = attempts.iter().filter_map(|one| one.ended).max();
    // What the end of the access closes was done within it.
    let within = taker.enrolment.ends_at - SignedDuration::from_millis(1);
    let at = ended.unwrap_or_else(|| site.clock().now()).min(within);
    progress::record_result(tx, site, &taker.enrolment, taker.step, (seen, at, by)).await?;
    let hidden = settings.feedback == When::Never;
    progress::hide_percent(tx, taker.enrolment.id, taker.step, hidden).await
}
