//! Documents that are printed when they are asked for.

use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use tokio::sync::Semaphore;

use super::blob::{as_download, put_header};
use crate::{Error, Result};

/// Typesetting takes a core: never more than two at once, the others wait.
static PRESSES: Semaphore = Semaphore::const_new(2);

/// Prints on a thread of its own.
///
/// # Errors
/// What printing says, or a fault when it doesn't come to its end.
pub async fn print<E>(print: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static) -> Result<Vec<u8>>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let _turn = PRESSES
        .acquire()
        .await
        .map_err(|error| Error::internal("a press", error))?;
    tokio::task::spawn_blocking(print)
        .await
        .map_err(|error| Error::internal("printing a document", error))?
        .map_err(|error| Error::internal("printing a document", error))
}

/// A printed document, to keep under this name.
pub fn send_pdf(bytes: Vec<u8>, name: &str) -> Response {
    send_made(bytes, "application/pdf", name)
}

/// A workbook for a spreadsheet, to keep under this name.
pub fn send_workbook(bytes: Vec<u8>, name: &str) -> Response {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    send_made(bytes, kind, name)
}

/// A table for a spreadsheet, to keep under this name.
pub fn send_csv(bytes: Vec<u8>, name: &str) -> Response {
    send_made(bytes, "text/csv; charset=utf-8", name)
}

fn send_made(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    put_header(&mut response, CONTENT_TYPE, kind);
    as_download(&mut response, name);
    response
}
