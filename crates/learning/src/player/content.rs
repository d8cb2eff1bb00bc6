//! The content origin: the files of a package, the shell that runs it, and nothing of the platform.

use async_trait::async_trait;
use catalogue::library::VersionId;
use platform::http::header::{
    ACCEPT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, IF_NONE_MATCH, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use platform::http::{
    ContentHost, HeaderName, IntoResponse as _, Request, Response, StatusCode, Verb, put_header, send_blob,
};
use platform::ids::Uuid;
use platform::{Error, Result, Site, blobs, theme};

use super::rules::{decoded, is_label};
use super::{operations, store, views};
use crate::step::closed;

/// What isn't of the package: the shell, its script, its engine, the post.
const SHELL: &str = "__lecteur";

/// Answers at the origins of content.
pub struct ContentPages;

#[async_trait]
impl ContentHost for ContentPages {
    async fn answer(&self, site: &Site, label: &str, request: Request) -> Response {
        let shell = request.uri().path() == format!("/{SHELL}/");
        let answered = route(site, label, request).await;
        let mut response = answered.unwrap_or_else(|error| refused(&error));
        protect(site, &mut response, shell);
        response
    }
}

async fn route(site: &Site, label: &str, request: Request) -> Result<Response> {
    if !is_label(label) {
        return Err(Error::NotFound);
    }
    // A worker would outlive the version and answer in its place.
    if request.headers().contains_key("service-worker") {
        return Err(Error::Forbidden);
    }
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if request.method() == Verb::POST && path == format!("{SHELL}/operations") {
        let foreign = request
            .headers()
            .get("sec-fetch-site")
            .is_some_and(|site| site != "same-origin");
        return if foreign {
            Err(Error::Forbidden)
        } else {
            operations::post(site, request).await
        };
    }
    let head = request.method() == Verb::HEAD;
    if request.method() != Verb::GET && !head {
        return Err(Error::NotAllowed);
    }
    let mut tx = site.db().read().await?;
    let (starts, ends) = store::period(&mut tx, label).await?;
    if closed(starts, ends, site.clock().now()).is_some() {
        return Err(Error::Forbidden);
    }
    if let Some(rest) = path.strip_prefix(SHELL).and_then(|rest| rest.strip_prefix('/')) {
        return shell(site, rest, &request);
    }
    let (version, path) = path.split_once('/').ok_or(Error::NotFound)?;
    let version: Uuid = version.parse().map_err(|_| Error::NotFound)?;
    let path = decoded(path).ok_or(Error::NotFound)?;
    let blob = store::file(&mut tx, label, VersionId(version), &path).await?;
    let blob = blobs::find(&mut tx, blob).await?;
    drop(tx);
    send_blob(site, &blob, request.headers(), head).await
}

fn shell(site: &Site, rest: &str, request: &Request) -> Result<Response> {
    if rest.is_empty() {
        let page = views::shell(
            &site.config().public_url,
            theme_file("shell.js"),
            theme_file("scorm.wasm"),
        );
        return Ok((
            [
                ("content-type", "text/html; charset=utf-8"),
                ("cache-control", "no-store"),
            ],
            page.into_string(),
        )
            .into_response());
    }
    if ![theme_file("shell.js"), theme_file("scorm.wasm")].contains(&rest) {
        return Err(Error::NotFound);
    }
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    theme::respond(rest, header(ACCEPT_ENCODING), header(IF_NONE_MATCH)).ok_or(Error::NotFound)
}

fn theme_file(name: &str) -> &'static str {
    theme::asset_path(name).trim_start_matches("/assets/")
}

/// A bare sentence: nothing of the platform is shown on an origin that isn't its own.
fn refused(error: &Error) -> Response {
    let (status, sentence) = match error {
        Error::NotFound => (StatusCode::NOT_FOUND, "Ce fichier ne fait pas partie du module."),
        Error::Forbidden => (
            StatusCode::FORBIDDEN,
            "Ce contenu n’est pas ouvert. Rouvrez le module depuis votre parcours.",
        ),
        Error::NotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "Ce contenu ne fait que se lire."),
        Error::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "C’est trop grand."),
        Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "Réessayez dans un instant."),
        other => {
            tracing::error!(error = %other, "the content origin failed");
            (StatusCode::INTERNAL_SERVER_ERROR, "Réessayez dans un instant.")
        }
    };
    let headers = [
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "no-store"),
    ];
    (status, headers, sentence).into_response()
}

/// The headers of every answer there. The sandbox is safe because the origin is nobody else's.
/// Dialogs are allowed: many packages ask « resume where you left off? » with one, and take silence for no.
fn protect(site: &Site, response: &mut Response, shell: bool) {
    let platform = &site.config().public_url;
    let ancestors = if shell {
        platform.clone()
    } else {
        format!("'self' {platform}")
    };
    // A browser's own reader of PDF doesn't run in a sandbox; and what it reads runs nothing of ours.
    let kind = response.headers().get(CONTENT_TYPE);
    let sandbox = if kind.is_some_and(|kind| kind.as_bytes() == b"application/pdf") {
        ""
    } else {
        "sandbox allow-scripts allow-same-origin allow-forms allow-modals; "
    };
    let policy = format!(
        "{sandbox}default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; \
         form-action 'self'; base-uri 'self'; object-src 'self'; frame-ancestors {ancestors}"
    );
    put_header(response, CONTENT_SECURITY_POLICY, &policy);
    put_header(response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put_header(response, REFERRER_POLICY, "no-referrer");
    put_header(
        response,
        HeaderName::from_static("permissions-policy"),
        "unload=*, camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    put_header(
        response,
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    put_header(response, HeaderName::from_static("x-robots-tag"), "noindex");
    if site.config().secure() {
        put_header(
            response,
            STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        );
    }
}
