//! What each person is told of, and how: a room says what happened and to whom, in the transaction that makes it true; it is read
//! under the bell, and sent by mail as each one chooses (at once, once a day, never; not in the hours they want quiet). A mail
//! carries who did it and where it is read, never what somebody wrote ([`Words`] are ours), and a way to have no more of its kind.
//! Owns `notices`, `notice_choices`, `notice_hours`. Announces nothing: what happened is announced by the room that says it.

mod jobs;
mod kinds;
mod letters;
mod routes;
mod rules;
mod store;
mod views;

use std::sync::Arc;

use jiff::Timestamp;
use platform::db::Tx;
use platform::ids::{PersonId, Uuid};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, Result, Site};
use serde::{Deserialize, Serialize};

pub use jobs::handlers;
pub use routes::routes;
use store::Mailed;
pub(crate) use store::pass;
pub use store::{Unread, beside, seen};

/// A kind of news, as the page of one's choices names it.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// `forum.reply`: what is kept.
    pub code: &'static str,
    /// « Une réponse dans une discussion que vous suivez ».
    pub label: &'static str,
}

/// Something that happened, for one person.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What kind of news.
    pub kind: &'static Kind,
    /// Who is told.
    pub to: PersonId,
    /// Who did it, when it is somebody: their name is looked up when it is shown.
    pub by: Option<PersonId>,
    /// What it is about (a discussion, a conversation): while one about it is unread, another of its kind adds nothing.
    pub about: Uuid,
    /// Where it is read, from the root: `/messages/…`.
    pub path: String,
    /// What is shown, in French, after the name: « a répondu dans « Photos de mariage » ». Sealed; never in a mail.
    pub words: String,
}

/// Words of ours (a template that staff wrote, filled in) that the mail of a notice carries whole: nobody's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Words {
    /// The mail's subject, and its line among several.
    pub subject: String,
    /// Between « Bonjour » and the link.
    pub paragraphs: Vec<String>,
    /// When they stop being true (« demain »): the mail leaves before, or not at all.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// Notices whose keys are there, to be written by the transaction that makes them true.
pub struct Prepared(Vec<(Notice, Option<Words>, Arc<DataKey>)>);

/// Fetches what seals them. Before the transaction: a key is committed before what it seals.
///
/// # Errors
/// The stores'.
pub async fn prepare(site: &Site, notices: Vec<Notice>) -> Result<Prepared> {
    prepare_worded(site, notices.into_iter().map(|notice| (notice, None)).collect()).await
}

/// The same, for those whose mail carries words.
///
/// # Errors
/// The stores'.
pub async fn prepare_worded(site: &Site, notices: Vec<(Notice, Option<Words>)>) -> Result<Prepared> {
    let mut people: Vec<Uuid> = notices.iter().map(|(one, _)| one.to.0).collect();
    people.sort_unstable();
    people.dedup();
    let keys = site.keys().get_or_create_all(&people, Class::Exchanges).await?;
    let mut prepared = Vec::with_capacity(notices.len());
    for (notice, words) in notices {
        let key = keys.get(&notice.to.0).cloned();
        prepared.push((
            notice,
            words,
            key.ok_or_else(|| Error::fault("a key just made is absent"))?,
        ));
    }
    Ok(Prepared(prepared))
}

/// The hours without mail of who chose none.
pub(crate) fn usual_quiet() -> Option<(u8, u8)> {
    rules::Hours::default().quiet
}

impl Prepared {
    /// Some of them, once it is known which are true.
    #[must_use]
    pub fn only(mut self, wanted: impl Fn(&Notice) -> bool) -> Self {
        self.0.retain(|(notice, ..)| wanted(notice));
        self
    }

    /// Writes them in the caller's transaction: read under the bell, sent by mail as each one's choices say.
    ///
    /// # Errors
    /// The store's.
    pub async fn write(self, tx: &mut Tx, site: &Site) -> Result<()> {
        match self.noted(tx, site, Mailed::Wait).await? {
            Some(batch) => jobs::send(tx, site, batch).await,
            None => Ok(()),
        }
    }

    /// Writes those of a past that is made up: read under the bell, and no mail leaves.
    ///
    /// # Errors
    /// The store's.
    pub async fn write_past(self, tx: &mut Tx, site: &Site) -> Result<()> {
        self.noted(tx, site, Mailed::None).await.map(drop)
    }

    /// Under which number they were noted, when there were some.
    async fn noted(self, tx: &mut Tx, site: &Site, mail: Mailed) -> Result<Option<Uuid>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        if self.0.iter().any(|(one, ..)| !one.path.starts_with('/')) {
            return Err(Error::fault("a notice that leads elsewhere"));
        }
        let batch: Uuid = site.new_id();
        store::write(tx, site, (batch, mail), &self.0).await?;
        Ok(Some(batch))
    }
}
