//! Stub.
pub fn routes() -> platform::http::Routes { platform::http::Routes::new() }
