//! A file of a package: whole, or a range of it.

use platform::blobs::{self, Blob};
use platform::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE,
    RANGE,
};
use platform::http::{Body, HeaderMap, HeaderValue, IntoResponse as _, Response, StatusCode};
use platform::{Result, Site};

use super::rules::{Wanted, wanted};

/// The answer for a file: its bytes never change under its address.
pub(super) async fn respond(site: &Site, blob: &Blob, asked: &HeaderMap, head: bool) -> Result<Response> {
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
                put(&mut response, CONTENT_RANGE, &format!("bytes */{}", blob.size));
                return Ok(response);
            }
            Wanted::Whole => bytes(site, blob, 0..blob.size, StatusCode::OK, head).await?,
            Wanted::Part(part) => {
                let said = format!("bytes {}-{}/{}", part.start, part.end - 1, blob.size);
                let mut response = bytes(site, blob, part, StatusCode::PARTIAL_CONTENT, head).await?;
                put(&mut response, CONTENT_RANGE, &said);
                response
            }
        }
    };
    put(&mut response, ETAG, &tag);
    put(&mut response, ACCEPT_RANGES, "bytes");
    put(
        &mut response,
        CACHE_CONTROL,
        "private, max-age=31536000, immutable",
    );
    Ok(response)
}

async fn bytes(
    site: &Site,
    blob: &Blob,
    range: std::ops::Range<u64>,
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
    put(&mut response, CONTENT_LENGTH, &length);
    put(&mut response, CONTENT_TYPE, &blob.content_type);
    Ok(response)
}

pub(super) fn put(response: &mut Response, name: platform::http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}
