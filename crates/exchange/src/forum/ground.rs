//! What each page of a forum stands on: the session from where one looks, the course whose forum it shares, who looks, what they
//! may do, the names of who wrote. Learners of other sessions are named by « Karim B. » to learners: enough to answer them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use catalogue::courses::{Course, CourseId, EditCourse};
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::html::fr;
use platform::http::{Allowed, Proof};
use platform::{PersonId, Result, Site};
use training::enrolment::{self, EnrolmentId};
use training::sessions::{self, SessionId, TrainingSession};

use super::rules::{may_move, silent};
use super::store::posts::Post;
use super::store::threads::Thread;
use super::store::{Hand, course};
use super::words::brief;
use super::{Forum, ModerateForum, ShareForum, WriteForum};

/// A forum, as one person finds it.
pub(super) struct Ground {
    pub(super) session: TrainingSession,
    /// The course whose forum this session shares.
    pub(super) course: Option<CourseId>,
    pub(super) person: PersonId,
    pub(super) moderates: bool,
    /// They may take the session in and out of the course's forum.
    pub(super) shares: bool,
    /// Their own path, for who learns.
    pub(super) enrolment: Option<EnrolmentId>,
    /// Why they can't write.
    pub(super) silent: Option<&'static str>,
    tutors: HashSet<PersonId>,
}

impl Ground {
    /// Five queries. The caller has proved that this person may read it.
    pub(super) async fn of(site: &Site, id: SessionId, person: PersonId) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let session = sessions::find(&mut tx, id).await?;
        let allowed = Allowed::<Forum>::over(&mut tx, Some(person), id.0).await?;
        let moderates = allowed.may::<ModerateForum>();
        let course = course::shared(&mut tx, id).await?;
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
            course,
            person,
            moderates,
            shares: allowed.may::<ShareForum>(),
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

    /// Whether they may take a discussion to another forum: two queries at most.
    pub(super) async fn may_move(&self, tx: &mut Tx, thread: &Thread) -> Result<bool> {
        let Some(course) = thread.course.filter(|_| self.moderates) else {
            return Ok(self.moderates);
        };
        let home = thread.home == self.session.id
            || Allowed::<Forum>::over(tx, Some(self.person), thread.home.0)
                .await?
                .may::<ModerateForum>();
        let edits = !home
            && Allowed::<Course>::over(tx, Some(self.person), course.0)
                .await?
                .may::<EditCourse>();
        Ok(may_move(true, home, edits))
    }

    /// The address of the forum.
    pub(super) fn base(&self) -> String {
        address(self.session.id)
    }

    /// The names of these people.
    pub(super) async fn names(&self, site: &Site, people: impl Iterator<Item = PersonId>) -> Result<Names> {
        let people: Vec<PersonId> = people.collect::<HashSet<_>>().into_iter().collect();
        Ok(Names {
            cards: Directory::of(site)?.cards(site, &people).await?,
            tutors: self.tutors.clone(),
            session: self.session.id,
            person: self.person,
            all: self.moderates,
        })
    }

    /// Who acts here.
    pub(super) fn hand(&self) -> Hand<'_> {
        Hand {
            session: &self.session,
            course: self.course,
            person: self.person,
            team: self.moderates,
        }
    }
}

/// The address of the forum of a session.
pub(super) fn address(session: SessionId) -> String {
    format!("/sessions/{session}/forum")
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
    session: SessionId,
    person: PersonId,
    /// Every name is told whole.
    all: bool,
}

impl Names {
    /// « Monique Le Goff »: of who accompanies, or for them.
    pub(super) fn full(&self, person: PersonId) -> String {
        full_name(&self.cards, person)
    }

    fn from(&self, person: PersonId, from: SessionId, team: bool) -> String {
        match self.cards.get(&person) {
            Some(card) if !self.all && !team && from != self.session && person != self.person => {
                brief(&card.given_name, &card.family_name)
            }
            _ => self.full(person),
        }
    }

    /// Who wrote a message, as who looks may know them.
    pub(super) fn of(&self, post: &Post) -> String {
        self.from(post.author, post.from, post.team)
    }

    /// Who opened a discussion, as who looks may know them.
    pub(super) fn of_thread(&self, thread: &Thread) -> String {
        self.from(thread.author, thread.from, thread.team)
    }

    /// What someone is here, when it isn't a learner of this session.
    pub(super) fn part(&self, post: &Post) -> Option<&'static str> {
        match (
            self.tutors.contains(&post.author),
            post.from == self.session,
            post.team,
        ) {
            (true, ..) => Some("Tuteur de la session"),
            (false, true, _) => None,
            (false, false, true) => Some("Équipe d’une autre session"),
            (false, false, false) => Some("Autre session"),
        }
    }

    /// « ML ».
    pub(super) fn initials(&self, person: PersonId) -> String {
        let card = self.cards.get(&person);
        card.map_or_else(
            || "–".to_owned(),
            |card| fr::initials(&card.given_name, &card.family_name),
        )
    }

    /// Every part of the names of who wrote, to take them out of a text.
    pub(super) fn words(&self) -> Vec<String> {
        let names = self.cards.values().map(|card| card.full_name());
        names.collect()
    }
}
