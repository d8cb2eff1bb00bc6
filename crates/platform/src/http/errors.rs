//! Errors as pages that help: the person reads what to do, the log holds the cause under the same reference.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::header::{LOCATION, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

use super::context::Context;
use super::view::{document, frame};
use crate::html::{self, ErrorKind, Frame};
use crate::{Error, Site};

/// Rides on an answer until the frame is known.
#[derive(Clone)]
struct Failure(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = status(&self).into_response();
        response.extensions_mut().insert(Failure(Arc::new(self)));
        response
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden | Error::Stale => StatusCode::FORBIDDEN,
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Busy { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Duplicate(_) | Error::InUse => StatusCode::CONFLICT,
        Error::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(..) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Turns an answer that carries an error into its page; other answers pass.
///
/// `reading`: a browser that leads somebody to a page, and may lead them to sign in first.
pub(super) async fn render(site: &Site, context: &Context, reading: bool, response: Response) -> Response {
    let Some(Failure(error)) = response.extensions().get::<Failure>().cloned() else {
        return response;
    };
    if matches!(*error, Error::SignIn) && reading {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("retour", &context.here)
            .finish();
        return (StatusCode::SEE_OTHER, [(LOCATION, format!("/connexion?{query}"))]).into_response();
    }
    let kind = kind(site, context, &error);
    let framed = match frame(site, context).await {
        Ok(frame) => frame,
        Err(_) => bare(site, context),
    };
    let mut page = document(response.status(), html::error_page(&framed, &kind));
    if let Error::Busy { after, .. } = &*error
        && let Ok(after) = HeaderValue::try_from(after.to_string())
    {
        page.headers_mut().insert(RETRY_AFTER, after);
    }
    page
}

fn kind(site: &Site, context: &Context, error: &Error) -> ErrorKind {
    match error {
        Error::NotFound => ErrorKind::NotFound,
        Error::Forbidden => ErrorKind::Forbidden,
        Error::SignIn => ErrorKind::SignInAgain,
        Error::Stale => ErrorKind::FormExpired,
        Error::TooLarge => ErrorKind::TooLarge,
        Error::Refused(sentence) | Error::Busy { sentence, .. } => {
            ErrorKind::Said(sentence.clone().into_owned())
        }
        Error::NotAllowed => ErrorKind::NotAllowedHere,
        Error::Duplicate(_) | Error::InUse => ErrorKind::Conflict,
        Error::Unavailable(cause) => {
            tracing::error!(route = context.route, %cause, "the store is away");
            ErrorKind::Unavailable
        }
        Error::Internal(..) => {
            let reference = site
                .random()
                .token()
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .take(8)
                .collect::<String>();
            tracing::error!(reference, route = context.route, %error, "a request failed");
            ErrorKind::Internal { reference }
        }
    }
}

/// When even the frame can't be made (the store is away), the page still says so.
fn bare(site: &Site, context: &Context) -> Frame {
    Frame {
        site_name: site.config().site_name.clone(),
        nonce: context.nonce.clone(),
        ..Frame::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_status() {
        let cases = [
            (Error::NotFound, 404),
            (Error::Forbidden, 403),
            (Error::Stale, 403),
            (Error::NotAllowed, 405),
            (Error::SignIn, 401),
            (Error::Refused("non".into()), 422),
            (Error::TooLarge, 413),
            (
                Error::Busy {
                    after: 5,
                    sentence: "plus tard".into(),
                },
                429,
            ),
            (Error::Duplicate("login".to_owned()), 409),
            (Error::InUse, 409),
            (
                sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into()).into(),
                503,
            ),
            (Error::fault("panne"), 500),
        ];
        for (error, status) in cases {
            assert_eq!(error.into_response().status().as_u16(), status);
        }
    }
}
