//! An announcement goes to a push service: one request, without a body (RFC 8030, 5).

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST};
use http::{Request, Uri};
use http_body_util::Empty;
use hyper_util::rt::TokioIo;
use platform::{Error, Result};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// Shorter than the lease of a job.
const TIMEOUT: Duration = Duration::from_secs(20);
/// How long the service keeps it for a device that is out of reach, in seconds.
const KEPT: &str = "86400";

fn line(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::internal("a line to a push service", error)
}

/// Sends it; the status of the answer.
///
/// # Errors
/// The network's.
pub(super) async fn post(to: &Uri, authorization: &str) -> Result<u16> {
    let sending = async {
        let host = to.host().ok_or(Error::NotFound)?;
        let secure = to.scheme_str() == Some("https");
        let port = to.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let stream = TcpStream::connect((host, port)).await.map_err(line)?;
        if !secure {
            return ask(stream, to, authorization).await;
        }
        let name = ServerName::try_from(host.to_owned()).map_err(line)?;
        let stream = connector()?.connect(name, stream).await.map_err(line)?;
        ask(stream, to, authorization).await
    };
    match tokio::time::timeout(TIMEOUT, sending).await {
        Ok(status) => status,
        Err(_) => Err(line(io::Error::from(io::ErrorKind::TimedOut))),
    }
}

fn connector() -> Result<TlsConnector> {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(line)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn ask(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    to: &Uri,
    authorization: &str,
) -> Result<u16> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(line)?;
    let driving = tokio::spawn(connection);
    let path = to.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::post(path)
        .header(HOST, to.authority().map_or("", |authority| authority.as_str()))
        .header(AUTHORIZATION, authorization)
        .header("ttl", KEPT)
        .header("urgency", "normal")
        .header(CONTENT_LENGTH, "0")
        .body(Empty::<Bytes>::new())
        .map_err(line)?;
    let answer = sender.send_request(request).await.map_err(line);
    driving.abort();
    Ok(answer?.status().as_u16())
}
