//! What a learner's own pages are made of, kept in memory as long as its stamp is the one that the store was just seen to
//! hold (ADR 24): a page seen again asks the store one thing.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{Edition, StepId};
use learning::adaptation;
use learning::progress::{self, StepState};
use people::directory::{Directory, Identity};
use platform::http::{Actor, Stamp};
use platform::memo::Memo;
use platform::{PersonId, Result, Site};
use proof::certificates::{self, Held};
use training::enrolment::{self, EnrolmentId, Followed};
use training::sessions::{self, Around};

/// How many learners a generation holds.
const GENERATION: usize = 1024;

/// One enrolment of a learner, and where they stand in it.
pub(crate) struct Own {
    pub(crate) followed: Followed,
    pub(crate) around: Arc<Around>,
    pub(crate) states: HashMap<StepId, StepState>,
    pub(crate) edition: Arc<Edition>,
    pub(crate) documents: Vec<Held>,
}

impl Own {
    /// Who accompanies the session, by name.
    pub(crate) async fn helpers(&self, site: &Site) -> Result<HashMap<PersonId, Arc<Identity>>> {
        let helpers: Vec<PersonId> = self.around.tutors.iter().map(|tutor| tutor.person).collect();
        Directory::of(site)?.cards(site, &helpers).await
    }
}

/// What was read lately.
pub struct Owns {
    lists: Memo<PersonId, Vec<Followed>, Stamp>,
    courses: Memo<(PersonId, EnrolmentId), Own, Stamp>,
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
    let stamp = actor.stamp.as_ref();
    if let Some(known) = stamp.and_then(|stamp| owns.lists.get(&actor.person, stamp)) {
        return Ok(known);
    }
    let mine = enrolment::of_person(&mut site.db().read().await?, actor.person).await?;
    Ok(match stamp {
        Some(stamp) => owns.lists.put(actor.person, stamp.clone(), mine),
        None => Arc::new(mine),
    })
}

/// An enrolment that who asks may follow: no query when it is known.
pub(crate) async fn course(site: &Site, actor: &Actor, id: EnrolmentId) -> Result<Arc<Own>> {
    let owns = site.extension::<Owns>()?;
    let (stamp, key) = (actor.stamp.as_ref(), (actor.person, id));
    if let Some(known) = stamp.and_then(|stamp| owns.courses.get(&key, stamp)) {
        return Ok(known);
    }
    let own = read(site, id).await?;
    Ok(match stamp {
        Some(stamp) => owns.courses.put(key, stamp.clone(), own),
        None => Arc::new(own),
    })
}

async fn read(site: &Site, id: EnrolmentId) -> Result<Own> {
    let mut tx = site.db().read().await?;
    let followed = enrolment::follow(&mut tx, id).await?;
    let Followed { enrolment, session } = &followed;
    let around = sessions::around(&mut tx, site, session).await?;
    let states = progress::of_enrolment(&mut tx, id).await?;
    let edition = adaptation::edition(&mut tx, site, session, enrolment, &states).await?;
    let documents = certificates::of_enrolment(&mut tx, id).await?;
    Ok(Own {
        followed,
        around,
        states,
        edition,
        documents,
    })
}
