//! The one middleware: says who asks, refuses forged posts, puts errors into pages, sets cookies and headers.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, HOST, ORIGIN, SET_COOKIE};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue, Uri};

use super::actor::{Actor, Gatekeeper};
use super::cookies::{self, Name};
use super::form::Form;
use super::upload::TokenPending;
use super::view::{FrameSource, Records, SetLogin, Toast};
use super::{errors, headers, token};
use crate::config::Config;
use crate::html::TextSize;
use crate::{Error, Result, Site};

/// A form of fields, not of files, is never larger.
const FORM_BYTES: usize = 1 << 20;
/// A form that takes longer to arrive is given up.
const FORM_SECONDS: u64 = 30;
/// How long a chosen text size is remembered: a year.
const TEXT_SIZE_SECONDS: i64 = 365 * 24 * 3600;

/// What is known of a request before its handler runs.
#[derive(Debug)]
pub struct Context {
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// The path.
    pub path: String,
    pub(super) here: String,
    pub(super) nonce: String,
    pub(super) holder: String,
    pub(super) text_size: TextSize,
    pub(super) toast: Option<String>,
    pub(super) route: String,
}

impl Context {
    pub(super) fn of(extensions: &Extensions) -> Result<Arc<Self>> {
        extensions
            .get::<Arc<Self>>()
            .cloned()
            .ok_or_else(|| Error::fault("a request without its context"))
    }
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub IpAddr);

impl FromRequestParts<Site> for Client {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
        Ok(Self(client(site.config(), peer, &parts.headers)))
    }
}

/// The proxy that we know tells the address before its own; nobody else is believed.
fn client(config: &Config, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if config.trusted_proxy != Some(peer) {
        return peer;
    }
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok());
    forwarded
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .unwrap_or(peer)
}

/// What the middleware is given: the site, and the paths of routes that take a token of their own.
#[derive(Clone)]
pub(super) struct Around {
    pub(super) site: Site,
    pub(super) by_token: Arc<[&'static str]>,
}

pub(super) async fn around(
    State(Around { site, by_token }): State<Around>,
    request: Request,
    next: Next,
) -> Response {
    let secure = site.config().secure();
    let reading = request.method().is_safe();
    // A script that asks about its file isn't led to the page where people sign in: it is told.
    let by_script = request.headers().contains_key("tus-resumable");
    let visit = cookies::get(request.headers(), secure, Name::Visit).filter(|visit| visit.len() == 43);
    let new_visit = visit.is_none().then(|| site.random().token());
    let visit = visit.or_else(|| new_visit.clone()).unwrap_or_default();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    let own_token = by_token.contains(&route.as_str());
    let (context, failed) = gather(&site, request.headers(), request.uri(), route, visit).await;
    let context = Arc::new(context);
    let answer = match failed {
        Some(error) => error.into_response(),
        None => proceed(&site, &context, reading || own_token, request, next).await,
    };
    let mut response = errors::render(&site, &context, reading && !by_script, answer).await;
    let page = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let mut cookies = after(&site, &context, page, &response);
    if let (Some(visit), true) = (&new_visit, page && context.actor.is_none()) {
        cookies.push(cookies::set(secure, Name::Visit, visit, None));
    }
    for cookie in cookies {
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    let framed = response.extensions_mut().remove::<FrameSource>();
    let records = response.extensions_mut().remove::<Records>();
    let lent = headers::Lent {
        framed: framed.as_ref(),
        records: records.is_some(),
    };
    headers::apply(response.headers_mut(), &context.nonce, &lent, secure);
    response
}

/// Reads the cookies and finds the actor. An error of the store still leaves a context, for its page.
async fn gather(
    site: &Site,
    headers: &HeaderMap,
    uri: &Uri,
    route: String,
    visit: String,
) -> (Context, Option<Error>) {
    let secure = site.config().secure();
    let login = cookies::get(headers, secure, Name::Login);
    let (actor, failed) = match &login {
        Some(token) => match authenticate(site, token).await {
            Ok(actor) => (actor, None),
            Err(error) => (None, Some(error)),
        },
        None => (None, None),
    };
    let toast = cookies::get(headers, secure, Name::Toast).and_then(|sealed| open_toast(site, &sealed));
    let context = Context {
        holder: if actor.is_some() {
            login.unwrap_or_default()
        } else {
            visit
        },
        actor,
        path: uri.path().to_owned(),
        here: uri.path_and_query().map_or("/", |here| here.as_str()).to_owned(),
        nonce: site.random().token(),
        text_size: cookies::get(headers, secure, Name::TextSize)
            .and_then(|size| TextSize::parse(&size))
            .unwrap_or_default(),
        toast,
        route,
    };
    (context, failed)
}

async fn authenticate(site: &Site, token: &str) -> Result<Option<Actor>> {
    site.extension::<Gatekeeper>()?.0.actor(site, token).await
}

/// `free`: it only reads, or it carries a token of its own and no cookie counts: there is nothing to forge.
async fn proceed(
    site: &Site,
    context: &Arc<Context>,
    free: bool,
    mut request: Request,
    next: Next,
) -> Response {
    request.extensions_mut().insert(context.clone());
    if free {
        return next.run(request).await;
    }
    match check_post(site, context, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// A post comes from our own pages: the browser says so (Origin), and the form carries the token of its holder.
async fn check_post(site: &Site, context: &Context, request: Request) -> Result<Request> {
    if !same_origin(site.config(), request.headers()) {
        return Err(Error::Stale);
    }
    let kind = request.headers().get(CONTENT_TYPE);
    let fields = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let files = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    // What a script sends without a body, too, has its token in a header.
    let bare = kind.is_none() && request.headers().contains_key("x-jeton");
    let (mut parts, body) = request.into_parts();
    if !fields || bare {
        let token = parts
            .headers
            .get("x-jeton")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if files && token.is_empty() {
            parts.extensions.insert(TokenPending::default());
            return Ok(Request::from_parts(parts, body));
        }
        return good(site, context, token).map(|()| Request::from_parts(parts, body));
    }
    let reading = tokio::time::timeout(Duration::from_secs(FORM_SECONDS), to_bytes(body, FORM_BYTES));
    let bytes = reading
        .await
        .map_err(|_| Error::TooLarge)?
        .map_err(|_| Error::TooLarge)?;
    good(site, context, Form::parse(&bytes).raw("jeton"))?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

pub(super) fn good(site: &Site, context: &Context, jeton: &str) -> Result<()> {
    if token::check(site.vault(), &context.holder, jeton) {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Origin, when the browser sends it, is our public address, or the very host that was asked (development by IP).
fn same_origin(config: &Config, headers: &HeaderMap) -> bool {
    let Some(origin) = headers
        .get(ORIGIN)
        .map(|origin| origin.to_str().unwrap_or("null"))
    else {
        return headers
            .get("sec-fetch-site")
            .is_none_or(|site| site == "same-origin");
    };
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    origin == config.public_url || (!config.secure() && origin.strip_prefix("http://") == Some(host))
}

/// The cookies that an answer sets.
fn after(site: &Site, context: &Context, page: bool, response: &Response) -> Vec<String> {
    let secure = site.config().secure();
    let extensions = response.extensions();
    let mut out = Vec::new();
    match extensions.get::<SetLogin>() {
        Some(SetLogin::Begin(token)) => out.push(cookies::set(secure, Name::Login, token, None)),
        Some(SetLogin::End) => out.push(cookies::set(secure, Name::Login, "", Some(0))),
        None => {}
    }
    match extensions.get::<Toast>() {
        Some(Toast(sentence)) => {
            out.extend(seal_toast(site, sentence).map(|v| cookies::set(secure, Name::Toast, &v, Some(60))))
        }
        None if page && context.toast.is_some() => out.push(cookies::set(secure, Name::Toast, "", Some(0))),
        None => {}
    }
    if let Some(size) = extensions.get::<TextSize>() {
        out.push(cookies::set(
            secure,
            Name::TextSize,
            size.as_str(),
            Some(TEXT_SIZE_SECONDS),
        ));
    }
    out
}

fn seal_toast(site: &Site, sentence: &str) -> Option<String> {
    use base64::Engine as _;
    let sealed = site
        .vault()
        .cookie_key()
        .seal_with(site.random(), b"toast", sentence.as_bytes())
        .ok()?;
    Some(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(sealed))
}

fn open_toast(site: &Site, sealed: &str) -> Option<String> {
    use base64::Engine as _;
    let sealed = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(sealed)
        .ok()?;
    String::from_utf8(site.vault().cookie_key().open_with(b"toast", &sealed).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> Config {
        let https = url.starts_with("https");
        Config::read(|name| match name {
            "PUBLIC_URL" => Some(url.to_owned()),
            "MAIL_FROM" if https => Some("formation@example.org".to_owned()),
            "SMTP_URL" if https => Some("smtps://mail.example.org".to_owned()),
            "CONTENT_ORIGIN" if https => Some("https://*.contenu.example".to_owned()),
            "TRUSTED_PROXY" => Some("10.0.0.1".to_owned()),
            _ => None,
        })
        .unwrap()
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    http::HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn posts_come_from_our_own_pages() {
        let live = config("https://formation.example.org");
        let local = config("http://localhost:8080");
        let cases = [
            (
                &live,
                headers(&[("origin", "https://formation.example.org")]),
                true,
            ),
            (
                &live,
                headers(&[("origin", "https://mechant.example.org")]),
                false,
            ),
            (&live, headers(&[("origin", "null")]), false),
            (
                &live,
                headers(&[("origin", "http://autre"), ("host", "autre")]),
                false,
            ),
            (&live, headers(&[("sec-fetch-site", "cross-site")]), false),
            (&live, headers(&[("sec-fetch-site", "same-origin")]), true),
            (&live, headers(&[]), true),
            (
                &local,
                headers(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]),
                true,
            ),
            (
                &local,
                headers(&[("origin", "http://mechant"), ("host", "localhost:8080")]),
                false,
            ),
        ];
        for (config, headers, ok) in cases {
            assert_eq!(same_origin(config, &headers), ok, "{headers:?}");
        }
    }

    #[test]
    fn only_the_known_proxy_is_believed() {
        let config = config("http://localhost:8080");
        let forwarded = headers(&[("x-forwarded-for", "6.6.6.6, 192.0.2.7")]);
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "198.51.100.4".parse().unwrap();
        assert_eq!(client(&config, proxy, &forwarded).to_string(), "192.0.2.7");
        assert_eq!(client(&config, stranger, &forwarded), stranger);
        assert_eq!(client(&config, proxy, &headers(&[])), proxy);
    }
}
