use unicode_normalization::UnicodeNormalization;

/// A reference, once its base is joined: what it names inside the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The path from the root, decoded, NFC.
    pub path: String,
    /// What follows the path: `?query#fragment`, as written.
    pub suffix: String,
}

/// Why a reference names nothing inside the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// It has a scheme or a host.
    Scheme,
    /// It starts at a root, or climbs above the package's.
    Climbs,
    /// It holds characters that no path has.
    Malformed,
}

/// Joins a reference to its base as URLs are joined. RFC 3986 5.2; IMS CP 2.2 (`xml:base`).
pub(super) fn join(base: &str, reference: &str) -> String {
    if reference.is_empty() || has_scheme(reference) || reference.starts_with('/') {
        return if reference.is_empty() {
            base.to_owned()
        } else {
            reference.to_owned()
        };
    }
    let folder = base
        .rfind('/')
        .and_then(|end| base.get(..=end))
        .unwrap_or_default();
    format!("{folder}{reference}")
}

/// Resolves a joined reference to a path of the package.
pub(super) fn resolve(reference: &str) -> Result<Target, Outside> {
    let reference = reference.trim();
    if has_scheme(reference) || reference.starts_with("//") || reference.starts_with("\\\\") {
        return Err(Outside::Scheme);
    }
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (written, suffix) = reference.split_at(end);
    let decoded = percent_decode(written)
        .ok_or(Outside::Malformed)?
        .replace('\\', "/");
    if decoded.starts_with('/') || has_scheme(&decoded) {
        return Err(Outside::Climbs);
    }
    if decoded.chars().chain(suffix.chars()).any(char::is_control) {
        return Err(Outside::Malformed);
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in decoded.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop().ok_or(Outside::Climbs)?;
            }
            other => segments.push(other),
        }
    }
    Ok(Target {
        path: segments.join("/").nfc().collect(),
        suffix: suffix.to_owned(),
    })
}

/// Writes a path as the path of a URL: all but unreserved characters and `/` percent-encoded. RFC 3986 2.3.
pub(super) fn percent_encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// A `%` that two hexadecimal digits do not follow stands for itself.
fn percent_decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = if *byte == b'%' {
            text.get(at + 1..at + 3)
        } else {
            None
        };
        let hexadecimal = digits.filter(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hexadecimal.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).ok()
}

/// Whether a reference begins with a scheme (`https:`, `javascript:`, `C:`).
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside() {
        for (reference, path, suffix) in [
            ("a.html", "a.html", ""),
            ("a/b.html?x=1#y", "a/b.html", "?x=1#y"),
            ("./a/../b.html", "b.html", ""),
            ("a%20b.html", "a b.html", ""),
            ("e\u{301}.html", "é.html", ""),
            ("100%.html", "100%.html", ""),
            (r"a\b.html", "a/b.html", ""),
        ] {
            assert_eq!(
                resolve(reference),
                Ok(Target {
                    path: path.into(),
                    suffix: suffix.into()
                }),
                "{reference}"
            );
        }
        for (reference, why) in [
            ("https://example.com/a.html", Outside::Scheme),
            ("javascript:alert(1)", Outside::Scheme),
            ("//example.com/a", Outside::Scheme),
            ("/a.html", Outside::Climbs),
            ("../a.html", Outside::Climbs),
            ("a/../../b.html", Outside::Climbs),
            ("%2e%2e/a.html", Outside::Climbs),
            ("%2fetc/passwd", Outside::Climbs),
            ("c:/a.html", Outside::Scheme),
            ("a%00.html", Outside::Malformed),
            ("%ff.html", Outside::Malformed),
        ] {
            assert_eq!(resolve(reference), Err(why), "{reference}");
        }
    }
}
