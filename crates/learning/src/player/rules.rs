//! Labels, paths and ranges of the content origin.

use std::ops::Range;

/// 26 characters of base 32: 130 bits.
pub(super) const LABEL: usize = 26;

/// A label from fresh bytes.
pub(super) fn label(bytes: &[u8; LABEL]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte & 31)]);
    bytes.iter().map(letter).collect()
}

/// Whether something may be a label.
pub(super) fn is_label(text: &str) -> bool {
    text.len() == LABEL && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'))
}

/// The path that a browser asked for, decoded; none when it isn't UTF-8 or tries to leave its place.
pub(super) fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let code = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(code).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let odd = path.contains(['\\', '\0']) || path.split('/').any(|part| part == ".." || part == ".");
    (!odd).then_some(path)
}

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// A part.
    Part(Range<u64>),
    /// A part that isn't there.
    Beyond,
}

/// One range of bytes (RFC 9110 §14.1.2); several at once, or what can't be read, give the whole.
pub(super) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some((from, to)) = header
        .and_then(|header| header.trim().strip_prefix("bytes="))
        .filter(|ranges| !ranges.contains(','))
        .and_then(|range| range.trim().split_once('-'))
    else {
        return Wanted::Whole;
    };
    let number = |text: &str| text.parse::<u64>().ok();
    match (from, to) {
        ("", last) => match number(last) {
            None => Wanted::Whole,
            Some(0) => Wanted::Beyond,
            Some(_) if size == 0 => Wanted::Beyond,
            Some(last) => Wanted::Part(size.saturating_sub(last)..size),
        },
        (first, last) => match (number(first), last, number(last)) {
            (None, ..) | (_, _, None) if !last.is_empty() || number(first).is_none() => Wanted::Whole,
            (Some(first), ..) if first >= size => Wanted::Beyond,
            (Some(first), _, Some(last)) if last < first => Wanted::Whole,
            (Some(first), _, last) => {
                Wanted::Part(first..last.map_or(size, |last| size.min(last.saturating_add(1))))
            }
            (None, ..) => Wanted::Whole,
        },
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_label_is_26_letters() {
        assert!(is_label(&label(&[7; LABEL])));
        assert!(is_label(&label(&[255; LABEL])));
        for other in [
            "",
            "a",
            "abcdefghijklmnopqrstuvwxy1",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ] {
            assert!(!is_label(other), "{other}");
        }
    }

    #[test]
    fn a_path_stays_in_its_place() {
        let cases = [
            ("a/b.html", Some("a/b.html")),
            ("caf%C3%A9.html", Some("café.html")),
            ("%2e%2e/x", None),
            ("a/../x", None),
            ("a%5cx", None),
            ("a%00", None),
            ("%ff", None),
            ("%4", None),
            ("100%", None),
        ];
        for (path, expected) in cases {
            assert_eq!(decoded(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn ranges() {
        let cases = [
            (None, 10, Wanted::Whole),
            (Some("bytes=0-3"), 10, Wanted::Part(0..4)),
            (Some("bytes=5-"), 10, Wanted::Part(5..10)),
            (Some("bytes=5-99"), 10, Wanted::Part(5..10)),
            (Some("bytes=-3"), 10, Wanted::Part(7..10)),
            (Some("bytes=-30"), 10, Wanted::Part(0..10)),
            (Some("bytes=10-"), 10, Wanted::Beyond),
            (Some("bytes=-0"), 10, Wanted::Beyond),
            (Some("bytes=0-"), 0, Wanted::Beyond),
            (Some("bytes=5-3"), 10, Wanted::Whole),
            (Some("bytes=0-1,3-4"), 10, Wanted::Whole),
            (Some("bytes=a-b"), 10, Wanted::Whole),
            (Some("lines=0-3"), 10, Wanted::Whole),
        ];
        for (header, size, expected) in cases {
            assert_eq!(wanted(header, size), expected, "{header:?}");
        }
    }
}
