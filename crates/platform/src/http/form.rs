//! What a form posted. The token was checked before the handler was reached.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use crate::{Error, Result, Site};

/// The fields of a posted form, in order.
#[derive(Clone, Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads `application/x-www-form-urlencoded`.
    pub fn parse(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body);
        Self(
            pairs
                .map(|(name, value): (Cow<str>, Cow<str>)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// One more field.
    pub(super) fn push(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A field without the spaces around it; empty when absent.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// A field as it was typed (passwords); empty when absent.
    pub fn raw(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value)
    }

    /// Every value of a field (checkboxes).
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Site> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, site: &Site) -> Result<Self> {
        let body = Bytes::from_request(request, site)
            .await
            .map_err(|error| Error::internal("a form's body", error))?;
        Ok(Self::parse(&body))
    }
}
