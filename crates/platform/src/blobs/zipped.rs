//! Several files in one zip, for somebody to keep.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Blob, files, read};
use crate::{Error, Result, Site};

/// What goes into a zip.
#[derive(Debug)]
pub enum Zipped {
    /// A sealed file, opened.
    Blob(Blob),
    /// Bytes of ours.
    Bytes(Vec<u8>),
}

/// A zip of files by their names, on disk under no name and read from its beginning; its size in bytes. Films, packages and
/// documents are compressed already: nothing is packed again.
///
/// # Errors
/// The disk's, the key store's, or a name that is there twice.
pub async fn zipped(site: &Site, files: Vec<(String, Zipped)>) -> Result<(File, u64)> {
    let folder = site.config().data_dir.clone();
    let mut zip = blocking(move || Ok(ZipWriter::new(tempfile::tempfile_in(folder)?))).await?;
    for (name, file) in files {
        let mut bytes = match file {
            Zipped::Bytes(bytes) => {
                zip = blocking(move || {
                    zip.start_file(name, options())?;
                    zip.write_all(&bytes)?;
                    Ok(zip)
                })
                .await?;
                continue;
            }
            Zipped::Blob(blob) => read::opened_at(site, &blob, &files::path(site, blob.id)).await?,
        };
        zip = blocking(move || {
            zip.start_file(name, options())?;
            std::io::copy(&mut bytes, &mut zip)?;
            Ok(zip)
        })
        .await?;
    }
    blocking(move || {
        let mut file = zip.finish()?;
        let size = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(0))?;
        Ok((file, size))
    })
    .await
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(true)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ZipError> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal("writing a zip", error))?
        .map_err(|error| Error::internal("writing a zip", error))
}
