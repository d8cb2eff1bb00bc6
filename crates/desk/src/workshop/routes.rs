//! `/kit`, `/courrier`, `/courrier/{courriel}`.

use platform::html::kit_page;
use platform::http::{IntoResponse as _, Method, Path, Response, Routes, State, View};
use platform::{Error, Result, Site, mail};

use super::views;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .public(Method::Get, "/kit", kit)
        .public(Method::Get, "/courrier", mailbox)
        .public(Method::Get, "/courrier/{courriel}", letter)
}

async fn kit(view: View) -> Response {
    let html = [("content-type", "text/html; charset=utf-8")];
    (html, kit_page::render(&view.frame).into_string()).into_response()
}

async fn mailbox(State(site): State<Site>, view: View) -> Result<Response> {
    Ok(view.page(&views::mailbox(&mail::mailbox::list(&site).await?)))
}

async fn letter(State(site): State<Site>, view: View, Path(id): Path<String>) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let opened = mail::mailbox::get(&site, id).await?;
    Ok(view.page(&views::letter(&opened.message.ok_or(Error::NotFound)?)))
}
