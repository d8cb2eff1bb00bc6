//! Opening a package, or a part of one.

use catalogue::courses::{Completion, StepId};
use catalogue::library::{Launches, Sco, ScormType, Version, WHOLE};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::vault::{DataKey, token_hash};
use platform::{Result, Site};
use scorm::attempt2004;
use scorm::cmi12::{self, Entry, ResponseCheck, Timespan};
use training::enrolment::{Enrolment, FollowCourse};

use super::engine::{Engine, Start};
use super::rules::roll_up;
use super::store;
use crate::progress;

/// A package, or a part of one, about to be opened.
#[derive(Clone, Copy, Debug)]
pub struct NewLaunch<'a> {
    /// The learner's place.
    pub enrolment: &'a Enrolment,
    /// The step that holds the package.
    pub step: StepId,
    /// What ends the step.
    pub completion: Completion,
    /// The version of the package: pinned for this launch.
    pub version: &'a Version,
    /// What it launches.
    pub launches: &'a Launches,
    /// The part; none for a package of SCORM 2004.
    pub sco: Option<&'a Sco>,
    /// « Le Bihan, Monique ».
    pub student_name: &'a str,
}

/// Opens a package or a part: the new launch takes the lease and goes on where the one before stood, finished or cut.
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
    let part = new.sco.map_or(WHOLE, |sco| sco.identifier.as_str());
    let attempt = store::attempt(tx, site, proof.id(), new.step, part).await?;
    tx.lock("attempt", attempt.0).await?;
    // The lease first: a batch under way elsewhere ends before it is taken, and none is taken afterwards.
    let before = match store::take_lease(tx, site, attempt).await? {
        Some((launch, sealed)) if launch.version == new.version.id => {
            Some(store::engine(tx, key, &launch, &sealed, new.launches).await?)
        }
        // What another version kept may mean nothing to this one.
        _ => None,
    };
    let start = match new.sco {
        Some(sco) => Start::Part(Box::new(part_start(new, sco, before.as_ref()))),
        None => {
            let shared = store::shared(tx, key, enrolment.id).await?;
            Start::Package(Box::new(package_start(site, new, before, shared)))
        }
    };
    let token = site.random().token();
    let hash = token_hash(&token);
    let version = (new.version.id, new.launches);
    let launch = store::insert(tx, site, key, attempt, version, hash, &start).await?;
    if new.sco.is_some_and(|sco| sco.scorm_type == ScormType::Asset) {
        store::opened(tx, site, attempt).await?;
    }
    progress::lock(tx, enrolment.id).await?;
    let standings = store::standings(tx, enrolment.id, new.step).await?;
    let seen = roll_up(new.completion, &new.launches.parts(), &standings);
    progress::record(tx, site, enrolment, new.step, seen).await?;
    let event = Event::new("module.opened")
        .by(proof.actor())
        .about(enrolment.person)
        .in_session(enrolment.session);
    let event = event.on(enrolment.id).with("step", new.step.0);
    events::write(tx, site, event.with("launch", launch.0)).await?;
    Ok((token, start))
}

fn part_start(new: &NewLaunch<'_>, sco: &Sco, before: Option<&Engine>) -> cmi12::Start {
    let before = match before {
        Some(Engine::Part(session)) => session.next(),
        _ => cmi12::Start {
            entry: Entry::AbInitio,
            ..cmi12::Start::default()
        },
    };
    cmi12::Start {
        student_id: new.enrolment.id.to_string(),
        student_name: new.student_name.to_owned(),
        launch_data: sco.launch_data.clone().unwrap_or_default(),
        mastery_score: sco.mastery_score,
        max_time_allowed: sco.max_time_allowed.as_deref().and_then(Timespan::parse),
        time_limit_action: sco.time_limit_action.clone().unwrap_or_default(),
        responses: ResponseCheck::AnyText,
        ..before
    }
}

fn package_start(
    site: &Site,
    new: &NewLaunch<'_>,
    before: Option<Engine>,
    shared: attempt2004::Shared,
) -> attempt2004::Start {
    let saved = match before {
        Some(Engine::Package(attempt)) => Some(attempt.closed().1),
        _ => None,
    };
    attempt2004::Start {
        learner_id: new.enrolment.id.to_string(),
        learner_name: new.student_name.to_owned(),
        seed: u32::from_be_bytes(site.random().bytes()),
        saved,
        shared,
    }
}
