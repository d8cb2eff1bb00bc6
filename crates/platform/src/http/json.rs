//! What scripts post and read.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result, Site};

/// What a script of ours posts is never larger.
const BYTES: usize = 1 << 20;
/// What takes longer to arrive is given up.
const SECONDS: u64 = 30;

/// What a script of ours posted.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &Site) -> Result<Self> {
        read_json(request.into_body(), BYTES).await.map(Self)
    }
}

/// Reads a body of at most so many bytes.
///
/// # Errors
/// [`Error::TooLarge`], or [`Error::Refused`] when it isn't what is expected.
pub async fn read_json<T: DeserializeOwned>(body: Body, bytes: usize) -> Result<T> {
    let reading = tokio::time::timeout(Duration::from_secs(SECONDS), to_bytes(body, bytes));
    let body = reading
        .await
        .map_err(|_| Error::TooLarge)?
        .map_err(|_| Error::TooLarge)?;
    serde_json::from_slice(&body)
        .map_err(|_| Error::Refused("La demande est illisible\u{202f}: rechargez la page.".into()))
}

/// An answer for a script.
///
/// # Errors
/// When the value can't be written as JSON: a fault of ours.
pub fn json(status: StatusCode, value: &impl Serialize) -> Result<Response> {
    let text = serde_json::to_string(value).map_err(|e| Error::internal("writing JSON", e))?;
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    Ok((status, headers, text).into_response())
}
