//! Opening a part, and taking what it says.

use std::sync::Arc;

use catalogue::courses::StepId;
use catalogue::library::{self, Sco, ScormType, Version};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::{DataKey, token_hash};
use platform::{Result, Site};
use scorm::cmi12::{Answer, Entry, Operation, Phase, ResponseCheck, Start, Timespan};
use serde::Deserialize;
use training::enrolment::{self, Enrolment, FollowCourse};

use super::rules::{believed, in_time, roll_up};
use super::store::{self, Held};
use crate::progress;

/// How many operations are replayed after a snapshot before a new one is kept.
const TAIL: i64 = 64;

/// A part about to be opened.
#[derive(Clone, Copy, Debug)]
pub struct NewLaunch<'a> {
    /// The learner's place.
    pub enrolment: &'a Enrolment,
    /// The step that holds the package.
    pub step: StepId,
    /// The version of the package: pinned for this launch.
    pub version: &'a Version,
    /// The part.
    pub sco: &'a Sco,
    /// « Le Bihan, Monique ».
    pub student_name: &'a str,
}

/// Opens a part: the new launch takes the lease and goes on where the one before stood, finished or cut.
/// Answers the launch's token and what content is told.
///
/// # Errors
/// The store's.
pub async fn begin(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<FollowCourse>,
    key: &DataKey,
    new: &NewLaunch<'_>,
) -> Result<(String, Start)> {
    let enrolment = new.enrolment;
    let attempt = store::attempt(tx, site, proof.id(), new.step, &new.sco.identifier).await?;
    tx.lock("attempt", attempt.0).await?;
    let before = match store::current(tx, attempt).await? {
        Some(launch) => {
            let (start, session) = store::session(tx, key, &launch).await?;
            start.again(&session.outcome())
        }
        None => Start {
            entry: Entry::AbInitio,
            ..Start::default()
        },
    };
    let start = Start {
        student_id: enrolment.id.to_string(),
        student_name: new.student_name.to_owned(),
        launch_data: new.sco.launch_data.clone().unwrap_or_default(),
        mastery_score: new.sco.mastery_score,
        max_time_allowed: new.sco.max_time_allowed.as_deref().and_then(Timespan::parse),
        time_limit_action: new.sco.time_limit_action.clone().unwrap_or_default(),
        responses: ResponseCheck::AnyText,
        ..before
    };
    let token = site.random().token();
    let hash = token_hash(&token);
    let launch = store::insert(tx, site, key, attempt, new.version.id, hash, &start).await?;
    if new.sco.scorm_type == ScormType::Asset {
        store::opened(tx, site, attempt).await?;
    }
    observe(tx, site, enrolment, new.step, new.version).await?;
    let event = Event::new("module.opened")
        .by(proof.actor())
        .about(enrolment.person)
        .in_session(enrolment.session);
    let event = event.on(enrolment.id).with("step", new.step.0);
    events::write(tx, site, event.with("launch", launch.0)).await?;
    Ok((token, start))
}

async fn observe(
    tx: &mut Tx,
    site: &Site,
    enrolment: &Enrolment,
    step: StepId,
    version: &Version,
) -> Result<()> {
    let scos = version.launches()?.scos;
    let parts: Vec<String> = scos.into_iter().map(|sco| sco.identifier).collect();
    let standings = store::standings(tx, enrolment.id, step).await?;
    progress::record(tx, site, enrolment, step, roll_up(&parts, &standings)).await?;
    Ok(())
}

/// What a browser sends of a launch's log.
#[derive(Debug, Deserialize)]
pub struct Batch {
    /// In the order of their numbers.
    pub operations: Vec<Operation>,
}

/// What became of a batch. In each case every operation up to `sequence` is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Taken, up to there; what follows starts one further.
    Kept {
        /// The last operation that the store holds.
        sequence: i64,
        /// The launch is finished: nothing more can follow.
        finished: bool,
    },
    /// A newer launch holds the lease: nothing more is taken from this one.
    Replaced {
        /// The last operation that the store holds.
        sequence: i64,
    },
    /// The access has ended: nothing more is taken.
    Ended {
        /// The last operation that the store holds.
        sequence: i64,
    },
}

/// Takes a batch of the launch that this token opens. Sent again, it changes nothing; out of order, nothing after the gap
/// is taken. Answered only once what was taken is durable.
///
/// # Errors
/// [`platform::Error::NotFound`] for an unknown token, or the store's: then nothing of it was taken.
pub async fn take(site: &Site, token: &str, batch: Batch) -> Result<Taken> {
    let mut tx = site.db().read().await?;
    let held = store::held(&mut tx, token_hash(token)).await?;
    let enrolment = enrolment::find(&mut tx, held.enrolment).await?;
    drop(tx);
    let key = site
        .keys()
        .get_or_create(enrolment.person.0, Class::Evidence)
        .await?;
    let work = Work {
        site: site.clone(),
        key,
        held,
        enrolment,
        operations: batch.operations,
    };
    site.db().hot(move |tx| Box::pin(keep(tx, work))).await
}

struct Work {
    site: Site,
    key: Arc<DataKey>,
    held: Held,
    enrolment: Enrolment,
    operations: Vec<Operation>,
}

async fn keep(tx: &mut Tx, work: Work) -> Result<Taken> {
    let (site, key, held) = (&work.site, &work.key, work.held);
    tx.lock("attempt", held.attempt.0).await?;
    let launch = store::find(tx, held.launch).await?;
    let sequence = launch.sequence;
    if launch.replaced {
        return Ok(Taken::Replaced { sequence });
    }
    if held.withdrawn {
        return Ok(Taken::Ended { sequence });
    }
    let now = site.clock().now();
    let (_, mut session) = store::session(tx, key, &launch).await?;
    let mut ended = false;
    for mut operation in work.operations {
        if operation.sequence <= session.snapshot().sequence {
            continue;
        }
        if !in_time(operation.at, work.enrolment.ends_at, now) {
            ended = true;
            break;
        }
        operation.at = believed(operation.at, launch.created_at, now);
        match session.apply(&operation) {
            Answer::Duplicate => {}
            Answer::OutOfOrder { .. } | Answer::AfterFinish => break,
            Answer::Accepted | Answer::Refused { .. } => {
                store::append(tx, site, key, launch.id, &operation).await?;
            }
        }
    }
    let outcome = session.outcome();
    let reached = i64::try_from(outcome.sequence).unwrap_or(sequence);
    let finished = outcome.phase == Phase::Finished;
    if reached > sequence {
        let due = finished || reached - launch.snapshot_sequence >= TAIL;
        let snapshot = due.then(|| session.snapshot());
        store::advance(tx, site, key, launch.id, reached, snapshot).await?;
        if store::settle(tx, site, launch.attempt, &outcome).await? {
            let version = library::version(tx, launch.version).await?;
            observe(tx, site, &work.enrolment, held.step, &version).await?;
        }
    }
    Ok(if ended {
        Taken::Ended { sequence: reached }
    } else {
        Taken::Kept {
            sequence: reached,
            finished,
        }
    })
}
