//! Files sent piece by piece: tus 1.0 (<https://tus.io/protocols/resumable-upload>), its core and its extensions creation,
//! expiration and termination. Whoever sends has the form's token in `x-jeton`; what is refused is said in a plain sentence.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio_util::io::StreamReader;

use super::actor::Actor;
use super::permission::PermissionInfo;
use super::routes::{Method, Routes};
use super::store::holds;
use crate::blobs::{self, Appended};
use crate::uploads::{self, LARGEST, PATH, Sent};
use crate::{Error, Result, Site};

const VERSION: &str = "1.0.0";
const PIECE: &str = "application/offset+octet-stream";
/// A sender that stays silent for so long is given up; what came is kept.
const PATIENCE: Duration = Duration::from_secs(30);

/// The routes of the protocol: who may post a form of files somewhere sends files of their own ahead, that only they find
/// again.
pub(super) fn routes(takers: Arc<[PermissionInfo]>) -> Routes {
    let announce = move |site: State<Site>, actor: Actor, headers: HeaderMap| {
        announce(takers.clone(), site, actor, headers)
    };
    Routes::new()
        .signed_in(Method::Post, PATH, announce)
        .signed_in(Method::Head, "/envois/{envoi}", told)
        .signed_in(Method::Patch, "/envois/{envoi}", piece)
        .signed_in(Method::Delete, "/envois/{envoi}", give_up)
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn speaks(headers: &HeaderMap) -> bool {
    headers
        .get("tus-resumable")
        .is_some_and(|version| version == VERSION)
}

fn answer(status: StatusCode, more: &[(&'static str, String)], body: impl Into<Body>) -> Response {
    let mut response = (status, body.into()).into_response();
    let fixed = [
        ("tus-resumable", VERSION.to_owned()),
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", "creation,expiration,termination".to_owned()),
        ("tus-max-size", LARGEST.to_string()),
    ];
    for (name, value) in fixed.iter().chain(more) {
        if let Ok(value) = HeaderValue::try_from(value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn refused(status: StatusCode, sentence: impl Into<String>) -> Response {
    let kind = [(CONTENT_TYPE.as_str(), "text/plain; charset=utf-8".to_owned())];
    answer(status, &kind, sentence.into())
}

/// Another version of the protocol, or none.
fn other_version() -> Response {
    refused(
        StatusCode::PRECONDITION_FAILED,
        "Ce navigateur envoie ses fichiers d’une façon que la plateforme ne connaît pas. Mettez-le à jour, ou servez-vous d’un autre.",
    )
}

fn ends(sent: &Sent) -> (&'static str, String) {
    (
        "upload-expires",
        sent.ends_at().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string(),
    )
}

async fn announce(
    takers: Arc<[PermissionInfo]>,
    State(site): State<Site>,
    actor: Actor,
    headers: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let mut may = false;
    for permission in takers.iter() {
        may = may || holds(&mut tx, actor.person, permission).await?;
    }
    if !may {
        return Err(Error::Forbidden);
    }
    if !speaks(&headers) {
        return Ok(other_version());
    }
    let Some(size) = number(&headers, "upload-length") else {
        return Ok(refused(StatusCode::BAD_REQUEST, "La taille du fichier manque."));
    };
    match uploads::announce(&mut tx, &site, actor.person, size).await? {
        Ok(sent) => {
            tx.commit().await?;
            let place = (LOCATION.as_str(), format!("{PATH}/{}", sent.id()));
            Ok(answer(StatusCode::CREATED, &[place, ends(&sent)], Body::empty()))
        }
        Err(sentence) => Ok(refused(StatusCode::PAYLOAD_TOO_LARGE, sentence)),
    }
}

async fn find(site: &Site, actor: &Actor, id: &str) -> Result<Sent> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    uploads::find(&mut site.db().read().await?, actor.person, id).await
}

async fn told(State(site): State<Site>, actor: Actor, Path(id): Path<String>) -> Result<Response> {
    let sent = find(&site, &actor, &id).await?;
    let has = blobs::received(&site, sent.blob()).await?;
    let sizes = [
        ("upload-offset", has.to_string()),
        ("upload-length", sent.size().to_string()),
        ends(&sent),
    ];
    Ok(answer(StatusCode::OK, &sizes, Body::empty()))
}

async fn piece(
    State(site): State<Site>,
    actor: Actor,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response> {
    let headers = request.headers();
    if !speaks(headers) {
        return Ok(other_version());
    }
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind != PIECE) {
        return Ok(refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Ce n’est pas une partie de fichier.",
        ));
    }
    let Some(from) = number(headers, "upload-offset") else {
        return Ok(refused(
            StatusCode::BAD_REQUEST,
            "La place de cette partie du fichier manque.",
        ));
    };
    let sent = find(&site, &actor, &id).await?;
    let reader = StreamReader::new(patient(request.into_body()));
    let has = |bytes: u64| [("upload-offset", bytes.to_string()), ends(&sent)];
    Ok(
        match blobs::append(&site, sent.blob(), from, std::pin::pin!(reader)).await? {
            Appended::Has(bytes) => answer(StatusCode::NO_CONTENT, &has(bytes), Body::empty()),
            Appended::Elsewhere(bytes) => answer(StatusCode::CONFLICT, &has(bytes), Body::empty()),
            Appended::Busy => answer(StatusCode::LOCKED, &[], Body::empty()),
        },
    )
}

/// The pieces of a body, until it ends, breaks or stays silent.
fn patient(body: Body) -> impl futures_util::Stream<Item = std::io::Result<bytes::Bytes>> {
    stream::unfold(body.into_data_stream(), |mut body| async move {
        let next = tokio::time::timeout(PATIENCE, body.next()).await;
        let next = next.unwrap_or_else(|_| {
            Some(Err(axum::Error::new(std::io::Error::from(
                std::io::ErrorKind::TimedOut,
            ))))
        });
        Some((next?, body))
    })
    .map_err(std::io::Error::other)
}

async fn give_up(State(site): State<Site>, actor: Actor, Path(id): Path<String>) -> Result<Response> {
    let sent = find(&site, &actor, &id).await?;
    uploads::discard(&site, sent.id()).await?;
    Ok(answer(StatusCode::NO_CONTENT, &[], Body::empty()))
}
