//! A message that is sent: its words and its files are checked, sealed, written, and told to whom they are for.

use learning::submissions::Checked;
use platform::html::FormErrors;
use platform::http::Upload;
use platform::keys::Class;
use platform::{PersonId, Result, Site};

use super::NEW;
use super::circle::Circle;
use super::rules::wrong_words;
use super::store::drafts::{self, Desk};
use super::store::writing::{self, Beginning};
use super::store::{ConversationId, files, mine};
use crate::attachments;
use crate::notifications::{self, Notice};

/// Checks the words and the files of a form.
pub(super) async fn check(text: &str, upload: &mut Upload, errors: &mut FormErrors) -> Result<Vec<Checked>> {
    let checked = attachments::check(upload, errors).await?;
    if let Some(why) = wrong_words(text, !checked.is_empty()) {
        errors.add("message", "Votre message", why);
    }
    Ok(checked)
}

/// Where a message goes.
pub(super) enum Goes<'a> {
    /// A conversation that begins.
    New(Beginning<'a>),
    /// One that there is, its subject and everybody else in it.
    Old(ConversationId, &'a str, &'a [PersonId]),
}

/// Sends it: what was begun of it at `desk` is no more. `circle`: where its people meet; who is there no more isn't told, and doesn't read what comes from now on.
pub(super) async fn send(
    site: &Site,
    (me, desk): (PersonId, Desk),
    (circle, into): (&Circle, Goes<'_>),
    (text, checked): (&str, Vec<Checked>),
) -> Result<ConversationId> {
    let key = site.keys().get_or_create(me.0, Class::Exchanges).await?;
    let sealed = attachments::seal(site, me, checked).await?;
    let (_, refusing) = mine::blocks(&mut site.db().read().await?, me).await?;
    let (subject, others) = match &into {
        Goes::New(beginning) => (beginning.subject.to_owned(), beginning.to),
        Goes::Old(_, subject, others) => ((*subject).to_owned(), *others),
    };
    // Whoever accompanies is heard, even by who blocked them when both learned.
    let accompanies = circle.me.is_some_and(|me| !me.learns());
    let (there, gone): (Vec<PersonId>, Vec<PersonId>) = others
        .iter()
        .partition(|other| circle.standing(**other).is_some());
    let to = there
        .into_iter()
        .filter(|other| accompanies || !refusing.contains(other));
    let (id, begins) = match into {
        Goes::New(beginning) => (site.new_id(), Some(beginning)),
        Goes::Old(id, ..) => (id, None),
    };
    let notices = to.map(|to| Notice {
        kind: &NEW,
        to,
        by: Some(me),
        about: id.0,
        path: format!("/messages/{id}"),
        words: format!("vous a écrit\u{202f}: «\u{202f}{subject}\u{202f}»"),
    });
    let prepared = notifications::prepare(site, notices.collect()).await?;
    let mut tx = site.db().begin().await?;
    if let Some(beginning) = begins {
        writing::begin(&mut tx, site, &key, (id, &beginning, accompanies)).await?;
    }
    writing::parted(&mut tx, site, id, &gone).await?;
    let message = writing::add(&mut tx, site, &key, (id, me, accompanies), text).await?;
    for file in sealed {
        files::add(&mut tx, site, &key, message, file).await?;
    }
    drafts::drop_one(&mut tx, (me, desk)).await?;
    prepared.write(&mut tx, site).await?;
    tx.commit().await?;
    Ok(id)
}
