//! What a form brings for a version: checked, and not yet kept.

use platform::html::FormErrors;
use platform::http::{Form, SentFile, Upload};
use platform::{Result, Site};

use super::document::{self, Document};
use super::kinds::{ItemKind, Sent};
use super::package::{self, Sealed};
use super::rules::{NEITHER, Typed, TypedReading, reading};
use super::store::{ItemId, Version, VersionId};
use super::{Reading, spoken, views};
use super::{captions as subtitles, recording as recordings};
use crate::assignments::{self, Format, SPOKEN, SpokenField};
use crate::surveys;

/// What a form brings for an item of a kind.
pub(super) struct Brought {
    kind: ItemKind,
    file: Option<SentFile>,
    captions: Option<SentFile>,
    spoken: Vec<(Format, SentFile)>,
    pub(super) typed: TypedReading,
}

impl Brought {
    /// Takes it out of a form that was posted.
    pub(super) fn of(kind: ItemKind, upload: &mut Upload) -> Self {
        Self {
            kind,
            file: upload.take(views::file_field(kind)),
            captions: upload.take("soustitres"),
            spoken: SPOKEN
                .into_iter()
                .filter_map(|format| Some((format, upload.take(SpokenField::of(format).name)?)))
                .collect(),
            typed: typed_reading(kind, &upload.form),
        }
    }
}

fn typed_reading(kind: ItemKind, form: &Form) -> TypedReading {
    let text = |name: &str| form.text(name).to_owned();
    TypedReading {
        text: text("texte"),
        address: text("adresse"),
        transcript: text("transcription"),
        work: assignments::Typed::from_form(form),
        survey: kind.asks_opinion().then(|| surveys::beginning(kind, form)),
        spoken: assignments::TypedSpoken::from_form(form),
    }
}

/// What a form says of an item besides its matter.
pub(super) fn typed_facts(form: &Form) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    Typed {
        title: text("titre"),
        minutes: text("minutes"),
        modality: text("modalite"),
    }
}

/// What was brought, checked.
pub(super) enum Checked {
    Package(Box<package::Checked>),
    Reading(Box<Read>),
}

/// Words, their files, and those that stay from an earlier version.
#[derive(Default)]
pub(super) struct Read {
    pub(super) reading: Reading,
    pub(super) files: Vec<Document>,
    kept: Option<(VersionId, Vec<String>)>,
}

impl Read {
    /// Keeps a file of the version before.
    pub(super) fn keep(&mut self, version: VersionId, file: String) {
        let (_, files) = self.kept.get_or_insert((version, Vec::new()));
        files.push(file);
    }
}

impl Checked {
    /// Seals its files for an item.
    ///
    /// # Errors
    /// The disk's or the key store's: then nothing is left.
    pub(super) async fn seal(self, site: &Site, item: ItemId) -> Result<Sealed> {
        match self {
            Self::Package(checked) => checked.seal(site, item).await,
            Self::Reading(read) => {
                let sealed = Sealed::reading(site, item, &read.reading, read.files).await?;
                Ok(Sealed {
                    kept: read.kept,
                    ..sealed
                })
            }
        }
    }
}

/// Checks what a form brings; otherwise the errors say why not. `before`: the version in force, whose files stay when no
/// others are sent.
///
/// # Errors
/// The disk's.
pub(super) async fn check(
    brought: Brought,
    before: Option<&Version>,
    errors: &mut FormErrors,
) -> Result<Option<Checked>> {
    match brought.kind.sent() {
        Sent::Archive => archive(brought, errors).await,
        // Its instruction may come with a document.
        Sent::Words if brought.kind == ItemKind::Assignment => with_file(brought, before, errors).await,
        Sent::Words => {
            let mut words = reading(brought.kind, &brought.typed, errors);
            // Its words change on its page, its questions where it is composed.
            if let (Some(words), Some(before)) = (&mut words, before)
                && brought.kind.asks_opinion()
            {
                words.survey = before.reading()?.survey;
            }
            Ok(words.map(|reading| {
                Checked::Reading(Box::new(Read {
                    reading,
                    ..Read::default()
                }))
            }))
        }
        Sent::File => with_file(brought, before, errors).await,
    }
}

async fn archive(brought: Brought, errors: &mut FormErrors) -> Result<Option<Checked>> {
    let kind = brought.kind;
    let read = match brought.file {
        None => Err(views::choose(kind).to_owned()),
        Some(sent) if kind == ItemKind::Web => package::check_web(sent.file).await?,
        Some(sent) => package::check(sent.file).await?,
    };
    let read =
        read.map_err(|sentence| errors.add(views::file_field(kind), views::file_label(kind), sentence));
    Ok(read.ok().map(|checked| Checked::Package(Box::new(checked))))
}

async fn with_file(
    brought: Brought,
    before: Option<&Version>,
    errors: &mut FormErrors,
) -> Result<Option<Checked>> {
    let kind = brought.kind;
    let words = reading(kind, &brought.typed, errors);
    let mistakes = errors.len();
    let earlier = before.map(|version| version.reading().map(|shown| (version.id, shown)));
    let earlier = earlier.transpose()?;
    let spoken = earlier
        .as_ref()
        .map(|(version, shown)| (*version, shown.spoken.clone()));
    let earlier = earlier.filter(|(_, shown)| shown.file.is_some());
    let mut read = Read::default();
    let mut refuse =
        |sentence: String| errors.add(views::file_field(kind), views::file_label(kind), sentence);
    match (brought.file, earlier) {
        (Some(sent), _) if kind.recorded() => match recordings::check(kind, sent).await? {
            Ok(recording) => {
                read.reading.length_ms = Some(recording.length_ms);
                read.files.push(recording.document);
            }
            Err(sentence) => refuse(sentence.to_owned()),
        },
        (Some(sent), _) => match document::check(sent).await? {
            Ok(document) => read.files.push(document),
            Err(sentence) => refuse(sentence),
        },
        (None, Some((version, shown))) => {
            let file = shown.file.clone().into_iter();
            // Captions go with what they are of; others take their place.
            let captions = shown.captions.clone().filter(|_| brought.captions.is_none());
            read.kept = Some((version, file.chain(captions).collect()));
            read.reading = shown;
        }
        (None, None) if kind == ItemKind::Assignment => {}
        (None, None) => refuse(views::choose(kind).to_owned()),
    }
    if let Some(document) = read.files.first() {
        read.reading.file = Some(document.name.clone());
    }
    if let Some(sent) = brought.captions.filter(|_| kind == ItemKind::Video) {
        match subtitles::check(sent).await? {
            Ok(document) => {
                read.reading.captions = Some(document.name.clone());
                read.files.push(document);
            }
            Err(sentence) => errors.add("soustitres", views::CAPTIONS, sentence),
        }
    }
    if kind == ItemKind::Assignment {
        spoken::add(&mut read, &brought.typed.spoken, brought.spoken, spoken, errors).await?;
    }
    let Some(words) = words.filter(|_| errors.len() == mistakes) else {
        return Ok(None);
    };
    if kind == ItemKind::Video && read.reading.captions.is_none() && words.transcript.is_empty() {
        errors.add("soustitres", views::CAPTIONS, NEITHER);
        return Ok(None);
    }
    read.reading.text = words.text;
    read.reading.transcript = words.transcript;
    read.reading.assignment = words.assignment;
    Ok(Some(Checked::Reading(Box::new(read))))
}

/// What an item shows or runs, brought otherwise than by a form.
pub struct Matter {
    /// What the item is.
    pub kind: ItemKind,
    /// Its archive or its file.
    pub file: Option<SentFile>,
    /// The captions of a video.
    pub captions: Option<SentFile>,
    /// An instruction, said or filmed.
    pub spoken: Vec<(Format, SentFile)>,
    /// Its words.
    pub words: Reading,
}

/// Checked as a form's is, and sealed for a new item; otherwise why not, in French.
///
/// # Errors
/// The disk's or the key store's.
pub async fn take(site: &Site, matter: Matter) -> Result<Result<Sealed, String>> {
    let brought = Brought {
        kind: matter.kind,
        file: matter.file,
        captions: matter.captions,
        spoken: matter.spoken,
        typed: TypedReading {
            text: matter.words.text,
            address: matter.words.address.unwrap_or_default(),
            transcript: matter.words.transcript,
            work: matter
                .words
                .assignment
                .map_or_else(assignments::Typed::default, |work| assignments::Typed::of(&work)),
            survey: matter.words.survey,
            spoken: assignments::TypedSpoken::of(matter.words.spoken, String::new()),
        },
    };
    let mut errors = FormErrors::default();
    match check(brought, None, &mut errors).await? {
        Some(checked) => checked.seal(site, site.new_id()).await.map(Ok),
        None => Ok(Err(errors
            .iter()
            .map(|error| error.message.clone())
            .collect::<Vec<_>>()
            .join(" "))),
    }
}

/// A video with its captions and its transcript.
///
/// # Errors
/// The disk's or the key store's.
pub async fn recording(
    site: &Site,
    film: SentFile,
    captions: SentFile,
    transcript: &str,
) -> Result<Result<Sealed, String>> {
    let matter = Matter {
        kind: ItemKind::Video,
        file: Some(film),
        captions: Some(captions),
        spoken: Vec::new(),
        words: Reading {
            transcript: transcript.to_owned(),
            ..Reading::default()
        },
    };
    take(site, matter).await
}
