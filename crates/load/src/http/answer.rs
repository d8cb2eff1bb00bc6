//! Reading an answer (RFC 9112): pure.

/// What the head of an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The status.
    pub status: u16,
    /// Where the body begins.
    pub begins: usize,
    /// How long it is; none when it comes in chunks.
    pub length: Option<usize>,
    /// The server closes the connection afterwards.
    pub closes: bool,
}

/// Reads a head, once it is all there. `Err` for what isn't HTTP/1.1.
///
/// # Errors
/// What is wrong with it.
pub fn head(bytes: &[u8]) -> Result<Option<Head>, &'static str> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let mut lines = bytes[..end].split(|byte| *byte == b'\n');
    let status = lines
        .next()
        .and_then(|line| line.strip_prefix(b"HTTP/1.1 "))
        .and_then(|line| std::str::from_utf8(line.get(..3)?).ok()?.parse().ok())
        .ok_or("not an answer of HTTP/1.1")?;
    let mut head = Head {
        status,
        begins: end + 4,
        length: Some(0),
        closes: false,
    };
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-length") {
            let length = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
            head.length = Some(length.ok_or("a length that isn't a number")?);
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            head.length = None;
        } else if name.eq_ignore_ascii_case(b"connection") {
            head.closes = value.eq_ignore_ascii_case(b"close");
        }
    }
    Ok(Some(head))
}

/// Reads a body in chunks (RFC 9112 §7.1) once it is all there: the body, and how many bytes it took.
///
/// # Errors
/// What is wrong with it.
pub fn chunked(bytes: &[u8]) -> Result<Option<(Vec<u8>, usize)>, &'static str> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let Some(line) = bytes[at..].windows(2).position(|two| two == b"\r\n") else {
            return Ok(None);
        };
        let size = std::str::from_utf8(&bytes[at..at + line]).map_err(|_| "a chunk without a size")?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(|_| "a chunk without a size")?;
        let begins = at + line + 2;
        let Some(next) = begins.checked_add(size).and_then(|end| end.checked_add(2)) else {
            return Err("a chunk longer than memory");
        };
        if bytes.len() < next {
            return Ok(None);
        }
        if size == 0 {
            return Ok(Some((body, next)));
        }
        body.extend_from_slice(&bytes[begins..begins + size]);
        at = next;
    }
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    /// Status, length, whether the connection closes.
    type Read = Option<(u16, Option<usize>, bool)>;

    #[test]
    fn a_head_says_how_the_body_ends() {
        let cases: [(&[u8], Result<Read, ()>); 6] = [
            (
                b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n",
                Ok(Some((200, Some(12), false))),
            ),
            (
                b"HTTP/1.1 303 See Other\r\nlocation: /\r\nconnection: close\r\n\r\n",
                Ok(Some((303, Some(0), true))),
            ),
            (
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                Ok(Some((200, None, false))),
            ),
            (b"HTTP/1.1 200 OK\r\ncontent-le", Ok(None)),
            (b"SSH-2.0-x\r\n\r\n", Err(())),
            (b"HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n", Err(())),
        ];
        for (bytes, expected) in cases {
            let read = head(bytes).map_err(|_| ());
            let read = read.map(|head| head.map(|head| (head.status, head.length, head.closes)));
            assert_eq!(read, expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn chunks_are_put_together_again(parts: Vec<Vec<u8>>, rest: Vec<u8>) {
            let mut sent = Vec::new();
            for part in parts.iter().filter(|part| !part.is_empty()) {
                sent.extend(format!("{:x}\r\n", part.len()).bytes());
                sent.extend(part);
                sent.extend(b"\r\n");
            }
            sent.extend(b"0\r\n\r\n");
            let length = sent.len();
            prop_assert_eq!(chunked(&sent[..length - 1]).unwrap(), None);
            sent.extend(rest);
            prop_assert_eq!(chunked(&sent).unwrap(), Some((parts.concat(), length)));
        }

        #[test]
        fn garbage_never_panics(garbage: Vec<u8>) {
            drop((head(&garbage), chunked(&garbage)));
        }
    }
}
