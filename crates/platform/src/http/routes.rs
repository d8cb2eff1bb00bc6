//! The only constructor of routes. Each says what it wants: nobody in particular, someone signed in, or a permission.
//! A handler that answers without having asked for its permission answers 500: forgetting is not a way in.
//! An act that a permission allowed is written in the journal here, whichever room did it.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Extensions;
use http::header::CONTENT_TYPE;

use super::context::Context;
use super::permission::{Permission, PermissionInfo};
use super::upload;
use crate::journal::{self, Entry};
use crate::{Error, Result, Site};

/// The methods that routes take: the two of pages, and those of files that are sent piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Acts.
    Post,
    /// Asks how much has come.
    Head,
    /// Brings a piece.
    Patch,
    /// Gives up.
    Delete,
}

impl Method {
    /// As requests call it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    const fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Head => MethodFilter::HEAD,
            Self::Patch => MethodFilter::PATCH,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

/// What a route wants of who asks.
#[derive(Clone, Copy, Debug)]
pub enum Gate {
    /// Anyone.
    Public,
    /// Who holds a token of its own, in a header that no other site can send or in an address that none knows: no cookie counts,
    /// so nothing is forged.
    Token,
    /// Anyone signed in.
    SignedIn,
    /// Who holds this permission over the object of the path.
    Permission(PermissionInfo),
}

/// A route, as data: for `compagnon routes` and the matrix.
#[derive(Clone, Copy, Debug)]
pub struct RouteInfo {
    /// Method.
    pub method: Method,
    /// Path with its parameters.
    pub path: &'static str,
    /// What it wants.
    pub gate: Gate,
}

/// The routes of a room.
#[derive(Default)]
pub struct Routes {
    list: Vec<(RouteInfo, MethodRouter<Site>)>,
    take_files: Vec<PermissionInfo>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A route for anyone.
    #[must_use]
    pub fn public<H: Handler<T, Site>, T: 'static>(
        self,
        method: Method,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.add(method, path, Gate::Public, handler)
    }

    /// An act that a token of its own allows; the handler checks it.
    #[must_use]
    pub fn by_token<T: 'static>(self, path: &'static str, handler: impl Handler<T, Site>) -> Self {
        self.add(Method::Post, path, Gate::Token, handler)
    }

    /// A route for anyone signed in.
    #[must_use]
    pub fn signed_in<H: Handler<T, Site>, T: 'static>(
        self,
        method: Method,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.add(method, path, Gate::SignedIn, handler)
    }

    /// A page that wants a permission.
    #[must_use]
    pub fn get<P: Permission, T: 'static>(self, path: &'static str, handler: impl Handler<T, Site>) -> Self {
        self.add(Method::Get, path, Gate::Permission(P::INFO), handler)
    }

    /// An act that wants a permission.
    #[must_use]
    pub fn post<P: Permission, T: 'static>(self, path: &'static str, handler: impl Handler<T, Site>) -> Self {
        self.add(Method::Post, path, Gate::Permission(P::INFO), handler)
    }

    /// An act that takes files and wants a permission: its handler takes an `Upload`. No other route lets a form of files
    /// without a checked token through.
    #[must_use]
    pub fn upload<P: Permission, T: 'static>(
        mut self,
        path: &'static str,
        handler: impl Handler<T, Site>,
    ) -> Self {
        self.take_files.push(P::INFO);
        let route = on(MethodFilter::POST, handler).layer(from_fn(upload::proceed));
        self.mounted(Method::Post, path, Gate::Permission(P::INFO), route)
    }

    /// Another room's routes beside these.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.take_files.extend(other.take_files);
        self
    }

    /// The routes as data.
    pub fn infos(&self) -> Vec<RouteInfo> {
        self.list.iter().map(|(info, _)| *info).collect()
    }

    /// The permissions of the acts that take files: who holds one of them may send files ahead.
    pub(super) fn that_take_files(&self) -> Arc<[PermissionInfo]> {
        self.take_files.iter().copied().collect()
    }

    pub(super) fn paths_by_token(&self) -> Arc<[&'static str]> {
        let by_token = self
            .list
            .iter()
            .filter(|(info, _)| matches!(info.gate, Gate::Token));
        by_token.map(|(info, _)| info.path).collect()
    }

    fn add<H: Handler<T, Site>, T: 'static>(
        self,
        method: Method,
        path: &'static str,
        gate: Gate,
        handler: H,
    ) -> Self {
        let route = on(method.filter(), handler).layer(from_fn(upload::refuse));
        self.mounted(method, path, gate, route)
    }

    fn mounted(mut self, method: Method, path: &'static str, gate: Gate, route: MethodRouter<Site>) -> Self {
        let router = route.layer(from_fn(move |request: Request, next: Next| {
            pass(method, gate, request, next)
        }));
        self.list.push((RouteInfo { method, path, gate }, router));
        self
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that mounts routes")]
    pub(super) fn mount(self) -> Router<Site> {
        self.list
            .into_iter()
            .fold(Router::new(), |router, (info, methods)| {
                router.route(info.path, methods)
            })
    }
}

async fn pass(method: Method, gate: Gate, mut request: Request, next: Next) -> Response {
    let info = match gate {
        Gate::Public | Gate::Token => return next.run(request).await,
        Gate::SignedIn => None,
        Gate::Permission(info) => Some(info),
    };
    match Context::of(request.extensions()) {
        Ok(context) if context.actor.is_some() => {}
        Ok(_) => return Error::SignIn.into_response(),
        Err(error) => return error.into_response(),
    }
    let Some(info) = info else {
        return next.run(request).await;
    };
    let required = Required {
        name: info.name,
        proved: Arc::default(),
    };
    request.extensions_mut().insert(required.clone());
    let response = next.run(request).await;
    if !response.status().is_success() && !response.status().is_redirection() {
        return response;
    }
    match required.proved.get() {
        None => Error::fault(format!("a handler answered without proving {}", info.name)).into_response(),
        Some(proved) => {
            if method == Method::Post && acted(&response) {
                proved.write().await;
            }
            response
        }
    }
}

/// A post that shows a page has gone one stage further in a form: nothing is done yet.
fn acted(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// The permission that the route declared, to be proved by the handler.
#[derive(Clone)]
pub(super) struct Required {
    name: &'static str,
    proved: Arc<OnceLock<Proved>>,
}

/// Who proved what, as the journal says it.
struct Proved {
    site: Site,
    entry: Entry,
}

impl Proved {
    /// The act is committed and its event with it: a journal that can't be written doesn't undo it.
    async fn write(&self) {
        if let Err(error) = journal::record(&self.site, self.entry.clone()).await {
            tracing::error!(entry = ?self.entry, %error, "an act is missing in the journal");
        }
    }
}

impl Required {
    pub(super) fn of<P: Permission>(extensions: &Extensions) -> Result<Self> {
        let required = extensions.get::<Self>().cloned();
        required
            .filter(|required| required.name == P::INFO.name)
            .ok_or_else(|| Error::fault(format!("the route doesn't declare {}", P::INFO.name)))
    }

    pub(super) fn proved(&self, site: &Site, entry: Entry) {
        let site = site.clone();
        self.proved.get_or_init(|| Proved { site, entry });
    }
}
