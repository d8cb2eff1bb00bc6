//! Who is asking. The floor of people tells; this floor only declares what it needs to hear.

use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;
use uuid::Uuid;

use super::context::Context;
use crate::html;
use crate::{Error, PersonId, Result, Site};

/// What a grant covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// Everything.
    Platform,
    /// One region.
    Region,
    /// One training session.
    Session,
    /// One learner assigned to a tutor.
    Learner,
    /// Oneself.
    Own,
}

impl ScopeKind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Region => "region",
            Self::Session => "session",
            Self::Learner => "learner",
            Self::Own => "self",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        [
            Self::Platform,
            Self::Region,
            Self::Session,
            Self::Learner,
            Self::Own,
        ]
        .into_iter()
        .find(|k| k.code() == code)
    }
}

/// A role that someone holds, and over what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role's code.
    pub role: String,
    /// What kind of thing it covers.
    pub scope: ScopeKind,
    /// Which one; nil for the platform and oneself.
    pub scope_id: Uuid,
}

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// The login (row of `logins`) that this request comes with.
    pub login: Uuid,
    /// The roles held, for the navigation; rights are always asked of the store.
    pub grants: Arc<Vec<Grant>>,
    /// What everything stands at that is this person's own, rights included, as the store was just seen to hold it. The
    /// same twice: nothing of it has changed. None for who holds something over others.
    pub stamp: Option<Stamp>,
}

/// What a person's own things stand at, and what everybody shares; only good for being the same as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Raised by every change of what is this person's own.
    pub own: i64,
    /// Raised by every change of what all share: courses, chambers, what roles allow.
    pub shared: i64,
}

impl Actor {
    /// Whether a role is held over something.
    pub fn has_role(&self, code: &str) -> bool {
        self.grants.iter().any(|grant| grant.role == code)
    }
}

impl FromRequestParts<Site> for Actor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        Context::of(&parts.extensions)?.actor.clone().ok_or(Error::SignIn)
    }
}

impl OptionalFromRequestParts<Site> for Actor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Option<Self>> {
        Ok(Context::of(&parts.extensions)?.actor.clone())
    }
}

/// Turns a login cookie into an actor.
#[async_trait]
pub trait Authenticator: Send + Sync {
    /// Who holds this token, if it is still good.
    async fn actor(&self, site: &Site, token: &str) -> Result<Option<Actor>>;
    /// Whether a login still stands, without counting as a use of it.
    async fn stands(&self, site: &Site, login: Uuid) -> Result<bool>;
}

/// The registered authenticator.
pub struct Gatekeeper(pub Box<dyn Authenticator>);

/// What the upper floors put around a page.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The account shown in the header.
    pub account: Option<html::Account>,
    /// The house of the reader: « CMA Bretagne ».
    pub house: Option<String>,
    /// The main navigation.
    pub places: Vec<html::Place>,
    /// Where « Aide » leads from here, when it isn't to the general page.
    pub help: Option<String>,
    /// How help is called.
    pub call: Option<html::Call>,
    /// How much they have not read of what they were told.
    pub bell: Option<u32>,
}

/// Knows names and places.
#[async_trait]
pub trait ChromeSource: Send + Sync {
    /// What surrounds this person's pages at this path.
    async fn surroundings(&self, site: &Site, actor: &Actor, path: &str) -> Result<Surroundings>;
}

/// The registered source.
pub struct Chrome(pub Box<dyn ChromeSource>);
