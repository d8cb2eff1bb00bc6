//! What would leave, asked of the same rules: nothing is written, nothing leaves.

use std::collections::HashMap;

use catalogue::courses::Section;
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::{PersonId, Result};
use training::enrolment::EnrolmentId;
use training::sessions::{self, Date, TrainingSession, due};

use super::ready::{READY, Rule};
use super::rules::{Fact, Life, Trigger, falls, moment, silences};
use super::store::candidates::{self, AT_ONCE, Asked, Candidate};
use platform::ids::Uuid;

/// How far back one looks.
const BACK: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long before then a silence may have begun.
const BEFORE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Someone who would have been told.
pub(super) struct Would {
    pub(super) enrolment: EnrolmentId,
    pub(super) person: PersonId,
    pub(super) at: Timestamp,
    pub(super) step: Option<String>,
}

/// All those of a session for whom a rule may hold between two instants.
async fn all(tx: &mut Tx, rule: &Rule, mut asked: Asked) -> Result<Vec<Candidate>> {
    let mut all = Vec::new();
    loop {
        let some = candidates::some(tx, rule, asked).await?;
        let full = some.len() == AT_ONCE;
        if let Some(last) = some.last() {
            asked.from = (last.enrolment.0, last.about);
        }
        all.extend(some);
        if !full {
            return Ok(all);
        }
    }
}

fn back(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_sub(by).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn of(session: &TrainingSession, (now, after, until): (Timestamp, Timestamp, Timestamp)) -> Asked {
    Asked {
        session: Some(session.id),
        ..Asked::new(now, after, until)
    }
}

/// Who would have been told in a session these last thirty days, the latest first.
pub(super) async fn would(
    tx: &mut Tx,
    rule: &Rule,
    session: &TrainingSession,
    now: Timestamp,
) -> Result<Vec<Would>> {
    let after = back(now, BACK);
    let mut would = Vec::new();
    let mut push = |one: &Candidate, at: Timestamp| {
        let life = Life {
            resumed: None,
            ..one.life
        };
        if falls(at, (after, now), life) {
            let step = one.step.as_ref().map(|(_, title)| title.clone());
            would.push(Would {
                enrolment: one.enrolment,
                person: one.person,
                at,
                step,
            });
        }
    };
    match rule.trigger {
        Trigger::Idle(days) => {
            let ahead = now.checked_add(BACK).unwrap_or(now);
            let everyone = all(tx, rule, of(session, (now, Timestamp::UNIX_EPOCH, ahead))).await?;
            let mut acts: HashMap<EnrolmentId, Vec<Timestamp>> = HashMap::new();
            for (enrolment, at) in candidates::acts(tx, session.id, back(after, BEFORE)).await? {
                acts.entry(enrolment).or_default().push(at);
            }
            for one in &everyone {
                let began = one.starts.max(one.life.joined);
                let own = acts.remove(&one.enrolment).unwrap_or_default();
                let own: Vec<Timestamp> = std::iter::once(began)
                    .chain(own.into_iter().filter(|at| *at > began))
                    .collect();
                for at in silences(&own, days, now, &one.zone)? {
                    let fact = Fact {
                        at,
                        ..one.fact.clone()
                    };
                    if let Some(at) = moment(rule.trigger, &fact, &one.zone)? {
                        push(one, at);
                    }
                }
            }
        }
        _ => {
            for one in &all(tx, rule, of(session, (now, after, now))).await? {
                if let Some(at) = one.moment(rule)? {
                    push(one, at);
                }
            }
        }
    }
    would.sort_by_key(|one| (std::cmp::Reverse(one.at), one.enrolment));
    Ok(would)
}

/// Those who learn in a session today.
pub(super) async fn learners(
    tx: &mut Tx,
    session: &TrainingSession,
    now: Timestamp,
) -> Result<Vec<Candidate>> {
    let welcome = &READY[0];
    all(tx, welcome, of(session, (now, Timestamp::UNIX_EPOCH, now))).await
}

/// What one of them would receive: about their next step or class, or a made-up one when there is none.
pub(super) async fn sample(
    tx: &mut Tx,
    rule: &Rule,
    (session, learner): (&TrainingSession, &Candidate),
    now: Timestamp,
) -> Result<Candidate> {
    let ahead = now.checked_add(BACK).unwrap_or(now);
    let mut asked = of(session, (now, back(now, BACK), ahead));
    asked.from = (learner.enrolment.0, Uuid::nil());
    let found = candidates::some(tx, rule, asked).await?;
    if let Some(one) = found.into_iter().find(|one| one.enrolment == learner.enrolment) {
        return Ok(one);
    }
    let mut made_up = learner.clone();
    made_up.fact.at = now;
    if let Trigger::Deadline(days) = rule.trigger {
        let today = now.to_zoned_datetime(learner.zone.clone()).date();
        made_up.fact.due = today.checked_add(jiff::Span::new().days(days)).ok();
    }
    Ok(made_up)
}

/// When a rule whose moment is in a calendar is due next in a session; one learner's own dates aside.
pub(super) fn next(
    rule: &Rule,
    session: &TrainingSession,
    (dates, path): (&[Date], &[Section]),
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let zone = jiff::tz::TimeZone::get(&session.zone)
        .map_err(|error| platform::Error::internal("a session's zone", error))?;
    let at = |at| Fact {
        at,
        ..Fact::default()
    };
    let facts: Vec<Fact> = match rule.trigger {
        Trigger::Starts => vec![at(session.starts_at)],
        Trigger::Ends => vec![at(session.ends_at)],
        Trigger::Half => {
            let half = (session.starts_at.as_millisecond() + session.ends_at.as_millisecond()) / 2;
            vec![at(Timestamp::from_millisecond(half).unwrap_or(session.starts_at))]
        }
        Trigger::Class => dates.iter().map(|date| at(date.starts_at)).collect(),
        Trigger::Deadline(_) => {
            let days = path
                .iter()
                .flat_map(|part| &part.steps)
                .filter_map(|step| step.due_day);
            let due = days.map(|day| due(session.starts_at, session.ends_at, &session.zone, day));
            due.map(|due| {
                Ok(Fact {
                    due: Some(due?),
                    ..Fact::default()
                })
            })
            .collect::<Result<_>>()?
        }
        _ => Vec::new(),
    };
    let mut next = None;
    for fact in &facts {
        let soon = moment(rule.trigger, fact, &zone)?.filter(|at| *at > now);
        next = match (next, soon) {
            (Some(next), Some(soon)) => Some(soon.min(next)),
            (next, soon) => next.or(soon),
        };
    }
    Ok(next)
}

/// What `next` looks at: two queries.
pub(super) async fn calendar(tx: &mut Tx, session: &TrainingSession) -> Result<(Vec<Date>, Vec<Section>)> {
    let dates = sessions::dates(tx, session.id).await?;
    let path = catalogue::courses::outline(tx, session.course).await?;
    Ok((dates, path))
}
