//! Removing files: the row in the caller's transaction, the file by a job, and what was orphaned by a sweep.

use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{BlobId, files, store};
use crate::db::Tx;
use crate::jobs::{self, Handler, Job, JobError};
use crate::{Error, Result, Site};

const DELETE: &str = "blobs.delete";

/// A file without a row is left alone for so long: its transaction may be under way. In milliseconds.
const PATIENCE: i64 = 24 * 3_600_000;

/// Deletes a blob in the caller's transaction; its file goes once this has committed.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or the store's.
pub async fn delete(tx: &mut Tx, site: &Site, id: BlobId) -> Result<()> {
    if !store::delete(tx, id).await? {
        return Err(Error::NotFound);
    }
    let job = Job::new(DELETE, serde_json::json!({ "blob": id.0 }), site.clock().now())
        .once(format!("{DELETE}:{id}"));
    jobs::enqueue(tx, site, job).await.map(drop)
}

pub(super) struct Delete;

#[derive(Deserialize)]
struct Payload {
    blob: Uuid,
}

#[async_trait]
impl Handler for Delete {
    fn kind(&self) -> &'static str {
        DELETE
    }

    async fn run(&self, site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        let Payload { blob } = jobs::payload(payload)?;
        let blob = BlobId(blob);
        if store::exists(&mut site.db().read().await?, blob).await? {
            return Err(JobError::Fail("the blob is still named by its row".to_owned()));
        }
        Ok(files::remove(&files::path(site, blob)).await?)
    }
}

/// Removes the files that no row names and that are older than a day: what a crash or an undone transaction left.
/// Answers how many.
///
/// # Errors
/// The disk's or the store's.
pub async fn sweep(site: &Site) -> Result<usize> {
    let folder = files::folder(site);
    let found = files::blocking("listing the files", move || walk(&folder)).await?;
    let before = site.clock().now().as_millisecond().saturating_sub(PATIENCE);
    let mut swept = 0;
    for (path, id) in found {
        if born(id.0).as_millisecond() < before && !named(site, &path, id).await? {
            files::remove(&path).await?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// A file under a temporary name is not the one that a row names.
async fn named(site: &Site, path: &Path, id: BlobId) -> Result<bool> {
    Ok(path == files::path(site, id) && store::exists(&mut site.db().read().await?, id).await?)
}

/// The time in an identifier: its first 48 bits (RFC 9562 §5.7).
fn born(id: Uuid) -> Timestamp {
    let millis = id.as_u128() >> 80;
    crate::clock::timestamp(i64::try_from(millis).unwrap_or(i64::MAX))
}

/// The files under a folder that bear an identifier.
fn walk(folder: &Path) -> io::Result<Vec<(PathBuf, BlobId)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) {
                found.push((entry.path(), BlobId(id)));
            }
        }
    }
    Ok(found)
}
