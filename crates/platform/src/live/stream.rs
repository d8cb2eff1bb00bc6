//! A follower as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use http::HeaderValue;
use http::header::{CONTENT_TYPE, HeaderName};
use uuid::Uuid;

use super::hub::{Following, Hub};
use crate::db::Db;
use crate::http::{Actor, Gatekeeper};
use crate::{Error, Result, Site};

/// How often something is said when there is nothing to say: shorter than what proxies wait, and when a login that ended
/// elsewhere is noticed at the latest.
const BEAT: Duration = Duration::from_secs(25);
/// What a stream begins with: when to come back if it is cut, in milliseconds.
const OPENING: &str = "retry: 3000\n\n";

const TOO_MANY: &str = "Trop de pages se tiennent à jour en même temps\u{202f}: fermez-en une, ou rechargez celle-ci pour la relire.";

impl AsRef<Hub> for Db {
    fn as_ref(&self) -> &Hub {
        self.hub()
    }
}

struct Telling {
    site: Site,
    login: Uuid,
    following: Following<Db>,
    opened: bool,
}

/// Answers the stream of what is said of these topics, until the login ends, the client leaves or the server stops. The
/// handler has proved that its reader may see them; they only ever hear that something changed.
///
/// # Errors
/// [`Error::Busy`] for who has too many already.
pub fn follow(site: &Site, actor: &Actor, mut topics: Vec<Uuid>) -> Result<Response> {
    topics.insert(0, actor.login);
    let following = Following::begin(site.db().clone(), actor.person, topics).ok_or(Error::Busy {
        after: 60,
        sentence: TOO_MANY.into(),
    })?;
    let telling = Telling {
        site: site.clone(),
        login: actor.login,
        following,
        opened: false,
    };
    let frames = stream::unfold(telling, async |mut telling| {
        let frame = telling.frame().await?;
        Some((Ok::<_, Infallible>(Bytes::from(frame)), telling))
    });
    let mut response = Response::new(Body::from_stream(frames));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    // nginx hands it on as it comes.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    Ok(response)
}

impl Telling {
    /// The next thing to send; none when it is over.
    async fn frame(&mut self) -> Option<String> {
        if !self.opened {
            self.opened = true;
            return Some(OPENING.to_owned());
        }
        let heard = tokio::time::timeout(BEAT, self.following.next()).await;
        let mut topics = match heard {
            Err(_) => return self.signed_in().await.then(|| ":\n\n".to_owned()),
            Ok(topics) => topics?,
        };
        if topics.remove(&self.login) && !self.signed_in().await {
            return None;
        }
        let said: String = topics.iter().map(|topic| format!("data: {topic}\n\n")).collect();
        // Only of the login, which stands: a comment.
        Some(if said.is_empty() { ":\n\n".to_owned() } else { said })
    }

    /// Whether the login still stands; a store that can't say cuts the stream, which comes back.
    async fn signed_in(&self) -> bool {
        let Ok(gatekeeper) = self.site.extension::<Gatekeeper>() else {
            return false;
        };
        gatekeeper.0.stands(&self.site, self.login).await.unwrap_or(false)
    }
}
