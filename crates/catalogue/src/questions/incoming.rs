//! The images that come with questions: checked, and sealed until their author says yes.

use std::io::{Seek as _, SeekFrom, Write as _};

use assess::imports::{Entry, Matter, Outcome, Pictured};
use assess::questions::Question;
use platform::blobs::Stored;
use platform::http::SentFile;
use platform::{Error, Result, Site};

use super::packed::Unpacked;
use super::picture;
use super::views::Reported;

/// The images of a question, by the names that it has for them.
pub(super) type Pictures = Vec<(String, Stored)>;

/// The most images of an import.
const MOST_IMAGES: usize = 500;

/// Finds in an archive the images that questions of one of its files name.
pub(super) fn find(entries: &mut [Entry], archive: &Unpacked, file: &str) {
    for image in entries.iter_mut().flat_map(|entry| &mut entry.images) {
        if let Matter::Beside(path) = &image.matter
            && let Some(bytes) = archive.beside(file, path)
        {
            image.matter = Matter::Bytes(bytes.clone());
        }
    }
}

/// The question of an entry that is taken.
pub(super) fn question(entry: &Entry) -> Option<&Question> {
    match &entry.outcome {
        Outcome::Taken(question) | Outcome::Reduced(question, _) => Some(question),
        Outcome::Refused(_) => None,
    }
}

/// Seals the images of each question that is taken, in order; what isn't an image is left out of its question, and told.
///
/// # Errors
/// The disk's or the key store's.
pub(super) async fn seal(site: &Site, files: &mut [Reported]) -> Result<Vec<Pictures>> {
    let (mut all, mut count) = (Vec::new(), 0);
    for file in files {
        let Ok(entries) = &mut file.read else { continue };
        for entry in entries {
            if question(entry).is_none() {
                continue;
            }
            let mut pictures = Pictures::new();
            for image in std::mem::take(&mut entry.images) {
                let name = image.name.clone();
                let stored = match count < MOST_IMAGES {
                    true => sealed(site, image).await?,
                    false => None,
                };
                count += 1;
                match stored {
                    Some(stored) => pictures.push((name, stored)),
                    None => leave(entry, &name),
                }
            }
            all.push(pictures);
        }
    }
    Ok(all)
}

async fn sealed(site: &Site, image: Pictured) -> Result<Option<Stored>> {
    let Matter::Bytes(bytes) = image.matter else {
        return Ok(None);
    };
    let folder = site.config().data_dir.clone();
    let written = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::tempfile_in(folder)?;
        file.write_all(&bytes)?;
        file.seek(SeekFrom::Start(0))?;
        Ok((bytes.len() as u64, file))
    });
    let failed = |error: std::io::Error| Error::internal("keeping an image", error);
    let written = written
        .await
        .map_err(|error| Error::internal("keeping an image", error))?;
    let (size, file) = written.map_err(failed)?;
    picture::seal(site, SentFile::new(image.name, size, file)).await
}

fn leave(entry: &mut Entry, name: &str) {
    const LEFT: &str = "Une image n’est pas là, ou n’est ni un PNG ni un JPEG de 10\u{a0}Mo au plus\u{202f}: seule sa description reste.";
    let before = std::mem::replace(&mut entry.outcome, Outcome::Refused(String::new()));
    entry.outcome = match before {
        Outcome::Taken(mut question) => {
            question.leave_image(name);
            Outcome::Reduced(question, vec![LEFT.to_owned()])
        }
        Outcome::Reduced(mut question, mut losses) => {
            question.leave_image(name);
            if !losses.iter().any(|one| one == LEFT) {
                losses.push(LEFT.to_owned());
            }
            Outcome::Reduced(question, losses)
        }
        refused @ Outcome::Refused(_) => refused,
    };
}
