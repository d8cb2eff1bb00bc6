//! The ceiling: what the same machine, the same libraries and the same store give to a handler that does next to nothing.
//! Figures are quoted as shares of it, since the speed of a machine isn't ours.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use platform::config::Config;
use platform::db::{Db, Schema, Sql};
use platform::{Error, Result, args};
use tokio::net::TcpListener;

/// How many rows there are to read and to write over.
pub const ROWS: u64 = 1024;

/// The longest page served.
const LONGEST: usize = 4 << 20;

/// A table of its own: no statement of the platform's.
const TABLE: Sql =
    Sql::literal("CREATE TABLE IF NOT EXISTS bare (id BIGINT PRIMARY KEY, body TEXT NOT NULL)");
const READ: &str = "SELECT body FROM bare WHERE id = $1";
const UPSERT: &str =
    "INSERT INTO bare (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body";

/// Serves `/page/{id}/{bytes}` (one point read, a page of so many bytes) and `/upsert/{id}` (the body of the request is
/// written, durably, before the answer) on the store that the environment names.
///
/// # Errors
/// The store's, the network's.
pub async fn serve() -> Result<()> {
    let config = Config::read(|name| std::env::var(name).ok())?;
    let db = Db::open(&config.store, Schema::Store).await?;
    fill(&db).await?;
    let routes = routes().with_state(db);
    let io = |error| Error::internal("the bare server", error);
    let address = SocketAddr::from(([127, 0, 0, 1], config.listen.port()));
    let listener = TcpListener::bind(address).await.map_err(io)?;
    axum::serve(listener, routes).await.map_err(io)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the bare handler has nothing of the platform's, permissions neither"
)]
fn routes() -> Router<Db> {
    Router::new()
        .route("/sante", get(StatusCode::OK))
        .route("/page/{id}/{bytes}", get(page))
        .route("/upsert/{id}", post(upsert))
}

async fn fill(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(TABLE, Vec::new()).await?;
    for id in 0..i64::try_from(ROWS).unwrap_or_default() {
        tx.execute(Sql::literal(UPSERT), args![id, "Bonjour"]).await?;
    }
    tx.commit().await
}

async fn page(State(db): State<Db>, Path((id, bytes)): Path<(i64, usize)>) -> Result<String, StatusCode> {
    let failed = |_| StatusCode::INTERNAL_SERVER_ERROR;
    let mut tx = db.read().await.map_err(failed)?;
    let row = tx.one(Sql::literal(READ), args![id]).await.map_err(failed)?;
    let mut body: String = row.get("body").map_err(failed)?;
    let rest = bytes.min(LONGEST).saturating_sub(body.len());
    body.extend(std::iter::repeat_n('x', rest));
    Ok(body)
}

async fn upsert(State(db): State<Db>, Path(id): Path<i64>, body: String) -> StatusCode {
    let written = db.hot(move |tx| {
        Box::pin(async move { tx.execute(Sql::literal(UPSERT), args![id, body]).await.map(drop) })
    });
    match written.await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
