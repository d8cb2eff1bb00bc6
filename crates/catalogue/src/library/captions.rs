//! Captions of a recording: WebVTT as browsers read it, or SubRip made into it.

use std::io::{Read as _, Seek as _, Write as _};

use platform::http::SentFile;
use platform::{Error, Result};

use super::document::Document;

/// The name that captions are kept under: no recording ends so.
pub(super) const NAME: &str = "sous-titres.vtt";
/// The most bytes of captions.
const MOST_BYTES: u64 = 1 << 20;

const OTHER: &str = "Ce fichier n’est pas fait de sous-titres\u{202f}: envoyez un fichier .vtt ou .srt, tel que le logiciel de montage l’exporte.";

/// Checks captions that were sent. What can't be taken is answered as a French sentence for who sent it.
///
/// # Errors
/// The disk's.
pub(super) async fn check(sent: SentFile) -> Result<Result<Document, &'static str>> {
    if sent.size > MOST_BYTES {
        return Ok(Err(OTHER));
    }
    let reading = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        let mut file = sent.file;
        file.read_to_end(&mut bytes)?;
        let Some(text) = web_vtt(&bytes) else {
            return Ok(Err(OTHER));
        };
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(text.as_bytes())?;
        file.rewind()?;
        Ok(Ok(Document {
            name: NAME.to_owned(),
            file,
        }))
    });
    let internal = |error: std::io::Error| Error::internal("reading captions", error);
    reading
        .await
        .map_err(|error| Error::internal("reading captions", error))?
        .map_err(internal)
}

/// WebVTT (W3C) from WebVTT or from SubRip, in UTF-8 or in Latin-1; none when no moment is announced.
pub fn web_vtt(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = text.replace('\r', "\n");
    if text.contains('\0') || !text.lines().any(|line| timing(line).is_some()) {
        return None;
    }
    if text.starts_with("WEBVTT") {
        return Some(text);
    }
    let lines = text
        .lines()
        .map(|line| timing(line).unwrap_or_else(|| line.to_owned()));
    let body: Vec<String> = lines.collect();
    Some(format!("WEBVTT\n\n{}\n", body.join("\n").trim()))
}

/// A line that says from when to when, as WebVTT writes it: « 00:01.500 --> 00:04.000 ».
fn timing(line: &str) -> Option<String> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    let settings = rest.trim_start().strip_prefix(end)?;
    Some(format!("{} --> {}{settings}", moment(start)?, moment(end)?))
}

/// « 00:01:02,500 », with or without hours, with a comma or a point.
fn moment(text: &str) -> Option<String> {
    let text = text.trim().replace(',', ".");
    let (clock, thousandths) = text.split_once('.')?;
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = clock.split(':').collect();
    let whole = match parts.as_slice() {
        [minutes, seconds] => digits(minutes, 2) && digits(seconds, 2),
        [hours, minutes, seconds] => {
            (1..=4).any(|count| digits(hours, count)) && digits(minutes, 2) && digits(seconds, 2)
        }
        _ => false,
    };
    let hours = if parts.len() == 3 && parts.first().is_some_and(|hours| hours.len() == 1) {
        "0"
    } else {
        ""
    };
    (whole && digits(thousandths, 3)).then(|| format!("{hours}{text}"))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn captions_are_read_from_both_formats() {
        let cases: &[(&[u8], Option<&str>)] = &[
            (
                b"WEBVTT\n\n00:01.000 --> 00:02.500\nBonjour\n",
                Some("WEBVTT\n\n00:01.000 --> 00:02.500\nBonjour\n"),
            ),
            (
                b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,500\r\nOui, bonjour\r\n",
                Some("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nOui, bonjour\n"),
            ),
            (
                b"1\n0:00:01,000 --> 0:00:02,500 align:start\nCaf\xe9\n",
                Some("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500 align:start\nCaf\u{e9}\n"),
            ),
            (b"", None),
            (b"WEBVTT\n\nrien", None),
            (b"a --> b", None),
            (b"00:01.0 --> 00:02.0", None),
            (b"MZ\x00 00:01.000 --> 00:02.000", None),
            (b"<html>00:61 --> </html>", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(
                web_vtt(bytes).as_deref(),
                *expected,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }
}
