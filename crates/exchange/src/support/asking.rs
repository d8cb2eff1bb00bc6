//! A request that is opened, and words that are added to one: checked, sealed, written, told.

use catalogue::assignments::Format;
use learning::submissions::{About, Checked, check_one, field};
use people::directory::{self, Directory};
use platform::blobs::Stored;
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::Upload;
use platform::ids::RegionId;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site, mail};

use super::rules::joined::Joined;
use super::rules::standing::{Act, Standing, State};
use super::rules::{Category, begins_at};
use super::store::entries::{self, Kind};
use super::store::writing::{self, Beginning, Done};
use super::store::{Ticket, TicketId};
use super::{jobs, mails, opened, sealing, telling};
use crate::notifications;

/// The most files at once.
const MOST_FILES: usize = 5;
/// The most bytes of a file.
const LARGEST: u64 = 25 << 20;

/// Checks the files of a form.
pub(super) async fn check(upload: &mut Upload, errors: &mut FormErrors) -> Result<Vec<Checked>> {
    let (name, label) = (field(Format::File), "Documents ou images");
    let mut checked = Vec::new();
    for sent in upload.take_all(name) {
        if sent.size > LARGEST {
            errors.add(name, label, "Ce fichier dépasse 25\u{a0}Mo\u{202f}: réduisez-le.");
            continue;
        }
        if checked.len() >= MOST_FILES {
            errors.add(
                name,
                label,
                "Cinq fichiers au plus\u{202f}: envoyez les autres ensuite.",
            );
            break;
        }
        match check_one(Format::File, sent).await? {
            Ok(file) => checked.push(file),
            Err(sentence) => errors.add(name, label, sentence),
        }
    }
    Ok(checked)
}

async fn seal(
    site: &Site,
    (person, id): (Option<PersonId>, TicketId),
    checked: Vec<Checked>,
) -> Result<Vec<(About, Stored)>> {
    let mut sealed = Vec::with_capacity(checked.len());
    for file in checked {
        let (_, about, stored) = file.seal(site, sealing::owner(person, id)).await?;
        sealed.push((about, stored));
    }
    Ok(sealed)
}

/// Who is helped.
pub(super) enum Helped {
    /// Somebody of the platform.
    Person(PersonId),
    /// A caller whom it doesn't know, and the region of who answers them.
    Caller(String, Option<RegionId>),
}

/// What is asked.
pub(super) struct Asked<'a> {
    pub(super) helped: Helped,
    /// Who writes it down: an agent on the telephone, or who is helped.
    pub(super) by: PersonId,
    pub(super) category: Category,
    pub(super) subject: &'a str,
    pub(super) text: &'a str,
    pub(super) joined: Option<Joined>,
    pub(super) files: Vec<Checked>,
    /// On the telephone: where it is at the end of the call.
    pub(super) then: Option<State>,
}

/// Opens a request; true when whoever opened it may answer it too.
pub(super) async fn open(site: &Site, asked: Asked<'_>) -> Result<(TicketId, bool)> {
    let id: TicketId = site.new_id();
    let now = site.clock().now();
    let (person, caller) = match &asked.helped {
        Helped::Person(person) => (Some(*person), None),
        Helped::Caller(name, _) => (None, Some(name.as_str())),
    };
    let (owner, class) = sealing::owner(person, id);
    let key = site.keys().get_or_create(owner, class).await?;
    let card = match person {
        Some(person) => Some((
            person,
            Directory::of(site)?.card(site, person).await?,
            site.keys().get_or_create(person.0, Class::Account).await?,
        )),
        None => None,
    };
    let files = seal(site, (person, id), asked.files).await?;
    let mut tx = site.db().read().await?;
    let region = match &asked.helped {
        Helped::Person(person) => directory::held(&mut tx, *person).await?.0,
        Helped::Caller(_, region) => *region,
    };
    let calendar = opened::calendar(&mut tx, region).await?;
    let here = telling::agents(&mut tx, super::rules::Level::Region, region).await?;
    let level = begins_at(
        region.is_some(),
        person.is_some_and(|person| here.contains(&person)),
    );
    let agents = telling::agents(&mut tx, level, region).await?;
    drop(tx);
    let mut standing = Standing::begin(asked.category, level, now, &calendar);
    if let Some(then) = asked.then {
        let answered = standing.after(Act::Answer(then), now, &calendar);
        standing = answered.ok_or_else(|| Error::fault("a call that ends nowhere"))?;
    }
    // Whoever opened it on the telephone has it already, when it is theirs to answer.
    let answers = agents.contains(&asked.by);
    let agent = asked.then.map(|_| asked.by).filter(|_| answers);
    let told = agents
        .into_iter()
        .filter(|one| agent.is_none() && *one != asked.by);
    let notices = telling::news((id, person), told, (asked.by, "demande de l’aide."));
    let prepared = notifications::prepare(site, notices).await?;
    let mut tx = site.db().begin().await?;
    let beginning = Beginning {
        person,
        author: asked.by,
        agent,
        region,
        by_phone: asked.then.is_some(),
        standing,
        subject: asked.subject,
        caller,
        joined: asked.joined.as_ref(),
    };
    let number = writing::begin(&mut tx, site, &key, (id, &beginning)).await?;
    let what = (id, asked.by, Kind::Message);
    entries::add(&mut tx, site, &key, what, (asked.text, files)).await?;
    // What was resolved on the telephone has nothing to promise.
    let promised = card.filter(|(_, card, _)| !card.email.is_empty() && standing.resolved.is_none());
    if let Some((person, card, key)) = promised {
        let mail = mails::received(site, &card, (id, number), asked.category);
        mail::queue(&mut tx, site, &key, person, "support", &mail).await?;
    }
    if person.is_none() {
        jobs::forget_later(&mut tx, site, id).await?;
    }
    if let Some((resolved, _)) = standing.resolved {
        jobs::end_later(&mut tx, site, id, resolved).await?;
    }
    prepared.write(&mut tx, site).await?;
    tx.commit().await?;
    Ok((id, answers))
}

/// What is added to a request, and what it makes of it.
pub(super) struct Added<'a> {
    pub(super) by: PersonId,
    pub(super) kind: Kind,
    pub(super) act: Act,
    pub(super) verb: &'static str,
    pub(super) text: &'a str,
    pub(super) files: Vec<Checked>,
    /// What who asked is told, and what agents are.
    pub(super) person_told: Option<&'static str>,
    pub(super) agents_told: Option<&'static str>,
}

/// What can't be done any more.
pub(super) const TOO_LATE: &str =
    "Cette demande a changé depuis que vous l’avez ouverte\u{202f}: relisez-la avant d’agir.";

/// What isn't noted any more.
const OVER: &str = "Cette demande n’est plus en cours\u{202f}: on n’y ajoute pas de note. La personne aidée peut la rouvrir pendant deux semaines.";

/// A request, while nobody else changes it. Agents act on it where they saw it: with the region, or the nation.
async fn held(tx: &mut Tx, ticket: &Ticket, act: Act) -> Result<Ticket> {
    let held = writing::hold(tx, ticket.id).await?;
    let theirs = matches!(act, Act::Write | Act::GiveUp) || held.standing.level == ticket.standing.level;
    match theirs {
        true => Ok(held),
        false => Err(Error::Refused(TOO_LATE.into())),
    }
}

/// Adds words to a request, with what they make of it.
pub(super) async fn add(site: &Site, ticket: &Ticket, added: Added<'_>) -> Result<()> {
    let key = sealing::key(site, ticket).await?.ok_or_else(|| {
        Error::Refused("Le compte de cette personne a été effacé\u{202f}: sa demande ne s’écrit plus.".into())
    })?;
    let files = seal(site, (ticket.person, ticket.id), added.files).await?;
    let now = site.clock().now();
    let level = match added.act {
        Act::Pass(level) => level,
        _ => ticket.standing.level,
    };
    // What goes to another level begins there without anybody.
    let has = |agent: Option<PersonId>| match added.act {
        Act::Pass(_) => None,
        Act::Answer(_) => agent.or(Some(added.by)),
        _ => agent,
    };
    let mut tx = site.db().read().await?;
    let calendar = opened::calendar(&mut tx, ticket.region).await?;
    let agents = telling::agents(&mut tx, level, ticket.region).await?;
    drop(tx);
    let mut notices = Vec::new();
    if let Some(words) = added.person_told {
        notices.extend(telling::to_person(ticket, (added.by, words)));
    }
    if let Some(words) = added.agents_told {
        // Who has it no more (their role is over) isn't told: those who answer are.
        let agent = has(ticket.agent).filter(|agent| agents.contains(agent));
        let told = agent.map_or(agents, |agent| vec![agent]);
        notices.extend(telling::news(
            (ticket.id, ticket.person),
            told.into_iter(),
            (added.by, words),
        ));
    }
    let prepared = notifications::prepare(site, notices).await?;
    let mut tx = site.db().begin().await?;
    let held = held(&mut tx, ticket, added.act).await?;
    let next = held.standing.after(added.act, now, &calendar);
    // A note changes nothing of where it stands.
    let next = match added.kind {
        Kind::Note if next.is_none() => return Err(Error::Refused(OVER.into())),
        Kind::Note => held.standing,
        _ => next.ok_or_else(|| Error::Refused(TOO_LATE.into()))?,
    };
    let what = (ticket.id, added.by, added.kind);
    entries::add(&mut tx, site, &key, what, (added.text, files)).await?;
    let done = Done {
        verb: added.verb,
        by: Some(added.by),
    };
    match added.kind {
        // Who asked sees when their request changed: a note is none of it.
        Kind::Note => writing::said(&mut tx, site, &held, done).await?,
        _ => writing::put(&mut tx, site, &held, (&next, has(held.agent)), done).await?,
    }
    if let Some((resolved, _)) = next.resolved.filter(|_| next.state == State::Resolved) {
        jobs::end_later(&mut tx, site, ticket.id, resolved).await?;
    }
    prepared.write(&mut tx, site).await?;
    tx.commit().await
}

/// An act without words. `agent`: who has the request from now on, when that changes.
pub(super) async fn act(
    site: &Site,
    ticket: &Ticket,
    (act, agent): (Act, Option<Option<PersonId>>),
    done: Done,
    told: Vec<notifications::Notice>,
) -> Result<()> {
    let prepared = notifications::prepare(site, told).await?;
    let mut tx = site.db().begin().await?;
    let held = held(&mut tx, ticket, act).await?;
    let calendar = opened::calendar(&mut tx, held.region).await?;
    let next = held.standing.after(act, site.clock().now(), &calendar);
    let next = next.ok_or_else(|| Error::Refused(TOO_LATE.into()))?;
    writing::put(&mut tx, site, &held, (&next, agent.unwrap_or(held.agent)), done).await?;
    prepared.write(&mut tx, site).await?;
    tx.commit().await
}
