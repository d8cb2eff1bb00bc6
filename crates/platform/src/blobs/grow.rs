//! A sealed file that comes in several times. What has come is kept by whole chunks: whoever sends it asks how much that
//! is, and goes on from there. Its length on disk says it; nothing else has to be written with each piece.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use uuid::Uuid;

use super::chunks::{CHUNK, Chunk, count, place, sealed_size};
use super::{Blob, BlobId, files, read};
use crate::keys::Class;
use crate::vault::DataKey;
use crate::{Result, Site};

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// The file now has so many bytes.
    Has(u64),
    /// The piece doesn't follow what has come: the file has so many bytes.
    Elsewhere(u64),
    /// Another piece of it is being written.
    Busy,
}

/// A file of `size` bytes to come, sealed with the owner's key of a class. Nothing is on disk yet.
///
/// # Errors
/// The key store's.
pub async fn grow(site: &Site, owner: Uuid, class: Class, size: u64) -> Result<Blob> {
    let key = site.keys().get_or_create(owner, class).await?;
    Ok(Blob {
        id: site.new_id(),
        owner,
        class,
        key_version: key.version(),
        size,
        content_type: "application/octet-stream".to_owned(),
        created_at: site.clock().now(),
    })
}

/// How many bytes have come.
///
/// # Errors
/// The disk's.
pub async fn received(site: &Site, blob: &Blob) -> Result<u64> {
    let (path, size) = (files::growing(site, blob.id), blob.size);
    files::blocking(
        "measuring a file that comes in",
        move || match std::fs::metadata(path) {
            Ok(found) => Ok(kept(size, found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        },
    )
    .await
}

/// Seals what the reader gives after the first `from` bytes. A reader that breaks leaves what came before, by whole chunks.
///
/// # Errors
/// The disk's or the key store's.
pub async fn append(
    site: &Site,
    blob: &Blob,
    from: u64,
    mut reader: impl AsyncRead + Unpin,
) -> Result<Appended> {
    let key = read::key(site, blob).await?;
    files::make_folder(&files::folder(site).join("tmp")).await?;
    let path = files::growing(site, blob.id);
    let opened = files::blocking("opening a file that comes in", move || {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    });
    let Some(file) = opened.await? else {
        return Ok(Appended::Busy);
    };
    let end = Arc::new(End {
        file,
        key,
        blob: blob.clone(),
    });
    let mut has = end.clone().whole().await?;
    if has != from {
        return Ok(Appended::Elsewhere(has));
    }
    while has < blob.size {
        let wanted = (blob.size - has).min(CHUNK as u64);
        let mut plain = Vec::with_capacity(CHUNK);
        let got = (&mut reader).take(wanted).read_to_end(&mut plain).await;
        if got.is_err() || plain.len() as u64 != wanted {
            break;
        }
        has = end.clone().put(site, has, plain).await?;
    }
    // What is answered is there, whatever happens to the machine.
    if has > from {
        files::blocking("writing a file that comes in", move || end.file.sync_all()).await?;
    }
    Ok(Appended::Has(has))
}

/// The whole file, opened: on disk under no name, read from its beginning.
///
/// # Errors
/// The disk's, or that of a chunk that was altered or isn't there yet.
pub async fn open_grown(site: &Site, blob: &Blob) -> Result<File> {
    read::opened_at(site, blob, &files::growing(site, blob.id)).await
}

/// Removes what has come; what is gone already is fine.
///
/// # Errors
/// The disk's.
pub async fn give_up(site: &Site, blob: BlobId) -> Result<()> {
    files::remove(&files::growing(site, blob)).await
}

/// The bytes that a file of `size` bytes has in the whole chunks of `on_disk`.
fn kept(size: u64, on_disk: u64) -> u64 {
    if on_disk >= sealed_size(size) {
        return size;
    }
    let whole = on_disk / sealed_size(CHUNK as u64);
    whole.min(count(size) - 1) * CHUNK as u64
}

/// The end of a file that comes in; its lock goes with it.
struct End {
    file: File,
    key: Arc<DataKey>,
    blob: Blob,
}

impl End {
    /// Cuts what a crash left of a chunk; answers the bytes that have come.
    async fn whole(self: Arc<Self>) -> Result<u64> {
        files::blocking("cutting a file that comes in", move || {
            let on_disk = self.file.metadata()?.len();
            let has = kept(self.blob.size, on_disk);
            let end = if has == self.blob.size {
                sealed_size(has)
            } else {
                place(self.blob.size, has / CHUNK as u64).start
            };
            if on_disk != end {
                self.file.set_len(end)?;
            }
            Ok(has)
        })
        .await
    }

    /// Seals one more chunk; answers the bytes that have come.
    async fn put(self: Arc<Self>, site: &Site, has: u64, plain: Vec<u8>) -> Result<u64> {
        let (after, index) = (has + plain.len() as u64, has / CHUNK as u64);
        let chunk = Chunk {
            blob: self.blob.id,
            index,
            last: after == self.blob.size,
        };
        let sealed = chunk.seal(&self.key, site.random(), &plain)?;
        files::blocking("writing a file that comes in", move || {
            (&self.file).write_all(&sealed)
        })
        .await?;
        Ok(after)
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_has_come_is_counted_by_whole_chunks() {
        for (size, on_disk, has) in [
            (1, 0, 0),
            (1, 29, 0),
            (1, 30, 1),
            (65_536, 65_564, 0),
            (65_536, 65_565, 65_536),
            (65_537, 65_565, 65_536),
            (65_537, 65_594, 65_536),
            (65_537, 65_595, 65_537),
            (200_000, 131_130, 131_072),
            (200_000, 140_000, 131_072),
        ] {
            assert_eq!(kept(size, on_disk), has, "{size}, {on_disk}");
        }
    }
}
