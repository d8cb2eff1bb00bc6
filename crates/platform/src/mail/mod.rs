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
use serde::{Deserialize, Serialize};

use crate::db::Tx;
use crate::jobs::{self, Handlers, Job};
use crate::vault::{DataKey, Place};
use crate::{Error, PersonId, Result, Site};

crate::id_type!(
    /// A mail.
    MailId
);

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
    let id: MailId = site.new_id();
    let now = site.clock().now();
    let plain = serde_json::to_vec(message).map_err(|error| Error::internal("writing a mail", error))?;
    let sealed = key.seal(site.random(), place(id), &plain)?;
    store::insert(tx, id, person, kind, sealed, now).await?;
    let job = Job::new(SEND, serde_json::json!({ "mail": id.0 }), now).once(format!("{SEND}:{id}"));
    jobs::enqueue(tx, site, job).await?;
    Ok(id)
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
