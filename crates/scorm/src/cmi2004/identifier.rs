/// Whether a text is a URI reference of RFC 3986, as long_identifier_type and short_identifier_type are. RTE 4.1.1.7.
///
/// Letters beyond ASCII are taken too: an identifier is a text of ISO 10646.
pub(super) fn is_uri(text: &str) -> bool {
    let (body, fragment) = text.split_once('#').unwrap_or((text, ""));
    let readable = [body, fragment].into_iter().all(is_readable);
    !text.is_empty() && readable && scheme_is_right(body)
}

/// A scheme begins with a letter and leads to something.
fn scheme_is_right(body: &str) -> bool {
    let first = body.split(['/', '?']).next().unwrap_or_default();
    match first.split_once(':') {
        None => true,
        Some((scheme, _)) => {
            let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
            let right = scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
            begins && right && body.len() > scheme.len() + 1
        }
    }
}

/// No white space, nothing unprintable, nothing that a URI excludes, and two digits after each `%`.
fn is_readable(text: &str) -> bool {
    let allowed = |c: char| match c {
        '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' | '#' => false,
        c => !c.is_whitespace() && !c.is_control(),
    };
    let escaped = text.split('%').skip(1).all(|rest| {
        rest.get(..2)
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    });
    text.chars().all(allowed) && escaped
}

/// Letters and digits of ASCII, at least one.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::is_uri;

    #[test]
    fn uris() {
        for (text, expected) in [
            ("a", true),
            ("1", true),
            ("Scene1_Slide2", true),
            ("urn:adl:lmsTest/OBJ01", true),
            ("http://example.test/a?b=c#d", true),
            ("a(b)*'c',;!$&@~", true),
            ("a%20b", true),
            ("réponse", true),
            ("a/b:c", true),
            ("#a", true),
            ("", false),
            (" ", false),
            ("a b", false),
            ("a\u{a0}b", false),
            ("urn:", false),
            (":a", false),
            ("1:2", false),
            ("é:2", false),
            ("a%2", false),
            ("a%zz", false),
            ("a%é", false),
            ("a#b#c", false),
            ("{}{[]}", false),
            ("a[.]b", false),
            ("a\\b", false),
            ("a\u{7}", false),
        ] {
            assert_eq!(is_uri(text), expected, "{text}");
        }
    }
}
