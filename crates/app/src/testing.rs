//! What only a browser's tests have: moving the server's clock, holding what runs in the background. Compiled with the `testing`
//! feature alone, so that no release has it; never among `rooms::routes`.

use std::collections::HashMap;
use std::sync::LazyLock;

use platform::http::{IntoResponse as _, Query, Response, Routes, State, StatusCode};
use platform::{Error, Result, Site, jobs};
use tokio::sync::watch;

use crate::rooms;

/// Whether no job may be taken up.
static HELD: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));
/// Whether none is.
static QUIET: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));

/// `POST /essais/horloge?avance=MILLISECONDS`, `POST /essais/travaux?retenus=oui` (or `non`).
pub fn routes() -> Routes {
    Routes::new()
        .by_token("/essais/horloge", advance)
        .by_token("/essais/travaux", hold)
}

async fn advance(State(site): State<Site>, Query(asked): Query<HashMap<String, String>>) -> Result<Response> {
    let millis = asked.get("avance").and_then(|text| text.parse().ok());
    site.clock().advance(millis.ok_or(Error::NotFound)?);
    Ok((StatusCode::OK, site.clock().now().to_string()).into_response())
}

/// Answers once no job runs any more, or once they do again.
async fn hold(Query(asked): Query<HashMap<String, String>>) -> Response {
    let held = asked.get("retenus").is_some_and(|text| text == "oui");
    HELD.send_replace(held);
    until(QUIET.subscribe(), held).await;
    StatusCode::OK.into_response()
}

async fn until(mut told: watch::Receiver<bool>, wanted: bool) {
    drop(told.wait_for(|is| *is == wanted).await);
}

/// Runs jobs while they aren't held, until told to stop.
pub async fn run(site: Site, stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        QUIET.send_replace(false);
        let stop = async {
            tokio::select! {
                () = until(stopped.clone(), true) => {}
                () = until(HELD.subscribe(), true) => {}
            }
        };
        jobs::run(site.clone(), rooms::handlers(), stop).await;
        QUIET.send_replace(true);
        tokio::select! {
            () = until(stopped.clone(), true) => {}
            () = until(HELD.subscribe(), false) => {}
        }
    }
}
