//! The server: our routes behind the middleware, slow clients cut off, a graceful end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Path, Request};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use super::routes::{Method, Routes};
use super::{content, context, tus};
use crate::{Error, Result, Site, theme};

impl Routes {
    /// The whole web application.
    pub fn into_service(self, site: &Site) -> Router {
        let around = context::Around {
            site: site.clone(),
            by_token: self.paths_by_token(),
        };
        let takers = self.that_take_files();
        self.public(Method::Get, "/assets/{file}", asset)
            .and(tus::routes(takers))
            .mount()
            .fallback(async || Error::NotFound)
            .method_not_allowed_fallback(async || Error::NotAllowed)
            .layer(from_fn_with_state(around, context::around))
            .layer(CompressionLayer::new().compress_when(compressible()))
            .layer(from_fn_with_state(site.clone(), content::divert))
            .with_state(site.clone())
    }
}

/// Archives and documents are compressed already.
fn compressible() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/pdf"))
}

async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Result<Response> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    theme::respond(&file, header(ACCEPT_ENCODING), header(IF_NONE_MATCH)).ok_or(Error::NotFound)
}

/// Serves until told to stop, then lets the requests under way end (10 s at most).
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) -> Result<()> {
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    continue;
                }
            },
            () = &mut stop => break,
        };
        drop(stream.set_nodelay(true));
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(10))
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), service(app.clone(), peer));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(tokio::time::timeout(Duration::from_secs(10), graceful.shutdown()).await);
    Ok(())
}

fn service(
    app: Router,
    peer: SocketAddr,
) -> impl hyper::service::Service<http::Request<Incoming>, Response = Response, Error = Infallible, Future: Send>
{
    hyper::service::service_fn(move |request: http::Request<Incoming>| {
        let mut app = app.clone();
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move { tower_service::Service::call(&mut app, request).await }
    })
}
