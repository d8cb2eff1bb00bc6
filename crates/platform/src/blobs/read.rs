//! Opening a range of a file: only the chunks that hold it are read.

use std::io::SeekFrom;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWrite, AsyncWriteExt as _};

use super::chunks::{self, Chunk};
use super::{Blob, files};
use crate::vault::DataKey;
use crate::{Error, Result, Site};

/// Writes the whole of a file, opened.
async fn unseal_at(site: &Site, blob: &Blob, path: &Path, mut into: impl AsyncWrite + Unpin) -> Result<()> {
    let mut chunks = open_at(site, blob, path, 0..blob.size).await?;
    while let Some(chunk) = chunks.next().await {
        into.write_all(&chunk?).await.map_err(reading)?;
    }
    into.flush().await.map_err(reading)
}

/// The whole of a file that lies at `path`, opened: on disk under no name, read from its beginning.
pub(super) async fn opened_at(site: &Site, blob: &Blob, path: &Path) -> Result<std::fs::File> {
    let folder = site.config().data_dir.clone();
    let plain = files::blocking("opening a sealed file", move || tempfile::tempfile_in(folder)).await?;
    let mut into = File::from_std(plain);
    unseal_at(site, blob, path, &mut into).await?;
    into.rewind().await.map_err(reading)?;
    Ok(into.into_std().await)
}

/// The bytes of a range, chunk by chunk.
///
/// # Errors
/// When the range isn't within the file, the key is gone, or the file isn't as long as it should be. The stream ends with
/// an error at the first chunk that was altered or moved.
pub async fn open_range(
    site: &Site,
    blob: &Blob,
    range: Range<u64>,
) -> Result<BoxStream<'static, Result<Bytes>>> {
    open_at(site, blob, &files::path(site, blob.id), range).await
}

/// The whole of a small file, opened, in memory.
///
/// # Errors
/// The disk's, the key store's, or that of a chunk that was altered.
pub async fn read_whole(site: &Site, blob: &Blob) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    unseal_at(site, blob, &files::path(site, blob.id), &mut bytes).await?;
    Ok(bytes)
}

/// The key that a file is sealed with.
pub(super) async fn key(site: &Site, blob: &Blob) -> Result<Arc<DataKey>> {
    let key = site.keys().find(blob.owner, blob.class).await?;
    let key = key.ok_or(Error::NotFound)?;
    if key.version() != blob.key_version {
        return Err(Error::fault("a file sealed with another version of its key"));
    }
    Ok(key)
}

async fn open_at(
    site: &Site,
    blob: &Blob,
    path: &Path,
    range: Range<u64>,
) -> Result<BoxStream<'static, Result<Bytes>>> {
    if range.start > range.end || range.end > blob.size {
        return Err(Error::fault("a range outside the file"));
    }
    let key = key(site, blob).await?;
    let mut file = File::open(path).await.map_err(reading)?;
    if file.metadata().await.map_err(reading)?.len() != chunks::sealed_size(blob.size) {
        return Err(Error::fault("a sealed file of another length"));
    }
    let wanted = chunks::covering(&range);
    file.seek(SeekFrom::Start(chunks::place(blob.size, wanted.start).start))
        .await
        .map_err(reading)?;
    let reader = Reader {
        file,
        key,
        blob: blob.clone(),
        range,
        next: wanted.start,
        end: wanted.end,
    };
    Ok(stream::try_unfold(reader, Reader::chunk).boxed())
}

struct Reader {
    file: File,
    key: Arc<DataKey>,
    blob: Blob,
    range: Range<u64>,
    next: u64,
    end: u64,
}

impl Reader {
    async fn chunk(mut self) -> Result<Option<(Bytes, Self)>> {
        let index = self.next;
        if index == self.end {
            return Ok(None);
        }
        let place = chunks::place(self.blob.size, index);
        let mut sealed =
            vec![0; usize::try_from(place.end - place.start).map_err(|e| Error::internal("a chunk", e))?];
        self.file.read_exact(&mut sealed).await.map_err(reading)?;
        let last = index + 1 == chunks::count(self.blob.size);
        let plain = Bytes::from(
            Chunk {
                blob: self.blob.id,
                index,
                last,
            }
            .open(&self.key, &sealed)?,
        );
        let part = chunks::part(&self.range, index, plain.len());
        self.next += 1;
        Ok(Some((plain.slice(part), self)))
    }
}

fn reading(error: std::io::Error) -> Error {
    Error::internal("reading a sealed file", error)
}
