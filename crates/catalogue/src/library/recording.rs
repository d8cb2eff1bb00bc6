//! A video or a sound, checked before anything is kept: its ending is one that we know, its matter is what its ending says,
//! every browser reads it, and its length is measured here.

use std::fs::File;
use std::io::{self, Seek as _};

use platform::http::SentFile;
use platform::{Error, Result};
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::video::well_known::{
    CODEC_ID_AV1, CODEC_ID_H264, CODEC_ID_HEVC, CODEC_ID_VP8, CODEC_ID_VP9,
};
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known::{FORMAT_ID_ISOMP4, FORMAT_ID_MKV, FORMAT_ID_MP3, FORMAT_ID_WAVE};
use symphonia::core::formats::{FormatId, FormatOptions, FormatReader};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

use super::document::{Document, safe_name};
use super::kinds::ItemKind;

/// The longest recording, in milliseconds: twelve hours.
const LONGEST_MS: u64 = 12 * 60 * 60 * 1000;

/// What files end with, and what they are then.
const VIDEOS: [(&str, FormatId); 3] = [
    ("m4v", FORMAT_ID_ISOMP4),
    ("mp4", FORMAT_ID_ISOMP4),
    ("webm", FORMAT_ID_MKV),
];
const SOUNDS: [(&str, FormatId); 3] = [
    ("m4a", FORMAT_ID_ISOMP4),
    ("mp3", FORMAT_ID_MP3),
    ("wav", FORMAT_ID_WAVE),
];

/// What an answer that was recorded ends with: what telephones and browsers make too, whose films don't say how long they are.
const VIDEO_ANSWERS: [(&str, FormatId); 4] = [
    ("m4v", FORMAT_ID_ISOMP4),
    ("mov", FORMAT_ID_ISOMP4),
    ("mp4", FORMAT_ID_ISOMP4),
    ("webm", FORMAT_ID_MKV),
];
const SOUND_ANSWERS: [(&str, FormatId); 5] = [
    ("m4a", FORMAT_ID_ISOMP4),
    ("mp3", FORMAT_ID_MP3),
    ("mp4", FORMAT_ID_ISOMP4),
    ("wav", FORMAT_ID_WAVE),
    ("webm", FORMAT_ID_MKV),
];

const VIDEO_KINDS: &str = "Envoyez une vidéo .mp4 ou .webm. Les autres formats ne sont pas lus partout\u{202f}: exportez-la en MP4 (H.264) depuis votre logiciel de montage.";
const SOUND_KINDS: &str = "Envoyez un enregistrement .mp3, .m4a ou .wav.";
const VIDEO_ANSWER_KINDS: &str =
    "Envoyez une vidéo .mp4, .mov ou .webm\u{202f}: celle de votre téléphone convient.";
const SOUND_ANSWER_KINDS: &str =
    "Envoyez un enregistrement .m4a, .mp3, .wav ou .webm\u{202f}: celui de votre téléphone convient.";
const OTHER: &str = "Le contenu de ce fichier n’est pas ce que son nom annonce, ou il est abîmé. Exportez-le à nouveau, puis envoyez-le.";
const PICTURES: &str = "Cette vidéo n’est pas dans un format que tous les navigateurs lisent\u{202f}: exportez-la en MP4 (H.264).";
const HEVC: &str = "Cette vidéo est en HEVC (H.265), que beaucoup d’ordinateurs ne lisent pas\u{202f}: exportez-la en MP4 (H.264). Sur un iPhone\u{202f}: Réglages, Appareil photo, Formats, Le plus compatible.";
const ENDLESS: &str = "La durée de cet enregistrement est introuvable, ou elle dépasse douze heures. Exportez-le à nouveau, en plusieurs parties s’il le faut.";

/// A recording that was checked.
pub(super) struct Recording {
    pub(super) document: Document,
    /// Its length, in milliseconds.
    pub(super) length_ms: u64,
}

/// Checks a file that was sent for a kind. What can't be taken is answered as a French sentence for who sent it.
///
/// # Errors
/// The disk's.
pub(super) async fn check(kind: ItemKind, sent: SentFile) -> Result<Result<Recording, &'static str>> {
    let reading = tokio::task::spawn_blocking(move || read(kind, &sent.name, sent.file));
    match reading.await {
        Ok(read) => read.map_err(|error| Error::internal("reading a recording", error)),
        // A reader that gives up on hostile bytes has not read them.
        Err(_) => Ok(Err(OTHER)),
    }
}

/// An answer that was recorded, checked: its matter, and its length in milliseconds when it says so.
///
/// # Errors
/// The disk's.
pub async fn check_answer(
    kind: ItemKind,
    sent: SentFile,
) -> Result<Result<(Document, Option<u64>), &'static str>> {
    let reading = tokio::task::spawn_blocking(move || read_answer(kind, &sent.name, sent.file));
    match reading.await {
        Ok(read) => read.map_err(|error| Error::internal("reading a recording", error)),
        // A reader that gives up on hostile bytes has not read them.
        Err(_) => Ok(Err(OTHER)),
    }
}

fn read_answer(
    kind: ItemKind,
    sent_name: &str,
    file: File,
) -> io::Result<Result<(Document, Option<u64>), &'static str>> {
    let taken: (&[_], _) = match kind {
        ItemKind::Video => (&VIDEO_ANSWERS, VIDEO_ANSWER_KINDS),
        _ => (&SOUND_ANSWERS, SOUND_ANSWER_KINDS),
    };
    let read = probe(kind, sent_name, file, taken)?;
    Ok(read.and_then(|(document, length)| match length {
        Ok(length_ms) => Ok((document, Some(length_ms))),
        Err(ENDLESS) => Ok((document, None)),
        Err(why) => Err(why),
    }))
}

fn read(kind: ItemKind, sent_name: &str, file: File) -> io::Result<Result<Recording, &'static str>> {
    let taken: (&[_], _) = match kind {
        ItemKind::Video => (&VIDEOS, VIDEO_KINDS),
        _ => (&SOUNDS, SOUND_KINDS),
    };
    let read = probe(kind, sent_name, file, taken)?;
    Ok(read.and_then(|(document, length)| {
        Ok(Recording {
            document,
            length_ms: length?,
        })
    }))
}

/// A recording of one of those formats, and how long it is; otherwise why not.
type Probed = Result<(Document, Result<u64, &'static str>), &'static str>;

fn probe(
    kind: ItemKind,
    sent_name: &str,
    mut file: File,
    (known, kinds): (&[(&str, FormatId)], &'static str),
) -> io::Result<Probed> {
    let name = safe_name(sent_name);
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    let Some((_, format)) = known.iter().find(|(one, _)| *one == ending) else {
        return Ok(Err(kinds));
    };
    let stream = MediaSourceStream::new(Box::new(file.try_clone()?), Default::default());
    let probed = symphonia::default::get_probe().probe(
        &Hint::new(),
        stream,
        FormatOptions::default(),
        MetadataOptions::default(),
    );
    let measured = match probed {
        Ok(reader) if reader.format_info().format == *format => measure(kind, &*reader),
        _ => return Ok(Err(OTHER)),
    };
    file.rewind()?;
    Ok(Ok((Document { name, file }, measured)))
}

/// The length of a recording that browsers read, in milliseconds.
fn measure(kind: ItemKind, reader: &dyn FormatReader) -> Result<u64, &'static str> {
    let mut codecs = reader
        .tracks()
        .iter()
        .filter_map(|track| track.codec_params.as_ref());
    if kind == ItemKind::Video {
        let pictures = codecs.find_map(|codec| match codec {
            CodecParameters::Video(video) => Some(video.codec),
            _ => None,
        });
        match pictures {
            Some(CODEC_ID_H264 | CODEC_ID_AV1 | CODEC_ID_VP8 | CODEC_ID_VP9) => {}
            Some(CODEC_ID_HEVC) => return Err(HEVC),
            _ => return Err(PICTURES),
        }
    } else if !codecs.any(CodecParameters::is_audio) {
        return Err(OTHER);
    }
    let whole = reader.media_info();
    let tracks = reader
        .tracks()
        .iter()
        .map(|track| (track.time_base, track.duration));
    let lengths = std::iter::once((whole.time_base, whole.duration)).chain(tracks);
    let length = lengths
        .filter_map(|(base, duration)| base?.calc_duration(duration?))
        .map(|time| time.as_millis())
        .max();
    let length = length.and_then(|length| u64::try_from(length).ok());
    length
        .filter(|length| (1..=LONGEST_MS).contains(length))
        .ok_or(ENDLESS)
}

#[cfg(test)]
mod cases {
    use std::io::Write as _;

    use super::*;

    /// A second of silence: WAVE, 8 bits, 8,000 samples a second.
    fn silence() -> Vec<u8> {
        let mut wave = Vec::new();
        wave.extend(b"RIFF\x64\x1f\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00");
        wave.extend(b"\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x40\x1f\x00\x00");
        wave.extend([128; 8000]);
        wave
    }

    fn read_bytes(kind: ItemKind, name: &str, bytes: &[u8]) -> Result<(String, u64), &'static str> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        let read = read(kind, name, file).unwrap();
        read.map(|recording| {
            let mut file = recording.document.file;
            assert_eq!(
                file.stream_position().unwrap(),
                0,
                "what is kept is read from its beginning"
            );
            (recording.document.name, recording.length_ms)
        })
    }

    #[test]
    fn only_what_browsers_play_is_taken_and_its_length_is_measured() {
        use ItemKind::{Audio, Video};
        // Made by ffmpeg: « color » for two seconds in each codec, « sine » for one and a half.
        let h264 = include_bytes!("../../tests/recordings/h264.mp4");
        let hevc = include_bytes!("../../tests/recordings/hevc.mp4");
        let mpeg4 = include_bytes!("../../tests/recordings/mpeg4.mp4");
        let webm = include_bytes!("../../../../content/repondre-en-trois-temps/video.webm");
        let mp3 = include_bytes!("../../tests/recordings/tone.mp3");
        let m4a = include_bytes!("../../tests/recordings/tone.m4a");
        let wave = silence();
        type Case<'a> = (ItemKind, &'a str, &'a [u8], Result<u64, &'a str>);
        let cases: [Case<'_>; 14] = [
            (Video, "Film.MP4", h264, Ok(2000)),
            (Video, "film.webm", webm, Ok(24_000)),
            (Video, "film.mp4", hevc, Err(HEVC)),
            (Video, "film.mp4", mpeg4, Err(PICTURES)),
            (Video, "film.mp4", m4a, Err(PICTURES)),
            (Video, "film.mp4", webm, Err(OTHER)),
            (Video, "film.mp4", b"MZ\x90", Err(OTHER)),
            (Video, "film.mp4", b"", Err(OTHER)),
            (Video, "film.avi", h264, Err(VIDEO_KINDS)),
            (Video, "son.mp3", mp3, Err(VIDEO_KINDS)),
            (Audio, "son.wav", &wave, Ok(1000)),
            (Audio, "film.mp4", h264, Err(SOUND_KINDS)),
            (Audio, "son.mp3", &wave, Err(OTHER)),
            (Audio, "son.mp3", b"<html>", Err(OTHER)),
        ];
        for (kind, name, bytes, expected) in cases {
            let read = read_bytes(kind, name, bytes);
            assert_eq!(
                read.map(|(_, length)| length),
                expected,
                "{name}, {} bytes",
                bytes.len()
            );
        }
        for (name, bytes) in [("son.mp3", &mp3[..]), ("son.m4a", &m4a[..])] {
            let (_, length) = read_bytes(Audio, name, bytes).unwrap();
            assert!((1450..1650).contains(&length), "{name}: {length} ms");
        }
    }

    #[test]
    fn an_answer_is_what_a_telephone_or_a_browser_recorded() {
        use ItemKind::{Audio, Video};
        // Made by the MediaRecorder of Chromium.
        let voice = include_bytes!("../../tests/recordings/voice.webm");
        let face = include_bytes!("../../tests/recordings/face.webm");
        let h264 = include_bytes!("../../tests/recordings/h264.mp4");
        let hevc = include_bytes!("../../tests/recordings/hevc.mp4");
        let wave = silence();
        type Case<'a> = (ItemKind, &'a str, &'a [u8], Result<Option<u64>, &'a str>);
        let cases: [Case<'_>; 9] = [
            (Audio, "voix.webm", voice, Ok(None)),
            (Video, "film.webm", face, Ok(None)),
            (Video, "film.mov", h264, Ok(Some(2000))),
            (Video, "film.mov", hevc, Err(HEVC)),
            (Audio, "son.wav", &wave, Ok(Some(1000))),
            (Audio, "son.mp3", &wave, Err(OTHER)),
            (Video, "film.webm", voice, Err(PICTURES)),
            (Video, "jeu.exe", b"MZ", Err(VIDEO_ANSWER_KINDS)),
            (Audio, "voix.webm", b"<html>", Err(OTHER)),
        ];
        for (kind, name, bytes, expected) in cases {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(bytes).unwrap();
            file.rewind().unwrap();
            let read = read_answer(kind, name, file).unwrap();
            assert_eq!(read.map(|(_, length)| length), expected, "{name}");
        }
    }

    #[test]
    fn a_recording_cut_anywhere_is_refused_or_measured() {
        for (kind, name, whole) in [
            (
                ItemKind::Video,
                "f.mp4",
                &include_bytes!("../../tests/recordings/h264.mp4")[..],
            ),
            (
                ItemKind::Video,
                "f.webm",
                &include_bytes!("../../../../content/repondre-en-trois-temps/video.webm")[..],
            ),
            (
                ItemKind::Audio,
                "f.mp3",
                &include_bytes!("../../tests/recordings/tone.mp3")[..],
            ),
        ] {
            for end in (0..whole.len()).step_by(whole.len() / 97 + 1) {
                if let Ok((_, length)) = read_bytes(kind, name, &whole[..end]) {
                    assert!(
                        (1..=LONGEST_MS).contains(&length),
                        "{name} cut at {end}: {length} ms"
                    );
                }
            }
        }
    }
}
