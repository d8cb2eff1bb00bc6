//! The people that someone meets in one place: a session, or their colleagues.

use people::directory::sort_key;
use platform::html::fr;
use platform::{Error, PersonId, Result, Site};
use training::enrolment;
use training::groups;
use training::sessions::SessionId;

use super::opened::Known;
use super::rules::{APART, Audience, BLOCKED, OVER, QUIET, REFUSES, Standing, TO_AUTHOR, may_block, refused};
use super::store::{Conversation, Member, around, mine};

/// How a place is named in addresses and forms, when it isn't a session.
pub(super) const TEAM: &str = "equipe";

/// Someone who is met.
#[derive(Clone, Debug)]
pub(super) struct Someone {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) standing: Standing,
}

/// A group of the session.
#[derive(Clone, Debug)]
pub(super) struct Several {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) people: Vec<PersonId>,
}

/// A place where someone meets people.
pub(super) struct Circle {
    /// Which session; none: colleagues.
    pub(super) session: Option<SessionId>,
    /// What whoever asks is there; none when they aren't any more.
    pub(super) me: Option<Standing>,
    /// Everybody else, by name.
    pub(super) people: Vec<Someone>,
    pub(super) quiet: bool,
    pub(super) groups: Vec<Several>,
}

impl Circle {
    /// Reads it.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn load(site: &Site, me: PersonId, session: Option<SessionId>) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let (all, quiet) = match session {
            Some(session) => (
                around::people(&mut tx, session, site.clock().now()).await?,
                around::is_quiet(&mut tx, session).await?,
            ),
            None => {
                let team = around::team(&mut tx, me).await?;
                let mut all: Vec<_> = team.iter().map(|person| (*person, Standing::Manager)).collect();
                if !all.is_empty() {
                    all.push((me, Standing::Manager));
                }
                (all, false)
            }
        };
        drop(tx);
        let mine = all
            .iter()
            .find(|(person, _)| *person == me)
            .map(|(_, standing)| *standing);
        let others: Vec<PersonId> = all
            .iter()
            .map(|(person, _)| *person)
            .filter(|other| *other != me)
            .collect();
        let cards = people::directory::Directory::of(site)?
            .cards(site, &others)
            .await?;
        let mut people: Vec<(String, Someone)> = Vec::with_capacity(others.len());
        for (person, standing) in all {
            if let Some(card) = cards.get(&person) {
                let name = card.full_name();
                people.push((
                    sort_key(card),
                    Someone {
                        person,
                        name,
                        standing,
                    },
                ));
            }
        }
        people
            .sort_by(|(one, a), (other, b)| (b.standing, one, a.person).cmp(&(a.standing, other, b.person)));
        Ok(Self {
            session,
            me: mine,
            people: people.into_iter().map(|(_, someone)| someone).collect(),
            quiet,
            groups: Vec::new(),
        })
    }

    /// Reads it with its groups, for who is in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anyone else, or the store's.
    pub(super) async fn to_write(site: &Site, me: PersonId, named: &str) -> Result<Self> {
        let session = match named {
            TEAM => None,
            named => Some(named.parse::<SessionId>()?),
        };
        let mut circle = Self::load(site, me, session).await?;
        if circle.me.is_none() {
            return Err(Error::NotFound);
        }
        if let Some(session) = session {
            circle.groups = Self::grouped(site, me, session, &circle).await?;
        }
        Ok(circle)
    }

    /// The session where whoever asks learns.
    pub(super) fn learns(&self) -> Option<SessionId> {
        self.session.filter(|_| self.me == Some(Standing::Learner))
    }

    /// The session where a learner writes to who accompanies it alone.
    pub(super) fn asks(&self, to: &[PersonId]) -> Option<SessionId> {
        let team = |person: &PersonId| self.standing(*person) >= Some(Standing::Tutor);
        self.learns().filter(|_| to.iter().all(team))
    }

    /// The groups that someone may write to.
    async fn grouped(site: &Site, me: PersonId, session: SessionId, circle: &Self) -> Result<Vec<Several>> {
        let mut tx = site.db().read().await?;
        let groups = groups::of_session(&mut tx, site, session).await?;
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let enrolled = enrolment::of_session(&mut tx, site, session).await?;
        drop(tx);
        let mut found = Vec::new();
        for group in groups {
            let members = enrolled
                .iter()
                .filter(|one| group.members.contains(&one.enrolment.id));
            let people: Vec<PersonId> = members.map(|one| one.enrolment.person).collect();
            if circle.may(Audience::Group, people.contains(&me)) {
                found.push(Several {
                    value: format!("g:{}", group.id),
                    name: group.name,
                    people: people
                        .into_iter()
                        .filter(|other| *other != me && circle.standing(*other) == Some(Standing::Learner))
                        .collect(),
                });
            }
        }
        Ok(found)
    }

    fn may(&self, audience: Audience, mine: bool) -> bool {
        self.me.is_some_and(|me| audience.is_for(me, self.quiet, mine))
    }

    /// How the place is named in addresses and forms.
    pub(super) fn named(&self) -> String {
        self.session
            .map_or_else(|| TEAM.to_owned(), |session| session.to_string())
    }

    /// What someone is there.
    pub(super) fn standing(&self, person: PersonId) -> Option<Standing> {
        self.people
            .iter()
            .find(|one| one.person == person)
            .map(|one| one.standing)
    }

    /// Why nobody can be written to from here; none when somebody can.
    pub(super) fn closed(&self) -> Option<&'static str> {
        match self.me {
            None => Some(APART),
            Some(Standing::Former) => Some(OVER),
            Some(_) => None,
        }
    }

    fn open_to(&self, other: &Someone) -> bool {
        self.me
            .is_some_and(|me| refused(me, other.standing, self.quiet).is_none())
    }

    /// To whom one may write, with what a form sends for each.
    pub(super) fn choices(&self) -> Vec<(String, String)> {
        let mut choices = Vec::new();
        if self.session.is_some() {
            for audience in [Audience::Tutors, Audience::Learners, Audience::All] {
                let some = self.people.iter().any(|one| audience.has(one.standing));
                if some && self.may(audience, false) {
                    choices.push((audience.code().to_owned(), fr::capitalise(audience.label())));
                }
            }
        }
        let groups = self.groups.iter().filter(|group| !group.people.is_empty());
        choices.extend(groups.map(|group| {
            (
                group.value.clone(),
                format!("Le groupe {}", fr::quote(&group.name)),
            )
        }));
        for one in self.people.iter().filter(|one| self.open_to(one)) {
            let label = match self.session {
                Some(_) => format!("{} ({})", one.name, one.standing.label()),
                None => one.name.clone(),
            };
            choices.push((one.person.to_string(), label));
        }
        choices
    }

    /// Who a choice of the form stands for; none when it may not be written to.
    pub(super) fn chosen(&self, value: &str) -> Option<(Audience, Vec<PersonId>)> {
        if let Ok(person) = value.parse::<PersonId>() {
            let one = self.people.iter().find(|one| one.person == person)?;
            return self.open_to(one).then(|| (Audience::One, vec![person]));
        }
        if let Some(group) = self.groups.iter().find(|group| group.value == value) {
            return Some((Audience::Group, group.people.clone()));
        }
        let audience = Audience::parse(value);
        if audience == Audience::One || self.session.is_none() || !self.may(audience, false) {
            return None;
        }
        let people = self.people.iter().filter(|one| audience.has(one.standing));
        Some((audience, people.map(|one| one.person).collect()))
    }
}

/// Why someone can't write in a conversation; none when they can.
pub(super) async fn shut(
    site: &Site,
    me: PersonId,
    conversation: &Conversation,
    members: &[Member],
    circle: &Circle,
) -> Result<Option<&'static str>> {
    if let Some(why) = circle.closed() {
        return Ok(Some(why));
    }
    if conversation.audience != Audience::One {
        let learns = circle.me == Some(Standing::Learner);
        return Ok(match conversation.audience {
            _ if conversation.to_author && conversation.author != me => Some(TO_AUTHOR),
            Audience::Group | Audience::Learners | Audience::All if learns && circle.quiet => Some(QUIET),
            _ => None,
        });
    }
    let Some(other) = members.iter().map(|one| one.person).find(|other| *other != me) else {
        return Ok(Some(APART));
    };
    let (Some(standing), Some(theirs)) = (circle.me, circle.standing(other)) else {
        return Ok(Some(APART));
    };
    let (blocked, refuses) = mine::blocks(&mut site.db().read().await?, me).await?;
    Ok(match may_block(standing, theirs) {
        true if blocked.contains(&other) => Some(BLOCKED),
        true if refuses.contains(&other) => Some(REFUSES),
        _ => refused(standing, theirs, circle.quiet),
    })
}

/// The others of a conversation of two, or whom it is for, in words.
pub(super) fn with(known: &Known, me: PersonId, conversation: &Conversation, people: &[PersonId]) -> String {
    match conversation.audience {
        Audience::One => {
            let other = people.iter().find(|other| **other != me);
            other.map_or_else(|| super::opened::GONE.to_owned(), |other| known.name(*other))
        }
        audience => format!("{}, pour {}", known.name(conversation.author), audience.label()),
    }
}
