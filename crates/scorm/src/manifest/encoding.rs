//! From bytes to text: UTF-8, UTF-16, ISO-8859-1 and windows-1252. XML 1.0, appendix F.

use super::refusal::ManifestRefusal;

/// The characters of windows-1252 from 0x80 to 0x9f; the five that it leaves undefined are kept as they are.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(super) fn decode(bytes: &[u8]) -> Result<String, ManifestRefusal> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, _, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, b'<', 0, _, ..] => utf16(bytes, u16::from_be_bytes),
        _ => match declared(bytes).as_deref() {
            None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf8(bytes),
            Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
                Ok(bytes.iter().copied().map(windows_1252).collect())
            }
            Some(name) => Err(ManifestRefusal::Encoding {
                name: name.to_owned(),
            }),
        },
    }
}

/// The encoding of the XML declaration, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(256).map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration
        .split_once("encoding")?
        .1
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(str::to_ascii_lowercase)
}

fn utf8(bytes: &[u8]) -> Result<String, ManifestRefusal> {
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let valid = bytes.get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        ManifestRefusal::BadBytes {
            line: 1 + valid.iter().filter(|byte| **byte == b'\n').count(),
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ManifestRefusal> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| {
        unit([
            pair.first().copied().unwrap_or(0),
            pair.get(1).copied().unwrap_or(0),
        ])
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => text.push(character),
            Err(_) => {
                return Err(ManifestRefusal::BadBytes {
                    line: 1 + text.matches('\n').count(),
                });
            }
        }
    }
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if odd {
        Err(ManifestRefusal::BadBytes {
            line: 1 + text.matches('\n').count(),
        })
    } else {
        Ok(text)
    }
}

fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80)
        .and_then(|place| WINDOWS_1252.get(usize::from(place)))
        .copied()
        .unwrap_or(char::from(byte))
}
