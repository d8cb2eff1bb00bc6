//! The session that comes again, with what the others take from it.

use std::collections::HashSet;
use std::sync::Arc;

use catalogue::courses::{self, modality};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use people::directory::{Directory, Identity};
use people::regions;
use platform::html::Modality;
use platform::{Error, PersonId, Result, Site};
use training::enrolment::places;
use training::sessions::{self, Rank, SessionId, Territory, TrainingSession};
use training::tutors::{self, Tutor};

use super::rules;

/// The session that comes again.
pub(super) struct Model {
    pub(super) session: TrainingSession,
    pub(super) zone: TimeZone,
    pub(super) territory: Territory,
    pub(super) first: Date,
    pub(super) days: u32,
    /// The day it is in its region.
    pub(super) today: Date,
    pub(super) dates: Vec<sessions::Date>,
    /// How many places it has; none: no limit.
    pub(super) capacity: Option<u32>,
    /// The steps that are due on a day of the session, from 1.
    pub(super) deadlines: Vec<(String, u32)>,
    /// Who accompanies it, and still is a tutor of the region.
    pub(super) tutors: Vec<(Tutor, Arc<Identity>)>,
    /// Some are no longer tutors of the region.
    pub(super) some_left: bool,
    pub(super) stem: String,
    /// References of other sessions.
    pub(super) taken: HashSet<String>,
    /// Its place in a series that exists.
    pub(super) rank: Option<Rank>,
}

impl Model {
    pub(super) async fn load(site: &Site, id: SessionId, reader: Option<PersonId>) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let session = sessions::find(&mut tx, id).await?;
        let offered = courses::offered(&mut tx).await?;
        if !offered.iter().any(|course| course.id == session.course) {
            return Err(Error::Refused(
                "Ce parcours n’est plus proposé\u{202f}: plus aucune session ne peut en ouvrir.".into(),
            ));
        }
        let region = regions::find(&mut tx, session.region).await?;
        let dates = sessions::dates(&mut tx, id).await?;
        let capacity = places::of(&mut tx, id).await?.capacity;
        let path = courses::outline(&mut tx, session.course).await?;
        let all = tutors::tutors(&mut tx, id).await?;
        let of_region = tutors::of_region(&mut tx, session.region).await?;
        let rank = sessions::rank(&mut tx, reader, id).await?;
        let (first, last) = sessions::days(session.starts_at, session.ends_at, &session.zone)?;
        let stem = rules::stem(&session.reference, first);
        let taken = sessions::references_like(&mut tx, &stem).await?;
        drop(tx);
        let zone =
            TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
        let staying: Vec<Tutor> = all
            .iter()
            .filter(|one| of_region.contains(&one.person))
            .copied()
            .collect();
        let people: Vec<PersonId> = staying.iter().map(|one| one.person).collect();
        let cards = Directory::of(site)?.cards(site, &people).await?;
        let named = staying
            .iter()
            .filter_map(|one| Some((*one, Arc::clone(cards.get(&one.person)?))));
        let steps = path.iter().flat_map(|part| &part.steps);
        Ok(Self {
            territory: Territory::of(&region.code, &region.zone),
            today: sessions::local(&session, site.clock().now())?.date(),
            days: u32::try_from((last - first).get_days() + 1).unwrap_or(1),
            deadlines: steps
                .filter_map(|step| Some((step.title.clone(), step.due_day?)))
                .collect(),
            tutors: named.collect(),
            some_left: staying.len() < all.len(),
            session,
            zone,
            first,
            dates,
            capacity,
            stem,
            taken,
            rank,
        })
    }

    /// An instant on the region's clocks.
    pub(super) fn local(&self, at: Timestamp) -> DateTime {
        at.to_zoned_datetime(self.zone.clone()).datetime()
    }

    /// Whether a session of its series begins that day.
    pub(super) fn has(&self, day: Date) -> bool {
        let known = self.rank.iter().flat_map(|rank| &rank.starts);
        known.into_iter().any(|at| self.local(*at).date() == day)
    }

    /// What the session and its course were when their dates were shown.
    pub(super) fn seen(&self) -> String {
        let places = self.capacity.unwrap_or_default();
        format!(
            "{}-{}-{places}",
            self.session.revision, self.session.course_revision
        )
    }

    /// « /sessions/… ».
    pub(super) fn home(&self) -> String {
        format!("/sessions/{}", self.session.id)
    }
}

/// Whether somebody must come to a date.
pub(super) fn on_site(date: &sessions::Date) -> bool {
    modality(&date.modality) == Some(Modality::OnSite)
}
