//! Where files lie, and how they come and go without leaving anything behind.

use std::io;
use std::path::{Path, PathBuf};

use super::BlobId;
use crate::{Error, Result, Site};

/// The folder of all blobs.
pub(super) fn folder(site: &Site) -> PathBuf {
    site.config().data_dir.join("blobs")
}

/// A file's place: two folders from the random end of its identifier, whose beginning is the time.
pub(super) fn path(site: &Site, id: BlobId) -> PathBuf {
    let [.., first, second] = *id.0.as_bytes();
    folder(site)
        .join(format!("{first:02x}"))
        .join(format!("{second:02x}"))
        .join(id.to_string())
}

/// Where a file grows before it is complete.
pub(super) fn growing(site: &Site, id: BlobId) -> PathBuf {
    folder(site).join("tmp").join(id.to_string())
}

/// Makes a folder and those above it last.
pub(super) async fn make_folder(path: &Path) -> Result<()> {
    let path = path.to_owned();
    blocking("making a folder of files", move || {
        if path.is_dir() {
            return Ok(());
        }
        std::fs::create_dir_all(&path)?;
        path.ancestors()
            .skip(1)
            .take(3)
            .filter(|above| above.is_dir())
            .try_for_each(sync)
    })
    .await
}

/// Moves a complete file to its place, for good.
pub(super) async fn settle(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        make_folder(parent).await?;
    }
    let (from, to) = (from.to_owned(), to.to_owned());
    blocking("moving a file to its place", move || {
        std::fs::rename(&from, &to)?;
        to.parent().map_or(Ok(()), sync)
    })
    .await
}

/// Removes a file; one that is gone already is fine.
pub(super) async fn remove(path: &Path) -> Result<()> {
    let path = path.to_owned();
    blocking("removing a file", move || match std::fs::remove_file(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    })
    .await
}

/// A folder's entries are durable once the folder is.
fn sync(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

pub(super) async fn blocking<T: Send + 'static>(
    doing: &'static str,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal(doing, error))?;
    done.map_err(|error| Error::internal(doing, error))
}

/// A file that goes away with its guard, unless it is kept.
#[derive(Debug)]
pub(super) struct Guard(Option<PathBuf>);

impl Guard {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(Some(path))
    }

    pub(super) fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(path) = self.0.take()
            && let Err(error) = std::fs::remove_file(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, path = %path.display(), "an unfinished file stays behind until the next sweep");
        }
    }
}
