//! Reading a package's archive, which is hostile until shown otherwise.
//!
//! [`Package::open`] looks at the whole directory before anything is read; [`Package::read_entry`] streams one entry and
//! believes no declared size. IMS CP 2.3: a package interchange file is a zip with `imsmanifest.xml` at its root.

mod limits;
mod names;
mod refusal;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};

use zip::{CompressionMethod, ZipArchive};

pub use limits::Limits;
pub use names::comparison_key;
pub use refusal::{ReadError, Refusal};

/// The name of the manifest, at the root of the archive. IMS CP 2.3.
pub const MANIFEST: &str = "imsmanifest.xml";

/// A file of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path from the root: `/` between segments, Unicode NFC, never leading outside.
    pub path: String,
    /// Its declared size in bytes, once uncompressed. [`Package::read_entry`] never gives more.
    pub size: u64,
    place: usize,
    compressed: u64,
}

/// An archive whose directory was found acceptable.
pub struct Package<R> {
    archive: ZipArchive<R>,
    entries: Vec<Entry>,
    limits: Limits,
}

impl<R> fmt::Debug for Package<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Package")
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

impl<R: Read + Seek> Package<R> {
    /// Opens a package: everything that [`Package::open_archive`] checks, and `imsmanifest.xml` at the root.
    ///
    /// Errors: a [`Refusal`], whose text is a sentence for the person who sent the file.
    pub fn open(reader: R, limits: &Limits) -> Result<Self, Refusal> {
        let package = Self::open_archive(reader, limits)?;
        package.manifest_index()?;
        Ok(package)
    }

    /// Opens an archive and checks its whole directory; what the archive is for is not looked at.
    pub fn open_archive(mut reader: R, limits: &Limits) -> Result<Self, Refusal> {
        let declared = limits::declared_entries(&mut reader)?;
        if declared > u64::try_from(limits.entries).unwrap_or(u64::MAX) {
            return Err(Refusal::TooManyEntries {
                limit: limits.entries,
            });
        }
        reader.seek(SeekFrom::Start(0)).map_err(|_| Refusal::NotAZip)?;
        let mut archive = ZipArchive::new(reader).map_err(|_| Refusal::NotAZip)?;
        if archive.len() > limits.entries {
            return Err(Refusal::TooManyEntries {
                limit: limits.entries,
            });
        }
        if archive.has_duplicate_names() {
            return Err(Refusal::DuplicateNames);
        }
        let entries = directory(&mut archive, limits)?;
        if archive.has_overlapping_files().map_err(|_| Refusal::NotAZip)? {
            return Err(Refusal::Overlap);
        }
        Ok(Self {
            archive,
            entries,
            limits: limits.clone(),
        })
    }

    /// The files, in the archive's order; folders are left out.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The paths of the files, for [`crate::manifest::parse`].
    pub fn paths(&self) -> BTreeSet<String> {
        self.entries.iter().map(|entry| entry.path.clone()).collect()
    }

    /// The index of `imsmanifest.xml` in [`Package::entries`].
    pub fn manifest_index(&self) -> Result<usize, Refusal> {
        if let Some(index) = self.entries.iter().position(|entry| entry.path == MANIFEST) {
            return Ok(index);
        }
        let named = |path: &str| path.eq_ignore_ascii_case(MANIFEST);
        if let Some(entry) = self.entries.iter().find(|entry| named(&entry.path)) {
            return Err(Refusal::ManifestName {
                entry: entry.path.clone(),
            });
        }
        let deeper = self.entries.iter().find_map(|entry| {
            let (folder, file) = entry.path.rsplit_once('/')?;
            named(file).then(|| folder.to_owned())
        });
        Err(match deeper {
            Some(folder) => Refusal::ManifestInFolder { folder },
            None => Refusal::ManifestMissing,
        })
    }

    /// The bytes of `imsmanifest.xml`, at most [`crate::manifest::LARGEST`] of them.
    pub fn read_manifest(&mut self) -> Result<Vec<u8>, Refusal> {
        let index = self.manifest_index()?;
        let size = self.entries.get(index).map_or(0, |entry| entry.size);
        if size > crate::manifest::LARGEST as u64 {
            return Err(Refusal::EntryTooLarge {
                entry: MANIFEST.to_owned(),
                limit: crate::manifest::LARGEST as u64,
            });
        }
        let mut bytes = Vec::new();
        match self.read_entry(index, &mut bytes) {
            Ok(_) => Ok(bytes),
            Err(ReadError::Refused(refusal)) => Err(refusal),
            Err(ReadError::Sink(_)) => Err(Refusal::Unreadable {
                entry: MANIFEST.to_owned(),
            }),
        }
    }

    /// Streams the entry at `index` of [`Package::entries`] into `sink`; returns the number of bytes written.
    ///
    /// Stops as soon as more comes out than was declared or than the limits allow; the checksum is verified at the end.
    /// After an error, what `sink` received must be thrown away.
    pub fn read_entry(&mut self, index: usize, mut sink: impl Write) -> Result<u64, ReadError> {
        let entry = self.entries.get(index).ok_or(Refusal::NoSuchEntry { index })?;
        let unreadable = || Refusal::Unreadable {
            entry: entry.path.clone(),
        };
        let mut file = self.archive.by_index(entry.place).map_err(|_| unreadable())?;
        let mut buffer = vec![0; 64 * 1024];
        let mut written = 0_u64;
        loop {
            let count = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(unreadable().into()),
            };
            written = written.saturating_add(count as u64);
            if written > entry.size {
                return Err(Refusal::LargerThanDeclared {
                    entry: entry.path.clone(),
                }
                .into());
            }
            self.limits.check_entry(&entry.path, written, entry.compressed)?;
            let chunk = buffer.get(..count).ok_or_else(unreadable)?;
            sink.write_all(chunk).map_err(ReadError::Sink)?;
        }
        if written == entry.size {
            Ok(written)
        } else {
            Err(unreadable().into())
        }
    }
}

/// Looks at every line of the directory.
fn directory<R: Read + Seek>(archive: &mut ZipArchive<R>, limits: &Limits) -> Result<Vec<Entry>, Refusal> {
    let mut entries = Vec::with_capacity(archive.len());
    let mut seen = BTreeMap::new();
    let mut total = 0_u64;
    for place in 0..archive.len() {
        let file = archive.by_index_raw(place).map_err(|_| Refusal::NotAZip)?;
        let raw = String::from_utf8(file.name_raw().to_vec()).unwrap_or_else(|_| {
            file.name()
                .map_or_else(|_| "\u{fffd}".to_owned(), |name| name.to_string())
        });
        let folder = raw.ends_with('/');
        if file.encrypted() {
            return Err(Refusal::Encrypted { entry: raw });
        }
        match file.unix_mode().map_or(0, |mode| mode & 0o170_000) {
            0 | 0o100_000 | 0o040_000 => {}
            0o120_000 => return Err(Refusal::Symlink { entry: raw }),
            _ => return Err(Refusal::SpecialFile { entry: raw }),
        }
        let path = names::normalise(&raw, limits)?;
        if !folder && names::is_executable(&path) {
            return Err(Refusal::Executable { entry: path });
        }
        if !matches!(
            file.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(Refusal::Compression { entry: path });
        }
        limits.check_entry(&path, file.size(), file.compressed_size())?;
        total = total.saturating_add(file.size());
        if total > limits.total_bytes {
            return Err(Refusal::TooLarge {
                limit: limits.total_bytes,
            });
        }
        if path.is_empty() {
            continue;
        }
        let first = seen.insert(comparison_key(&path), (path.clone(), folder));
        if let Some((first, was_folder)) = first
            && !(folder && was_folder && first == path)
        {
            return Err(Refusal::SameName { first, second: path });
        }
        if !folder {
            entries.push(Entry {
                path,
                size: file.size(),
                place,
                compressed: file.compressed_size(),
            });
        }
    }
    names::no_file_is_a_folder(&seen)?;
    Ok(entries)
}
