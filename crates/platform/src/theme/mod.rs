//! The theme: style sheet, scripts, typefaces, mark and icons, embedded in the binary and served for a year
//! under names that carry the hash of their content. Owns `/assets/…`; `web/build.mjs` makes the files.

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

include!(concat!(env!("OUT_DIR"), "/web.rs"));

/// One file of the theme, in the forms that it can be sent in.
#[derive(Debug)]
pub struct Asset {
    /// The name that the code uses: `app.css`.
    pub name: &'static str,
    /// The name that it is served under: `app.3f2a….css`.
    pub file: &'static str,
    /// Where it is served: `/assets/app.3f2a….css`.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    etag: &'static str,
    bytes: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// Every asset, for lists such as the service worker's.
#[must_use]
pub fn assets() -> &'static [Asset] {
    ASSETS
}

/// The address of an asset by its logical name: `asset_path("app.css")`.
/// An unknown name is a mistake of ours: it stops a debug build, and gives an address that answers 404 otherwise.
#[must_use]
pub fn asset_path(name: &str) -> &'static str {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    debug_assert!(
        found.is_some(),
        "no asset « {name} »: web/build.mjs doesn't make it"
    );
    found.map_or("/assets/introuvable", |asset| asset.path)
}

/// The asset served under this file name, hash included.
#[must_use]
pub fn find(file: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.file == file)
}

/// The inside of the `<symbol>` of an icon.
#[must_use]
pub fn icon_markup(name: &str) -> Option<&'static str> {
    let at = ICONS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    ICONS.get(at).map(|(_, inner)| *inner)
}

/// Answers `GET /assets/{file}`: the best encoding that the browser takes, kept for a year. `None`: no such file.
#[must_use]
pub fn respond(file: &str, accept_encoding: Option<&str>, if_none_match: Option<&str>) -> Option<Response> {
    let asset = find(file)?;
    let (coding, bytes) = asset.in_best_coding(accept_encoding.unwrap_or_default());

    let mut headers = HeaderMap::new();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if if_none_match.is_some_and(|tags| asset.is_named_in(tags)) {
        return Some(response(StatusCode::NOT_MODIFIED, headers, Body::empty()));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Some(response(StatusCode::OK, headers, Body::from(bytes)))
}

fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

impl Asset {
    fn in_best_coding(&self, accepted: &str) -> (Option<&'static str>, &'static [u8]) {
        for (coding, bytes) in [("br", self.brotli), ("gzip", self.gzip)] {
            if let Some(bytes) = bytes
                && accepts(accepted, coding)
            {
                return (Some(coding), bytes);
            }
        }
        (None, self.bytes)
    }

    fn is_named_in(&self, tags: &str) -> bool {
        tags.split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.trim_start_matches("W/") == self.etag.trim_start_matches("W/"))
    }
}

/// Whether `Accept-Encoding` names this coding without refusing it by `q=0` (RFC 9110 §12.5.3).
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts
            .filter_map(|part| part.strip_prefix("q="))
            .any(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        named && !refused
    })
}

#[cfg(test)]
mod tests;
