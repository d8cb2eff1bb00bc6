//! A file kept sealed, as an answer: whole, or a range of it (RFC 9110 §14).

use std::ops::Range;

use std::io;

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::BytesMut;
use futures_util::stream;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    HeaderName, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use http::{HeaderMap, HeaderValue, StatusCode};

use tokio::io::AsyncReadExt as _;

use crate::blobs::{self, Blob};
use crate::{Result, Site};

/// The answer for a file: its bytes never change under its address. `asked`: the headers of the request; `head`: only
/// the headers of the answer are wanted.
///
/// # Errors
/// The disk's or the key store's.
pub async fn send_blob(site: &Site, blob: &Blob, asked: &HeaderMap, head: bool) -> Result<Response> {
    let tag = format!("\"{}\"", blob.id);
    let text = |name| {
        asked
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let known = text(IF_NONE_MATCH).is_some_and(|tags| {
        tags.split(',')
            .map(str::trim)
            .any(|one| one == "*" || one.trim_start_matches("W/") == tag)
    });
    let range = text(RANGE).filter(|_| text(IF_RANGE).is_none_or(|one| one == tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match wanted(range, blob.size) {
            Wanted::Beyond => {
                let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
                put_header(&mut response, CONTENT_RANGE, &format!("bytes */{}", blob.size));
                return Ok(response);
            }
            Wanted::Whole => bytes(site, blob, 0..blob.size, StatusCode::OK, head).await?,
            Wanted::Part(part) => {
                let said = format!("bytes {}-{}/{}", part.start, part.end - 1, blob.size);
                let mut response = bytes(site, blob, part, StatusCode::PARTIAL_CONTENT, head).await?;
                put_header(&mut response, CONTENT_RANGE, &said);
                response
            }
        }
    };
    put_header(&mut response, ETAG, &tag);
    put_header(&mut response, ACCEPT_RANGES, "bytes");
    put_header(
        &mut response,
        CACHE_CONTROL,
        "private, max-age=31536000, immutable",
    );
    Ok(response)
}

async fn bytes(
    site: &Site,
    blob: &Blob,
    range: Range<u64>,
    status: StatusCode,
    head: bool,
) -> Result<Response> {
    let length = (range.end - range.start).to_string();
    let body = if head {
        Body::empty()
    } else {
        Body::from_stream(blobs::open_range(site, blob, range).await?)
    };
    let mut response = (status, body).into_response();
    put_header(&mut response, CONTENT_LENGTH, &length);
    put_header(&mut response, CONTENT_TYPE, &blob.content_type);
    Ok(response)
}

/// Sets a header of an answer; a value that no header can hold sets nothing.
pub fn put_header(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Bytes of a file that are read at once.
const CHUNK: usize = 64 << 10;

/// The answer for a file that is on disk, from its beginning. `size`: bytes.
pub fn send_file(file: std::fs::File, size: u64, content_type: &str) -> Response {
    let file = tokio::fs::File::from_std(file);
    let chunks = stream::try_unfold(file, |mut file| async move {
        let mut chunk = BytesMut::with_capacity(CHUNK);
        let read = file.read_buf(&mut chunk).await?;
        Ok::<_, io::Error>((read > 0).then(|| (chunk.freeze(), file)))
    });
    let mut response = Body::from_stream(chunks).into_response();
    put_header(&mut response, CONTENT_LENGTH, &size.to_string());
    put_header(&mut response, CONTENT_TYPE, content_type);
    response
}

/// Makes an answer a file to keep, under a name in any letters (RFC 6266, RFC 8187), asked for again each time: another
/// may take its place under the same address.
pub fn as_download(response: &mut Response, name: &str) {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_graphic() && !"\"\\%".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut letters = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            letters.push(char::from(byte));
        } else {
            letters.push_str(&format!("%{byte:02X}"));
        }
    }
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{letters}");
    put_header(response, CONTENT_DISPOSITION, &value);
    put_header(response, CACHE_CONTROL, "private, no-cache");
}

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// All of it.
    Whole,
    /// A part.
    Part(Range<u64>),
    /// A part that isn't there.
    Beyond,
}

/// One range of bytes (RFC 9110 §14.1.2); several at once, or what can't be read, give the whole.
fn wanted(header: Option<&str>, size: u64) -> Wanted {
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
    fn names_of_downloads() {
        for (name, expected) in [
            (
                "guide.pdf",
                "attachment; filename=\"guide.pdf\"; filename*=UTF-8''guide.pdf",
            ),
            (
                "Plan d’accès.pdf",
                "attachment; filename=\"Plan_d_acc_s.pdf\"; filename*=UTF-8''Plan%20d%E2%80%99acc%C3%A8s.pdf",
            ),
            (
                "a\"b\r\n.pdf",
                "attachment; filename=\"a_b__.pdf\"; filename*=UTF-8''a%22b%0D%0A.pdf",
            ),
        ] {
            let mut response = StatusCode::OK.into_response();
            as_download(&mut response, name);
            assert_eq!(response.headers()[CONTENT_DISPOSITION], expected);
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
