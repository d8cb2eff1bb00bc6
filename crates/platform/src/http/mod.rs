//! The web side of the ground floor: the only router, who is asking and what they may do, forms that can't be forged,
//! pages and errors in their frame, headers, the server itself.
//!
//! A handler names what it needs: `Proof<P>` (this permission on the object of the path), `Within<P>` (this permission
//! somewhere, for lists), `Actor`, `View` (to answer a page), `Form` (what was posted, its token already checked),
//! `Upload` (a form with files, on a route of `Routes::upload`).

mod actor;
mod allowed;
mod blob;
mod content;
mod context;
mod cookies;
mod errors;
mod form;
mod headers;
mod json;
mod object;
mod permission;
mod press;
mod proof;
mod routes;
mod serve;
mod store;
#[cfg(test)]
mod tests;
mod token;
mod tus;
mod upload;
mod view;
mod zip;

pub use self::zip::{ZipPart, file_name, send_zip, send_zip_parts};
pub use actor::{
    Actor, Authenticator, Chrome, ChromeSource, Gatekeeper, Grant, ScopeKind, Stamp, Surroundings,
};
pub use allowed::Allowed;
pub use blob::{as_download, put_header, send_blob, send_file};
pub use content::{Content, ContentHost};
pub use context::{Client, Context};
pub use form::Form;
pub use json::{Json, json, read_json};
pub use object::{Object, Platform, Source};
pub use permission::{BuiltIn, Permission, PermissionInfo};
pub use press::{print, send_csv, send_pdf, send_workbook};
pub use proof::{Proof, Proved, SystemActs, Within};
pub use routes::{Gate, Method, RouteInfo, Routes};
pub use serve::serve;
pub use store::holds;
pub use upload::{SentFile, Upload};
pub use view::{Done, SetLogin, View};

/// A good form token for the holder of a cookie: tests post with it.
#[cfg(any(test, feature = "testing"))]
pub fn form_token(site: &crate::Site, holder: &str) -> String {
    token::make(site.vault(), site.random(), holder)
}

pub use axum::Router;
pub use axum::body::Body;
pub use axum::extract::{Path, Query, Request, State};
pub use axum::response::{IntoResponse, Response};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method as Verb, StatusCode, Uri, header};
