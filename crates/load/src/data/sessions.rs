//! Sessions around the day of the data (three in ten are over, one in ten is to come, the others are open), their
//! learners, and how far each has come.

use catalogue::courses::Step;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use learning::progress::{self, Observed, Status};
use people::regions::Region;
use platform::db::Tx;
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::{Error, PersonId, Result, Site};
use training::enrolment::{self, EnrolLearner};
use training::sessions::{self, Beginnings, CreateSession, NewSession, SessionId};
use training::tutors::Duty;

use super::Making;
use super::catalogue::Course;
use super::people::People;

/// How many sessions or enrolments a transaction writes.
const BATCH: usize = 250;

/// A session, and what of it others need.
pub(super) struct Made {
    pub(super) id: SessionId,
    steps: Vec<Step>,
    begun: bool,
}

/// Where a session's first day stands to the day of the data, in days.
fn offset(number: usize) -> i64 {
    let within = |days: usize| i64::try_from(number / 10 % days).unwrap_or_default();
    match number % 10 {
        0..3 => -45 - within(300),
        3 => 8 + within(40),
        _ => -1 - within(15),
    }
}

/// The sessions: those of a chamber are every so many in the list.
pub(super) async fn make(
    making: &mut Making,
    regions: &[Region],
    courses: &[Course],
    people: &People,
) -> Result<Vec<Made>> {
    let mut made = Vec::new();
    let site = &making.site;
    let acts = SystemActs::new();
    let mut tx = site.db().begin().await?;
    for number in 0..making.wanted.size.sessions {
        making.clock.advance(1000);
        let at = number % regions.len().max(1);
        // The first of each chamber are open, so that even the smallest data have one.
        let offset = offset(number / regions.len().max(1) + 4);
        let (region, course) = (&regions[at], &courses[number % courses.len().max(1)]);
        let first = making
            .wanted
            .day
            .checked_add(offset.days())
            .map_err(|error| Error::internal("a session's first day", error))?;
        let (starts_at, ends_at) = sessions::period(first, 30, &region.zone)?;
        let reference = format!("R{:02}-{number:05}", at + 1);
        let new = NewSession {
            course: course.id,
            reference: &reference,
            starts_at,
            ends_at,
        };
        let tutors = people.tutors[at].iter().copied();
        let with = Beginnings {
            dates: dates(&course.steps, starts_at),
            tutors: tutors.skip(number % 2).take(2).zip(Duty::ALL).collect(),
            capacity: None,
        };
        let proof = Proof::<CreateSession>::of_system(&acts, region.id);
        made.push(Made {
            id: sessions::create_whole(&mut tx, site, &proof, &new, &with).await?,
            steps: course.steps.clone(),
            begun: offset < 0,
        });
        if made.len() % BATCH == 0 {
            tx.commit().await?;
            tx = site.db().begin().await?;
        }
    }
    tx.commit().await?;
    Ok(made)
}

fn dates(
    steps: &[Step],
    starts: Timestamp,
) -> Vec<(catalogue::courses::StepId, (Timestamp, Timestamp), String)> {
    let at = |days: i64, hours: i64| starts + SignedDuration::from_hours(days * 24 + hours);
    let date = |step: &Step| match step.modality {
        Modality::Live => Some((step.id, (at(8, 18), at(8, 20)), "En ligne".to_owned())),
        Modality::OnSite => Some((step.id, (at(18, 9), at(18, 12)), "Salle Établi".to_owned())),
        _ => None,
    };
    steps.iter().filter_map(date).collect()
}

/// Each learner joins a session of their chamber, then another.
pub(super) async fn enrol(making: &mut Making, sessions: &[Made], people: &People) -> Result<()> {
    let site = making.site.clone();
    let (regions, learners) = (making.wanted.size.regions.max(1), &people.learners);
    let each = (sessions.len() / regions).max(1);
    let mut tx = site.db().begin().await?;
    for number in 0..making.wanted.size.enrolments {
        making.clock.advance(100);
        let at = number % learners.len().max(1);
        let turn = at / regions + number / learners.len().max(1);
        // Learners follow the staff in the round of chambers, which they begin again from the first.
        let session = &sessions[(at % regions + regions * (turn % each)) % sessions.len()];
        let far = making.chance.below(session.steps.len() + 1);
        join(&mut tx, &site, session, learners[at], far).await?;
        if number % BATCH == BATCH - 1 {
            tx.commit().await?;
            tx = site.db().begin().await?;
        }
    }
    tx.commit().await
}

/// Enrols someone who has done so many steps, and begun the next.
async fn join(tx: &mut Tx, site: &Site, session: &Made, person: PersonId, far: usize) -> Result<()> {
    let acts = SystemActs::new();
    let proof = Proof::<EnrolLearner>::of_system(&acts, session.id);
    let Some(enrolment) = enrolment::enrol(tx, site, &proof, person).await? else {
        return Ok(());
    };
    if !session.begun {
        return Ok(());
    }
    let enrolment = enrolment::find(tx, enrolment).await?;
    let observable = session.steps.iter().filter(|step| step.item.is_some());
    for (rank, step) in observable.take(far).enumerate() {
        let done = rank + 1 < far;
        let seen = Observed {
            status: if done { Status::Done } else { Status::Started },
            percent: done.then_some(80.0),
            seconds: 1800,
        };
        progress::record(tx, site, &enrolment, step.id, seen).await?;
    }
    Ok(())
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn most_sessions_are_open_on_the_day_and_a_week_later() {
        let open = |at: i64| {
            (0..1000)
                .filter(|n| offset(*n) <= at && offset(*n) + 30 > at + 7)
                .count()
        };
        assert_eq!(open(0), 600);
        assert_eq!(
            (0..1000).filter(|n| offset(*n) > 7).count(),
            100,
            "to come, even a week later"
        );
        assert!(offset(4) < 0 && offset(4) > -30, "the first of a chamber is open");
    }
}
