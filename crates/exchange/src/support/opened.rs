//! A request, its words opened and its people named.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use people::directory::{Directory, Identity};
use people::regions;
use platform::db::Tx;
use platform::ids::RegionId;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site};

use super::rules::hours::Calendar;
use super::rules::joined::Joined;
use super::store::entries::{self, Entry};
use super::store::{Ticket, desks};
use super::{FRANCE, sealing};

/// What stands for someone who was erased.
const GONE: &str = "Personne effacée";
/// What stands for what was written about them.
pub(super) const ERASED: &str = "Effacé avec le compte de la personne aidée.";

/// The names of some people.
pub(super) struct Names(HashMap<PersonId, Arc<Identity>>);

impl Names {
    pub(super) async fn of(site: &Site, people: impl IntoIterator<Item = PersonId>) -> Result<Self> {
        let mut people: Vec<PersonId> = people.into_iter().collect();
        people.sort_unstable();
        people.dedup();
        Ok(Self(Directory::of(site)?.cards(site, &people).await?))
    }

    pub(super) fn card(&self, person: PersonId) -> Option<&Identity> {
        self.0.get(&person).map(AsRef::as_ref)
    }

    pub(super) fn name(&self, person: PersonId) -> String {
        self.card(person)
            .map_or_else(|| GONE.to_owned(), Identity::full_name)
    }
}

/// A request as a list or a page names it.
pub(super) struct Line {
    pub(super) ticket: Ticket,
    pub(super) subject: String,
    /// Who is helped.
    pub(super) who: String,
    pub(super) agent: Option<String>,
}

/// Requests as a list names them.
pub(super) async fn lines(site: &Site, tickets: Vec<Ticket>) -> Result<Vec<Line>> {
    for class in [platform::keys::Class::Exchanges, platform::keys::Class::Shared] {
        let owners = tickets.iter().map(|one| sealing::owner(one.person, one.id));
        let owners: Vec<_> = owners
            .filter(|(_, of)| *of == class)
            .map(|(owner, _)| owner)
            .collect();
        site.keys().warm(&owners, class).await?;
    }
    let people = tickets
        .iter()
        .flat_map(|one| one.person.into_iter().chain(one.agent));
    let names = Names::of(site, people).await?;
    let mut lines = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        let key = sealing::key(site, &ticket).await?;
        lines.push(line(&names, key.as_deref(), ticket)?);
    }
    Ok(lines)
}

fn line(names: &Names, key: Option<&DataKey>, ticket: Ticket) -> Result<Line> {
    let subject = key.map(|key| sealing::opened(key, sealing::subject(ticket.id), &ticket.subject));
    let caller = key
        .zip(ticket.caller.as_ref())
        .map(|(key, caller)| sealing::opened(key, sealing::caller(ticket.id), caller));
    Ok(Line {
        subject: subject.transpose()?.unwrap_or_else(|| ERASED.to_owned()),
        who: match (ticket.person, caller.transpose()?) {
            _ if key.is_none() => GONE.to_owned(),
            (Some(person), _) => names.name(person),
            (None, Some(caller)) => caller,
            (None, None) => GONE.to_owned(),
        },
        agent: ticket.agent.map(|agent| names.name(agent)),
        ticket,
    })
}

/// A request as its page shows it.
pub(super) struct Opened {
    pub(super) line: Line,
    pub(super) names: Names,
    pub(super) entries: Vec<Entry>,
    pub(super) joined: Option<Joined>,
    pub(super) rating_words: Option<String>,
    pub(super) now: Timestamp,
    /// Nothing of it can be read or written any more: who was helped is erased.
    pub(super) erased: bool,
}

impl Opened {
    /// Opens it: for agents, or for who asked, who never gets what agents write to each other.
    pub(super) async fn load(site: &Site, ticket: Ticket, for_agents: bool) -> Result<Self> {
        let key = sealing::key(site, &ticket).await?;
        let key = key.as_deref();
        let entries = entries::of(&mut site.db().read().await?, key, ticket.id, for_agents).await?;
        let people = entries.iter().map(|entry| entry.author);
        let people = people
            .chain(ticket.person)
            .chain(ticket.agent)
            .chain([ticket.author]);
        let names = Names::of(site, people).await?;
        let joined = key
            .zip(ticket.joined.as_ref())
            .map(|(key, joined)| sealing::opened_value(key, sealing::joined(ticket.id), joined));
        let rating_words = key
            .zip(ticket.rating_words.as_ref())
            .map(|(key, words)| sealing::opened(key, sealing::rating(ticket.id), words));
        Ok(Self {
            joined: joined.transpose()?,
            rating_words: rating_words.transpose()?,
            line: line(&names, key, ticket)?,
            names,
            entries,
            now: site.clock().now(),
            erased: key.is_none(),
        })
    }

    pub(super) fn ticket(&self) -> &Ticket {
        &self.line.ticket
    }
}

/// The opening hours by which what concerns a region is due: two queries.
pub(super) async fn calendar(tx: &mut Tx, region: Option<RegionId>) -> Result<Calendar> {
    let hours = desks::of(tx, region).await?.hours;
    let zone = match region {
        Some(region) => match regions::find(tx, region).await {
            // A region that is no more: its people still ask.
            Err(Error::NotFound) => FRANCE.to_owned(),
            found => found?.zone,
        },
        None => FRANCE.to_owned(),
    };
    Ok(Calendar {
        hours,
        zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
    })
}
