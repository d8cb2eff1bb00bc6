//! The master key, in a file of its own.

use std::path::Path;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{hex, unhex};
use crate::random::Random;
use crate::{Error, Result};

/// The key that wraps all others. Read from its file, never stored with data.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A fresh one.
    pub fn generate(random: &Random) -> Self {
        Self(random.bytes())
    }

    /// Reads the file (64 hexadecimal digits), or makes it with mode 0600 when there is none.
    ///
    /// # Errors
    /// When the file can't be read or written, is readable by others, or holds something else.
    pub fn load_or_create(path: &Path, random: &Random) -> Result<Self> {
        if let Some(key) = Self::load(path)? {
            return Ok(key);
        }
        let key = Self::generate(random);
        match write_private(path, &hex(&key.0)) {
            Ok(()) => Ok(key),
            // Another instance made it in the same moment: the one that stands there counts.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Self::load(path)?.ok_or_else(|| Error::fault(format!("{} went away", path.display())))
            }
            Err(error) => Err(Error::internal(format!("writing {}", path.display()), error)),
        }
    }

    fn load(path: &Path) -> Result<Option<Self>> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                refuse_open_file(path)?;
                let bytes = unhex(text.trim())
                    .ok_or_else(|| Error::fault(format!("{}: not a master key", path.display())))?;
                Ok(Some(Self(bytes)))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::internal(format!("reading {}", path.display()), error)),
        }
    }

    pub(super) fn derive(&self, label: &str) -> [u8; 32] {
        let mut out = [0; 32];
        let full = Hkdf::<Sha256>::new(None, &self.0).expand(label.as_bytes(), &mut out);
        debug_assert!(full.is_ok(), "32 bytes are within HKDF's length");
        out
    }
}

/// Whole or not at all, and never over another: a temporary file (mode 0600) takes the name once it is on the disk.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)
        .map(drop)
        .map_err(|refused| refused.error)
}

#[cfg(unix)]
fn refuse_open_file(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path)
        .map_err(|e| Error::internal("the master key's file", e))?
        .permissions()
        .mode();
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(Error::fault(format!(
            "{}: others can read it; chmod 600",
            path.display()
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_master_key_file_is_private_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let made = MasterKey::load_or_create(&path, &Random::seeded(3)).unwrap();
        let read = MasterKey::load_or_create(&path, &Random::seeded(4)).unwrap();
        assert_eq!(made.0, read.0);
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::MetadataExt::mode(&path.metadata().unwrap()) & 0o777,
            0o600
        );
        std::fs::write(&path, "not a key").unwrap();
        assert!(MasterKey::load_or_create(&path, &Random::seeded(4)).is_err());
    }

    #[test]
    fn instances_that_start_together_have_the_same_master_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let together = std::sync::Barrier::new(8);
        let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let starts = (0..8).map(|seed| {
                scope.spawn({
                    let (path, together) = (&path, &together);
                    move || {
                        together.wait();
                        MasterKey::load_or_create(path, &Random::seeded(seed)).unwrap().0
                    }
                })
            });
            let starts: Vec<_> = starts.collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }
}
