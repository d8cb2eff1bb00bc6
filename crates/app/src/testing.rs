//! What only a browser's tests have: moving the server's clock. Compiled with the `testing` feature alone, so that no
//! release has it; never among `rooms::routes`.

use std::collections::HashMap;

use platform::http::{IntoResponse as _, Query, Response, Routes, State, StatusCode};
use platform::{Error, Result, Site};

/// `POST /essais/horloge?avance=MILLISECONDS`.
pub fn routes() -> Routes {
    Routes::new().by_token("/essais/horloge", advance)
}

async fn advance(State(site): State<Site>, Query(asked): Query<HashMap<String, String>>) -> Result<Response> {
    let millis = asked.get("avance").and_then(|text| text.parse().ok());
    site.clock().advance(millis.ok_or(Error::NotFound)?);
    Ok((StatusCode::OK, site.clock().now().to_string()).into_response())
}
