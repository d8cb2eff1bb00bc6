//! What the form of a draft brings: words, and files that are checked before anything is kept.

use catalogue::assignments::Format;
use catalogue::library::{self, Document, ItemKind, check_answer, check_document};
use platform::blobs::{self, Stored};
use platform::html::FormErrors;
use platform::http::{Form, SentFile, Upload};
use platform::keys::Class;
use platform::{PersonId, Result, Site};

use super::load::Work;
use super::rules::{LONGEST_TEXT, MOST_FILES, too_large};
use super::store::{About, PieceId, Submission};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) revision: i64,
    /// What is said in each recording of the draft.
    pub(super) transcripts: Vec<(PieceId, String)>,
    /// A file to take out.
    pub(super) remove: String,
}

/// The field of what is said in a recording.
pub fn transcript_field(piece: PieceId) -> String {
    format!("transcription-{piece}")
}

impl Typed {
    /// As a draft begins.
    pub(super) fn of(draft: Option<&Submission>) -> Self {
        Self {
            text: draft.map_or_else(String::new, |draft| draft.content.text.clone()),
            revision: draft.map_or(0, |draft| draft.revision),
            ..Self::default()
        }
    }

    /// Out of a form that was posted over a draft.
    pub(super) fn read(form: &Form, draft: Option<&Submission>) -> Self {
        let pieces = draft.map_or(&[][..], |draft| &draft.pieces);
        let said = |piece: PieceId| (piece, form.text(&transcript_field(piece)).to_owned());
        Self {
            text: form.raw("texte").replace("\r\n", "\n"),
            revision: form.text("revision").parse().unwrap_or_default(),
            transcripts: pieces
                .iter()
                .filter(|piece| piece.format != Format::File)
                .map(|piece| said(piece.id))
                .collect(),
            remove: form.text("retirer").to_owned(),
        }
    }

    /// Says what to mend.
    pub(super) fn check(&self, errors: &mut FormErrors) {
        let long = "C’est trop long\u{202f}: 20\u{202f}000 caractères au plus. Joignez plutôt un document.";
        if self.text.chars().count() > LONGEST_TEXT {
            errors.add("texte", "Votre réponse", long);
        }
        for (piece, said) in &self.transcripts {
            if said.chars().count() > LONGEST_TEXT {
                errors.add(transcript_field(*piece), "Ce qui est dit", long);
            }
        }
    }
}

/// A file that was checked.
pub struct Checked {
    /// A voice, a film or a document.
    format: Format,
    document: Document,
    length_ms: Option<u64>,
}

/// The field that files of a form come in.
pub const fn field(format: Format) -> &'static str {
    match format {
        Format::Text => "texte",
        Format::Audio => "audio",
        Format::Video => "video",
        Format::File => "fichiers",
    }
}

/// Its label.
pub(super) const fn label(format: Format) -> &'static str {
    match format {
        Format::Text => "Votre réponse",
        Format::Audio => "Ou un fichier de votre voix",
        Format::Video => "Ou un fichier de votre vidéo",
        Format::File => "Documents ou images",
    }
}

/// Checks the files that a form brings; the errors say what can't be taken.
///
/// # Errors
/// The disk's.
pub(super) async fn check(work: &Work, upload: &mut Upload, errors: &mut FormErrors) -> Result<Vec<Checked>> {
    let mut checked = Vec::new();
    let held = work.draft().map_or(0, |draft| draft.pieces.len());
    for format in [Format::Audio, Format::Video, Format::File] {
        let sent = upload.take_all(field(format));
        if !sent.is_empty() && !work.settings.formats.contains(&format) {
            errors.add(
                field(format),
                label(format),
                "Ce travail ne se rend pas sous cette forme.",
            );
            continue;
        }
        for one in sent {
            if held + checked.len() >= MOST_FILES {
                errors.add(
                    field(format),
                    label(format),
                    format!("{MOST_FILES} fichiers au plus\u{202f}: retirez-en un, ou réunissez-les dans un même document."),
                );
                break;
            }
            match check_one(format, one).await? {
                Ok(one) => checked.push(one),
                Err(sentence) => errors.add(field(format), label(format), sentence),
            }
        }
    }
    Ok(checked)
}

/// Checks the recordings that a tutor's form brings; the errors say what can't be taken.
///
/// # Errors
/// The disk's.
pub async fn check_recordings(
    held: usize,
    upload: &mut Upload,
    errors: &mut FormErrors,
) -> Result<Vec<Checked>> {
    let mut checked = Vec::new();
    for format in [Format::Audio, Format::Video] {
        for one in upload.take_all(field(format)) {
            if held + checked.len() >= MOST_FILES {
                errors.add(field(format), label(format), TOO_MANY_RECORDINGS);
                break;
            }
            match check_one(format, one).await? {
                Ok(one) => checked.push(one),
                Err(sentence) => errors.add(field(format), label(format), sentence),
            }
        }
    }
    Ok(checked)
}

const TOO_MANY_RECORDINGS: &str = "Dix enregistrements au plus\u{202f}: retirez-en un avant d’en ajouter.";

async fn check_one(format: Format, sent: SentFile) -> Result<Result<Checked, String>> {
    if let Some(sentence) = too_large(format, sent.size) {
        return Ok(Err(sentence));
    }
    let kind = match format {
        Format::Audio => ItemKind::Audio,
        Format::Video => ItemKind::Video,
        Format::Text | Format::File => {
            let document = check_document(sent).await?;
            return Ok(document.map(|document| Checked {
                format,
                document,
                length_ms: None,
            }));
        }
    };
    let recording = check_answer(kind, sent).await?;
    Ok(recording
        .map(|(document, length_ms)| Checked {
            format,
            document,
            length_ms,
        })
        .map_err(str::to_owned))
}

/// The media type of an answer: a voice may come in what films come in.
fn content_type(format: Format, name: &str) -> &'static str {
    match (format, library::content_type(name)) {
        (Format::Audio, "video/webm") => "audio/webm",
        (Format::Audio, "video/mp4") => "audio/mp4",
        (Format::Video, "application/octet-stream") => "video/mp4",
        (_, kind) => kind,
    }
}

impl Checked {
    /// Seals it with the learner's key of evidence.
    ///
    /// # Errors
    /// The disk's or the key store's: then nothing is left.
    pub async fn seal(self, site: &Site, person: PersonId) -> Result<(Format, About, Stored)> {
        let about = About {
            name: self.document.name.clone(),
            length_ms: self.length_ms,
            transcript: String::new(),
        };
        let kind = content_type(self.format, &about.name);
        let stored = blobs::put(site, person.0, Class::Evidence, kind, self.document.reader()).await?;
        Ok((self.format, about, stored))
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_heard_is_a_sound() {
        for (format, name, expected) in [
            (Format::Audio, "voix.webm", "audio/webm"),
            (Format::Audio, "voix.mp4", "audio/mp4"),
            (Format::Audio, "voix.mp3", "audio/mpeg"),
            (Format::Video, "film.webm", "video/webm"),
            (Format::Video, "film.mov", "video/mp4"),
            (Format::File, "fiche.pdf", "application/pdf"),
        ] {
            assert_eq!(content_type(format, name), expected, "{name}");
        }
    }
}
