//! Requests for uploaded content are told by their Host and never reach the platform's routes, cookies and pages.

use async_trait::async_trait;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::HOST;

use crate::Site;

/// Answers for uploaded content.
#[async_trait]
pub trait ContentHost: Send + Sync {
    /// The answer at the origin of this label, which may be anything.
    async fn answer(&self, site: &Site, label: &str, request: Request) -> Response;
}

/// The registered host of content.
pub struct Content(pub Box<dyn ContentHost>);

pub(super) async fn divert(State(site): State<Site>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(http::uri::Authority::as_str));
    let Some(label) = host.and_then(|host| site.config().content.label(host)) else {
        return next.run(request).await;
    };
    match site.extension::<Content>() {
        Ok(content) => content.0.answer(&site, &label, request).await,
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
