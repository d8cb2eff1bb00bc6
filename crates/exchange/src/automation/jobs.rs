//! Looks, every hour, at what each rule holds for; what leaves is noted in the transaction that tells it, so that nothing leaves twice
//! however many look at once, and nothing is lost when one of them stops.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::{PersonId, Result, Site};
use serde_json::Value;

use super::ready::{READY, Rule};
use super::rules::{self, Audience, REACH, falls, since};
use super::store::candidates::{self, AT_ONCE, Asked, Candidate};
use super::store::{self, SendId, alerts};
use super::{ALERT, MESSAGE, letters};
use crate::notifications::{self, Notice, Words};

const KIND: &str = "automation.look";
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// What this room runs later.
pub fn handlers() -> Handlers {
    vec![Arc::new(Look)]
}

/// Makes sure that somebody looks, at the next hour.
///
/// # Errors
/// The store's.
pub async fn begin(site: &Site) -> Result<()> {
    let mut tx = site.db().begin().await?;
    next(&mut tx, site).await?;
    tx.commit().await
}

/// One look an hour, however many ask for it.
async fn next(tx: &mut Tx, site: &Site) -> Result<()> {
    let hour = HOUR.as_secs();
    let at = (site.clock().now().as_second().div_euclid(hour) + 1) * hour;
    let due = Timestamp::from_second(at).unwrap_or(Timestamp::MAX);
    let job = Job::new(KIND, Value::Null, due).once(format!("{KIND}:{at}"));
    jobs::enqueue(tx, site, job).await.map(drop)
}

struct Look;

#[async_trait]
impl Handler for Look {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, site: &Site, _payload: &Value, _tries: u32) -> Result<(), JobError> {
        let mut tx = site.db().begin().await?;
        next(&mut tx, site).await?;
        tx.commit().await?;
        let mut failed = Ok(());
        for rule in &READY {
            // A rule that fails doesn't keep the others from leaving.
            if let Err(error) = follow(site, rule).await {
                failed = Err(error);
            }
        }
        Ok(failed?)
    }
}

/// Tells what a rule holds for, some people at a time.
async fn follow(site: &Site, rule: &'static Rule) -> Result<()> {
    let now = site.clock().now();
    let mut asked = Asked::new(now, now.checked_sub(REACH).unwrap_or(Timestamp::MIN), now);
    loop {
        let some = candidates::some(&mut site.db().read().await?, rule, asked).await?;
        let Some(last) = some.last() else {
            return Ok(());
        };
        asked.from = (last.enrolment.0, last.about);
        let full = some.len() == AT_ONCE;
        let mut due = Vec::new();
        for one in some {
            let moment = one.moment(rule)?;
            let within = (since(rule.trigger, now, &one.zone), now);
            if let Some(moment) = moment.filter(|moment| falls(*moment, within, one.life)) {
                due.push((one, moment));
            }
        }
        if !due.is_empty() {
            tell(site, rule, &due).await?;
        }
        if !full {
            return Ok(());
        }
    }
}

/// Writes to each of them, once.
async fn tell(site: &Site, rule: &'static Rule, due: &[(Candidate, Timestamp)]) -> Result<()> {
    let people = due
        .iter()
        .flat_map(|(one, _)| [Some(one.person), one.tutor])
        .flatten();
    let people: Vec<PersonId> = people.collect::<HashSet<_>>().into_iter().collect();
    let cards = Directory::of(site)?.cards(site, &people).await?;
    let helpers = match rule.audience {
        Audience::Learner => HashMap::new(),
        Audience::Tutors => {
            let enrolments: Vec<_> = due.iter().map(|(one, _)| one.enrolment).collect();
            alerts::helpers(&mut site.db().read().await?, &enrolments).await?
        }
    };
    let mut notices = Vec::new();
    let mut ids: Vec<Option<SendId>> = Vec::with_capacity(due.len());
    for (one, _) in due {
        let id: SendId = site.new_id();
        let told = match rule.audience {
            Audience::Learner => message(site, rule, (one, id), &cards),
            Audience::Tutors => alert(
                rule,
                (one, id),
                helpers.get(&one.enrolment).map_or(&[], Vec::as_slice),
            ),
        };
        // Nobody to tell: it is left for when there is.
        ids.push((!told.is_empty()).then_some(id));
        notices.extend(told);
    }
    let prepared = notifications::prepare_worded(site, notices).await?;
    let mut tx = site.db().begin().await?;
    let mut left = HashSet::new();
    for ((one, moment), id) in due.iter().zip(ids) {
        if let Some(id) = id
            && store::claim(&mut tx, site, (rule, id), (one, *moment)).await?
        {
            left.insert(id.0);
        }
    }
    prepared
        .only(|notice| left.contains(&notice.about))
        .write(&mut tx, site)
        .await?;
    tx.commit().await
}

/// What a learner receives: nothing once their account is erased.
fn message(
    site: &Site,
    rule: &Rule,
    (one, id): (&Candidate, SendId),
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Vec<(Notice, Option<Words>)> {
    let Some(card) = cards.get(&one.person) else {
        return Vec::new();
    };
    let tutor = one.tutor.and_then(|tutor| cards.get(&tutor)).map(AsRef::as_ref);
    let (subject, paragraphs) = letters::written(site, rule, one, (card, tutor));
    let notice = Notice {
        kind: &MESSAGE,
        to: one.person,
        by: None,
        about: id.0,
        path: letters::path(rule, one),
        words: subject.clone(),
    };
    let until = rules::until(rule.trigger, site.clock().now(), &one.zone);
    vec![(
        notice,
        Some(Words {
            subject,
            paragraphs,
            until,
        }),
    )]
}

/// What those who accompany a learner are told.
fn alert(rule: &Rule, (one, id): (&Candidate, SendId), helpers: &[PersonId]) -> Vec<(Notice, Option<Words>)> {
    let step = one.step.as_ref().map(|(_, title)| title.as_str());
    let words = one.words.as_ref().map(|(_, body)| body.as_str());
    let notice = |to: &PersonId| Notice {
        kind: &ALERT,
        to: *to,
        by: Some(one.person),
        about: id.0,
        path: letters::follow_up(one.enrolment),
        words: letters::alarm(rule, words, step),
    };
    helpers.iter().map(|to| (notice(to), None)).collect()
}
