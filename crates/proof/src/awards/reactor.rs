//! Follows what learners do, and wins them their badges.

use std::sync::Arc;

use async_trait::async_trait;
use learning::adaptation;
use learning::progress;
use platform::db::Tx;
use platform::events::{Reactor, Reactors, Sealed};
use platform::html::Modality;
use platform::{Error, Result, Site};
use training::enrolment::{self, EnrolmentId, Followed};

use super::rules::{Happened, WonBy, wins};
use super::store::{self, Rule};

const FORUM: &str = "forum.opened";

/// What wins badges.
pub fn reactors() -> Reactors {
    vec![Arc::new(Badges)]
}

struct Badges;

#[async_trait]
impl Reactor for Badges {
    fn name(&self) -> &'static str {
        "badges"
    }

    fn verbs(&self) -> &'static [&'static str] {
        &[FORUM, "step.completed", "step.marked"]
    }

    async fn react(&self, site: &Site, tx: &mut Tx, event: &Sealed) -> Result<()> {
        let forum = event.verb == FORUM;
        let mut rules = store::in_force(tx).await?;
        rules.retain(|rule| (rule.won_by == WonBy::Forum) == forum);
        if rules.is_empty() {
            return Ok(());
        }
        let Some(followed) = whose(tx, event, forum).await? else {
            return Ok(());
        };
        let happened = happened(site, tx, &followed, (event, forum)).await?;
        let won = |rule: &&Rule| wins(rule.won_by, rule.wanted, rule.course, &happened);
        for rule in rules.iter().filter(won) {
            store::win(
                tx,
                site,
                rule.id,
                (followed.enrolment.person, followed.session.id),
                event.at,
            )
            .await?;
        }
        Ok(())
    }
}

/// The enrolment that an event is about; none of who isn't a learner there, or left meanwhile.
async fn whose(tx: &mut Tx, event: &Sealed, forum: bool) -> Result<Option<Followed>> {
    if forum {
        let (Some(person), Some(session)) = (event.actor, event.session) else {
            return Ok(None);
        };
        let all = enrolment::of_person(tx, person).await?;
        return Ok(all.into_iter().find(|one| one.session.id.0 == session));
    }
    let Some(object) = event.object.filter(|_| event.number("done") != Some(0)) else {
        return Ok(None);
    };
    match enrolment::follow(tx, EnrolmentId(object)).await {
        Err(Error::NotFound) => Ok(None),
        followed => followed.map(Some),
    }
}

async fn happened(
    site: &Site,
    tx: &mut Tx,
    followed: &Followed,
    (event, forum): (&Sealed, bool),
) -> Result<Happened> {
    let Followed { enrolment, session } = followed;
    let mut happened = Happened {
        course: session.course.0,
        forum,
        modules: 0,
        percent: None,
        verdict: None,
    };
    if forum {
        return Ok(happened);
    }
    let states = progress::of_enrolment(tx, enrolment.id).await?;
    let edition = adaptation::edition(tx, site, session, enrolment, &states).await?;
    let done = |step: &catalogue::courses::Step| {
        let state = states.get(&step.id);
        step.modality == Modality::SelfPaced && state.is_some_and(|state| state.is_done())
    };
    let modules = edition
        .path
        .iter()
        .flat_map(|part| &part.steps)
        .filter(|step| done(step));
    happened.modules = u32::try_from(modules.count()).unwrap_or(u32::MAX);
    // What its learner may not read yet says nothing here either.
    let state = event.id("step").and_then(|step| states.get(&step));
    happened.percent = state
        .filter(|state| !state.hidden)
        .and_then(|state| state.percent);
    let (ends, now) = (enrolment.settles_at(), site.clock().now());
    happened.verdict = Some(progress::verdict(&edition.path, &states, ends, now));
    Ok(happened)
}
