//! Requests for uploaded content are told by their Host and never reach the platform's routes, cookies and pages.

use async_trait::async_trait;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::HOST;
use http::{Method, StatusCode};

use crate::Site;
use crate::config::{Config, Mode};

/// Answers for uploaded content.
#[async_trait]
pub trait ContentHost: Send + Sync {
    /// The answer at the origin of this label, which may be anything.
    async fn answer(&self, site: &Site, label: &str, request: Request) -> Response;
}

/// The registered host of content.
pub struct Content(pub Box<dyn ContentHost>);

/// In development, the platform asked for by its number is led to its name: content has origins under the name alone, and
/// is framed by no other.
fn by_name(config: &Config, host: &str, request: &Request) -> Option<String> {
    let numbered = ["127.0.0.1", "[::1]"].iter().any(|number| {
        let port = host.strip_prefix(number);
        port.is_some_and(|port| port.is_empty() || port.starts_with(':'))
    });
    let named = config.public_url.starts_with("http://localhost");
    let asks = request.method() == Method::GET && config.mode == Mode::Development;
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    (numbered && named && asks).then(|| format!("{}{path}", config.public_url))
}

pub(super) async fn divert(State(site): State<Site>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(http::uri::Authority::as_str));
    let Some(label) = host.and_then(|host| site.config().content.label(host)) else {
        let elsewhere = host.and_then(|host| by_name(site.config(), host, &request));
        return match elsewhere {
            Some(address) => Redirect::temporary(&address).into_response(),
            None => next.run(request).await,
        };
    };
    match site.extension::<Content>() {
        Ok(content) => content.0.answer(&site, &label, request).await,
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod cases {
    use http::Request as Asked;

    use super::*;
    use crate::testing::Scratch;

    #[tokio::test]
    async fn a_number_is_led_to_the_name_in_development() {
        let scratch = Scratch::new(crate::db::Engine::Sqlite).await;
        let mut config = scratch.config.clone();
        config.public_url = "http://localhost:8080".to_owned();
        let led = |config: &Config, method: Method, host: &str| {
            let request = Asked::builder().method(method).uri("/sessions?page=2");
            by_name(config, host, &request.body(axum::body::Body::empty()).unwrap())
        };
        let name = Some("http://localhost:8080/sessions?page=2");
        for (method, host, expected) in [
            (Method::GET, "127.0.0.1:8080", name),
            (Method::GET, "[::1]:8080", name),
            (Method::GET, "localhost:8080", None),
            (Method::GET, "127.0.0.10:8080", None),
            (Method::POST, "127.0.0.1:8080", None),
        ] {
            assert_eq!(led(&config, method, host).as_deref(), expected, "{host}");
        }
        config.public_url = "https://formation.exemple.fr".to_owned();
        assert_eq!(led(&config, Method::GET, "127.0.0.1:8080"), None);
    }
}
