//! What each page of a forum stands on: the session, who looks, what they may do, the names of who wrote.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::html::fr;
use platform::http::{Allowed, Proof};
use platform::{PersonId, Result, Site};
use training::enrolment::{self, EnrolmentId};
use training::sessions::{self, SessionId, TrainingSession};

use super::rules::silent;
use super::{Forum, ModerateForum, WriteForum};

/// A forum, as one person finds it.
pub(super) struct Ground {
    pub(super) session: TrainingSession,
    pub(super) person: PersonId,
    pub(super) moderates: bool,
    /// Their own path, for who learns.
    pub(super) enrolment: Option<EnrolmentId>,
    /// Why they can't write.
    pub(super) silent: Option<&'static str>,
    tutors: HashSet<PersonId>,
}

impl Ground {
    /// Four queries. The caller has proved that this person may read it.
    pub(super) async fn of(site: &Site, id: SessionId, person: PersonId) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let session = sessions::find(&mut tx, id).await?;
        let allowed = Allowed::<Forum>::over(&mut tx, Some(person), id.0).await?;
        let moderates = allowed.may::<ModerateForum>();
        let mut enrolment = None;
        let mut why = None;
        if !moderates {
            let all = enrolment::of_person(&mut tx, person).await?;
            if let Some(own) = all.into_iter().find(|one| one.session.id == id) {
                let own = own.enrolment;
                why = silent(own.ends_at, own.paused.is_some(), site.clock().now());
                enrolment = Some(own.id);
            }
        }
        let tutors = sessions::tutors(&mut tx, id).await?;
        Ok(Self {
            session,
            person,
            moderates,
            enrolment,
            silent: why,
            tutors: tutors.into_iter().map(|tutor| tutor.person).collect(),
        })
    }

    /// The same for who is about to write.
    ///
    /// # Errors
    /// [`platform::Error::Refused`] when they can't any more, or the store's.
    pub(super) async fn to_write(site: &Site, proof: &Proof<WriteForum>, person: PersonId) -> Result<Self> {
        let ground = Self::of(site, proof.id(), person).await?;
        ground.writable()?;
        Ok(ground)
    }

    /// Whether they may write.
    ///
    /// # Errors
    /// [`platform::Error::Refused`], which says why they can't.
    pub(super) fn writable(&self) -> Result<()> {
        self.silent
            .map_or(Ok(()), |why| Err(platform::Error::Refused(why.into())))
    }

    /// The address of the forum.
    pub(super) fn base(&self) -> String {
        format!("/sessions/{}/forum", self.session.id)
    }

    /// The names of these people.
    pub(super) async fn names(&self, site: &Site, people: impl Iterator<Item = PersonId>) -> Result<Names> {
        let people: Vec<PersonId> = people.collect::<HashSet<_>>().into_iter().collect();
        Ok(Names {
            cards: Directory::of(site)?.cards(site, &people).await?,
            tutors: self.tutors.clone(),
        })
    }

    /// Who accompanies the session.
    pub(super) fn tutors(&self) -> impl Iterator<Item = PersonId> {
        self.tutors.iter().copied()
    }
}

/// « Monique Le Goff », or what stands for who is erased.
pub(super) fn full_name(cards: &HashMap<PersonId, Arc<Identity>>, person: PersonId) -> String {
    let card = cards.get(&person);
    card.map_or_else(
        || "Une personne dont le compte est effacé".to_owned(),
        |card| card.full_name(),
    )
}

/// Who wrote.
pub(super) struct Names {
    cards: HashMap<PersonId, Arc<Identity>>,
    tutors: HashSet<PersonId>,
}

impl Names {
    /// « Monique Le Goff ».
    pub(super) fn full(&self, person: PersonId) -> String {
        full_name(&self.cards, person)
    }

    /// « ML ».
    pub(super) fn initials(&self, person: PersonId) -> String {
        let card = self.cards.get(&person);
        card.map_or_else(
            || "–".to_owned(),
            |card| fr::initials(&card.given_name, &card.family_name),
        )
    }

    /// Whether they accompany the session.
    pub(super) fn tutor(&self, person: PersonId) -> bool {
        self.tutors.contains(&person)
    }
}
