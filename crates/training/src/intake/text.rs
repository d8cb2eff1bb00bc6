//! Bytes of a file → its text, whichever program wrote it.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::reading::Unreadable;

/// The most bytes of a file.
pub(super) const MOST_BYTES: usize = 2 << 20;

/// What other files than texts begin with.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
const OTHERS: [&[u8]; 4] = [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf"];

/// The text of a file: UTF-8, UTF-16 that says so, or else Windows-1252, which Excel writes in France. Each line ends with
/// a line feed.
///
/// # Errors
/// What it is instead of a text.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooBig);
    }
    let begins = |signs: &[&[u8]]| signs.iter().any(|sign| bytes.starts_with(sign));
    if begins(&WORKBOOKS) {
        return Err(Unreadable::Workbook);
    }
    let marked = Encoding::for_bom(bytes);
    if begins(&OTHERS) || (marked.is_none() && bytes.contains(&0)) {
        return Err(Unreadable::NotText);
    }
    let text = match (marked, std::str::from_utf8(bytes)) {
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        (Some((encoding, _)), _) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    match text.trim().is_empty() {
        true => Err(Unreadable::Empty),
        false => Ok(text),
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn texts_of_every_origin_are_read() {
        let utf16 = |text: &str, little: bool| {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            let bytes = units.flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            });
            bytes.collect::<Vec<u8>>()
        };
        let cases: [(Vec<u8>, Result<&str, Unreadable>); 13] = [
            ("Prénom;Nom".into(), Ok("Prénom;Nom")),
            ("\u{feff}Prénom;Nom".into(), Ok("Prénom;Nom")),
            (b"Pr\xe9nom;\x80uro".to_vec(), Ok("Prénom;€uro")),
            (utf16("Prénom;Nom", true), Ok("Prénom;Nom")),
            (utf16("Prénom;Nom", false), Ok("Prénom;Nom")),
            (b"a\r\nb\rc\nd".to_vec(), Ok("a\nb\nc\nd")),
            (Vec::new(), Err(Unreadable::Empty)),
            (b" \r\n \n".to_vec(), Err(Unreadable::Empty)),
            (b"PK\x03\x04xl/workbook.xml".to_vec(), Err(Unreadable::Workbook)),
            (b"\xd0\xcf\x11\xe0old".to_vec(), Err(Unreadable::Workbook)),
            (b"%PDF-1.7".to_vec(), Err(Unreadable::NotText)),
            (b"a\0b".to_vec(), Err(Unreadable::NotText)),
            (vec![b'a'; MOST_BYTES + 1], Err(Unreadable::TooBig)),
        ];
        for (bytes, expected) in cases {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
            assert_eq!(decode(&bytes), expected.map(str::to_owned), "{shown}");
        }
    }
}
