//! The development mailbox: the mails that would have left. In production it does not exist.

use jiff::Timestamp;

use super::store::{self, Stored};
use super::{MailId, Message, open};
use crate::config::Mode;
use crate::keys::Class;
use crate::{Error, PersonId, Result, Site};

/// How many mails the mailbox shows.
const SHOWN: u32 = 100;

/// A mail, opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Which.
    pub id: MailId,
    /// To whom.
    pub person: PersonId,
    /// What for: `activation`.
    pub kind: String,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it reached the mailbox.
    pub sent_at: Option<Timestamp>,
    /// Its message; none when a server took it or its key is gone.
    pub message: Option<Message>,
}

/// The latest mails, newest first.
///
/// # Errors
/// [`Error::NotFound`] in production, or the store's.
pub async fn list(site: &Site) -> Result<Vec<Opened>> {
    refuse_production(site)?;
    let stored = store::latest(&mut site.db().read().await?, SHOWN).await?;
    let mut opened = Vec::with_capacity(stored.len());
    for mail in stored {
        opened.push(open_one(site, mail).await?);
    }
    Ok(opened)
}

/// One mail.
///
/// # Errors
/// [`Error::NotFound`] in production or when there is none, or the store's.
pub async fn get(site: &Site, id: MailId) -> Result<Opened> {
    refuse_production(site)?;
    let stored = store::find(&mut site.db().read().await?, id).await?;
    open_one(site, stored).await
}

fn refuse_production(site: &Site) -> Result<()> {
    match site.config().mode {
        Mode::Development => Ok(()),
        Mode::Production => Err(Error::NotFound),
    }
}

async fn open_one(site: &Site, mail: Stored) -> Result<Opened> {
    let key = site.keys().find(mail.person.0, Class::Account).await?;
    let message = match (key, &mail.message) {
        (Some(key), Some(sealed)) => Some(open(&key, mail.id, sealed)?),
        _ => None,
    };
    Ok(Opened {
        id: mail.id,
        person: mail.person,
        kind: mail.kind,
        created_at: mail.created_at,
        sent_at: mail.sent_at,
        message,
    })
}
