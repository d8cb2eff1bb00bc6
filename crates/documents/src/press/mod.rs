//! The press: a template and rows in, the bytes of a PDF out.
//!
//! A template sees a few files, all in memory: itself, the two that templates share, the rows as JSON, a picture in SVG, a
//! stamp and a signature. Asking for anything else is an error; there is no clock to ask.

pub(crate) mod fonts;

use crate::error::{self, Error};
use crate::parts::{Picture, Signatory};
use jiff::civil::Date;
use serde::Serialize;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// For how many documents the typesetter keeps what it may use again (templates, shaped labels). More costs memory.
const KEPT: usize = 4;

/// `A11yExtras` gives tables the headers of their rows.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(fonts::book()));

/// A template, and the name of what it makes.
pub(crate) struct Template {
    /// For the operator: « certificat de réalisation ».
    pub document: &'static str,
    /// The source.
    pub text: &'static str,
}

/// What one document is made of.
pub(crate) struct Job<'a, Rows> {
    /// The rows, as the template reads them.
    pub rows: &'a Rows,
    /// A picture in SVG.
    pub picture: Option<String>,
    /// Whose stamp and signature it bears.
    pub signatory: Option<&'a Signatory>,
    /// The day of the document.
    pub day: Date,
    /// What identifies the document. It is hashed, not shown.
    pub identifier: &'a str,
}

/// Prints one document, as PDF 1.7 and PDF/UA-1.
///
/// # Errors
/// When the typesetter refuses: its reasons, without the values.
pub(crate) fn print<Rows: Serialize>(template: &Template, job: Job<'_, Rows>) -> Result<Vec<u8>, Error> {
    let rows = serde_json::to_vec(job.rows).map_err(|error| Error::new(template.document, error))?;
    let options = options(template.document, job.day, job.identifier)?;
    let desk = Desk::new(template, rows, job.picture, job.signatory)
        .map_err(|error| Error::new(template.document, error))?;
    let pdf = typeset(&desk, template, &options);
    typst::comemo::evict(KEPT);
    pdf
}

fn typeset(desk: &Desk, template: &Template, options: &PdfOptions) -> Result<Vec<u8>, Error> {
    let refused = |diagnostics: EcoVec<SourceDiagnostic>| {
        let causes: Vec<String> = diagnostics.iter().map(|one| desk.cause(one)).collect();
        Error::new(template.document, causes.join("; "))
    };
    let document = typst::compile::<PagedDocument>(desk).output.map_err(refused)?;
    typst_pdf::pdf(&document, options).map_err(refused)
}

/// No creator: a user doesn't read what made the file.
fn options(document: &'static str, day: Date, identifier: &str) -> Result<PdfOptions, Error> {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Error::new(document, error.message()))?;
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    let date = Datetime::from_ymd(i32::from(day.year()), part(day.month()), part(day.day()));
    Ok(PdfOptions {
        ident: Smart::Custom(format!("{document} {identifier}")),
        creator: Smart::Custom(None),
        timestamp: date.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

/// The only files that a template can read.
struct Desk {
    template: Source,
    letter: Source,
    prose: Source,
    /// The rows and the pictures.
    files: Vec<(FileId, Bytes)>,
}

impl Desk {
    fn new(
        template: &Template,
        rows: Vec<u8>,
        picture: Option<String>,
        signatory: Option<&Signatory>,
    ) -> Result<Self, typst::syntax::PathError> {
        let mut files = vec![(file("/rows.json")?, Bytes::new(rows))];
        if let Some(svg) = picture {
            files.push((file("/picture.svg")?, Bytes::from_string(svg)));
        }
        for (path, picture) in [
            ("/stamp.png", signatory.and_then(|one| one.stamp.as_ref())),
            ("/signature.png", signatory.and_then(|one| one.signature.as_ref())),
        ] {
            if let Some(png) = Picture::bytes(picture) {
                files.push((file(path)?, Bytes::new(png)));
            }
        }
        Ok(Self {
            template: Source::new(file("/document.typ")?, template.text.to_owned()),
            letter: Source::new(
                file("/letter.typ")?,
                include_str!("../templates/letter.typ").to_owned(),
            ),
            prose: Source::new(
                file("/prose.typ")?,
                include_str!("../templates/prose.typ").to_owned(),
            ),
            files,
        })
    }

    /// Where it happened and why, without the values.
    fn cause(&self, diagnostic: &SourceDiagnostic) -> String {
        let why = error::without_quotes(&diagnostic.message);
        let id = diagnostic.span.id();
        let source = id.and_then(|id| self.source(id).ok());
        let line = source
            .zip(self.range(diagnostic.span))
            .and_then(|(source, range)| source.lines().byte_to_line(range.start));
        match (id, line) {
            (Some(id), Some(line)) => format!("{}:{}: {why}", id.get().vpath().get_without_slash(), line + 1),
            _ => why,
        }
    }
}

fn file(path: &str) -> Result<FileId, typst::syntax::PathError> {
    Ok(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path)?).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.template, &self.letter, &self.prose]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
