//! Labels and paths of the content origin.

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
}
