//! Gathers what someone's calendar holds: a fixed number of queries, however many courses and sessions.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use learning::{adaptation, planning, progress, surveys};
use people::directory::Directory;
use platform::http::{Permission as _, holds};
use platform::{Error, PersonId, Result, Site};
use training::availability::{self, HalfDays};
use training::enrolment::Followed;
use training::sessions::{self, SeeSession};

use super::entries::{self, Course, Entry};

/// How many sessions of a period someone's calendar looks at.
const SESSIONS: u32 = 200;

/// What a calendar holds, and the half-days in which its owner usually works.
pub(super) struct Gathered {
    pub(super) entries: Vec<Entry>,
    pub(super) usual: HalfDays,
}

/// Whose day it is for who follows no course.
const ZONE: &str = "Europe/Paris";

/// The clocks that someone's calendar follows: those of the course that they follow.
pub(super) fn zone(mine: &[Followed]) -> Result<TimeZone> {
    let zone = mine.first().map_or(ZONE, |one| one.session.zone.as_str());
    TimeZone::get(zone).map_err(|error| Error::internal("a session's zone", error))
}

/// What is in some days: of each session, by the clocks of its region.
pub(super) async fn gather(
    site: &Site,
    person: PersonId,
    mine: &[Followed],
    (first, last): (Date, Date),
) -> Result<Gathered> {
    let zone = zone(mine)?;
    let period = period((first, last), &zone)?;
    let mut tx = site.db().read().await?;
    let running = sessions::running(&mut tx, person, period, SESSIONS).await?;
    let dates = sessions::dates_for(&mut tx, person, period).await?;
    let plans = planning::of_person(&mut tx, person).await?;
    let states = progress::of_person(&mut tx, person).await?;
    let editions = adaptation::of_person(&mut tx, site, mine, &states).await?;
    let declared = availability::of_person(&mut tx, site, person, first).await?;
    // What only who accompanies or manages is told.
    let staff = !running.is_empty() || holds(&mut tx, person, &SeeSession::INFO).await?;
    let (away, late) = match staff {
        true => (
            availability::of_tutors(&mut tx, site, person, ((first, last), period)).await?,
            surveys::late(&mut tx, person, period).await?,
        ),
        false => (Vec::new(), Vec::new()),
    };
    drop(tx);
    let tutors: Vec<PersonId> = away.iter().map(|one| one.person).collect();
    let names = Directory::of(site)?.cards(site, &tutors).await?;
    let dates = |session| dates.get(&session).map_or(&[][..], Vec::as_slice);
    let mut all = Vec::new();
    for summary in &running {
        all.extend(entries::of_session(&summary.session, dates(summary.session.id))?);
    }
    let none = std::collections::HashMap::new();
    for (followed, edition) in mine.iter().zip(&editions) {
        all.extend(entries::of_course(&Course {
            followed,
            edition: Arc::as_ref(edition),
            states: states.get(&followed.enrolment.id).unwrap_or(&none),
            dates: dates(followed.session.id),
            plans: &plans,
        })?);
    }
    all.extend(declared.absences.iter().map(entries::of_absence));
    for (session, one) in &late {
        all.extend(entries::of_survey(session, one)?);
    }
    all.extend(away.iter().filter_map(|one| {
        let card = names.get(&one.person)?;
        Some(entries::of_tutor(one, &card.full_name()))
    }));
    all.retain(|entry| entry.is_in((first, last)));
    Ok(Gathered {
        entries: entries::in_order(all),
        usual: declared.half_days,
    })
}

/// From the first day to the last, and a day more on both sides: other regions' clocks show other days.
fn period((first, last): (Date, Date), zone: &TimeZone) -> Result<(Timestamp, Timestamp)> {
    let at = |day: Date| {
        let there = day.to_zoned_datetime(zone.clone());
        there
            .map(|there| there.timestamp())
            .map_err(|error| Error::internal("a calendar's days", error))
    };
    let day = SignedDuration::from_hours(24);
    let out = |error| Error::internal("a calendar's days", error);
    let from = at(first)?.checked_sub(day).map_err(out)?;
    Ok((from, at(last)?.checked_add(day * 2).map_err(out)?))
}
