//! A batch of operations, posted with the token of its launch: by the shell on the content origin, by the page on ours.

use platform::http::{HeaderMap, Request, Response, StatusCode, json, read_json};
use platform::{Error, Result, Site};
use serde::Serialize;

use crate::attempts::{self, Batch, Taken};

/// A batch aims at a few kilobytes; but one operation may hold 1 MiB of suspend data, six times that once escaped.
pub const BATCH_BYTES: usize = 8 << 20;

/// What a browser is answered: `acknowledged` is in the store, `expected` is what to send next.
#[derive(Serialize)]
struct Answer {
    acknowledged: i64,
    expected: i64,
    finished: bool,
    /// Why nothing more is taken from this launch: « replaced », « ended », « unknown ».
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<&'static str>,
}

const REPLACED: &str = "Ce module est ouvert dans un autre onglet ou sur un autre appareil\u{202f}: c’est là que vos réponses sont enregistrées.";
const ENDED: &str = "Votre accès est terminé ou a été suspendu\u{202f}: ce module n’enregistre plus rien. Ce qui était enregistré le reste. Si l’accès vous est rendu, rouvrez le module depuis votre parcours.";
const UNKNOWN: &str =
    "Ce module a été ouvert il y a trop longtemps\u{202f}: rouvrez-le depuis votre parcours.";
const UNKEPT: &str = "Ce module n’a pas pu enregistrer votre avancement\u{202f}: rechargez la page. Si cela recommence, dites-le à votre tuteur.";

fn answer(
    status: StatusCode,
    acknowledged: i64,
    finished: bool,
    no: Option<(&'static str, &'static str)>,
) -> Result<Response> {
    let answer = Answer {
        acknowledged,
        expected: acknowledged + 1,
        finished,
        why: no.map(|(why, _)| why),
        sentence: no.map(|(_, sentence)| sentence),
    };
    json(status, &answer)
}

/// Takes what was posted.
pub(super) async fn post(site: &Site, request: Request) -> Result<Response> {
    let (parts, body) = request.into_parts();
    let Some(token) = token(&parts.headers) else {
        return answer(StatusCode::NOT_FOUND, 0, false, Some(("unknown", UNKNOWN)));
    };
    let batch: Batch = match read_json(body, BATCH_BYTES).await {
        Ok(batch) => batch,
        Err(Error::TooLarge) => {
            return answer(StatusCode::PAYLOAD_TOO_LARGE, 0, false, Some(("large", UNKEPT)));
        }
        Err(_) => {
            return answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                0,
                false,
                Some(("unreadable", UNKEPT)),
            );
        }
    };
    match attempts::take(site, &token, batch).await {
        Ok(Taken::Kept { sequence, finished }) => answer(StatusCode::OK, sequence, finished, None),
        Ok(Taken::Replaced { sequence }) => answer(
            StatusCode::CONFLICT,
            sequence,
            false,
            Some(("replaced", REPLACED)),
        ),
        Ok(Taken::Ended { sequence }) => answer(StatusCode::GONE, sequence, false, Some(("ended", ENDED))),
        Err(Error::NotFound) => answer(StatusCode::NOT_FOUND, 0, false, Some(("unknown", UNKNOWN))),
        Err(error) => Err(error),
    }
}

/// Of the header only: never a cookie, never the address.
fn token(headers: &HeaderMap) -> Option<String> {
    let token = headers.get("x-lancement")?.to_str().ok()?;
    (token.len() == 43).then(|| token.to_owned())
}
