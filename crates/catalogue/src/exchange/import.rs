//! Taking in the archive of a course. Everything is checked and sealed before the store is touched.

use std::fs::File;
use std::io::{Seek as _, SeekFrom};

use platform::blobs::Stored;
use platform::http::{Proof, SentFile};
use platform::{Error, Result, Site};
use scorm::package::{Limits, Package, Refusal};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::format::{self, Archive, folder};
use super::quizzes;
use crate::assignments::Format;
use crate::courses::{self, CourseId, EditCourses, Readers, Words, modality};
use crate::editor;
use crate::library::package::Sealed;
use crate::library::{self, ItemId, ItemKind, Matter, NewItem, OnUpdate, Sent};
use crate::questions;
use assess::progression::Progression;

/// A course that was read, its items sealed; nothing of it is in the store yet.
pub(super) struct Read {
    archive: Archive,
    items: Vec<Sealed>,
    /// The images of each question.
    images: Vec<Vec<(String, Stored)>>,
}

impl Read {
    /// Whether questions come with it.
    pub(super) fn has_questions(&self) -> bool {
        !self.archive.questions.is_empty()
    }

    /// Whether some of its quizzes come without what they ask: earlier archives didn't say it.
    pub(super) fn has_empty_quizzes(&self) -> bool {
        let quiz = ItemKind::Quiz.code();
        let mut items = self.archive.items.iter();
        items.any(|item| item.kind == quiz && item.quiz.is_none())
    }
}

type Zip = Package<File>;

/// Reads an archive, and each of its items as a form's is. What can't be taken is answered in French.
///
/// # Errors
/// The disk's or the key store's.
pub(super) async fn read(site: &Site, sent: SentFile) -> Result<Result<Read, String>> {
    let opened = blocking(move || open(sent.file)).await?;
    let (archive, mut zip) = match opened {
        Ok(opened) => opened,
        Err(sentence) => return Ok(Err(sentence)),
    };
    let mut items = Vec::with_capacity(archive.items.len());
    for (place, item) in archive.items.iter().enumerate() {
        let Some(kind) = ItemKind::parse(&item.kind) else {
            return Err(Error::fault("an item of a checked archive has no kind"));
        };
        let data = site.config().data_dir.clone();
        let named = Named {
            file: item.reading.file.clone(),
            captions: item.reading.captions.clone(),
            spoken: item
                .reading
                .spoken
                .iter()
                .map(|one| (one.format, one.file.clone()))
                .collect(),
        };
        let taken;
        (zip, taken) = blocking(move || {
            let taken = files(&mut zip, place, kind, named, &data);
            (zip, taken)
        })
        .await?;
        let (file, captions, spoken) = taken?;
        let matter = Matter {
            kind,
            file,
            captions,
            spoken,
            words: item.reading.clone(),
        };
        match library::take(site, matter).await? {
            Ok(sealed) => items.push(sealed),
            Err(why) => {
                let title = platform::html::fr::quote(&item.title);
                return Ok(Err(format!(
                    "La ressource {title} ne peut pas être importée. {why}"
                )));
            }
        }
    }
    let mut images = Vec::with_capacity(archive.questions.len());
    for (place, question) in archive.questions.iter().enumerate() {
        let mut sealed = Vec::new();
        for name in &question.images {
            let (path, name) = (format!("{}{name}", quizzes::folder(place)), name.clone());
            let data = site.config().data_dir.clone();
            let taken;
            (zip, taken) = blocking(move || {
                let taken = one(&mut zip, &path, name, &data);
                (zip, taken)
            })
            .await?;
            let stored = match taken? {
                Some(sent) => {
                    let name = sent.name.clone();
                    questions::seal_image(site, sent)
                        .await?
                        .map(|stored| (name, stored))
                }
                None => None,
            };
            match stored {
                Some(stored) => sealed.push(stored),
                None => return Ok(Err(NO_IMAGE.to_owned())),
            }
        }
        images.push(sealed);
    }
    Ok(Ok(Read {
        archive,
        items,
        images,
    }))
}

const NO_IMAGE: &str = "L’image d’une question de cette archive manque, ou n’est ni un PNG ni un JPEG\u{202f}: exportez à nouveau le parcours.";

/// A file of an archive, on disk under no name; none when it isn't there.
fn one(zip: &mut Zip, path: &str, name: String, data: &std::path::Path) -> Result<Option<SentFile>> {
    let Some(at) = zip.entries().iter().position(|entry| entry.path == path) else {
        return Ok(None);
    };
    let mut file = tempfile::tempfile_in(data).map_err(reading)?;
    let size = zip.read_entry(at, &mut file).map_err(damaged)?;
    file.seek(SeekFrom::Start(0)).map_err(reading)?;
    Ok(Some(SentFile::new(name, size, file)))
}

/// What isn't a zip isn't a broken module either: the sentence is of a course.
fn told(refusal: Refusal) -> String {
    match refusal {
        Refusal::NotAZip => format::NOT_OURS.to_owned(),
        other => other.to_string(),
    }
}

/// Those of a package, and what the folders of the items take.
fn limits() -> Limits {
    let one = Limits::default();
    Limits {
        entries: one.entries * 5,
        path_characters: one.path_characters + 40,
        depth: one.depth + 4,
        // One film may be nearly all of a course.
        entry_bytes: one.total_bytes,
        ..one
    }
}

fn open(file: File) -> Result<(Archive, Zip), String> {
    let mut zip = Package::open_archive(file, &limits()).map_err(told)?;
    let at = zip.entries().iter().position(|entry| entry.path == format::NAME);
    let small = |at: &usize| {
        zip.entries()
            .get(*at)
            .is_some_and(|entry| entry.size <= format::MOST_BYTES as u64)
    };
    let mut bytes = Vec::new();
    if let Some(at) = at.filter(small) {
        zip.read_entry(at, &mut bytes)
            .map_err(|_| "Cette archive est abîmée\u{202f}: exportez à nouveau le parcours.".to_owned())?;
    }
    let archive = Archive::read(&bytes).map_err(str::to_owned)?;
    Ok((archive, zip))
}

/// The names of the files of an item.
struct Named {
    file: Option<String>,
    captions: Option<String>,
    spoken: Vec<(Format, String)>,
}

type Files = (Option<SentFile>, Option<SentFile>, Vec<(Format, SentFile)>);

/// The files of an item: a package is made into an archive again, so that it is checked like any other.
fn files(zip: &mut Zip, place: usize, kind: ItemKind, named: Named, data: &std::path::Path) -> Result<Files> {
    let folder = folder(place);
    if kind.sent() == Sent::Archive {
        return Ok((Some(package(zip, &folder, data)?), None, Vec::new()));
    }
    let mut sent = |name: Option<String>| match name {
        Some(name) => one(zip, &format!("{folder}{name}"), name, data),
        None => Ok(None),
    };
    let (file, captions) = (sent(named.file)?, sent(named.captions)?);
    let mut spoken = Vec::new();
    for (format, name) in named.spoken {
        spoken.extend(sent(Some(name))?.map(|file| (format, file)));
    }
    Ok((file, captions, spoken))
}

fn package(zip: &mut Zip, folder: &str, data: &std::path::Path) -> Result<SentFile> {
    let mut again = ZipWriter::new(tempfile::tempfile_in(data).map_err(reading)?);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let entries: Vec<(usize, String)> = zip
        .entries()
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| Some((at, entry.path.strip_prefix(folder)?.to_owned())))
        .collect();
    for (at, path) in entries {
        again.start_file(path, options).map_err(writing)?;
        zip.read_entry(at, &mut again).map_err(damaged)?;
    }
    let mut file = again.finish().map_err(writing)?;
    let size = file.seek(SeekFrom::End(0)).map_err(reading)?;
    file.seek(SeekFrom::Start(0)).map_err(reading)?;
    Ok(SentFile::new("module.zip", size, file))
}

/// Writes the course, in draft, and its items, in one transaction, for who was seen to be allowed to add items.
///
/// # Errors
/// The store's: then nothing is left.
pub(super) async fn write(site: &Site, proof: &Proof<EditCourses>, read: Read) -> Result<CourseId> {
    let Read {
        archive,
        items: sealed,
        images,
    } = read;
    let unsound = || Error::fault("a checked archive doesn't hold");
    let mut tx = site.db().begin().await?;
    let mut items: Vec<ItemId> = Vec::with_capacity(sealed.len());
    for (item, sealed) in archive.items.iter().zip(sealed) {
        let new = NewItem {
            title: &item.title,
            kind: ItemKind::parse(&item.kind).ok_or_else(unsound)?,
            modality: modality(&item.modality).ok_or_else(unsound)?,
            minutes: item.minutes,
        };
        let id = library::put(&mut tx, site, proof.actor(), &new, sealed).await?;
        if let Some(sheet) = &item.sheet {
            let on_update = item.on_update.as_deref().and_then(OnUpdate::parse);
            library::put_sheet(&mut tx, id, sheet, on_update.unwrap_or(OnUpdate::Continue)).await?;
        }
        items.push(id);
    }
    let parts = archive.parts(&items).ok_or_else(unsound)?;
    let words = Words {
        title: &archive.title,
        summary: &archive.summary,
        objectives: &archive.objectives,
    };
    let progression = Progression::parse(&archive.progression).ok_or_else(unsound)?;
    let course = editor::lay(&mut tx, site, proof, &words, progression, &parts).await?;
    let questions = quizzes::put(&mut tx, site, proof.actor(), course, &archive.questions, images).await?;
    for (item, id) in archive.items.iter().zip(&items) {
        let composed = (item.quiz.as_ref(), item.quiz_draft.as_ref());
        quizzes::lay(&mut tx, site, *id, composed, (&questions, course)).await?;
    }
    for document in &archive.documents {
        let item = *items.get(document.item).ok_or_else(unsound)?;
        let readers = Readers::parse(&document.readers).ok_or_else(unsound)?;
        courses::put_material(&mut tx, site, course, item, readers).await?;
    }
    tx.commit().await?;
    Ok(course)
}

fn reading(error: std::io::Error) -> Error {
    Error::internal("reading the archive of a course", error)
}

fn writing(error: zip::result::ZipError) -> Error {
    Error::internal("reading the archive of a course", error)
}

fn damaged(_: scorm::package::ReadError) -> Error {
    Error::Refused(
        "Cette archive est abîmée\u{202f}: exportez à nouveau le parcours. Rien n’a été enregistré.".into(),
    )
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal("reading the archive of a course", error))
}
