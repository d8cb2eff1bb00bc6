//! Sends by mail what people were told, each as they chose: every mail is queued in the transaction that notes that it was.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::ids::{PersonId, Uuid};
use platform::jobs::{self, Handler, Handlers, Job, JobError};
use platform::keys::Class;
use platform::mail::{self, Letter, Message};
use platform::vault::DataKey;
use platform::{Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};

use super::rules::{ByMail, due, zone};
use super::store::{self, Later, Mailed, NoticeId, Waiting};
use super::{Words, kinds, letters};
use crate::push;

const SEND: &str = "notices.send";
const GATHER: &str = "notices.gather";

/// How many are looked at in one transaction.
const AT_ONCE: u32 = 200;
/// How many a mail of several tells.
const GATHERED: u32 = 200;

/// What runs in the background.
pub fn handlers() -> Handlers {
    vec![Arc::new(Send), Arc::new(Gather)]
}

#[derive(Deserialize)]
struct Payload {
    of: Uuid,
}

/// What was told at once will be sent.
pub(super) async fn send(tx: &mut Tx, site: &Site, batch: Uuid) -> Result<()> {
    let job = Job::new(SEND, json!({ "of": batch }), site.clock().now());
    jobs::enqueue(tx, site, job.once(format!("{SEND}:{batch}")))
        .await
        .map(drop)
}

/// Somebody's mail of several leaves at this instant, once.
fn gathering(person: PersonId, at: Timestamp, batch: Uuid) -> Job {
    // A mail of this instant may have left already: each telling has its own, and the first takes all.
    let key = format!("{GATHER}:{person}:{}:{batch}", at.as_second());
    Job::new(GATHER, json!({ "of": person.0 }), at).once(key)
}

/// Somebody's mail of several leaves as soon as it can.
pub(super) async fn gather_now(tx: &mut Tx, site: &Site, person: PersonId) -> Result<()> {
    jobs::enqueue(tx, site, gathering(person, site.clock().now(), site.new_id()))
        .await
        .map(drop)
}

/// Whom a mail is for, and what it takes: none when they are gone.
struct Reader {
    card: Arc<Identity>,
    key: Arc<DataKey>,
}

async fn readers(site: &Site, people: &[PersonId]) -> Result<HashMap<PersonId, Reader>> {
    let owners: Vec<Uuid> = people.iter().map(|person| person.0).collect();
    site.keys().warm(&owners, Class::Account).await?;
    let mut readers = HashMap::new();
    for (person, card) in Directory::of(site)?.cards(site, people).await? {
        if let Some(key) = site.keys().find(person.0, Class::Account).await? {
            readers.insert(person, Reader { card, key });
        }
    }
    Ok(readers)
}

struct Send;

#[async_trait]
impl Handler for Send {
    fn kind(&self) -> &'static str {
        SEND
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { of } = jobs::payload(payload)?;
        while some(site, of).await? {}
        let mut tx = site.db().begin().await?;
        store::forget(&mut tx, site).await?;
        Ok(tx.commit().await?)
    }
}

/// The words that a mail carries, when it does and its reader is still there.
async fn words(
    site: &Site,
    person: PersonId,
    (id, letter): (NoticeId, Option<&[u8]>),
) -> Result<Option<Words>> {
    match (letter, site.keys().find(person.0, Class::Exchanges).await?) {
        (Some(letter), Some(key)) => store::open(&key, id, letter).map(Some),
        _ => Ok(None),
    }
}

/// Some of what was told at once; false when there is no more.
async fn some(site: &Site, batch: Uuid) -> Result<bool> {
    let waiting = store::waiting(&mut site.db().read().await?, batch, AT_ONCE).await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let mut people: Vec<PersonId> = waiting.iter().map(|one| one.person).collect();
    people.extend(waiting.iter().filter_map(|one| one.by));
    let readers = readers(site, &people).await?;
    let mut worded = HashMap::new();
    for one in &waiting {
        if let Some(words) = words(site, one.person, (one.id, one.letter.as_deref())).await? {
            worded.insert(one.id, words);
        }
    }
    let now = site.clock().now();
    let mut tx = site.db().begin().await?;
    tx.lock("notices", batch).await?;
    let mut letters: Vec<(&Reader, PersonId, Message)> = Vec::new();
    let mut later = Vec::new();
    for one in &waiting {
        let until = worded.get(&one.id).and_then(|words: &Words| words.until);
        let leaving = leaves(one, now)?.filter(|at| until.is_none_or(|until| *at <= until));
        let leaving = leaving.zip(readers.get(&one.person));
        let becomes = match leaving {
            None => Mailed::None,
            Some((at, _)) if at > now => Mailed::Later,
            Some(_) => Mailed::Sent,
        };
        if !store::mailed(&mut tx, one.id, Mailed::Wait, becomes).await? {
            continue;
        }
        if let Some(at) = rings(site, one, now)? {
            later.push(push::ring(one.person, at));
        }
        let Some((at, reader)) = leaving else { continue };
        if at > now {
            later.push(gathering(one.person, at, batch));
        } else {
            let by = one.by.and_then(|by| readers.get(&by)).map(|by| by.card.as_ref());
            let to = (one.person, reader.card.as_ref());
            let message = match worded.get(&one.id) {
                Some(words) => letters::worded(site, to, (&one.kind, &one.path), words),
                None => letters::one(site, to, (&one.kind, by, &one.path)),
            };
            letters.push((reader, one.person, message));
        }
    }
    let letters: Vec<Letter<'_>> = letters
        .iter()
        .map(|(reader, person, message)| Letter {
            key: &reader.key,
            person: *person,
            kind: "notice",
            message,
        })
        .collect();
    mail::queue_all(&mut tx, site, &letters).await?;
    jobs::enqueue_all(&mut tx, site, later).await?;
    tx.commit().await?;
    Ok(true)
}

/// When the mail of a notice leaves; what was read meanwhile needs none.
fn leaves(one: &Waiting, now: Timestamp) -> Result<Option<Timestamp>> {
    if one.read {
        return Ok(None);
    }
    let zone = zone(one.zone.as_deref())?;
    let by = one.chosen.unwrap_or_else(|| kinds::usual(&one.kind));
    Ok(due(by, one.hours, now, &zone))
}

/// When somebody's devices ring for a notice: at once, or at the end of their quiet hours.
fn rings(site: &Site, one: &Waiting, now: Timestamp) -> Result<Option<Timestamp>> {
    let chosen = one
        .rings
        .unwrap_or_else(|| kinds::usual(&one.kind) == ByMail::Now);
    if one.read || one.devices == 0 || !chosen || !push::is_offered(site) {
        return Ok(None);
    }
    Ok(due(ByMail::Now, one.hours, now, &zone(one.zone.as_deref())?))
}

struct Gather;

#[async_trait]
impl Handler for Gather {
    fn kind(&self) -> &'static str {
        GATHER
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { of } = jobs::payload(payload)?;
        while gather(site, PersonId(of)).await? {}
        Ok(())
    }
}

/// What somebody's next mail tells leaves: neither what they read meanwhile, nor what isn't true any more, nor what they want no
/// more. False when there is no more.
async fn gather(site: &Site, person: PersonId) -> Result<bool> {
    let later = store::later(&mut site.db().read().await?, person, GATHERED).await?;
    let now = site.clock().now();
    let mut people: Vec<PersonId> = later.iter().filter_map(|one| one.by).collect();
    people.push(person);
    let readers = readers(site, &people).await?;
    let mut worded = HashMap::new();
    for one in &later {
        if let Some(words) = words(site, person, (one.id, one.letter.as_deref())).await? {
            worded.insert(one.id, words);
        }
    }
    let mut tx = site.db().begin().await?;
    tx.lock("notices of", person.0).await?;
    let mut news = Vec::new();
    for one in &later {
        let until = worded.get(&one.id).and_then(|words: &Words| words.until);
        if one.unwanted || until.is_some_and(|until| until < now) {
            store::mailed(&mut tx, one.id, Mailed::Later, Mailed::None).await?;
        } else if store::mailed(&mut tx, one.id, Mailed::Later, Mailed::Sent).await? && one.unread {
            let by = one.by.and_then(|by| readers.get(&by)).map(|by| by.card.as_ref());
            news.push((one, by));
        }
    }
    if let (Some(reader), false) = (readers.get(&person), news.is_empty()) {
        let to = (person, reader.card.as_ref());
        let message = match news.as_slice() {
            // Words that leave alone leave whole.
            [(one, _)] if worded.contains_key(&one.id) => {
                letters::worded(site, to, (&one.kind, &one.path), &worded[&one.id])
            }
            news => {
                let line = |(one, by): &(&Later, Option<&Identity>)| match worded.get(&one.id) {
                    Some(words) => words.subject.clone(),
                    None => letters::told(&one.kind, *by),
                };
                letters::several(site, to, &news.iter().map(line).collect::<Vec<_>>())
            }
        };
        mail::queue(&mut tx, site, &reader.key, person, "notice", &message).await?;
    }
    tx.commit().await?;
    Ok(later.len() >= GATHERED as usize)
}
