//! From the archive that someone sent to sealed files: the whole of it is checked before anything is kept.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Seek as _, SeekFrom};

use platform::blobs::{self, Stored};
use platform::keys::Class;
use platform::{Error, Result, Site};
use scorm::manifest::{self, Launchable, Manifest};
use scorm::package::{Limits, Package, ReadError};

use super::document::Document;
use super::launches::{Block, Launches, Sco, ScormType};
use super::media::content_type;
use super::reading::Reading;
use super::store::{ItemId, VersionId};

/// A package that was read to its end and can be launched.
pub struct Checked {
    package: Package<File>,
    launches: Launches,
}

/// What a version is made of, its files sealed and on disk; they go away unless the version records them.
pub struct Sealed {
    pub(super) item: ItemId,
    /// What the version says of itself, as stored.
    pub(super) manifest: String,
    pub(super) for_computer: bool,
    pub(super) files: Vec<(String, Stored)>,
    /// The files of an earlier version that stay, by their names.
    pub(super) kept: Option<(VersionId, Vec<String>)>,
}

impl Sealed {
    /// What shows something and runs nothing, with its files.
    ///
    /// # Errors
    /// The disk's or the key store's: then nothing is left.
    pub async fn reading(
        site: &Site,
        item: ItemId,
        reading: &Reading,
        documents: Vec<Document>,
    ) -> Result<Self> {
        let mut files = Vec::with_capacity(documents.len());
        for document in documents {
            let name = document.name.clone();
            let stored = blobs::put(
                site,
                item.0,
                Class::Shared,
                content_type(&name),
                document.reader(),
            )
            .await?;
            files.push((name, stored));
        }
        Ok(Self {
            item,
            manifest: reading.to_json()?,
            for_computer: false,
            files,
            kept: None,
        })
    }
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

/// Reads an archive of pages that speak to nobody: it has a page to begin with, and every file is read to its end.
///
/// # Errors
/// The disk's.
pub async fn check_web(file: File) -> Result<Result<Checked, String>> {
    blocking(move || {
        let package =
            Package::open_archive(file, &Limits::default()).map_err(|refusal| refusal.to_string())?;
        let first = first_page(&package.paths()).ok_or_else(|| NO_PAGE.to_owned())?;
        let launches = Launches {
            scos: vec![Sco::page(&first)],
            ..Launches::default()
        };
        whole(package, launches, &BTreeSet::from([first]))
    })
    .await
}

const NO_PAGE: &str = "Cette archive n’a pas de page index.html à sa racine. Compressez le contenu du dossier, et non le dossier lui-même, puis envoyez-la à nouveau.";

/// `index.html` at the root; or in the one folder that holds everything.
fn first_page(paths: &BTreeSet<String>) -> Option<String> {
    let index = |folder: &str| {
        let names = ["index.html", "index.htm"].map(|name| format!("{folder}{name}"));
        names.into_iter().find(|name| paths.contains(name))
    };
    let folder = paths
        .first()
        .and_then(|path| path.split_once('/'))
        .map(|(folder, _)| format!("{folder}/"));
    let alone = folder.filter(|folder| paths.iter().all(|path| path.starts_with(folder.as_str())));
    index("").or_else(|| index(&alone?))
}

fn read(file: File, limits: &Limits) -> Result<Checked, String> {
    let mut package = Package::open(file, limits).map_err(|refusal| refusal.to_string())?;
    let bytes = package.read_manifest().map_err(|refusal| refusal.to_string())?;
    let manifest = manifest::parse(&bytes, &package.paths()).map_err(|refusal| refusal.to_string())?;
    let pages: BTreeSet<String> = manifest.launchables().into_iter().map(|one| one.path).collect();
    whole(package, launches(&manifest), &pages)
}

/// Reads every file to its end; the pages that are launched say what screens they are made for.
fn whole(
    mut package: Package<File>,
    mut launches: Launches,
    pages: &BTreeSet<String>,
) -> Result<Checked, String> {
    launches.for_computer = true;
    for index in 0..package.entries().len() {
        let path = package.entries().get(index).map(|entry| entry.path.clone());
        let mut head = Head::default();
        package
            .read_entry(index, &mut head)
            .map_err(|error| match error {
                ReadError::Refused(refusal) => refusal.to_string(),
                ReadError::Sink(_) => "Ce fichier n’a pas pu être lu. Envoyez-le à nouveau.".to_owned(),
            })?;
        let launched = path.is_some_and(|path| pages.contains(&path));
        launches.for_computer &= !(launched && head.fits_a_phone());
    }
    Ok(Checked { package, launches })
}

/// The beginning of a file, where a page says what screens it is made for.
#[derive(Default)]
struct Head(Vec<u8>);

impl Head {
    const LONGEST: usize = 64 * 1024;

    /// A page that gives its viewport was made for phones too; one that doesn't is laid out for a computer's screen.
    fn fits_a_phone(&self) -> bool {
        let text = String::from_utf8_lossy(&self.0).to_ascii_lowercase();
        ["name=\"viewport\"", "name='viewport'", "name=viewport"]
            .iter()
            .any(|named| text.contains(named))
    }
}

impl io::Write for Head {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = Self::LONGEST.saturating_sub(self.0.len());
        self.0.extend(bytes.iter().take(room));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn launches(manifest: &Manifest) -> Launches {
    let mut launches = Launches {
        title: manifest.title.clone(),
        scos: manifest.launchables().into_iter().map(sco).collect(),
        blocks: manifest.blocks().into_iter().map(block).collect(),
        plan: manifest.plan(),
        for_computer: false,
        warnings: manifest.warnings.iter().map(ToString::to_string).collect(),
    };
    let depths: Vec<usize> = launches
        .scos
        .iter()
        .map(|sco| launches.around(sco.within).count())
        .collect();
    for (sco, depth) in launches.scos.iter_mut().zip(depths) {
        sco.depth = depth;
    }
    launches
}

fn block(one: manifest::Block) -> Block {
    Block {
        identifier: one.identifier,
        title: one.title,
        prerequisites: one.prerequisites,
        within: one.within,
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
        within: one.within,
        depth: 0,
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
            manifest: launches.to_json()?,
            for_computer: launches.for_computer,
            files,
            kept: None,
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

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn pages_begin_at_the_index() {
        let cases: [(&[&str], Option<&str>); 7] = [
            (&["index.html", "a/index.html"], Some("index.html")),
            (&["a.css", "index.htm"], Some("index.htm")),
            (&["jeu/a.css", "jeu/index.html"], Some("jeu/index.html")),
            (&["jeu/index.html", "lisezmoi.txt"], None),
            (&["a/index.html", "b/index.html"], None),
            (&["accueil.html"], None),
            (&[], None),
        ];
        for (paths, expected) in cases {
            let paths = paths.iter().map(|path| (*path).to_owned()).collect();
            assert_eq!(first_page(&paths).as_deref(), expected, "{paths:?}");
        }
    }
}
