//! `/verification`: anyone who holds a certificate checks it with its code.

use std::collections::HashMap;

use platform::html::FormErrors;
use platform::http::{
    Done, IntoResponse as _, Method, Path, Query, Response, Routes, State, StatusCode, View,
};
use platform::{Error, Result, Site};

use super::read::opened;
use super::rules::read_code;
use super::store;
use super::views::{self, Found};

pub(super) fn routes() -> Routes {
    Routes::new().public(Method::Get, "/verification", form).public(
        Method::Get,
        "/verification/{jeton}",
        answer,
    )
}

async fn form(Query(asked): Query<HashMap<String, String>>, view: View) -> Result<Response> {
    let Some(typed) = asked.get("code") else {
        return Ok(view.page(&views::check(&view.frame, "", &FormErrors::default())));
    };
    match read_code(typed) {
        Some(code) => Ok(Done::at(format!("/verification/{code}")).into_response()),
        None => {
            let mut errors = FormErrors::default();
            let message =
                "seize lettres et chiffres, comme K7QF-2M9X-40TB-ZC81\u{202f}: ils sont au bas du document";
            errors.add("code", "Code du document", message);
            Ok(view.invalid(&views::check(&view.frame, typed, &errors)))
        }
    }
}

async fn answer(State(site): State<Site>, Path(typed): Path<String>, view: View) -> Result<Response> {
    let found = match read_code(&typed) {
        Some(code) => find(&site, &code).await?,
        None => None,
    };
    let status = if found.is_some() {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    let page = match &found {
        Some(found) => views::found(&view.frame, found)?,
        None => views::unknown(&view.frame),
    };
    Ok(view.with_status(status, &page))
}

async fn find(site: &Site, code: &str) -> Result<Option<Found>> {
    let mut tx = site.db().read().await?;
    let Some(certificate) = store::by_code(&mut tx, site, code).await? else {
        return Ok(None);
    };
    let session = training::sessions::find(&mut tx, certificate.session).await?;
    drop(tx);
    match opened(site, &certificate).await {
        Ok(content) => Ok(Some(Found {
            zone: session.zone,
            ended: certificate.ended,
            content,
        })),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
