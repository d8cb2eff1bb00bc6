//! What a learner's own pages are made of, kept in memory as long as its stamp is the one that the store was just seen to
//! hold (ADR 24): a page seen again asks the store one thing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use catalogue::courses::{Edition, StepId};
use jiff::Timestamp;
use learning::adaptation;
use learning::gradings::{self, News};
use learning::progress::{self, StepState};
use learning::surveys;
use people::directory::{Directory, Identity};
use platform::html::Page;
use platform::http::{Actor, Stamp};
use platform::memo::Memo;
use platform::{PersonId, Result, Site};
use proof::awards::{self, Award};
use proof::certificates::{self, Held};
use training::enrolment::{self, EnrolmentId, Followed};
use training::sessions::{self, Around, Tutor};
use training::tutors;
use uuid::Uuid;

use crate::words::midnight;

/// Who helps, by name.
type Helpers = HashMap<PersonId, Arc<Identity>>;

/// How many learners a generation holds.
const GENERATION: usize = 1024;

/// One enrolment of a learner, and where they stand in it.
pub(crate) struct Own {
    pub(crate) followed: Followed,
    pub(crate) around: Arc<Around>,
    /// Who helps them.
    pub(crate) tutors: Vec<Tutor>,
    pub(crate) states: HashMap<StepId, StepState>,
    pub(crate) edition: Arc<Edition>,
    pub(crate) documents: Vec<Held>,
    /// What was just corrected.
    pub(crate) corrected: Vec<News>,
    /// What they won, whichever the course.
    pub(crate) awards: Vec<Award>,
    page: Mutex<Option<Made>>,
}

/// The page of a course, as it was made from what stands there.
struct Made {
    /// It says the same from this instant on, up to another.
    from: Timestamp,
    until: Timestamp,
    helpers: Helpers,
    page: Arc<Page>,
}

impl Own {
    /// The page of the course at this instant: made again only when time or somebody's name has changed it.
    pub(crate) fn page(
        &self,
        now: Timestamp,
        helpers: &Helpers,
        make: impl FnOnce() -> Result<Page>,
    ) -> Result<Arc<Page>> {
        let mut kept = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = kept.as_ref() {
            let same = |(person, card): (&PersonId, &Arc<Identity>)| {
                made.helpers
                    .get(person)
                    .is_some_and(|known| Arc::ptr_eq(known, card))
            };
            let whole = made.helpers.len() == helpers.len() && helpers.iter().all(same);
            if whole && made.from <= now && now < made.until {
                return Ok(made.page.clone());
            }
        }
        let page = Arc::new(make()?);
        *kept = Some(Made {
            from: now,
            until: self.until(now)?,
            helpers: helpers.clone(),
            page: page.clone(),
        });
        Ok(page)
    }

    /// The next instant at which a page says something else: what opens, what closes, a date's hours, midnight.
    fn until(&self, now: Timestamp) -> Result<Timestamp> {
        let Followed { enrolment, session } = &self.followed;
        let dates = self.around.dates.iter();
        let instants = dates
            .flat_map(|date| [date.starts_at, date.ends_at])
            .chain([session.starts_at, session.ends_at, enrolment.ends_at])
            .chain(surveys::instants(&self.edition.path, enrolment))
            .filter(|instant| *instant > now);
        Ok(instants.fold(midnight(session, now)?, Timestamp::min))
    }

    /// Who helps, by name, and who suspended the access.
    pub(crate) async fn helpers(&self, site: &Site) -> Result<Helpers> {
        let suspended_by = self.followed.enrolment.paused.and_then(|pause| pause.by);
        let tutors = self.tutors.iter().map(|tutor| tutor.person);
        let helpers: Vec<PersonId> = tutors.chain(suspended_by).collect();
        Directory::of(site)?.cards(site, &helpers).await
    }
}

/// What was read lately, by login: a stamp is a login's.
pub struct Owns {
    lists: Memo<Uuid, Vec<Followed>, Stamp>,
    courses: Memo<(Uuid, EnrolmentId), Own, Stamp>,
}

impl Default for Owns {
    fn default() -> Self {
        Self {
            lists: Memo::new(GENERATION),
            courses: Memo::new(GENERATION),
        }
    }
}

/// The enrolments of who asks, the latest session first: no query when they are known.
pub(crate) async fn list(site: &Site, actor: &Actor) -> Result<Arc<Vec<Followed>>> {
    let owns = site.extension::<Owns>()?;
    let stamp = actor.stamp;
    if let Some(known) = stamp.and_then(|stamp| owns.lists.get(&actor.login, &stamp)) {
        return Ok(known);
    }
    let mine = enrolment::of_person(&mut site.db().read().await?, actor.person).await?;
    Ok(match stamp {
        Some(stamp) => owns.lists.put(actor.login, stamp, mine),
        None => Arc::new(mine),
    })
}

/// An enrolment that who asks may follow: no query when it is known.
pub(crate) async fn course(site: &Site, actor: &Actor, id: EnrolmentId) -> Result<Arc<Own>> {
    let owns = site.extension::<Owns>()?;
    let (stamp, key) = (actor.stamp, (actor.login, id));
    if let Some(known) = stamp.and_then(|stamp| owns.courses.get(&key, &stamp)) {
        return Ok(known);
    }
    let own = read(site, id).await?;
    Ok(match stamp {
        Some(stamp) => owns.courses.put(key, stamp, own),
        None => Arc::new(own),
    })
}

/// An enrolment, asked of the store.
pub(crate) async fn read(site: &Site, id: EnrolmentId) -> Result<Own> {
    let mut tx = site.db().read().await?;
    let followed = enrolment::follow(&mut tx, id).await?;
    let Followed { enrolment, session } = &followed;
    let around = sessions::around(&mut tx, site, session).await?;
    let chosen = tutors::of_learner(&mut tx, id).await?;
    let states = progress::of_enrolment(&mut tx, id).await?;
    let edition = adaptation::edition(&mut tx, site, session, enrolment, &states).await?;
    let documents = certificates::of_enrolment(&mut tx, id).await?;
    let corrected = gradings::news(&mut tx, id).await?;
    let awards = awards::of_person(&mut tx, enrolment.person).await?;
    Ok(Own {
        followed,
        tutors: tutors::helping(&around.tutors, &chosen),
        around,
        states,
        edition,
        documents,
        corrected,
        awards,
        page: Mutex::default(),
    })
}
