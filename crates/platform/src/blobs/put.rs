//! Sealing a file as it comes.

use tokio::fs::OpenOptions;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use uuid::Uuid;

use super::chunks::{CHUNK, Chunk};
use super::files::{self, Guard};
use super::{Blob, BlobId, store};
use crate::db::Tx;
use crate::keys::Class;
use crate::vault::DataKey;
use crate::{Error, Result, Site};

/// A file that is sealed and on disk, and not yet named by a row. Dropped without [`Stored::record`], it is removed.
#[derive(Debug)]
#[must_use = "a stored file is removed unless it is recorded"]
pub struct Stored {
    blob: Blob,
    guard: Guard,
}

/// Seals what the reader gives with the owner's key of a class, under a temporary name, and moves it to its place once
/// it is complete and durable. Bounding the size is the reader's affair (`AsyncReadExt::take`).
///
/// # Errors
/// The reader's, the disk's or the key store's: then nothing is left.
pub async fn put(
    site: &Site,
    owner: Uuid,
    class: Class,
    content_type: &str,
    mut reader: impl AsyncRead + Unpin,
) -> Result<Stored> {
    let key = site.keys().get_or_create(owner, class).await?;
    let id: BlobId = site.new_id();
    let growing = files::growing(site, id);
    files::make_folder(&files::folder(site).join("tmp")).await?;
    let unfinished = Guard::new(growing.clone());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(&growing).await.map_err(writing)?;
    let size = seal(site, &key, id, &mut reader, &mut file).await?;
    file.sync_all().await.map_err(writing)?;
    drop(file);
    let place = files::path(site, id);
    let guard = Guard::new(place.clone());
    files::settle(&growing, &place).await?;
    unfinished.keep();
    let (content_type, created_at) = (content_type.to_owned(), site.clock().now());
    let blob = Blob {
        id,
        owner,
        class,
        key_version: key.version(),
        size,
        content_type,
        created_at,
    };
    Ok(Stored { blob, guard })
}

impl Stored {
    /// What will be recorded.
    pub fn blob(&self) -> &Blob {
        &self.blob
    }

    /// Names the file in the caller's transaction. Should that not commit, the sweep removes the file.
    ///
    /// # Errors
    /// The store's: then the file is removed.
    pub async fn record(self, tx: &mut Tx) -> Result<BlobId> {
        store::insert(tx, &self.blob).await?;
        self.guard.keep();
        Ok(self.blob.id)
    }
}

async fn seal(
    site: &Site,
    key: &DataKey,
    blob: BlobId,
    reader: &mut (impl AsyncRead + Unpin),
    file: &mut tokio::fs::File,
) -> Result<u64> {
    let (mut size, mut index) = (0, 0);
    let mut plain = fill(reader).await?;
    loop {
        // Whether a chunk is the last is sealed with it, so the one after it is read first.
        let next = if plain.len() == CHUNK {
            fill(reader).await?
        } else {
            Vec::new()
        };
        let last = next.is_empty();
        let sealed = Chunk { blob, index, last }.seal(key, site.random(), &plain)?;
        file.write_all(&sealed).await.map_err(writing)?;
        size += plain.len() as u64;
        if last {
            file.flush().await.map_err(writing)?;
            return Ok(size);
        }
        plain = next;
        index += 1;
    }
}

/// Up to a chunk: less only at the end.
async fn fill(reader: &mut (impl AsyncRead + Unpin)) -> Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(CHUNK);
    reader
        .take(CHUNK as u64)
        .read_to_end(&mut chunk)
        .await
        .map_err(|error| Error::internal("reading a file that comes in", error))?;
    Ok(chunk)
}

fn writing(error: std::io::Error) -> Error {
    Error::internal("writing a sealed file", error)
}
