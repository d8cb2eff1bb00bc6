//! What whoever chooses tutors for a session should know of each tutor of its region.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site};

use super::rules::too_many;
use super::store;
use super::store::load::{self, Followed};
use crate::availability::{self, Concern, Declared, Elsewhere, Meeting, concerns};
use crate::sessions::{self, Date, SessionId, TrainingSession};

/// A session for which tutors are chosen, or one about to be.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Its region.
    pub region: RegionId,
    /// Which, once it exists.
    pub session: Option<SessionId>,
    /// From when to when it is open.
    pub period: (Timestamp, Timestamp),
    /// Its classes and its half-days on site.
    pub meetings: Vec<Meeting>,
    /// How many learners it has.
    pub learners: u64,
}

impl Ground {
    /// A session that exists.
    pub fn of(session: &TrainingSession, dates: &[Date], learners: usize) -> Self {
        let meetings = dates.iter().map(|date| Meeting {
            title: date.title.clone(),
            starts_at: date.starts_at,
            ends_at: date.ends_at,
        });
        Self {
            region: session.region,
            session: Some(session.id),
            period: (session.starts_at, session.ends_at),
            meetings: meetings.collect(),
            learners: u64::try_from(learners).unwrap_or(u64::MAX),
        }
    }
}

/// A tutor, in view of a session.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What they said of their time: absences are those that meet the session.
    pub declared: Declared,
    /// Sessions of theirs in the period, this one included.
    pub sessions: u64,
    /// Learners they follow in them.
    pub learners: u64,
    /// What stands in the way.
    pub concerns: Vec<Concern>,
}

/// What was read of the tutors of a region.
struct Found {
    zones: HashMap<PersonId, String>,
    followed: HashMap<PersonId, Vec<Followed>>,
    elsewhere: HashMap<PersonId, Vec<Elsewhere>>,
    declared: HashMap<PersonId, Declared>,
    /// The session's dates that are to come.
    meetings: Vec<Meeting>,
    now: Timestamp,
}

/// What is known of each tutor of a session's region: six queries, however many they are. What is over is left out.
///
/// # Errors
/// The store's, the key store's, or when a zone is unknown.
pub async fn standings(tx: &mut Tx, site: &Site, ground: &Ground) -> Result<HashMap<PersonId, Standing>> {
    let now = site.clock().now();
    let (starts_at, ends_at) = ground.period;
    // A day more on each side: wherever the tutors are.
    let day = SignedDuration::from_hours(24);
    let days = sessions::days(starts_at.max(now) - day, ends_at.max(now) + day, "UTC")?;
    let found = Found {
        zones: load::zones(tx, ground.region).await?,
        followed: load::followed(tx, ground.region, ground.period, now).await?,
        elsewhere: load::elsewhere(tx, ground.region, ground.session, ground.period).await?,
        declared: availability::of_region(tx, site, ground.region, days).await?,
        meetings: ground
            .meetings
            .iter()
            .filter(|one| one.ends_at > now)
            .cloned()
            .collect(),
        now,
    };
    let people = store::of_region(tx, ground.region).await?;
    people
        .into_iter()
        .map(|person| Ok((person, standing(&found, ground, person)?)))
        .collect()
}

fn standing(found: &Found, ground: &Ground, person: PersonId) -> Result<Standing> {
    let zone_name = found.zones.get(&person).map_or("UTC", String::as_str);
    let zone = TimeZone::get(zone_name).map_err(|error| Error::internal("a region's zone", error))?;
    let (starts_at, ends_at) = ground.period;
    let days = sessions::days(starts_at.max(found.now), ends_at.max(found.now), zone_name)?;
    let mut declared = found.declared.get(&person).cloned().unwrap_or_default();
    declared
        .absences
        .retain(|absence| absence.first <= days.1 && days.0 <= absence.last);
    let elsewhere = found.elsewhere.get(&person).map_or(&[][..], Vec::as_slice);
    let mut concerns = concerns(&declared, &zone, days, &found.meetings, elsewhere);
    let followed = found.followed.get(&person).map_or(&[][..], Vec::as_slice);
    let (here, others): (Vec<_>, Vec<_>) = followed
        .iter()
        .partition(|one| Some(one.session) == ground.session);
    let sum = |all: &[Followed]| all.iter().map(|one| one.learners).sum::<u64>();
    let with = if here.is_empty() {
        ground.learners
    } else {
        sum(&here)
    };
    if let Some(most) = too_many(declared.most, sum(&others), with) {
        let learners = sum(&others) + with;
        concerns.push(Concern::TooMany { learners, most });
    }
    Ok(Standing {
        declared,
        sessions: u64::try_from(followed.len()).unwrap_or(u64::MAX),
        learners: sum(followed),
        concerns,
    })
}
