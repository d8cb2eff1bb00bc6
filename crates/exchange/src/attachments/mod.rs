//! Files that go with words (documents, images, a voice): what a form takes, checked by its content, sealed with the key of who
//! sends it, opened for who reads the words. Owns nothing: each room keeps the rows of its own.

mod fields;

use catalogue::assignments::Format;
use learning::submissions::{About, Checked, Piece, PieceId, check_one, field};
use platform::blobs::{BlobId, Stored};
use platform::db::{Row, Tx};
use platform::html::FormErrors;
use platform::http::Upload;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site};
use uuid::Uuid;

pub(crate) use fields::fields;

/// The most files of a message.
const MOST: usize = 5;
/// The most bytes of a file: a message isn't a store.
const LARGEST: u64 = 25 << 20;

/// Checks the files of a form.
///
/// # Errors
/// The disk's.
pub(crate) async fn check(upload: &mut Upload, errors: &mut FormErrors) -> Result<Vec<Checked>> {
    let mut checked = Vec::new();
    for (format, label) in [
        (Format::Audio, "Un message vocal"),
        (Format::File, "Documents ou images"),
    ] {
        for sent in upload.take_all(field(format)) {
            if sent.size > LARGEST {
                errors.add(
                    field(format),
                    label,
                    "Ce fichier dépasse 25\u{a0}Mo\u{202f}: réduisez-le, ou raccourcissez l’enregistrement.",
                );
                continue;
            }
            if checked.len() >= MOST {
                errors.add(
                    field(format),
                    label,
                    "Cinq fichiers au plus\u{202f}: envoyez les autres dans un second message.",
                );
                break;
            }
            match check_one(format, sent).await? {
                Ok(file) => checked.push(file),
                Err(sentence) => errors.add(field(format), label, sentence),
            }
        }
    }
    Ok(checked)
}

/// A file that is sealed, about to be kept by its row.
pub(crate) struct Sealed {
    format: Format,
    about: About,
    stored: Stored,
}

/// Seals files with the key of exchanges of who sends them. Before the transaction that keeps them.
///
/// # Errors
/// The disk's or the key store's.
pub(crate) async fn seal(site: &Site, by: PersonId, checked: Vec<Checked>) -> Result<Vec<Sealed>> {
    let mut sealed = Vec::with_capacity(checked.len());
    for file in checked {
        let (format, about, stored) = file.seal(site, (by.0, Class::Exchanges)).await?;
        sealed.push(Sealed {
            format,
            about,
            stored,
        });
    }
    Ok(sealed)
}

/// What the row of a file holds.
pub(crate) struct Kept {
    pub(crate) id: PieceId,
    pub(crate) kind: &'static str,
    pub(crate) content: Vec<u8>,
    pub(crate) blob: BlobId,
}

impl Sealed {
    /// Records the file. `key`: of who sends it; `table`: of the row that the caller writes next.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn keep(
        self,
        tx: &mut Tx,
        site: &Site,
        key: &DataKey,
        table: &'static str,
    ) -> Result<Kept> {
        let id: PieceId = site.new_id();
        let plain = serde_json::to_vec(&self.about)
            .map_err(|error| Error::internal("writing a file's name", error))?;
        Ok(Kept {
            id,
            kind: self.format.code(),
            content: key.seal(site.random(), place(table, id), &plain)?,
            blob: self.stored.record(tx).await?,
        })
    }
}

fn place(table: &'static str, id: PieceId) -> Place {
    Place::new(table, "content", id.0)
}

/// A file that goes with words, as its row says.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    /// What it goes with.
    pub(crate) to: Uuid,
    pub(crate) author: PersonId,
    pub(crate) id: PieceId,
    table: &'static str,
    format: Format,
    content: Vec<u8>,
    blob: BlobId,
    size: i64,
}

impl Joined {
    /// Reads a row of `table`, which tells `id`, `beside`, `author_id`, `kind`, `content`, `blob_id`, `size`.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn read(row: &Row, table: &'static str) -> Result<Self> {
        Ok(Self {
            to: row.get("beside")?,
            author: row.get("author_id")?,
            id: row.get("id")?,
            table,
            format: Format::parse(&row.get::<String>("kind")?).unwrap_or(Format::File),
            content: row.get("content")?,
            blob: row.get("blob_id")?,
            size: row.get("size")?,
        })
    }

    /// Opens it with its author's key.
    ///
    /// # Errors
    /// When it isn't theirs.
    pub(crate) fn open(&self, key: &DataKey) -> Result<Piece> {
        let plain = key.open(place(self.table, self.id), &self.content)?;
        let about: About = serde_json::from_slice(&plain)
            .map_err(|error| Error::internal("reading a file's name", error))?;
        Ok(Piece {
            id: self.id,
            format: self.format,
            about,
            blob: self.blob,
            size: u64::try_from(self.size).unwrap_or_default(),
            author: Some(self.author),
        })
    }
}
