//! Java property files, in the order of their lines: a key that comes twice is kept twice.

/// The keys and values of a property file. Bytes are ISO 8859-1, as Java reads them; `\uXXXX` is any UTF-16 unit.
pub fn read(bytes: &[u8]) -> Vec<(String, String)> {
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    logical_lines(&text).iter().map(|line| split(line)).collect()
}

/// Lines joined where one ends with an odd number of backslashes; blank lines and comments are left out.
fn logical_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current: Option<String> = None;
    for line in text.split(['\n', '\r']) {
        let trimmed = line.trim_start_matches([' ', '\t', '\u{c}']);
        if current.is_none() && (trimmed.is_empty() || trimmed.starts_with(['#', '!'])) {
            continue;
        }
        let goes_on = trimmed.chars().rev().take_while(|&char| char == '\\').count() % 2 == 1;
        let kept = if goes_on {
            &trimmed[..trimmed.len() - 1]
        } else {
            trimmed
        };
        let whole = current.take().unwrap_or_default() + kept;
        if goes_on {
            current = Some(whole);
        } else {
            lines.push(whole);
        }
    }
    lines.extend(current);
    lines
}

/// The key ends at the first unescaped `=`, `:` or white space.
fn split(line: &str) -> (String, String) {
    let mut escaped = false;
    let end = line
        .find(|char: char| {
            let ends = !escaped && (matches!(char, '=' | ':') || char.is_ascii_whitespace());
            escaped = char == '\\' && !escaped;
            ends
        })
        .unwrap_or(line.len());
    let (key, rest) = line.split_at(end);
    let rest = rest.trim_start_matches([' ', '\t', '\u{c}']);
    let value = rest.strip_prefix(['=', ':']).unwrap_or(rest);
    (
        unescape(key),
        unescape(value.trim_start_matches([' ', '\t', '\u{c}'])),
    )
}

fn unescape(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        if char != '\\' {
            units.extend(char.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        match rest.next() {
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                units.push(u16::from_str_radix(&digits, 16).unwrap_or(0xfffd));
            }
            Some('t') => units.push(u16::from(b'\t')),
            Some('n') => units.push(u16::from(b'\n')),
            Some('r') => units.push(u16::from(b'\r')),
            Some('f') => units.push(0xc),
            Some(other) => units.extend(other.encode_utf16(&mut [0; 2]).iter()),
            None => {}
        }
    }
    String::from_utf16_lossy(&units)
}

#[test]
fn property_files_are_read_as_java_reads_them_but_keep_every_line() {
    type Pairs<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&[u8], Pairs<'_>); 8] = [
        (
            b"a=1\nb = 2\r\nc:3\nd 4",
            &[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")],
        ),
        (b"# no\n  ! no\n\na=", &[("a", "")]),
        (b"a=x\\\n   y \\\n#z", &[("a", "xy #z")]),
        (b"a=x\\\\\nb=2", &[("a", "x\\"), ("b", "2")]),
        (b"a=\\u00e9\\u6B22 M:\\ADL", &[("a", "é欢 M:ADL")]),
        (b"a=1\na=2", &[("a", "1"), ("a", "2")]),
        (b"a\\=b=c=d", &[("a=b", "c=d")]),
        (b"a=parent\xe9s\\", &[("a", "parentés")]),
    ];
    for (bytes, expected) in cases {
        let read = read(bytes);
        let read: Vec<_> = read
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(read, expected, "{:?}", String::from_utf8_lossy(bytes));
    }
}
