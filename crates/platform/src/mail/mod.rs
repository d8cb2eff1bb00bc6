//! Mails: sealed with the key of the person they go to, written in the transaction that makes them necessary, sent by a
//! job. Without a mail server, they stay in the development mailbox.
//! Owns `mails`; announces nothing.

mod compose;
pub mod mailbox;
mod rules;
mod send;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use compose::one_line;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::db::Tx;
use crate::jobs::{self, Handlers, Job};
use crate::vault::{DataKey, Place};
use crate::{Error, PersonId, Result, Site};

crate::id_type!(
    /// A mail.
    MailId
);

/// How long what an address refused waits for another.
pub const HELD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The kind of the job that sends a mail.
const SEND: &str = "mail.send";

/// What is sent. Subject and names are plain text; line breaks and other control characters in them become spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Displayed name of the sender: « René Kerjean, CMA Bretagne ».
    pub from_name: String,
    /// Sender's address, when it isn't the platform's.
    pub from_address: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Displayed name of the recipient.
    pub to_name: String,
    /// Recipient's address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// The whole message as text.
    pub text: String,
    /// The whole message as a fragment of HTML; the document around it is made here.
    pub html: String,
    /// Where its recipient says that they want no more of this kind, by one click (RFC 8058).
    #[serde(default)]
    pub unsubscribe: Option<String>,
}

/// Queues a mail in the caller's transaction; it leaves once this has committed. `key` is the person's
/// [`Class::Account`](crate::keys::Class::Account) key, fetched before the transaction: a key is committed before what
/// it seals.
///
/// # Errors
/// The store's.
pub async fn queue(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    person: PersonId,
    kind: &'static str,
    message: &Message,
) -> Result<MailId> {
    let letter = Letter {
        key,
        person,
        kind,
        message,
    };
    let ids = queue_all(tx, site, &[letter]).await?;
    ids.first()
        .copied()
        .ok_or_else(|| Error::fault("a mail that was not queued"))
}

/// A mail, and whom it is for.
pub struct Letter<'a> {
    /// What seals it: of the person's account.
    pub key: &'a DataKey,
    /// For whom.
    pub person: PersonId,
    /// What it is about: `enrolment`.
    pub kind: &'static str,
    /// What it says.
    pub message: &'a Message,
}

/// The same for several at once, in their order.
///
/// # Errors
/// The store's.
pub async fn queue_all(tx: &mut Tx, site: &Site, letters: &[Letter<'_>]) -> Result<Vec<MailId>> {
    let now = site.clock().now();
    let mut ids: Vec<MailId> = Vec::with_capacity(letters.len());
    let (mut mails, mut sending) = (Vec::new(), Vec::new());
    for letter in letters {
        let id: MailId = site.new_id();
        let plain =
            serde_json::to_vec(letter.message).map_err(|error| Error::internal("writing a mail", error))?;
        let sealed = letter.key.seal(site.random(), place(id), &plain)?;
        mails.push((id, letter.person, letter.kind, sealed));
        let job = Job::new(SEND, serde_json::json!({ "mail": id.0 }), now);
        sending.push(job.once(format!("{SEND}:{id}")));
        ids.push(id);
    }
    store::insert(tx, now, mails).await?;
    jobs::enqueue_all(tx, site, sending).await?;
    Ok(ids)
}

/// How many mails the server of somebody's address refused, knowing nobody there: they wait for a better address. One query.
///
/// # Errors
/// The store's.
pub async fn refused(tx: &mut Tx, person: PersonId) -> Result<u64> {
    Ok(store::waiting(tx, person).await?.len() as u64)
}

/// Somebody's address is another: what the old one refused leaves for it, what is older than [`HELD`] and what gave access excepted.
/// `key` is of their account, as for [`queue`].
///
/// # Errors
/// The store's.
pub async fn readdress(tx: &mut Tx, site: &Site, key: &DataKey, person: PersonId, to: &str) -> Result<()> {
    let now = site.clock().now();
    for mail in store::waiting(tx, person).await? {
        let sealed = mail
            .message
            .filter(|_| rules::still_wanted(&mail.kind) && now.duration_since(mail.created_at) < HELD);
        let Some(sealed) = sealed else {
            store::again(tx, mail.id, None).await?;
            continue;
        };
        let mut message = open(key, mail.id, &sealed)?;
        to.clone_into(&mut message.to);
        let plain = serde_json::to_vec(&message).map_err(|error| Error::internal("writing a mail", error))?;
        let sealed = key.seal(site.random(), place(mail.id), &plain)?;
        if !store::again(tx, mail.id, Some(sealed)).await? {
            continue;
        }
        let job = Job::new(SEND, serde_json::json!({ "mail": mail.id.0 }), now);
        let key = format!("{SEND}:{}:{}", mail.id, now.as_millisecond());
        jobs::enqueue(tx, site, job.once(key)).await?;
    }
    Ok(())
}

/// What sends the queued mails.
pub fn handlers() -> Handlers {
    vec![Arc::new(send::Send)]
}

fn place(id: MailId) -> Place {
    Place::new("mails", "message", id.0)
}

fn open(key: &DataKey, id: MailId, sealed: &[u8]) -> Result<Message> {
    let plain = key.open(place(id), sealed)?;
    serde_json::from_slice(&plain).map_err(|_| Error::fault("a mail of another shape"))
}
