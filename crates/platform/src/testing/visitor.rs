//! A visitor: a browser without a window. Keeps its cookies and puts the right token into what it posts.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::Site;
use crate::http::form_token;

/// What the name of a cookie begins with over https: said and understood here, tests use the word that follows.
const BOUND: &str = "__Host-";

/// What a visitor was answered.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text.
    pub body: String,
    /// The same, as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Where it leads, when it does.
    pub fn location(&self) -> &str {
        self.headers
            .get(LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The path after the first `prefix` in the body, up to a quote: a link's token, an object's identifier.
    pub fn after(&self, prefix: &str) -> Option<&str> {
        let start = self.body.find(prefix)? + prefix.len();
        self.body[start..].split(['"', '<', '/', '?']).next()
    }
}

/// The media type of server-sent events.
const EVENTS: &str = "text/event-stream";

/// A stream of events that is listened to.
pub struct Listening(Body);

impl Listening {
    /// What is said next; none once it is over.
    pub async fn next(&mut self) -> Option<String> {
        let frame = self.0.frame().await?.unwrap();
        Some(String::from_utf8_lossy(&frame.into_data().unwrap()).into_owned())
    }
}

/// A browser without a window.
#[derive(Clone)]
pub struct Visitor {
    site: Site,
    app: Router,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// A first visit.
    pub fn new(site: &Site, app: &Router) -> Self {
        let cookies = BTreeMap::from([("passage".to_owned(), "v".repeat(43))]);
        Self {
            site: site.clone(),
            app: app.clone(),
            cookies,
        }
    }

    /// Whether a login cookie is held.
    pub fn signed_in(&self) -> bool {
        self.cookies.contains_key("connexion")
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Sets a cookie, as who stole it would.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Reads a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Reads a page, following where it leads.
    pub async fn follow(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            if !answer.status.is_redirection() {
                break;
            }
            let next = answer.location().to_owned();
            answer = self.get(&next).await;
        }
        answer
    }

    /// Posts a form with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = form_token(
            &self.site,
            self.cookies
                .get("connexion")
                .or(self.cookies.get("passage"))
                .unwrap(),
        );
        let mut fields = fields.to_vec();
        fields.push(("jeton", &token));
        self.post_raw(path, &fields, Some(&self.site.config().public_url.clone()))
            .await
    }

    /// Posts exactly these fields, saying it comes from this origin.
    pub async fn post_raw(&mut self, path: &str, fields: &[(&str, &str)], origin: Option<&str>) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The platform's own origin, as a browser says it.
    pub fn origin(&self) -> &str {
        &self.site.config().public_url
    }

    /// A good form token for this visitor.
    pub fn token(&self) -> String {
        let holder = self.cookies.get("connexion").or(self.cookies.get("passage"));
        form_token(&self.site, holder.unwrap())
    }

    /// Posts a form with a file, its token first.
    pub async fn post_file(&mut self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let token = self.token();
        let mut fields = fields.to_vec();
        fields.insert(0, ("jeton", &token));
        let origin = self.site.config().public_url.clone();
        self.post_file_raw(path, &fields, file, Some(&origin)).await
    }

    /// Posts exactly these fields, then a file (« document=Fiche.pdf » names it), saying it comes from this origin.
    pub async fn post_file_raw(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (field, bytes): (&str, &[u8]),
        origin: Option<&str>,
    ) -> Answer {
        let (field, file) = field.split_once('=').unwrap_or((field, "module.zip"));
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--limite\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        let head = format!(
            "--limite\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n--limite--\r\n");
        let mut request = Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=limite");
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends any request with the cookies.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let prefix = if self.site.config().secure() { BOUND } else { "" };
        let jar: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{prefix}{name}={value}"))
            .collect();
        request
            .headers_mut()
            .insert(COOKIE, jar.join("; ").parse().unwrap());
        self.send_as_is(request).await
    }

    /// Follows what is said at an address, past what the stream begins with.
    pub async fn listen(&mut self, path: &str) -> Listening {
        let cookie = format!("connexion={}", self.cookies["connexion"]);
        let request = Request::get(path)
            .header(COOKIE, cookie)
            .body(Body::empty())
            .unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.headers().get(CONTENT_TYPE).unwrap(), EVENTS, "{path}");
        let mut listening = Listening(response.into_body());
        assert_eq!(listening.next().await.as_deref(), Some("retry: 3000\n\n"));
        listening
    }

    /// Sends any request with nothing added.
    pub async fn send_as_is(&mut self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let kind = parts.headers.get(CONTENT_TYPE);
        let bytes = match kind.is_some_and(|kind| kind == EVENTS) {
            // It lasts as long as someone listens: what it begins with.
            true => Listening(body).next().await.unwrap_or_default().into_bytes(),
            false => body.collect().await.unwrap().to_bytes().to_vec(),
        };
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        let name = name.strip_prefix(BOUND).unwrap_or(name);
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
