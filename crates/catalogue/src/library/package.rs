//! From the archive that someone sent to sealed files: the whole of it is checked before anything is kept.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom};

use platform::blobs::{self, Stored};
use platform::keys::Class;
use platform::{Error, Result, Site};
use scorm::manifest::{self, Launchable, Manifest, Version as ScormVersion};
use scorm::package::{Limits, Package, ReadError};

use super::launches::{Launches, Sco, ScormType};
use super::media::content_type;
use super::store::ItemId;

/// A package that was read to its end and can be launched.
pub struct Checked {
    package: Package<File>,
    launches: Launches,
}

/// The files of a package, each sealed and on disk; they go away unless a version records them.
pub struct Sealed {
    pub(super) item: ItemId,
    pub(super) launches: Launches,
    pub(super) files: Vec<(String, Stored)>,
}

/// Reads a package: its archive, its manifest, every file to its end. What can't be taken is answered as a French
/// sentence for who sent it.
///
/// # Errors
/// The disk's.
pub async fn check(file: File) -> Result<Result<Checked, String>> {
    check_within(file, Limits::default()).await
}

/// The same within limits of one's own.
///
/// # Errors
/// The disk's.
pub async fn check_within(file: File, limits: Limits) -> Result<Result<Checked, String>> {
    blocking(move || read(file, &limits)).await
}

fn read(file: File, limits: &Limits) -> Result<Checked, String> {
    let mut package = Package::open(file, limits).map_err(|refusal| refusal.to_string())?;
    let bytes = package.read_manifest().map_err(|refusal| refusal.to_string())?;
    let manifest = manifest::parse(&bytes, &package.paths()).map_err(|refusal| refusal.to_string())?;
    if let Some(why) = other_version(manifest.version) {
        return Err(why);
    }
    for index in 0..package.entries().len() {
        package
            .read_entry(index, io::sink())
            .map_err(|error| match error {
                ReadError::Refused(refusal) => refusal.to_string(),
                ReadError::Sink(_) => "Ce fichier n’a pas pu être lu. Envoyez-le à nouveau.".to_owned(),
            })?;
    }
    Ok(Checked {
        launches: launches(&manifest),
        package,
    })
}

fn other_version(version: ScormVersion) -> Option<String> {
    match version {
        ScormVersion::Scorm12 | ScormVersion::Unknown => None,
        other => Some(format!(
            "Ce module est au format {}, qui n’est pas encore lu ici. Exportez-le à nouveau depuis l’outil auteur, au format SCORM 1.2.",
            other.label()
        )),
    }
}

fn launches(manifest: &Manifest) -> Launches {
    Launches {
        title: manifest.title.clone(),
        scos: manifest.launchables().into_iter().map(sco).collect(),
        warnings: manifest.warnings.iter().map(ToString::to_string).collect(),
    }
}

fn sco(one: Launchable) -> Sco {
    Sco {
        identifier: one.identifier,
        title: one.title,
        href: one.url,
        scorm_type: match one.scorm_type {
            manifest::ScormType::Sco => ScormType::Sco,
            manifest::ScormType::Asset => ScormType::Asset,
        },
        mastery_score: one.mastery_score,
        max_time_allowed: one.max_time_allowed.map(|time| time.to_string()),
        time_limit_action: one.time_limit_action,
        launch_data: one.data_from_lms,
        prerequisites: one.prerequisites,
        visible: one.is_visible,
        depth: one.within.len(),
    }
}

impl Checked {
    /// What it launches.
    pub fn launches(&self) -> &Launches {
        &self.launches
    }

    /// Seals each file with the item's key.
    ///
    /// # Errors
    /// The disk's or the key store's: then nothing is left.
    pub async fn seal(self, site: &Site, item: ItemId) -> Result<Sealed> {
        let Self {
            mut package,
            launches,
        } = self;
        let mut files = Vec::with_capacity(package.entries().len());
        let mut scratch = scratch(site).await?;
        for index in 0..package.entries().len() {
            let path = package
                .entries()
                .get(index)
                .map(|entry| entry.path.clone())
                .ok_or_else(|| Error::fault("a package that lost an entry"))?;
            let size;
            (package, scratch, size) = extract(package, index, scratch).await?;
            let reader = tokio::fs::File::from_std(scratch.try_clone().map_err(reading)?);
            let reader = tokio::io::AsyncReadExt::take(reader, size);
            let stored = blobs::put(site, item.0, Class::Shared, content_type(&path), reader).await?;
            files.push((path, stored));
        }
        Ok(Sealed {
            item,
            launches,
            files,
        })
    }
}

/// A file under no name, through which each entry passes.
async fn scratch(site: &Site) -> Result<File> {
    let folder = site.config().data_dir.clone();
    blocking(move || tempfile::tempfile_in(folder))
        .await?
        .map_err(reading)
}

async fn extract(
    mut package: Package<File>,
    index: usize,
    mut to: File,
) -> Result<(Package<File>, File, u64)> {
    blocking(move || {
        to.seek(SeekFrom::Start(0)).map_err(reading)?;
        to.set_len(0).map_err(reading)?;
        let size = package
            .read_entry(index, &mut to)
            .map_err(|_| Error::fault("a package that changed while it was read"))?;
        to.seek(SeekFrom::Start(0)).map_err(reading)?;
        Ok((package, to, size))
    })
    .await?
}

fn reading(error: io::Error) -> Error {
    Error::internal("reading a package", error)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal("reading a package", error))
}
