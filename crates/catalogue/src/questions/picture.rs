//! The image of a question: a PNG or a JPEG, sealed as it came.

use std::io::{BufReader, Seek as _, SeekFrom};

use image::{ImageFormat, ImageReader};
use platform::blobs::{self, Appended, Stored};
use platform::http::SentFile;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site, uploads};
use uuid::Uuid;

use super::rules::Image;
use crate::library::{check_document, content_type};

/// The most bytes of an image.
const MOST_BYTES: u64 = 10 << 20;
const KINDS: &str =
    "Choisissez une image PNG ou JPEG. Une autre image s’enregistre sous ce format avec son logiciel.";
const LARGE: &str = "Cette image dépasse 10\u{a0}Mo\u{202f}: réduisez-la, puis choisissez-la à nouveau.";

/// An image that was checked.
pub(super) struct Picture {
    /// Its name and its size.
    pub(super) image: Image,
    file: std::fs::File,
}

/// Checks an image that was sent; otherwise says why not.
///
/// # Errors
/// The disk's.
pub(super) async fn check(sent: SentFile) -> Result<Result<Picture, String>> {
    if sent.size > MOST_BYTES {
        return Ok(Err(LARGE.to_owned()));
    }
    let document = match check_document(sent).await? {
        Ok(document) => document,
        Err(_) => return Ok(Err(KINDS.to_owned())),
    };
    let work = tokio::task::spawn_blocking(move || {
        let mut file = document.file;
        let size = size(&file);
        file.seek(SeekFrom::Start(0))?;
        Ok((document.name, file, size))
    });
    let read = work
        .await
        .map_err(|error| Error::internal("reading an image", error))?;
    let (name, file, size) =
        read.map_err(|error: std::io::Error| Error::internal("reading an image", error))?;
    Ok(size
        .map(|size| Picture {
            image: Image {
                name,
                size,
                ..Image::default()
            },
            file,
        })
        .ok_or_else(|| KINDS.to_owned()))
}

/// Its width and height, from its head alone.
fn size(file: &std::fs::File) -> Option<(u32, u32)> {
    let reader = ImageReader::new(BufReader::new(file))
        .with_guessed_format()
        .ok()?;
    let known = matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg));
    known.then(|| reader.into_dimensions().ok()).flatten()
}

/// Seals an image that was sent for a question; none when it isn't one.
///
/// # Errors
/// The disk's or the key store's: then nothing is left.
pub(crate) async fn seal(site: &Site, sent: SentFile) -> Result<Option<Stored>> {
    match check(sent).await? {
        Ok(picture) => picture.seal(site).await.map(Some),
        Err(_) => Ok(None),
    }
}

impl Picture {
    /// Lets it wait for the form that it came with to be sent again: what that form calls it, or why not.
    ///
    /// # Errors
    /// The store's, the disk's or the key store's.
    pub(super) async fn wait(mut self, site: &Site, person: PersonId) -> Result<Result<String, String>> {
        let failed = |error: std::io::Error| Error::internal("keeping an image", error);
        let size = self.file.metadata().map_err(failed)?.len();
        self.file.seek(SeekFrom::Start(0)).map_err(failed)?;
        let mut tx = site.db().begin().await?;
        let sent = match uploads::announce(&mut tx, site, person, size).await? {
            Ok(sent) => sent,
            Err(sentence) => return Ok(Err(sentence)),
        };
        tx.commit().await?;
        let file = tokio::fs::File::from_std(self.file);
        match blobs::append(site, sent.blob(), 0, file).await? {
            Appended::Has(all) if all == size => Ok(Ok(format!("{} {}", sent.id(), self.image.name))),
            _ => Err(Error::fault("an image that was just sent isn't whole")),
        }
    }

    /// Seals it for a question.
    ///
    /// # Errors
    /// The disk's or the key store's: then nothing is left.
    pub(super) async fn seal(self, site: &Site) -> Result<Stored> {
        let kind = content_type(&self.image.name);
        let owner: Uuid = site.new_id::<super::QuestionId>().0;
        blobs::put(
            site,
            owner,
            Class::Shared,
            kind,
            tokio::fs::File::from_std(self.file),
        )
        .await
    }
}
