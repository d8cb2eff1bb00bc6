//! Files on their way: sent piece by piece before the form that they go with, so that a cut costs a piece and not the
//! whole. The tus protocol speaks of them in `http::tus`; a form names them, and `http::Upload` gives them to its
//! handler as it gives the files that came inside it. What no form took is removed after a day.
//! Owns `uploads`; announces nothing.

mod rules;
mod store;
#[cfg(test)]
mod tests;

use std::fs::File;

use jiff::Timestamp;
use uuid::Uuid;

use crate::blobs::{self, Blob, BlobId};
use crate::db::Tx;
use crate::keys::Class;
use crate::{Error, PersonId, Result, Site};

pub use rules::{LARGEST, MOST_WAITING, STAYS};

/// Where files are announced.
pub const PATH: &str = "/envois";

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    file: Blob,
}

impl Sent {
    /// What it is called in addresses and in forms.
    pub fn id(&self) -> Uuid {
        self.file.id.0
    }

    /// Bytes, once it is whole.
    pub fn size(&self) -> u64 {
        self.file.size
    }

    /// As its sealed form.
    pub fn blob(&self) -> &Blob {
        &self.file
    }

    /// When it is removed, unless a form has taken it.
    pub fn ends_at(&self) -> Timestamp {
        crate::clock::timestamp(self.file.created_at.as_millisecond().saturating_add(STAYS))
    }

    /// Its matter, when the whole of it has come.
    ///
    /// # Errors
    /// [`Error::Refused`] when a part is missing, or the disk's.
    pub async fn open(&self, site: &Site) -> Result<File> {
        if blobs::received(site, &self.file).await? != self.file.size {
            return Err(Error::Refused(rules::MISSING.into()));
        }
        blobs::open_grown(site, &self.file).await
    }
}

/// Announces a file of `size` bytes; or says why not, in French.
///
/// # Errors
/// The store's or the key store's.
pub async fn announce(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    size: u64,
) -> Result<std::result::Result<Sent, String>> {
    // A quota is everybody's: what two people announce at once counts too.
    let whose = match site.config().storage_quota {
        Some(_) => Uuid::nil(),
        None => person.0,
    };
    tx.lock("uploads", whose).await?;
    let space = store::space(tx, person, site.config().storage_quota).await?;
    if let Some(sentence) = rules::refused(size, &space) {
        return Ok(Err(sentence));
    }
    let file = blobs::grow(site, person.0, Class::Account, size).await?;
    store::insert(tx, person, &file).await?;
    Ok(Ok(Sent { file }))
}

/// Whether so many more bytes may be kept; otherwise why not. One query, and none without a quota.
///
/// # Errors
/// [`Error::Refused`], or the store's.
pub async fn check_space(site: &Site, bytes: u64) -> Result<()> {
    let Some(quota) = site.config().storage_quota else {
        return Ok(());
    };
    let kept = store::kept(&mut site.db().read().await?).await?;
    match rules::full(bytes, kept, Some(quota)) {
        None => Ok(()),
        Some(sentence) => Err(Error::Refused(sentence.into())),
    }
}

/// A file that this person announced.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or the store's.
pub async fn find(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<Sent> {
    let file = store::find(tx, person, BlobId(id)).await?;
    Ok(Sent { file })
}

/// Forgets a file and removes what has come.
///
/// # Errors
/// The store's or the disk's.
pub async fn discard(site: &Site, id: Uuid) -> Result<()> {
    let mut tx = site.db().begin().await?;
    store::delete(&mut tx, BlobId(id)).await?;
    tx.commit().await?;
    blobs::give_up(site, BlobId(id)).await
}

/// Removes what no form took in a day; one that can't be removed stays for the next time. Answers how many.
///
/// # Errors
/// The store's.
pub async fn sweep(site: &Site) -> Result<usize> {
    let before = crate::clock::timestamp(site.clock().now().as_millisecond().saturating_sub(STAYS));
    let old = store::before(&mut site.db().read().await?, before).await?;
    let mut swept = 0;
    for id in &old {
        match discard(site, id.0).await {
            Ok(()) => swept += 1,
            Err(error) => tracing::warn!(%error, upload = %id, "a file on its way is removed later"),
        }
    }
    Ok(swept)
}
