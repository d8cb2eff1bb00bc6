//! What the form of a draft brings: words, and files that are checked before anything is kept.

use catalogue::assignments::Format;
use catalogue::library::{self, Document, ItemKind, check_answer, check_document};
use platform::blobs::{self, Stored};
use platform::html::FormErrors;
use platform::http::{Form, SentFile, Upload};
use platform::keys::Class;
use platform::{Result, Site};
use uuid::Uuid;

use super::load::Work;
use super::rules::{LONGEST_TEXT, MOST_FILES, too_large};
use super::store::{About, Piece, PieceId, Submission};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) revision: i64,
    /// What is said in each recording of the draft, of those that the form has.
    pub(super) transcripts: Vec<(PieceId, String)>,
    /// A file to take out.
    pub(super) remove: String,
}

/// The field of what is said in a recording.
pub fn transcript_field(piece: PieceId) -> String {
    format!("transcription-{piece}")
}

/// Whether a field is one of those.
pub(super) fn is_transcript(name: &str) -> bool {
    name.starts_with("transcription-")
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
        Self {
            // A form that has no place for words any more takes none away.
            text: match form.values("texte").next() {
                Some(typed) => typed.replace("\r\n", "\n"),
                None => draft.map_or_else(String::new, |draft| draft.content.text.clone()),
            },
            revision: form.text("revision").parse().unwrap_or_default(),
            transcripts: draft.map_or_else(Vec::new, |draft| Self::said(form, &draft.pieces)),
            remove: form.text("retirer").to_owned(),
        }
    }

    /// What a form says of the recordings that it has.
    pub(super) fn said(form: &Form, pieces: &[Piece]) -> Vec<(PieceId, String)> {
        let said = |piece: &Piece| {
            let field = transcript_field(piece.id);
            let typed = form.values(&field).next()?.trim().replace("\r\n", "\n");
            Some((piece.id, typed))
        };
        let recorded = pieces.iter().filter(|piece| piece.format != Format::File);
        recorded.filter_map(said).collect()
    }

    /// Whether a draft holds it all already: a button was pressed twice.
    pub(super) fn is_kept_in(&self, draft: &Submission) -> bool {
        let said = |(piece, words): &(PieceId, String)| {
            let known = draft.pieces.iter().find(|one| one.id == *piece);
            known.is_none_or(|known| known.about.transcript == *words)
        };
        draft.content.text == self.text
            && self.transcripts.iter().all(said)
            && draft.piece(&self.remove).is_none()
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
    size: u64,
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
                "Ce travail ne se rend pas sous cette forme\u{202f}: choisissez une des formes que la consigne propose.",
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

/// Checks one file; the sentence says why it can't be taken.
///
/// # Errors
/// The disk's.
pub async fn check_one(format: Format, sent: SentFile) -> Result<Result<Checked, String>> {
    if let Some(sentence) = too_large(format, sent.size) {
        return Ok(Err(sentence));
    }
    let size = sent.size;
    let kind = match format {
        Format::Audio => ItemKind::Audio,
        Format::Video => ItemKind::Video,
        Format::Text | Format::File => {
            let document = check_document(sent).await?;
            return Ok(document.map(|document| Checked {
                format,
                document,
                size,
                length_ms: None,
            }));
        }
    };
    let recording = check_answer(kind, sent).await?;
    Ok(recording
        .map(|(document, length_ms)| Checked {
            format,
            document,
            size,
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

/// The name and the weight of a file that was sent.
pub(super) struct Sent {
    name: String,
    size: u64,
}

impl Sent {
    /// Whether a draft holds it already.
    pub(super) fn is_kept_in(&self, draft: &Submission) -> bool {
        let same = |piece: &Piece| piece.about.name == self.name && piece.size == self.size;
        draft.pieces.iter().any(same)
    }
}

impl Checked {
    /// What tells it from another.
    pub(super) fn sent(&self) -> Sent {
        Sent {
            name: self.document.name.clone(),
            size: self.size,
        }
    }

    /// Seals it with the key of whose work it is.
    ///
    /// # Errors
    /// The disk's or the key store's: then nothing is left.
    pub async fn seal(self, site: &Site, (owner, class): (Uuid, Class)) -> Result<(Format, About, Stored)> {
        let about = About {
            name: self.document.name.clone(),
            length_ms: self.length_ms,
            ..About::default()
        };
        let kind = content_type(self.format, &about.name);
        let stored = blobs::put(site, owner, class, kind, self.document.reader()).await?;
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
