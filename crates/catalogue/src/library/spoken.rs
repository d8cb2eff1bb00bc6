//! What comes with an instruction that is said or filmed, checked; what stays of the version before.

use platform::Result;
use platform::html::FormErrors;
use platform::http::SentFile;

use super::kinds::ItemKind;
use super::recording::check_answer;
use super::sent::Read;
use super::store::VersionId;
use crate::assignments::{Format, Spoken, SpokenField, TypedSpoken};

/// The largest, in bytes: a voice, a film.
const LARGEST: [(Format, u64); 2] = [(Format::Audio, 200 << 20), (Format::Video, 1 << 30)];

/// Adds to what was read what is said: sent now, or kept from `before` unless it is taken away.
///
/// # Errors
/// The disk's.
pub(super) async fn add(
    read: &mut Read,
    typed: &TypedSpoken,
    mut sent: Vec<(Format, SentFile)>,
    before: Option<(VersionId, Vec<Spoken>)>,
    errors: &mut FormErrors,
) -> Result<()> {
    typed.check(errors);
    read.reading.spoken.clear();
    for (format, most) in LARGEST {
        let (words, removed) = typed.about(format);
        let came = sent.iter().position(|(of, _)| *of == format);
        let file = match came.map(|at| sent.swap_remove(at).1) {
            Some(file) if file.size > most => {
                let sentence = format!(
                    "Cet enregistrement dépasse {}\u{a0}Mo\u{202f}: faites une consigne plus courte.",
                    most >> 20
                );
                errors.add(
                    SpokenField::of(format).name,
                    SpokenField::of(format).label,
                    sentence,
                );
                None
            }
            Some(file) => take(read, format, file, errors).await?,
            None if removed => None,
            None => before.as_ref().and_then(|(version, spoken)| {
                let stays = spoken.iter().find(|one| one.format == format)?;
                read.keep(*version, stays.file.clone());
                Some(stays.file.clone())
            }),
        };
        if let Some(file) = file {
            read.reading.spoken.push(Spoken {
                format,
                file,
                transcript: words.to_owned(),
            });
        }
    }
    Ok(())
}

/// Checks a file, which takes a name of ours: no other of its version has it.
async fn take(
    read: &mut Read,
    format: Format,
    file: SentFile,
    errors: &mut FormErrors,
) -> Result<Option<String>> {
    let (kind, base) = match format {
        Format::Video => (ItemKind::Video, "consigne-video"),
        _ => (ItemKind::Audio, "consigne-audio"),
    };
    match check_answer(kind, file).await? {
        Ok((mut document, _)) => {
            let ending = document.name.rsplit_once('.').map_or("", |(_, ending)| ending);
            document.name = format!("{base}.{}", ending.to_ascii_lowercase());
            let name = document.name.clone();
            read.files.push(document);
            Ok(Some(name))
        }
        Err(sentence) => {
            errors.add(
                SpokenField::of(format).name,
                SpokenField::of(format).label,
                sentence,
            );
            Ok(None)
        }
    }
}
