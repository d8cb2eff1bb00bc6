//! Several files at once: each becomes an item, or none does. What goes with a recording bears its name: captions, and a
//! transcript.

use std::io::Read as _;

use platform::html::{FormErrors, Modality};
use platform::http::{Done, IntoResponse as _, Proof, Response, SentFile, State, Upload, View};
use platform::{Error, Result, Site};
use scorm::package::{Limits, Package};

use super::AddItems;
use super::kinds::ItemKind;
use super::package::Sealed;
use super::reading::Reading;
use super::rules::{LONGEST_TITLE, Typed, facts};
use super::sent::{self, Matter, typed_facts};
use super::store::{self, NewItem};
use super::views;
use crate::courses::modality_code;

/// The field of the files.
pub(super) const FILES: &str = "fichiers";
/// As many files at once.
const MOST: usize = 50;
/// No transcript is longer, in bytes.
const LONGEST_WORDS: u64 = 256 << 10;

pub(super) async fn page(_proof: Proof<AddItems>, view: View) -> Result<Response> {
    let typed = Typed {
        modality: modality_code(Modality::SelfPaced).to_owned(),
        ..Typed::default()
    };
    Ok(view.page(&views::several(&view.frame, &typed, &FormErrors::default())))
}

pub(super) async fn create(
    State(site): State<Site>,
    proof: Proof<AddItems>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    // Each has the title of its file: the form has none.
    let typed = typed_facts(&upload.form);
    let named = Typed {
        title: "Sans titre".to_owned(),
        ..typed.clone()
    };
    let mut errors = FormErrors::default();
    let facts = facts(&named, &mut errors);
    let groups = groups(upload.take_all(FILES));
    if groups.is_empty() {
        errors.add(FILES, "Fichiers", "Choisissez au moins un fichier.");
    } else if groups.len() > MOST {
        errors.add(
            FILES,
            "Fichiers",
            format!("Envoyez {MOST} fichiers au plus à la fois."),
        );
    }
    let mut taken: Vec<(String, ItemKind, Sealed)> = Vec::new();
    if errors.is_empty() {
        for group in groups {
            let name = group.name.clone();
            match take(&site, group).await? {
                Ok((kind, sealed)) => taken.push((title(&name), kind, sealed)),
                Err(sentence) => errors.add(FILES, &name, sentence),
            }
        }
    }
    let (Some(facts), true) = (facts, errors.is_empty()) else {
        return Ok(view.invalid(&views::several(&view.frame, &typed, &errors)));
    };
    let count = taken.len();
    let mut tx = site.db().begin().await?;
    for (title, kind, sealed) in taken {
        let new = NewItem {
            title: &title,
            kind,
            modality: facts.modality,
            minutes: minutes(&sealed)?.unwrap_or(facts.minutes),
        };
        store::import(&mut tx, &site, &proof, &new, sealed).await?;
    }
    tx.commit().await?;
    let saying = match count {
        1 => "Une ressource est dans la bibliothèque.".to_owned(),
        count => format!("{count} ressources sont dans la bibliothèque."),
    };
    Ok(Done::at("/bibliotheque").saying(saying).into_response())
}

/// A file, and what goes with it.
struct Group {
    /// Its name.
    name: String,
    file: SentFile,
    captions: Option<SentFile>,
    transcript: Option<SentFile>,
}

fn split(name: &str) -> (&str, String) {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    (stem, ending.to_ascii_lowercase())
}

/// Captions and transcripts join the recording of their name; those that have none stay alone, and are refused as such.
fn groups(files: Vec<SentFile>) -> Vec<Group> {
    let beside = |file: &SentFile| matches!(split(&file.name).1.as_str(), "vtt" | "srt" | "txt");
    let (mut companions, mains): (Vec<_>, Vec<_>) = files.into_iter().partition(beside);
    let mut all: Vec<Group> = mains.into_iter().map(alone).collect();
    for group in &mut all {
        let of = kind(&group.name, false);
        if !of.is_some_and(ItemKind::recorded) {
            continue;
        }
        let stem = split(&group.name).0.to_owned();
        let mut find = |words: bool| {
            let goes = |file: &SentFile| {
                let (other, ending) = split(&file.name);
                other == stem && (ending == "txt") == words
            };
            let at = companions.iter().position(goes)?;
            Some(companions.remove(at))
        };
        if of == Some(ItemKind::Video) {
            group.captions = find(false);
        }
        group.transcript = find(true);
    }
    all.extend(companions.into_iter().map(alone));
    all
}

fn alone(file: SentFile) -> Group {
    Group {
        name: file.name.clone(),
        file,
        captions: None,
        transcript: None,
    }
}

/// What a file becomes, by its ending; `scorm` when an archive has a manifest.
fn kind(name: &str, scorm: bool) -> Option<ItemKind> {
    match split(name).1.as_str() {
        "zip" if scorm => Some(ItemKind::Scorm),
        "zip" => Some(ItemKind::Web),
        "mp4" | "m4v" | "webm" => Some(ItemKind::Video),
        "mp3" | "m4a" | "wav" => Some(ItemKind::Audio),
        "vtt" | "srt" | "txt" => None,
        // The endings that documents take are their own affair, and its sentences too.
        _ => Some(ItemKind::Document),
    }
}

const NO_RECORDING: &str = "Aucune vidéo ni aucun enregistrement de ce nom n’attend ce fichier\u{202f}: une vidéo a un seul fichier de sous-titres et une transcription, un enregistrement une transcription, et ils portent son nom (accueil.mp4, accueil.vtt, accueil.txt).";
const NO_WORDS: &str = "La transcription doit être un fichier texte en UTF-8 (Bloc-notes\u{202f}: Fichier, Enregistrer sous, Encodage UTF-8), de 20\u{202f}000 caractères au plus.";

/// The title of a file that nobody named: its name, without its ending.
fn title(name: &str) -> String {
    let words = split(name).0.replace('_', " ");
    let mut letters = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(first) = letters.chars().next() {
        letters.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    let title: String = letters
        .chars()
        .filter(|one| !one.is_control())
        .take(LONGEST_TITLE)
        .collect();
    if title.is_empty() {
        "Sans titre".to_owned()
    } else {
        title
    }
}

/// How long a recording lasts, in whole minutes, the one begun too; nothing else is measured.
fn minutes(sealed: &Sealed) -> Result<Option<u32>> {
    // A package says other things in the same place.
    let Ok(reading) = serde_json::from_str::<Reading>(&sealed.manifest) else {
        return Ok(None);
    };
    let minutes = reading
        .length_ms
        .map(|length| length.div_ceil(60_000).clamp(1, 600));
    minutes
        .map(|minutes| {
            u32::try_from(minutes).map_err(|error| Error::internal("the length of a recording", error))
        })
        .transpose()
}

/// Checks and seals a file with what goes with it; or says why not.
async fn take(site: &Site, group: Group) -> Result<Result<(ItemKind, Sealed), String>> {
    let (group, scorm, words) = tokio::task::spawn_blocking(move || look(group))
        .await
        .map_err(|error| Error::internal("reading files that were sent", error))??;
    let Some(kind) = kind(&group.name, scorm) else {
        return Ok(Err(NO_RECORDING.to_owned()));
    };
    let Some(transcript) = words else {
        return Ok(Err(NO_WORDS.to_owned()));
    };
    let matter = Matter {
        spoken: Vec::new(),
        kind,
        file: Some(group.file),
        captions: group.captions,
        words: Reading {
            transcript,
            ..Reading::default()
        },
    };
    Ok(sent::take(site, matter).await?.map(|sealed| (kind, sealed)))
}

/// Whether an archive has a manifest, and the words of its transcript; none when they can't be read.
fn look(mut group: Group) -> Result<(Group, bool, Option<String>)> {
    let reading = |error: std::io::Error| Error::internal("reading files that were sent", error);
    let scorm =
        split(&group.name).1 == "zip"
            && Package::open_archive(group.file.file.try_clone().map_err(reading)?, &Limits::default())
                .map_or(true, |archive| {
                    archive
                        .entries()
                        .iter()
                        .any(|entry| entry.path.ends_with("imsmanifest.xml"))
                });
    std::io::Seek::rewind(&mut group.file.file).map_err(reading)?;
    let Some(sent) = group.transcript.take() else {
        return Ok((group, scorm, Some(String::new())));
    };
    let mut bytes = Vec::new();
    sent.file
        .take(LONGEST_WORDS + 1)
        .read_to_end(&mut bytes)
        .map_err(reading)?;
    let short = bytes.len() as u64 <= LONGEST_WORDS;
    let words = String::from_utf8(bytes).ok().filter(|_| short);
    Ok((
        group,
        scorm,
        words.map(|words| words.trim_start_matches('\u{feff}').to_owned()),
    ))
}

#[cfg(test)]
mod cases {
    use super::*;

    fn sent(name: &str) -> SentFile {
        SentFile::new(name, 1, tempfile::tempfile().unwrap())
    }

    #[test]
    fn what_goes_with_a_recording_bears_its_name() {
        let names = [
            "b.pdf", "b.mp4", "a.zip", "b.txt", "b.vtt", "b.srt", "c.mp3", "c.txt", "c.vtt", "a.txt",
        ];
        let found: Vec<_> = groups(names.map(sent).into())
            .into_iter()
            .map(|group| {
                let name = |file: Option<SentFile>| file.map_or_else(String::new, |file| file.name);
                (group.name, name(group.captions), name(group.transcript))
            })
            .collect();
        let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(
            found,
            [
                row("b.pdf", "", ""),
                row("b.mp4", "b.vtt", "b.txt"),
                row("a.zip", "", ""),
                row("c.mp3", "", "c.txt"),
                row("b.srt", "", ""),
                row("c.vtt", "", ""),
                row("a.txt", "", "")
            ]
        );
    }

    #[test]
    fn a_file_says_what_it_becomes() {
        for (name, scorm, expected) in [
            ("a.ZIP", true, Some(ItemKind::Scorm)),
            ("a.zip", false, Some(ItemKind::Web)),
            ("a.MP4", false, Some(ItemKind::Video)),
            ("a.wav", false, Some(ItemKind::Audio)),
            ("a.pdf", false, Some(ItemKind::Document)),
            ("a", false, Some(ItemKind::Document)),
            ("a.srt", false, None),
        ] {
            assert_eq!(kind(name, scorm), expected, "{name}");
        }
    }

    #[test]
    fn a_file_gives_its_title() {
        for (name, expected) in [
            ("01_accueillir__un_client.pdf", "01 accueillir un client"),
            ("é.zip", "É"),
            ("rendez-vous.v2.mp4", "Rendez-vous.v2"),
            (".pdf", "Sans titre"),
            ("", "Sans titre"),
        ] {
            assert_eq!(title(name), expected, "{name}");
        }
        assert_eq!(title(&"a".repeat(500)).chars().count(), LONGEST_TITLE);
    }
}
