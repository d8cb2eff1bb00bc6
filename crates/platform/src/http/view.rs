//! Answers: a page in its frame, or « done, look there ».

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, LOCATION};
use http::request::Parts;

use super::actor::{Chrome, Surroundings};
use super::context::Context;
use super::token;
use crate::config::Mode;
use crate::html::{Frame, Markup, Page};
use crate::{Error, Result, Site};

/// What a handler needs to answer a page.
pub struct View {
    /// What surrounds the page; forms take their token from it.
    pub frame: Frame,
    /// A script posts the form by itself while its page stays.
    alone: bool,
}

/// What such a script says.
const ALONE: &str = "x-seul";

impl View {
    /// The page.
    pub fn page(&self, page: &Page) -> Response {
        self.with_status(StatusCode::OK, page)
    }

    /// The form again with its errors: 422, so that nobody takes it for done. A script that saves what is being typed finds
    /// in it what is still missing: to it, that is no failure.
    pub fn invalid(&self, page: &Page) -> Response {
        let status = match self.alone {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        self.with_status(status, page)
    }

    /// The answer to a form that saved itself: nothing to show, the revision that it goes on from, and the mark of what it
    /// is over (its field « vu »).
    pub fn kept(&self, revision: i64, seen: &str) -> Response {
        let headers = [("x-revision", revision.to_string()), ("x-vu", seen.to_owned())];
        (StatusCode::NO_CONTENT, headers).into_response()
    }

    /// Whether the form saved itself, and nobody waits for a page.
    pub fn alone(&self) -> bool {
        self.alone
    }

    /// The page, which may frame this one origin of uploaded content.
    pub fn framing(&self, page: &Page, origin: &str) -> Response {
        let mut response = self.page(page);
        Self::frame_too(&mut response, origin);
        response
    }

    /// Lets an answer frame this one origin of uploaded content.
    pub fn frame_too(response: &mut Response, origin: &str) {
        response.extensions_mut().insert(FrameSource(origin.to_owned()));
    }

    /// Lends the microphone and the camera to an answer, and lets it play what it has just recorded.
    #[must_use]
    pub fn recording(mut response: Response) -> Response {
        response.extensions_mut().insert(Records);
        response
    }

    /// A part of a page, for a script that puts it in its place.
    #[must_use]
    pub fn part(markup: Markup) -> Response {
        document(StatusCode::OK, markup)
    }

    /// The page with a status.
    pub fn with_status(&self, status: StatusCode, page: &Page) -> Response {
        document(status, page.render(&self.frame))
    }
}

/// A whole HTML document.
pub(super) fn document(status: StatusCode, markup: Markup) -> Response {
    (
        status,
        [(CONTENT_TYPE, "text/html; charset=utf-8")],
        markup.into_string(),
    )
        .into_response()
}

impl FromRequestParts<Site> for View {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self> {
        let context = Context::of(&parts.extensions)?;
        Ok(Self {
            frame: frame(site, &context).await?,
            alone: parts.headers.contains_key(ALONE),
        })
    }
}

/// The frame of a page for who asks.
pub(super) async fn frame(site: &Site, context: &Context) -> Result<Frame> {
    let surroundings = match &context.actor {
        Some(actor) => {
            site.extension::<Chrome>()?
                .0
                .surroundings(site, actor, &context.path)
                .await?
        }
        None => Surroundings::default(),
    };
    let config = site.config();
    Ok(Frame {
        site_name: config.site_name.clone(),
        house: surroundings.house,
        nonce: context.nonce.clone(),
        csrf: token::make(site.vault(), site.random(), &context.holder),
        text_size: context.text_size,
        here: context.here.clone(),
        account: surroundings.account,
        places: surroundings.places,
        help: surroundings.help,
        call: surroundings.call,
        bell: surroundings.bell,
        development: config.mode == Mode::Development,
        toast: context.toast.clone(),
    })
}

/// An act is done: see the result at a page (303), and say it there once.
pub struct Done {
    to: String,
    saying: Option<String>,
    login: Option<SetLogin>,
}

/// What becomes of the login cookie.
#[derive(Clone)]
pub enum SetLogin {
    /// A new login begins with this token.
    Begin(String),
    /// The login ends.
    End,
}

/// The one origin that a page may frame.
#[derive(Clone)]
pub(super) struct FrameSource(pub(super) String);

/// The page records voices and films.
#[derive(Clone)]
pub(super) struct Records;

/// Said once on the next page.
#[derive(Clone)]
pub(super) struct Toast(pub(super) String);

impl Done {
    /// See there. A path of ours, never what a visitor typed.
    pub fn at(path: impl Into<String>) -> Self {
        Self {
            to: path.into(),
            saying: None,
            login: None,
        }
    }

    /// Say so, once.
    #[must_use]
    pub fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.saying = Some(sentence.into());
        self
    }

    /// Begin or end the login.
    #[must_use]
    pub fn login(mut self, login: SetLogin) -> Self {
        self.login = Some(login);
        self
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::SEE_OTHER, [(LOCATION, self.to)]).into_response();
        if let Some(sentence) = self.saying {
            response.extensions_mut().insert(Toast(sentence));
        }
        if let Some(login) = self.login {
            response.extensions_mut().insert(login);
        }
        response
    }
}
