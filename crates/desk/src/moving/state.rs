//! A session as its dates are now, and whom a move concerns.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use catalogue::courses::modality;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use people::directory::{Directory, Identity};
use people::regions;
use platform::db::Tx;
use platform::html::Modality;
use platform::{Error, PersonId, Result, Site};
use proof::attendance::{self, Hold};
use training::enrolment;
use training::sessions::{self, DateId, Planned, SessionId, Territory, TrainingSession, days};
use training::tutors::{self, Ground, Standing, standings};

use super::plan::Plan;
use super::rules::{Period, days_words, range_words};

/// A class or a half-day as it is.
pub(super) struct Meeting {
    pub(super) id: DateId,
    pub(super) title: String,
    pub(super) modality: Modality,
    pub(super) at: (Timestamp, Timestamp),
    /// From when to when, on the region's clocks.
    pub(super) local: (DateTime, DateTime),
    pub(super) place: String,
    /// Why it keeps its place.
    pub(super) hold: Option<Hold>,
}

/// A session as its dates are now.
pub(super) struct Held {
    pub(super) session: TrainingSession,
    pub(super) zone: TimeZone,
    pub(super) territory: Territory,
    pub(super) period: Period,
    pub(super) today: Date,
    pub(super) now: Timestamp,
    pub(super) meetings: Vec<Meeting>,
}

impl Held {
    pub(super) async fn read(tx: &mut Tx, site: &Site, id: SessionId) -> Result<Self> {
        let session = sessions::find(tx, id).await?;
        let region = regions::find(tx, session.region).await?;
        let planned = sessions::planned(tx, id).await?;
        let now = site.clock().now();
        let holds = attendance::holds(tx, &session, &planned, now).await?;
        let zone =
            TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
        let (first, last) = days(session.starts_at, session.ends_at, &session.zone)?;
        let meetings = planned.into_iter().map(|one| meeting(one, &holds, &zone));
        Ok(Self {
            territory: Territory::of(&region.code, &region.zone),
            period: Period { first, last },
            today: now.to_zoned_datetime(zone.clone()).date(),
            now,
            meetings: meetings.collect(),
            session,
            zone,
        })
    }

    /// An instant on the region's clocks.
    pub(super) fn local(&self, at: Timestamp) -> DateTime {
        at.to_zoned_datetime(self.zone.clone()).datetime()
    }

    /// From when to when, in words.
    pub(super) fn words(&self, (from, to): (Timestamp, Timestamp)) -> String {
        range_words((self.local(from), self.local(to)), self.today)
    }

    /// The first and last days, in words.
    pub(super) fn days(&self, period: Period) -> String {
        days_words(period, self.today)
    }

    /// The day that ends at an instant, or during which it is.
    pub(super) fn last_day(&self, ends: Timestamp) -> Date {
        self.local(ends - SignedDuration::from_millis(1)).date()
    }

    /// « /sessions/… ».
    pub(super) fn home(&self) -> String {
        format!("/sessions/{}", self.session.id)
    }
}

fn meeting(one: Planned, holds: &HashMap<DateId, Hold>, zone: &TimeZone) -> Meeting {
    let local = |at: Timestamp| at.to_zoned_datetime(zone.clone()).datetime();
    let date = one.date;
    Meeting {
        id: one.id,
        title: date.title,
        modality: modality(&date.modality).unwrap_or(Modality::Live),
        at: (date.starts_at, date.ends_at),
        local: (local(date.starts_at), local(date.ends_at)),
        place: date.place,
        hold: holds.get(&one.id).copied(),
    }
}

impl Meeting {
    /// As long as it is now, from another instant on.
    pub(super) fn length(&self) -> SignedDuration {
        self.at.1.duration_since(self.at.0)
    }
}

/// A learner or a tutor of the session.
pub(super) type Someone = (PersonId, Arc<Identity>);

/// Whom a move concerns.
pub(super) struct People {
    /// By name.
    pub(super) learners: Vec<Someone>,
    /// Whose access ends with the session.
    pub(super) follow: HashSet<PersonId>,
    /// Whose access has an end of its own, and when.
    pub(super) own_ends: HashMap<PersonId, Timestamp>,
    /// Of the session, or of one of its learners.
    pub(super) tutors: Vec<Someone>,
}

impl People {
    pub(super) async fn load(site: &Site, session: &TrainingSession) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let enrolled = enrolment::of_session(&mut tx, site, session.id).await?;
        let helpers = tutors::tutors(&mut tx, session.id).await?;
        let chosen = tutors::of_learners(&mut tx, session.id).await?;
        drop(tx);
        let learners: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
        let all = helpers.iter().chain(chosen.values().flatten());
        let distinct: HashSet<PersonId> = all
            .map(|tutor| tutor.person)
            .filter(|person| !learners.contains(person))
            .collect();
        let helpers: Vec<PersonId> = distinct.into_iter().collect();
        // A suspended access has no end for now.
        let ends = enrolled
            .iter()
            .filter(|line| line.enrolment.paused.is_none())
            .map(|line| (line.enrolment.person, line.enrolment.ends_at));
        let (with_it, own): (Vec<_>, Vec<_>) = ends.partition(|(_, ends)| *ends == session.ends_at);
        let directory = Directory::of(site)?;
        Ok(Self {
            follow: with_it.into_iter().map(|(person, _)| person).collect(),
            own_ends: own.into_iter().collect(),
            learners: directory.sorted(site, &learners).await?,
            tutors: directory.sorted(site, &helpers).await?,
        })
    }

    /// Whether someone's access goes with the session from one end to another: it ended with it, or it ended later and the
    /// session now outlives it.
    pub(super) fn goes_along(&self, person: PersonId, (before, after): (Timestamp, Timestamp)) -> bool {
        let own = self.own_ends.get(&person);
        self.follow.contains(&person) || own.is_some_and(|ends| *ends > before && *ends < after)
    }

    /// Everyone who is told.
    pub(super) fn all(&self) -> impl Iterator<Item = &Someone> {
        self.learners.iter().chain(&self.tutors)
    }
}

/// What is known of the tutors in view of the new dates.
pub(super) async fn weigh(
    site: &Site,
    held: &Held,
    plan: &Plan,
    people: &People,
) -> Result<HashMap<PersonId, Standing>> {
    let meetings = held.meetings.iter().map(|one| {
        let at = plan.changes.iter().find(|change| change.id == one.id);
        let (starts_at, ends_at) = at.map_or(one.at, |change| change.at);
        training::availability::Meeting {
            title: one.title.clone(),
            starts_at,
            ends_at,
        }
    });
    let ground = Ground {
        region: held.session.region,
        session: Some(held.session.id),
        period: plan.instants,
        meetings: meetings.collect(),
        learners: u64::try_from(people.learners.len()).unwrap_or(u64::MAX),
    };
    standings(&mut site.db().read().await?, site, &ground).await
}
